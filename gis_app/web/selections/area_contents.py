"""What the pages of drawing work areas show: the state of the one form, its lights, a proposal or why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from gis_app.domain.errors import Infeasible, InputRefused, KarteError
from gis_app.domain.geography import Project
from gis_app.domain.jobs import Job
from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import WorkArea
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.services.work_areas.careful import limits_of
from gis_app.services.work_areas.draw import Drawn, areas_of, drawn
from gis_app.services.work_areas.limits import AreaLimits, from_form, from_stored
from gis_app.services.work_areas.people import Source, source_of
from gis_app.services.work_areas.propose import Proposal, proposal, shown_again
from gis_app.services.work_areas.ready import readiness
from gis_app.services.work_areas.terrain import Terrain, default_limits, terrain_of
from gis_app.text.problems import sentence
from gis_app.text.words import Words
from gis_app.web.selections.area_map import AreaMap, area_map

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A kept area in the list: how many things it lacks for publishing."""

    area: WorkArea
    drawn: Drawn
    lacks: int


@dataclass(frozen=True, slots=True)
class AreasPage:
    """The page; ``area`` is the kept one in hand, ``drawn`` what is drawn now, ``refused`` why a limit is not."""

    kept: Selection
    project: Project
    terrain: Terrain
    limits: AreaLimits
    typed: Mapping[str, str]
    source: Source
    map: AreaMap
    drawn: Drawn
    area: WorkArea | None
    areas: Sequence[KeptLine]
    name: str
    refused: str = ""
    proposal: Proposal | None = None


def areas_page(
    context: Context, selection_id: str, form: Form, *, role: Role, words: Words, search: bool = False
) -> AreasPage:
    """Return the page in the state of its form.

    Parameters
    ----------
    form
        ``area`` (id of a kept one), ``unit`` (many), the limits, ``name``; an empty form begins anew.
    search
        Whether the proposal was asked for.
    """
    terrain = terrain_of(context, selection_id, role=role)
    known = areas_of(context, terrain)
    area = next((item for item in known if item.id == form.get("area")), None)
    limits, refused = _limits(terrain, form, area, known, words)
    inside = [unit for unit in _units(form, area) if unit in set(terrain.ids)]
    others = [item for item in known if item is not area]
    found = None
    if search and not refused:
        found, refused = _search(terrain, limits, others, words)
    shown = drawn(terrain, limits, inside, others=others)
    return AreasPage(
        kept=terrain.kept,
        project=project_or_first(context, terrain.kept.project),
        terrain=terrain,
        limits=limits,
        typed=_typed(form, limits),
        source=source_of(terrain.sources, limits.people),
        map=area_map(terrain, limits, inside=inside, others=others),
        drawn=shown,
        area=area,
        areas=[_line(context, terrain, item) for item in known],
        name=form.get("name") or (area.name if area else ""),
        refused=refused,
        proposal=found,
    )


def limits_in(context: Context, selection_id: str, form: Form, *, role: Role) -> AreaLimits:
    """Return the limits of a form that is sent to be kept or searched with.

    Raises
    ------
    InputRefused
        If a limit does not hold.
    """
    terrain = terrain_of(context, selection_id, role=role)
    return from_form(form, kinds=form.getlist("kind"), otherwise=default_limits(terrain))


def job_proposal(context: Context, selection_id: str, job: Job, *, role: Role) -> Proposal | None:
    """Return what a finished search found, drawn on the ground of today; None while it is at work."""
    if job.state != "done" or job.result is None:
        return None
    return shown_again(terrain_of(context, selection_id, role=role), limits_of(job.parameters), job.result)


def job_fields(job: Job) -> Form:
    """Return the limits a job was asked with as the form sends them: its answer is shown and kept under them."""
    limits = limits_of(job.parameters)
    return MultiDict({**_typed(MultiDict(), limits), "people": limits.people})


def _limits(
    terrain: Terrain, form: Form, area: WorkArea | None, known: Sequence[WorkArea], words: Words
) -> tuple[AreaLimits, str]:
    """Return the limits of the form, and why they were refused; without any those of the area in hand or the last."""
    begin = default_limits(terrain)
    last = area or (max(known, key=lambda item: str(item.changed_at)) if known else None)
    kept = from_stored(last.limits, otherwise=begin) if last is not None else begin
    if kept.people not in {item.code for item in terrain.sources}:
        kept = replace(kept, people=begin.people)
    try:
        limits = from_form(form, kinds=form.getlist("kind"), otherwise=kept)
        source_of(terrain.sources, limits.people)
    except InputRefused as error:
        return kept, sentence(error, words)
    return limits, ""


def _search(
    terrain: Terrain, limits: AreaLimits, others: Sequence[WorkArea], words: Words
) -> tuple[Proposal | None, str]:
    try:
        return proposal(terrain, limits, others=others), ""
    except (InputRefused, Infeasible) as error:
        return None, sentence(error, words)


def _units(form: Form, area: WorkArea | None) -> Sequence[str]:
    """Return the units drawn; a form that was never sent has those of the area in hand."""
    return form.getlist("unit") if "limits" in form or "unit" in form or area is None else area.units


def _typed(form: Form, limits: AreaLimits) -> dict[str, str]:
    """Return what stands in the fields of the limits: as it was typed, else as it holds."""
    plain: dict[str, Any] = {
        "min_population": limits.min_population,
        "max_population": limits.max_population,
        "ordinary_low": limits.ordinary_low * 100,
        "ordinary_high": limits.ordinary_high * 100,
        "minutes": limits.minutes,
        "max_areas": limits.max_areas,
        "compactness": limits.compactness,
        "core_above": limits.core_above,
        "ordinary_below": limits.ordinary_below,
    }
    texts = {name: f"{round(value, 6):.10g}" for name, value in plain.items()}
    texts["budget"] = "" if limits.budget is None else f"{limits.budget:.10g}"
    return {name: form.get(name, text) for name, text in texts.items()}


def _line(context: Context, terrain: Terrain, area: WorkArea) -> KeptLine:
    limits = from_stored(area.limits, otherwise=default_limits(terrain))
    units = [unit for unit in area.units if unit in set(terrain.ids)]
    try:
        shown = drawn(terrain, limits, units)
    except KarteError:  # the figures it was counted by are gone
        shown = drawn(terrain, default_limits(terrain), units)
    return KeptLine(area, shown, len(readiness(context, area)))
