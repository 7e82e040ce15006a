"""Infeasible is a normal answer: which limit to relax, and to what."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.problem import Limits, Units, Zone, ordinary_share, population


Measure = Callable[[Units, Zone], float]
Nearest = Callable[[list[float]], float]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A limit which, set to ``value`` and the others kept, lets a zone exist; ``value`` is None for a yes-or-no limit."""

    limit: str
    value: float | None


def relaxations(units: Units, limits: Limits) -> list[Relaxation]:
    """Return the single limits that would have to give way; empty when no single one is enough."""
    if not units.core.any():
        return [Relaxation("core", None)]
    low, high = limits.ordinary_share
    everywhere = replace(units, resource=np.ones(len(units), dtype=bool))
    tries: list[tuple[str, Units, Limits, Measure, Nearest]] = [
        ("min_population", units, replace(limits, min_population=0.0), population, max),
        ("max_population", units, replace(limits, max_population=float(units.population.sum())), population, min),
        ("ordinary_low", units, replace(limits, ordinary_share=(0.0, high)), ordinary_share, max),
        ("ordinary_high", units, replace(limits, ordinary_share=(low, 1.0)), ordinary_share, min),
    ]
    found = []
    for code, relaxed_units, relaxed, measure, nearest in tries:
        zones = [zone for zone, _ in propose(relaxed_units, relaxed).best()]
        if zones:
            found.append(Relaxation(code, nearest([measure(units, zone) for zone in zones])))
    if propose(everywhere, limits).best():
        found.append(Relaxation("resource", None))
    return found
