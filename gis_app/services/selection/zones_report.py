"""The report beside a proposal: plain JSON values, ids instead of positions, units in the order of their ids."""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any

from gis_app.analysis.zones.access import WALK_M_PER_MINUTE
from gis_app.analysis.zones.adjacency import SHORTEST
from gis_app.analysis.zones.diagnosis import Relaxation
from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.lights import Light, lights
from gis_app.analysis.zones.problem import Limits, Zone, cost, cut_border, ordinary_share, population, worth
from gis_app.analysis.zones.search import IMPOSSIBLE, NONE_FOUND, PROVEN, Answer
from gis_app.services.selection.versions import versions

ESTIMATE = "aplēse"
"""The label of a distance that is a straight line made longer."""


def describe(ground: Ground, limits: Limits, answer: Answer, *, seed: int, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the report of an answer."""
    zones = [describe_zone(ground, limits, zone, number) for number, zone in enumerate(answer.zones, start=1)]
    return {
        **_common(ground, limits, seed=seed, facts=facts),
        "status": answer.status,
        "proven": answer.status == PROVEN,
        "method": answer.method,
        "objective": answer.worth,
        "objective_is": _objective_is(ground, limits),
        "bound": answer.bound,
        "gap": answer.gap,
        "constraints_met": all(zone["constraints_met"] for zone in zones),
        "zones": zones,
        "second_best": _second(ground, limits, answer),
    }


def refusal(
    ground: Ground,
    limits: Limits,
    found: Sequence[Relaxation],
    *,
    together: Sequence[Relaxation],
    proven: bool,
    seed: int,
    facts: dict[str, Any],
) -> dict[str, Any]:
    """Return the report when there is no zone: each limit that alone would have to give way, or all that would."""
    return {
        **_common(ground, limits, seed=seed, facts=facts),
        "status": IMPOSSIBLE if proven else NONE_FOUND,
        "proven": proven,
        "constraints_met": False,
        "relax": [plain_step(step) for step in found],
        "relax_together": [plain_step(step) for step in together],
        "zones": [],
    }


def plain_step(step: Relaxation) -> dict[str, Any]:
    """Return a relaxation under the names and in the measures of the command line: minutes instead of metres."""
    if step.limit != "reach_m":
        return {"limit": step.limit, "given": step.given, "value": step.value, "by": step.by}
    figures = {name: getattr(step, name) for name in ("given", "value", "by")}
    minutes = {name: round(metres / WALK_M_PER_MINUTE, 6) for name, metres in figures.items()}
    return {"limit": "within_minutes", **minutes}


def _objective_is(ground: Ground, limits: Limits) -> dict[str, Any]:
    """Return what the objective is, so that anybody can reckon it again from the figures of the zones."""
    return {
        "name": "covered need less the price of the border that is cut",
        "formula": "sum over zones of (need - compactness * need_per_metre * cut_border_m)",
        "need": "sum over the units of a zone of population * max(index, 0); a missing index counts as 0",
        "cut_border_m": "metres of border between units of the zone and units outside it; the outer edge of all areas"
        " does not count",
        "compactness": limits.compactness,
        "need_per_metre": ground.units.border_price,
        "need_per_metre_is": "mean need of the units that have any, divided by the mean length of a common border",
        "direction": "maximise",
    }


def describe_zone(ground: Ground, limits: Limits, zone: Zone, number: int) -> dict[str, Any]:
    """Return one zone: its units, sums and each limit with what the zone has."""
    units = ground.units
    shown = [_light(ground, light) for light in lights(units, limits, zone, areas=ground.areas)]
    return {
        "zone": number,
        "units": ground.names(zone),
        "population": population(units, zone),
        "ordinary_share": ordinary_share(units, zone),
        "need": float(sum(units.need[unit] for unit in sorted(zone))),
        "cost": cost(units, zone),
        "cut_border_m": cut_border(units, zone),
        "objective": worth(units, limits, zone),
        "constraints": shown,
        "constraints_met": all(light["met"] for light in shown if light["hard"]),
    }


def _light(ground: Ground, light: Light) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "code": light.code,
        "met": light.met,
        "value": _plain(light.value),
        "wanted": _plain(light.wanted),
        "lack": _plain(light.lack),
        "measure": light.measure,
        "hard": light.hard,
    }
    if light.kind is not None:
        shown |= {"resource": ground.required[light.kind], "note": ESTIMATE}
    if light.among:
        shown["units"] = ground.names(light.among)
    return shown


def _second(ground: Ground, limits: Limits, answer: Answer) -> dict[str, Any] | None:
    if not answer.second:
        return None
    return {
        "objective": answer.second_worth,
        "apart": answer.second_apart,
        "zones": [describe_zone(ground, limits, zone, number) for number, zone in enumerate(answer.second, start=1)],
    }


def _common(ground: Ground, limits: Limits, *, seed: int, facts: dict[str, Any]) -> dict[str, Any]:
    links = ground.links
    return {
        "seed": seed,
        "edges": {"cut": _named(ground, links.cut), "bridges": _named(ground, links.added)},
        "islands_joined": _named(ground, links.joined),
        "neighbours": {
            "rule": "a common border of at least shortest_border_m; a corner is none; gaps up to gap_m are closed",
            "shortest_border_m": links.shortest_m,
            "gap_m": links.shortest_m / SHORTEST,
            "links": sum(len(row) for row in links.neighbours) // 2,
        },
        "geometry_repaired": facts["geometry_repaired"],
        "metric_crs": str(ground.areas.crs),
        "versions": versions(),
        "hashes": facts["hashes"],
        "limits": {
            "min_population": limits.min_population,
            "max_population": limits.max_population,
            "ordinary_share": list(limits.ordinary_share),
            "max_zones": limits.max_zones,
            "compactness": limits.compactness,
            "budget_population": _plain(limits.budget_population),
            "budget_cost": _plain(limits.budget_cost),
            "holes": limits.holes,
            "core_above": facts["core_above"],
            "ordinary_below": facts["ordinary_below"],
            "resources": list(ground.required),
            "within_minutes": facts["within_minutes"],
        },
    }


def _named(ground: Ground, pairs: Iterable[tuple[int, int]]) -> list[list[str]]:
    return [[ground.ids[one], ground.ids[other]] for one, other in pairs]


def _plain(value: float) -> float | None:
    """JSON knows no infinity: nothing within reach, or no limit."""
    return float(value) if isfinite(value) else None
