"""Propose work areas: units, their scores and limits in, a zone and a reason for each unit out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geopandas import GeoDataFrame, GeoSeries

from gis_app.analysis.zones.diagnosis import Relaxation, relaxations, relaxed_together
from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.problem import Limits
from gis_app.analysis.zones.reasons import reason
from gis_app.analysis.zones.search import IMPOSSIBLE, Answer, Method, search
from gis_app.domain.errors import Infeasible
from gis_app.services.selection.zones_report import describe, plain_step, refusal

OPTIONS = {
    "min_population": "--min-population",
    "max_population": "--max-population",
    "ordinary_low": "--ordinary-share A",
    "ordinary_high": "--ordinary-share B",
    "budget_population": "--budget-population",
    "budget_cost": "--budget-cost",
    "within_minutes": "--within-minutes",
    "resource": "--resource/--require",
    "holes": "--allow-holes",
}
"""How a limit is set on the command line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to search: with which limits, method and seed, and how long a proof may take."""

    limits: Limits
    method: Method = "annealing"
    seed: int = 1
    prove_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The answer: one feature per unit with ``id, zone, reason``, and the report beside it."""

    frame: GeoDataFrame
    report: dict[str, Any]


class NoZone(Infeasible):
    """No zone was found; ``report`` is what stands beside the file that was not written."""

    def __init__(self, code: str, *, report: dict[str, Any], **params: Any) -> None:
        super().__init__(code, **params)
        self.report = report


def propose_zones(
    shapes: GeoSeries,
    ground: Ground,
    plan: Plan,
    *,
    facts: dict[str, Any],
    report: Callable[[float], None] = lambda _share: None,
) -> Proposal:
    """Return the best set of zones that do not overlap.

    Parameters
    ----------
    shapes
        The features labelled by id, in the order of the file.
    ground
        The problem made of them.
    facts
        What else the report says: thresholds, hashes (see ``zones_input``).

    Raises
    ------
    NoZone
        If no zone satisfies the limits; it names the limits to relax and by how much.
    """
    units, limits = ground.units, plan.limits
    answer = search(units, limits, method=plan.method, seed=plan.seed, prove_seconds=plan.prove_seconds, report=report)
    if not answer.zones:
        raise _no_zone(ground, plan, answer, facts, report)
    return Proposal(
        frame=_frame(shapes, ground, answer),
        report=describe(ground, limits, answer, seed=plan.seed, facts=facts),
    )


def _no_zone(
    ground: Ground, plan: Plan, answer: Answer, facts: dict[str, Any], report: Callable[[float], None]
) -> NoZone:
    limits, proven = plan.limits, answer.status == IMPOSSIBLE
    found = relaxations(ground.units, limits, report=report)
    together = [] if found else relaxed_together(ground.units, limits, report=report)
    told = refusal(ground, limits, found, together=together, proven=proven, seed=plan.seed, facts=facts)
    if found == [Relaxation("core")]:
        highest = facts["highest_index"]
        return NoZone("zones_no_core", report=told, value=facts["core_above"], highest=highest, relax=["core"])
    code = "zones_impossible" if proven else "zones_infeasible"
    steps = found or together
    advice = "; ".join(map(_advice, steps))
    return NoZone(
        code if found else "zones_infeasible_together", report=told, value=advice, relax=[step.limit for step in steps]
    )


def _advice(step: Relaxation) -> str:
    plain = plain_step(step)
    option, value, given = OPTIONS[plain["limit"]], plain["value"], plain["given"]
    return option if value is None else f"{option} {given:.10g} → {value:.10g} ({value - given:+.6g})"


def _frame(shapes: GeoSeries, ground: Ground, answer: Answer) -> GeoDataFrame:
    zone_of = {ground.ids[unit]: number for number, zone in enumerate(answer.zones, start=1) for unit in zone}
    reasons = {ground.ids[unit]: reason(ground.units, unit) for zone in answer.zones for unit in zone}
    ids = list(shapes.index)
    content = {"id": ids, "zone": [zone_of.get(unit) for unit in ids], "reason": [reasons.get(unit) for unit in ids]}
    frame = GeoDataFrame(content, geometry=shapes.to_numpy(), crs=shapes.crs)
    return frame.astype({"zone": "Int64"})
