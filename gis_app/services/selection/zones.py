"""Propose work areas: units, their scores and limits in, a zone and a reason for each unit out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from geopandas import GeoDataFrame

from gis_app.analysis.zones.adjacency import adjacency
from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.diagnosis import relaxations
from gis_app.analysis.zones.exact import SMALL, enumerate_all, prove
from gis_app.analysis.zones.packing import pack
from gis_app.analysis.zones.problem import (
    Limits,
    Units,
    Zone,
    broken_limits,
    cut_border,
    ordinary_share,
    population,
    worth,
)
from gis_app.analysis.zones.reasons import reason, worth_bound
from gis_app.catalog.tables import Table
from gis_app.catalog.vectors import unit_ids
from gis_app.domain.errors import Infeasible, InputRefused

CORE_ABOVE = 1.0
ORDINARY_UP_TO = 0.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns: id and population of the areas, and optionally a yes/no column of required resources."""

    id: str
    population: str
    resource: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The answer: one feature per unit with ``id, zone, reason``, and the report beside it."""

    frame: GeoDataFrame
    report: dict[str, Any]


def propose_zones(
    areas: GeoDataFrame,
    scores: Table,
    *,
    columns: Columns,
    limits: Limits,
    seed: int,
    core_above: float = CORE_ABOVE,
    prove_seconds: float = 0.0,
    name: str = "areas",
    report: Callable[[float], None] = lambda _share: None,
) -> Proposal:
    """Return the best set of zones that do not overlap.

    Up to ``exact.SMALL`` units every set is tried; above that annealing searches with the seed, and one single zone
    is then proven best (or bettered) by mixed-integer programming for ``prove_seconds``.

    Raises
    ------
    InputRefused
        If the areas or scores cannot be used.
    Infeasible
        If no zone satisfies the limits; it names the limits to relax.
    """
    ids = unit_ids(areas, columns.id, file=name)
    index = _index_of(ids, scores, name=name)
    metric = areas.geometry if areas.crs.is_projected else areas.geometry.to_crs(areas.estimate_utm_crs())
    links = adjacency(metric.set_axis(ids))
    units = _units(areas, index, links.neighbours, columns=columns, core_above=core_above, name=name)
    if not units.core.any():
        raise Infeasible("zones_no_core", value=core_above)
    small = len(units) <= SMALL
    pool = enumerate_all(units, limits) if small else anneal(units, limits, seed=seed, report=report)
    zones, proven = pack(pool.best(), most=limits.max_zones), small
    if prove_seconds and limits.max_zones == 1 and not small:
        proof = prove(units, limits, known=zones[0] if zones else None, seconds=prove_seconds)
        zones, proven = [proof.zone] if proof.zone else [], proof.proven
    if not zones:
        raise _infeasible(units, limits)
    frame = _frame(areas, ids, units, zones, resource_required=columns.resource is not None)
    total = sum(worth(units, limits, zone) for zone in zones)
    summary = {
        "objective": total,
        "bound": total if proven else worth_bound(units, limits),
        "proven": proven,
        "seed": seed,
        "islands_joined": [[ids[one], ids[other]] for one, other in links.joined],
        "limits": {
            "min_population": limits.min_population,
            "max_population": limits.max_population,
            "ordinary_share": list(limits.ordinary_share),
            "max_zones": limits.max_zones,
            "compactness": limits.compactness,
            "core_above": core_above,
            "ordinary_up_to": ORDINARY_UP_TO,
        },
        "zones": [_describe(units, limits, zone, ids, number) for number, zone in enumerate(zones, start=1)],
    }
    return Proposal(frame=frame, report=summary)


def _index_of(ids: list[str], scores: Table, *, name: str) -> np.ndarray:
    known = dict(zip(scores.ids("id"), scores.figures("index"), strict=True))
    only_areas, only_scores = sorted(set(ids) - set(known)), sorted(set(known) - set(ids))
    if only_areas or only_scores:
        few = {"only_areas": ", ".join(only_areas[:5]) or "–", "only_scores": ", ".join(only_scores[:5]) or "–"}
        raise InputRefused("zones_ids_differ", file=name, other=scores.name, **few)
    return np.array([known[unit] for unit in ids])


def _units(
    areas: GeoDataFrame,
    index: np.ndarray,
    neighbours: tuple[dict[int, float], ...],
    *,
    columns: Columns,
    core_above: float,
    name: str,
) -> Units:
    for column in filter(None, (columns.population, columns.resource)):
        if column not in areas.columns:
            raise InputRefused("table_no_column", file=name, column=column, expected=", ".join(areas.columns))
    try:
        people = areas[columns.population].to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise InputRefused("population_not_a_number") from None
    resource = np.ones(len(areas), bool) if columns.resource is None else areas[columns.resource].fillna(0).astype(bool)
    return Units(
        population=people,
        need=people * np.nan_to_num(np.maximum(index, 0.0)),
        core=index >= core_above,
        ordinary=index <= ORDINARY_UP_TO,
        neighbours=neighbours,
        resource=np.asarray(resource),
    )


def _infeasible(units: Units, limits: Limits) -> Infeasible:
    found = relaxations(units, limits)
    if not found:
        return Infeasible("zones_infeasible_together")
    advice = [step.limit if step.value is None else f"{step.limit} → {step.value:.3g}" for step in found]
    return Infeasible("zones_infeasible", value="; ".join(advice), relax=[step.limit for step in found])


def _frame(
    areas: GeoDataFrame, ids: list[str], units: Units, zones: list[Zone], *, resource_required: bool
) -> GeoDataFrame:
    zone_of = {unit: number for number, zone in enumerate(zones, start=1) for unit in zone}
    reasons = [
        reason(units, unit, resource_required=resource_required) if unit in zone_of else None
        for unit in range(len(ids))
    ]
    content = {"id": ids, "zone": [zone_of.get(unit) for unit in range(len(ids))], "reason": reasons}
    frame = GeoDataFrame(content, geometry=areas.geometry.to_numpy(), crs=areas.crs)
    return frame.astype({"zone": "Int64"})


def _describe(units: Units, limits: Limits, zone: Zone, ids: list[str], number: int) -> dict[str, Any]:
    return {
        "zone": number,
        "units": [ids[unit] for unit in sorted(zone)],
        "population": population(units, zone),
        "ordinary_share": ordinary_share(units, zone),
        "cut_border_m": cut_border(units, zone),
        "objective": worth(units, limits, zone),
        "constraints_met": not broken_limits(units, limits, zone),
    }
