"""The proposal at a press: the best areas by these weights and limits, the second best, or why there is none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gis_app.analysis.zones.diagnosis import Relaxation, relaxations
from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.problem import Zone
from gis_app.analysis.zones.search import Answer, Method, Report, search
from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.draw import Drawn, areas_of, described
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.people import source_of
from gis_app.services.work_areas.terrain import Terrain, ground_of, terrain_of

SEED = 1
"""Every proposal is searched with this seed, so that anybody gets it again."""
TAKEN = "taken"
"""Nothing is left to propose: every core unit lies in an area that is kept already."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a search found, ready to be shown.

    Attributes
    ----------
    status
        One of ``analysis.zones.search``: ``proven``, ``within``, ``none_found``, ``impossible``; or ``TAKEN``.
    gap
        By how large a share of what cannot be exceeded the best may fall short; None without one.
    second_share
        What the second best is worth, as a share of the best.
    second_apart
        Whether it shares no unit with the best.
    relax
        Without any: each single limit which, set to that value, would let an area exist.
    highest
        The highest index of any unit, for when no unit is core.
    """

    best: tuple[Drawn, ...]
    second: tuple[Drawn, ...]
    status: str
    method: str
    gap: float | None = None
    second_share: float | None = None
    second_apart: bool = False
    relax: tuple[Relaxation, ...] = ()
    highest: float | None = None


def propose_areas(context: Context, selection_id: str, limits: AreaLimits, *, role: Role) -> Proposal:
    """Return the greedy proposal for a kept selection.

    Raises
    ------
    NotFound
        If there is no such selection.
    """
    terrain = terrain_of(context, selection_id, role=role)
    return proposal(terrain, limits, others=areas_of(context, terrain))


def proposal(
    terrain: Terrain,
    limits: AreaLimits,
    *,
    others: Sequence[WorkArea] = (),
    method: Method = "greedy",
    prove_seconds: float = 0.0,
    report: Report = lambda _share: None,
) -> Proposal:
    """Return what a search over the units with a known number of people finds.

    Parameters
    ----------
    others
        Areas kept already: none of their units is proposed, and their people are taken from the budget.
    """
    taken = frozenset(unit for area in others for unit in area.units)
    problem = ground_of(terrain, limits, only_known=True, without=taken)
    limits = _left(terrain, limits, taken)
    if not problem.units.core.any():
        if bool((terrain.index.reindex(sorted(taken)) >= limits.core_above).any()):
            return Proposal((), (), TAKEN, method)
        known = terrain.index.reindex(list(problem.ids)).dropna()
        highest = float(known.max()) if len(known) else None
        return Proposal((), (), "impossible", method, relax=(Relaxation("core"),), highest=highest)
    found = search(problem.units, limits.search(), method=method, seed=SEED, prove_seconds=prove_seconds, report=report)
    if not found.zones:
        relax = tuple(relaxations(problem.units, limits.search()))
        return Proposal((), (), found.status, found.method, relax=relax)
    return _proposal(terrain, problem, limits, found)


def _left(terrain: Terrain, limits: AreaLimits, taken: Collection[str]) -> AreaLimits:
    """Return the limits with what the areas kept already leave of the budget.

    Raises
    ------
    InputRefused
        If they leave less than the smallest area needs.
    """
    if limits.budget is None or not taken:
        return limits
    figures = source_of(terrain.sources, limits.people).figures
    left = limits.budget - sum(figures.get(unit, 0.0) for unit in sorted(taken))
    if left < limits.min_population:
        raise InputRefused("areas_budget_spent", value=round(max(left, 0.0)), expected=round(limits.min_population))
    return replace(limits, budget=left)


def shown_again(terrain: Terrain, limits: AreaLimits, result: Mapping[str, Any]) -> Proposal:
    """Return what a search found earlier (see ``careful.work``) on the ground of today.

    Units that the selection no longer has are left out.
    """
    problem = ground_of(terrain, limits)

    def drawn(sets: Sequence[Sequence[str]]) -> tuple[Drawn, ...]:
        known = [[unit for unit in units if unit in set(terrain.ids)] for units in sets]
        return tuple(described(terrain, problem, limits, problem.zone_of(units)) for units in known)

    return Proposal(
        best=drawn(result["best"]),
        second=drawn(result["second"]),
        status=result["status"],
        method=result["method"],
        gap=result["gap"],
        second_share=result["second_share"],
        second_apart=result["second_apart"],
        relax=tuple(Relaxation(**step) for step in result["relax"]),
        highest=result["highest"],
    )


def _proposal(terrain: Terrain, problem: Ground, limits: AreaLimits, found: Answer) -> Proposal:
    def drawn(zones: tuple[Zone, ...]) -> tuple[Drawn, ...]:
        return tuple(described(terrain, problem, limits, zone) for zone in zones)

    return Proposal(
        best=drawn(found.zones),
        second=drawn(found.second),
        status=found.status,
        method=found.method,
        gap=found.gap,
        second_share=found.second_worth / found.worth if found.second and found.worth > 0 else None,
        second_apart=found.second_apart,
    )
