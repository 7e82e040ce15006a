"""Target ``resources``: places and services that join the list of the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gis_app.domain.imports import Problem
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.domain.resources import Resource
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import project_for
from gis_app.services.imports.target import NewLayer, Option, Progress, Target
from gis_app.services.imports.targets.layer import nothing_of
from gis_app.services.imports.targets.resource_rows import GUESSED, Read, guessed_columns, read_rows
from gis_app.services.wiring import Context
from gis_app.store import resources as store
from gis_app.store.models import ResourceRow
from gis_app.store.undo import Undo

GONE = ("keep", "remove")
_NAMED = 20
_THEME = "institutions"


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with its columns found; words for kinds we do not know are asked, what changes is counted."""
    choices = draft.choices
    choices = replace(choices, columns=guessed_columns(draft), theme=choices.theme or _THEME)
    draft = replace(draft, choices=choices)
    if draft.frame is None or not choices.columns.get("name"):
        return nothing_of(draft).with_(Problem("name_column_unknown", severity="refused"))
    read = _read(context, draft)
    before = _before(context, draft)
    new, changed, same = _compared(read.resources, before)
    gone = _gone(read.resources, before)
    facts = {
        "new": len(new),
        "changed": len(changed),
        "same": same,
        "gone": [one.name for one in gone[:_NAMED]],
        "gone_count": len(gone),
        "kinds": dict(Counter(one.kind for one in read.resources)),
        "kinds_unknown": dict(Counter(read.unknown).most_common()),
        "sensitive": len(read.delicate),
    }
    notices = [Problem("resource_gone", params={"value": one.name}) for one in gone]
    if facts["sensitive"]:
        notices.append(Problem("resources_sensitive", params={"value": facts["sensitive"]}))
    return draft.with_(*read.problems, *notices, facts=facts)


def layers(_context: Context, _draft: Draft, _folder: Path, _progress: Progress) -> Sequence[NewLayer]:
    """Return no layer of files: resources are rows."""
    return ()


def put(context: Context, session: Any, draft: Draft, undo: Undo) -> Mapping[str, Any]:
    """Store the resources that are new or changed; those that vanished stay, unless the option ``gone`` says remove."""
    found = _read(context, draft).resources
    before = {one.id: one for one in _of_layer(session, draft)}
    new, changed, same = _compared(found, before)
    rows = [*new, *(replace(one, **_kept(before[one.id])) for one in changed)]
    undo.will_put(session, ResourceRow, [one.id for one in rows])
    store.put_resources(session, rows)
    gone = _gone(found, before) if draft.choices.options.get("gone") == "remove" else []
    undo.will_remove(session, ResourceRow, [one.id for one in gone])
    store.remove_resources(session, [one.id for one in gone])
    return {"new": len(new), "changed": len(changed), "same": same, "removed": len(gone)}


def _read(context: Context, draft: Draft) -> Read:
    project, _made = project_for(context, draft)
    return read_rows(draft, project=project.code, epsg=context.settings.work_epsg)


def _before(context: Context, draft: Draft) -> dict[str, Resource]:
    project, made = project_for(context, draft)
    if made:
        return {}
    here = replace(draft, choices=replace(draft.choices, project=project.code))
    with context.database.reading() as session:
        return {one.id: one for one in _of_layer(session, here)}


def _of_layer(session: Any, draft: Draft) -> list[Resource]:
    everything = store.resources(session, draft.choices.project, sensitive=True)
    return [one for one in everything if one.layer == draft.choices.layer]


def _compared(found: Iterable[Resource], before: Mapping[str, Resource]) -> tuple[list[Resource], list[Resource], int]:
    """Return the new ones, the changed ones, and how many are as they were."""
    new, changed, same = [], [], 0
    for one in found:
        old = before.get(one.id)
        if old is None:
            new.append(one)
        elif _comparable(one) != _comparable(old):
            changed.append(one)
        else:
            same += 1
    return new, changed, same


def _comparable(one: Resource) -> tuple[Any, ...]:
    place = None if one.geometry is None else (round(one.geometry.x, 2), round(one.geometry.y, 2))
    plain = replace(one, geometry=None, precision="none", verified_on=None, verified_by="")
    return plain, place, one.precision


def _kept(old: Resource) -> dict[str, Any]:
    """Return what people here added and no file brings."""
    return {"verified_on": old.verified_on, "verified_by": old.verified_by}


def _gone(found: Iterable[Resource], before: Mapping[str, Resource]) -> list[Resource]:
    there = {one.id for one in found}
    return sorted((one for one in before.values() if one.id not in there), key=lambda one: one.name)


TARGET = Target(
    code="resources",
    kinds=("vector", "table"),
    examine=examine,
    layers=layers,
    store=put,
    required=("name",),
    optional=tuple(role for role in GUESSED if role != "name"),
    options=(
        Option("kind", "choice", codes=RESOURCE_KINDS, labels="resource_kind"),
        Option("kinds"),
        Option("gone", "choice", codes=GONE, labels="gone"),
    ),
)
