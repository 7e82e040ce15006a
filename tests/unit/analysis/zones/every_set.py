"""The truth for sixteen units: every set tried, with nothing of the package's own search, sums or connection."""

import numpy as np
from numpy.typing import NDArray

from gis_app.analysis.zones.problem import Limits, Units

Masks = NDArray[np.int64]


def best_worth(units: Units, limits: Limits) -> float | None:
    """Return what the best zone is worth, or None when no set satisfies the limits; a set is a number of bits."""
    count = len(units.population)
    sets: Masks = np.arange(1, 2**count, dtype=np.int64)
    inside = ((sets[:, None] >> np.arange(count)) & 1).astype(float)
    people, ordinary = inside @ units.population, inside @ (units.population * units.ordinary)
    share = np.divide(ordinary, people, out=np.zeros(len(sets)), where=people > 0)
    low, high = limits.ordinary_share
    most = min(limits.max_population, limits.budget_population)
    kept = (people >= limits.min_population * (1 - 1e-9)) & (people <= most * (1 + 1e-9))
    kept &= (share >= low - 1e-9) & (share <= high + 1e-9)
    kept &= inside @ units.core >= 1
    kept &= inside @ units.cost <= limits.budget_cost * (1 + 1e-9)
    for column in units.away_m.T:
        kept &= inside @ (column <= units.reach_m) >= 1
    beside = [sum(1 << other for other in row) for row in units.neighbours]
    sets, inside = sets[kept], inside[kept]
    whole = _reached(sets & -sets, sets, beside) == sets
    sets, inside = sets[whole], inside[whole]
    if not limits.holes:
        edge = sum(1 << unit for unit in range(count) if units.outer[unit])
        others = (2**count - 1) & ~sets
        whole = _reached(others & edge, others, beside) == others
        sets, inside = sets[whole], inside[whole]
    return float(_worths(units, limits, inside).max()) if len(sets) else None


def _reached(start: Masks, among: Masks, beside: list[int]) -> Masks:
    """Walk on from the units of ``start`` through those of ``among`` until nothing is added."""
    seen = start
    while True:
        wider = seen.copy()
        for unit, around in enumerate(beside):
            wider |= np.where(seen >> unit & 1, around, 0)
        wider &= among
        if (wider == seen).all():
            return seen
        seen = wider


def _worths(units: Units, limits: Limits, inside: NDArray[np.float64]) -> NDArray[np.float64]:
    links = {(one, other): length for one, row in enumerate(units.neighbours) for other, length in row.items()}
    needy = units.need[units.need > 0]
    price = limits.compactness * needy.mean() / np.mean([*links.values()]) if links and needy.size else 0.0
    border = np.zeros(len(inside))
    for (one, other), length in links.items():
        border += length * inside[:, one] * (1 - inside[:, other])
    return np.asarray(inside @ units.need - price * border)
