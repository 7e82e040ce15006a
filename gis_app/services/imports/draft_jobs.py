"""Work on a draft: understanding it, and storing it once its person confirmed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from gis_app.domain.errors import KarteError, NotFound
from gis_app.domain.imports import PLACE_ROLES
from gis_app.services.imports import registry
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.drafts import OpenDraft, note, open_draft, throw_away
from gis_app.services.imports.history import import_of
from gis_app.services.imports.registry import TARGETS, guess_target
from gis_app.services.imports.seen import forget_seen, keep_seen
from gis_app.services.imports.target import Progress
from gis_app.services.imports.understand import understand
from gis_app.services.wiring import Context
from gis_app.services.work import Report

UNDERSTAND, STORE = "import_understand", "import_store"
_READING = 0.4
"""Share of the bar of a storing job that reading the file again takes."""


def look(context: Context, draft: OpenDraft, *, progress: Progress = lambda _done: None) -> None:
    """Understand the file and keep what pages show; keep the reason instead when that is not possible."""
    forget_seen(draft)
    try:
        keep_seen(draft, examined(context, draft, progress=progress))
    except KarteError as error:
        note(draft, problem={"code": error.code, "params": {key: str(value) for key, value in error.params.items()}})
        if draft.choices.target:
            _look_without_target(context, draft)
    else:
        note(draft)


def _look_without_target(context: Context, draft: OpenDraft) -> None:
    """Keep what the file itself says, so that its person can choose another purpose; the reason stands already."""
    places = {role: name for role, name in draft.choices.columns.items() if role in PLACE_ROLES}
    plain = replace(draft.choices, target="", columns=places, options={})
    with suppress(KarteError):
        keep_seen(draft, understand(context, draft.file, name=draft.name, choices=plain))


def examined(context: Context, draft: OpenDraft, *, progress: Progress = lambda _done: None) -> Draft:
    """Return the draft as its file and its choices make it, with the eyes of its target (the guessed one at first)."""
    found = understand(context, draft.file, name=draft.name, choices=draft.choices, progress=progress)
    if not draft.choices.target and guess_target(found.understanding) not in TARGETS:
        return found
    return registry.examined(context, found)


def understand_work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Understand a large file in the worker."""
    draft = open_draft(context, parameters["draft"], account=parameters["account"])
    look(context, draft, progress=lambda done: report(0.9 * done))
    return {"draft": draft.id}


def store_work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Store what was confirmed, then remove the draft; begun again after a kill, it stores nothing twice."""
    try:
        draft = open_draft(context, parameters["draft"], account=parameters["account"])
    except NotFound:  # stored by an attempt that was killed before it could say so
        return {"import": import_of(context, parameters["draft"]).id}
    found = examined(context, draft, progress=lambda done: report(_READING * done))
    done = confirm(
        context,
        found,
        account=draft.account,
        progress=lambda done: report(_READING + (1 - _READING) * done),
        import_id=draft.id,
    )
    throw_away(draft)
    return {"import": done.import_id, "repeated": done.repeated}
