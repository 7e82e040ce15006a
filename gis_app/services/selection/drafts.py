"""Selections in the making: begun, saved as they are typed, fixed before a ranking shows, changed with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from gis_app.domain.drafts import LogLine, SelectionDraft
from gis_app.domain.errors import Conflict, InputRefused, NotAllowed, UnknownCode
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import PURPOSES
from gis_app.services.selection.draft_content import clean, first_fields
from gis_app.services.selection.draft_reader import Fields
from gis_app.services.selection.wish import MAX_WORDS
from gis_app.services.selection.workbench import evidence_of
from gis_app.services.wiring import Context
from gis_app.store import selection_drafts as store

_WORDS = ("purpose_words", "scatter_x", "scatter_y", "freeze_period")
_WORDS_LISTED = ("answer.", "reason.", "why.")
"""Fields that say something and determine nothing: they may change after the weights are fixed."""


def begin(
    context: Context, *, project: str | None, form: Fields, blind: bool, role: Role, account: str | None
) -> SelectionDraft:
    """Store a new draft with equal weights and return it.

    Raises
    ------
    UnknownCode
        If the purpose is none of ``PURPOSES``.
    """
    _check(role)
    purpose = form.get("purpose", "")
    if purpose not in PURPOSES:
        raise UnknownCode("purpose_unknown", value=purpose[:40], expected=", ".join(PURPOSES))
    evidence = evidence_of(context, project=project, role=role, kind=form.get("kind", ""))
    fields = {**first_fields(evidence, purpose), **clean(form)}
    draft = SelectionDraft(
        id=str(uuid4()),
        project=evidence.project.code,
        content={"fields": fields},
        blind=blind,
        account=account,
        changed_at=context.clock(),
    )
    return _put(context, draft)


def draft_of(context: Context, draft_id: str, *, role: Role) -> SelectionDraft:
    """Return a draft."""
    _check(role)
    with context.database.reading() as session:
        return store.get_draft(session, draft_id)


def drafts_of(context: Context, *, project: str, role: Role) -> Sequence[SelectionDraft]:
    """Return the drafts of a project, the one changed last first; none for a role that only looks."""
    if not may(role, Permission.MAKE_SELECTIONS):
        return []
    with context.database.reading() as session:
        return store.drafts(session, project)


def fields_of(draft: SelectionDraft) -> dict[str, str]:
    """Return what a draft says, field by field as it was typed."""
    return {str(name): str(text) for name, text in draft.content.get("fields", {}).items()}


def save(context: Context, draft: SelectionDraft, form: Fields, *, account: str | None) -> SelectionDraft:
    """Store what a form says and return the draft.

    Raises
    ------
    Conflict
        If the weights are fixed and the form changes what determines the result.
    """
    fields = clean(form)
    if draft.fixed_at is not None and changes(fields_of(draft), fields):
        raise Conflict("draft_fixed")
    return _put(context, replace(draft, content={"fields": fields}, account=account))


def fix(context: Context, draft: SelectionDraft, *, account: str | None) -> SelectionDraft:
    """Fix the weights of a blind draft at this moment; only now a ranking shows."""
    if not draft.blind or draft.fixed_at is not None:
        return draft
    return _put(context, replace(draft, fixed_at=context.clock(), account=account))


def change(
    context: Context, draft: SelectionDraft, form: Fields, *, reason: str, role: Role, account: str | None
) -> SelectionDraft:
    """Change what was fixed, with a reason that stays in the log and in the decision.

    Raises
    ------
    InputRefused
        If no reason is written.
    """
    fields = clean(form)
    what = changes(fields_of(draft), fields)
    if not what:
        return save(context, draft, fields, account=account)
    if not reason.strip():
        raise InputRefused("change_reason_needed")
    if len(reason) > MAX_WORDS:
        raise InputRefused("words_too_long", expected=MAX_WORDS)
    line = LogLine(context.clock(), str(role), "; ".join(what), reason.strip())
    return _put(context, replace(draft, content={"fields": fields}, log=(*draft.log, line), account=account))


def changes(before: Fields, after: Fields) -> list[str]:
    """Return what determines a result and differs: ``weight.x: 5 → 7``, in the order of names."""
    names = sorted({*before, *after})
    return [
        f"{name}: {before.get(name, '–')} → {after.get(name, '–')}"
        for name in names
        if name not in _WORDS and not name.startswith(_WORDS_LISTED) and before.get(name) != after.get(name)
    ]


def drop(context: Context, draft: SelectionDraft) -> None:
    """Throw a draft away."""
    with context.database.transaction() as session:
        store.delete_draft(session, draft.id)


def shows_ranking(draft: SelectionDraft) -> bool:
    """Whether a ranking may be shown: always, but in blind mode only once the weights are fixed."""
    return not draft.blind or draft.fixed_at is not None


def blind_of(draft: SelectionDraft) -> dict[str, Any] | None:
    """Return what the decision says of blind mode: when the weights were fixed, and every change since.

    Raises
    ------
    Conflict
        If the weights are not fixed yet.
    """
    if not draft.blind:
        return None
    if draft.fixed_at is None:
        raise Conflict("draft_not_fixed")
    return {"fixed_at": _stamp(draft.fixed_at), "log": [_line(line) for line in draft.log]}


def _line(line: LogLine) -> Mapping[str, str]:
    return {"at": _stamp(line.at), "role": line.role, "what": line.what, "reason": line.reason}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _put(context: Context, draft: SelectionDraft) -> SelectionDraft:
    moment = context.clock()
    with context.database.transaction() as session:
        store.put_draft(session, draft, at=moment)
    return replace(draft, changed_at=moment)


def _check(role: Role) -> None:
    if not may(role, Permission.MAKE_SELECTIONS):
        raise NotAllowed("not_allowed")
