"""Publishing work areas: a deliberate act after a look at exactly what everybody will see; taken back at once."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

from gis_app.domain.errors import Conflict, KarteError
from gis_app.domain.refused_columns import delicate_topic
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import PUBLISHED, WITHDRAWN, AreaPublication, WorkArea
from gis_app.services.keys import seal
from gis_app.services.projects import project_or_first
from gis_app.services.published_areas import by_name
from gis_app.services.selection.kept_titles import titles_of
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.robust import Robustness, robustness_of_kept
from gis_app.services.selection.workbench import rank_again
from gis_app.services.shown_areas import FORMAT, Shown, ShownResource, area_json, read_shown
from gis_app.services.wiring import Context
from gis_app.services.work_areas.compare import basis_of, differences
from gis_app.services.work_areas.ready import readiness, resources_inside
from gis_app.services.work_areas.told import people_of, together, told_people
from gis_app.store import audit, selections, work_areas
from gis_app.store.territories import territories
from gis_app.text.area_words import NO_CALCULATION
from gis_app.text.collate import sort_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area of a selection and what it lacks to be published (codes of ``ready.LACKS``)."""

    area: WorkArea
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands before publishing.

    Attributes
    ----------
    project, selection
        What the areas are of: a kept selection, or a project in which they were drawn without a calculation.
    preview
        Exactly what everybody will see; None while no area is chosen that has all it needs.
    content, basis
        The same as plain values, as an act stores it, and what later acts are compared with.
    refusals
        Why it cannot be published now; empty: it can.
    acts
        Acts of this selection, the newest first; the one that holds comes first if there is one.
    """

    project: str
    selection: Selection | None
    candidates: tuple[Candidate, ...]
    chosen: frozenset[str]
    preview: Shown | None
    content: Mapping[str, Any]
    basis: Mapping[str, Any]
    refusals: tuple[KarteError, ...]
    acts: tuple[AreaPublication, ...]
    seen: str

    @property
    def standing(self) -> AreaPublication | None:
        """The act that holds now."""
        return next((act for act in self.acts if act.withdrawn_at is None), None)


def gate(
    context: Context, selection_id: str | None, *, project: str = "", chosen: Collection[str] | None = None
) -> Gate:
    """Return the preview of publishing areas of a selection, and what stands in its way.

    Parameters
    ----------
    selection_id, project
        The selection; None for the areas of a project that were drawn without a calculation.
    chosen
        Ids of the areas; without it those that have all they need.

    Raises
    ------
    NotFound
        If there is no such selection.
    """
    with context.database.reading() as session:
        selection = None if selection_id is None else selections.selection(session, selection_id)
        project = project if selection is None else selection.project
        drawn = [area for area in work_areas.areas(session, project) if area.selection == selection_id]
        every = work_areas.publications(session, project)
        names = {place.id: place.name for place in territories(session, project)}
    found = sorted(drawn, key=lambda area: (sort_key(area.name), area.id))
    candidates = tuple(Candidate(area, tuple(readiness(context, area))) for area in found)
    wanted = [one for one in candidates if (not one.lacks if chosen is None else one.area.id in chosen)]
    ready = [one.area for one in wanted if not one.lacks]
    stored, basis = _draft(context, project, selection, ready)
    fingerprint = selection.sha256 if selection else ""
    refusals: list[KarteError] = [Conflict("areas_lack", value=one.area.name) for one in wanted if one.lacks]
    refusals += [] if wanted else [Conflict("areas_none_chosen")]
    day = context.clock().date()
    whole = people_of(context, project, basis["compared"])
    refusals += differences(basis, sha256=fingerprint, on=day, before=every, names=names, whole=whole)
    return Gate(
        project=project,
        selection=selection,
        candidates=candidates,
        chosen=frozenset(one.area.id for one in wanted),
        preview=_preview(context, stored, fingerprint) if ready else None,
        content=stored,
        basis=basis,
        refusals=tuple(refusals),
        acts=tuple(act for act in every if _of(act, selection_id)),
        seen=sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:16],
    )


def standing_of(context: Context, found: Gate) -> Shown | None:
    """Return what everybody sees of the selection now; None while nothing of it is public."""
    act = found.standing
    return None if act is None else _preview(context, act.shown, act.decision_sha256)


def _draft(
    context: Context, project: str, selection: Selection | None, areas: Sequence[WorkArea]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what would be shown of areas, and the basis that stays inside."""
    units = {unit for area in areas for unit in area.units}
    people = people_of(context, project, units)
    shown = {
        "format": FORMAT,
        **(_told_of(context, selection) if selection else _without(context, project)),
        "areas": [_area(context, area, people) for area in sorted(areas, key=lambda one: (sort_key(one.name), one.id))],
    }
    return shown, basis_of(selection, areas, people=people)


def _told_of(context: Context, selection: Selection) -> dict[str, Any]:
    """Return what is told of a choice by figures: no weight, no order."""
    decision, ranking = selection.decision, rank_again(selection)
    doubt = robustness_of_kept(selection, ranking)
    titles, delicate = _criteria(context, selection, ranking)
    return {
        "purpose": decision["purpose"]["code"],
        "kind": decision["kind"],
        "period": decision["data"]["period"],
        "criteria": titles,
        "delicate": delicate,
        "doubt": None if doubt is None else _counts(doubt),
        "invented": bool(decision["invented"]),
    }


def _without(context: Context, project: str) -> dict[str, Any]:
    """Return what is told where no calculation was used."""
    told: dict[str, Any] = {"purpose": "", "kind": NO_CALCULATION, "period": "", "criteria": [], "delicate": 0}
    return {**told, "doubt": None, "invented": project_or_first(context, project).invented}


def _of(act: AreaPublication, selection_id: str | None) -> bool:
    return "selection" in act.basis and act.basis["selection"] == selection_id


def publish(
    context: Context,
    selection_id: str | None,
    *,
    chosen: Collection[str],
    seen: str,
    account: str | None,
    project: str = "",
) -> AreaPublication:
    """Make areas public as the preview showed them; what was public of this selection before is taken back with it.

    Raises
    ------
    Conflict
        If they cannot be published now (``Gate.refusals``), or the preview has changed since it was seen.
    """
    found = gate(context, selection_id, project=project, chosen=chosen)
    if found.refusals:
        raise found.refusals[0]
    if seen != found.seen:
        raise Conflict("preview_changed")
    areas = [one.area for one in found.candidates if one.area.id in found.chosen]
    now = context.clock()
    act = AreaPublication(
        id=str(uuid4()),
        project=found.project,
        at=now,
        account=account,
        areas=tuple(area.id for area in areas),
        shown=found.content,
        decision_sha256=found.selection.sha256 if found.selection else "",
        basis=found.basis,
    )
    with context.database.transaction() as session:
        for old in found.acts:
            if old.withdrawn_at is None:
                work_areas.withdraw(session, old.id, at=now)
        for one in found.candidates:
            if one.area.id in found.chosen or one.area.state == PUBLISHED:
                state = PUBLISHED if one.area.id in found.chosen else WITHDRAWN
                work_areas.put_area(session, replace(one.area, state=state), at=now)
        work_areas.add_publication(session, act)
        audit.record(session, account, "areas.publish", act.id, now)
    return act


def take_back(context: Context, selection_id: str | None, *, account: str | None, project: str = "") -> None:
    """Make the areas of a selection (None: those without one) private again; without an act nothing happens.

    Raises
    ------
    NotFound
        If there is no such selection.
    """
    now = context.clock()
    with context.database.transaction() as session:
        project = project if selection_id is None else selections.selection(session, selection_id).project
        acts = [act for act in work_areas.standing_publications(session, project) if _of(act, selection_id)]
        for act in acts:
            work_areas.withdraw(session, act.id, at=now)
            for area in work_areas.areas(session, project, state=PUBLISHED):
                if area.id in act.areas:  # one that was thrown away since stays on record in the act
                    work_areas.put_area(session, replace(area, state=WITHDRAWN), at=now)
            audit.record(session, account, "areas.withdraw", act.id, now)


def _preview(context: Context, stored: Mapping[str, Any], sha256: str) -> Shown:
    shown = read_shown(stored, seal=seal(context.secret, sha256))
    return replace(shown, areas=by_name(shown.areas))


def _area(context: Context, area: WorkArea, people: Mapping[str, float]) -> dict[str, Any]:
    wanted = set(area.resources)
    inside = [item for item in resources_inside(context, area) if item.id in wanted]
    inside.sort(key=lambda item: (sort_key(item.name), item.id))
    shown = [ShownResource(item.id, item.name, item.kind) for item in inside]
    return area_json(area, people=told_people(together(people, area.units)), resources=shown)


def _counts(doubt: Robustness) -> dict[str, Any]:
    """Return how much the choice hangs on weights and method, as counts of territories: no name, no order, no unit."""
    told = doubt.statement
    return {"changing": told.contested, "of": told.ranked, "draws": doubt.draws, "methods": doubt.methods}


def _criteria(context: Context, selection: Selection, ranking: Ranking) -> tuple[list[Mapping[str, str]], int]:
    """Return the titles of the figures that weigh something, and how many of them nobody names outside."""
    titles = titles_of(context, selection)
    used = sorted(item.column for item in ranking.result.criteria.used)
    delicate = [name for name in used if delicate_topic(" ".join((name, *titles[name].values())))]
    named = [dict(titles[name]) for name in used if name not in delicate]
    return sorted(named, key=lambda title: sort_key(title.get("lv", ""))), len(delicate)
