"""The best zones that do not overlap, out of a pool and within the budget: set packing, solved exactly."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from gis_app.analysis.zones.problem import Limits, Units, Zone, cost, population

LARGEST = 3000
"""Zones of the pool that are weighed; the best come first."""

Ranked = Sequence[tuple[Zone, float]]


def pack(units: Units, limits: Limits, zones: Ranked, *, largest: int = LARGEST) -> list[Zone]:
    """Return at most ``limits.max_zones`` zones of the pool without a common unit, within the budget, worth most.

    The pool is ordered best first; so is the answer. A zone of negative worth is taken only when there is no other.
    Of a pool of more than ``largest`` zones only the first are weighed.
    The pool may have been found under another budget: limits of one zone are not looked at again.
    """
    money = {zone: cost(units, zone) for zone, _ in zones} if np.isfinite(limits.budget_cost) else {}
    people = {zone: population(units, zone) for zone, _ in zones} if np.isfinite(limits.budget_population) else {}
    fitting = [
        (zone, worth)
        for zone, worth in zones
        if money.get(zone, 0.0) <= limits.budget_cost and people.get(zone, 0.0) <= limits.budget_population
    ][:largest]
    if not fitting or limits.max_zones == 1:
        return [fitting[0][0]] if fitting else []
    rows = [LinearConstraint(_overlap(fitting), -np.inf, 1)]
    rows.append(LinearConstraint(np.ones((1, len(fitting))), 1, limits.max_zones))
    for most, amount in ((limits.budget_cost, money), (limits.budget_population, people)):
        if amount:
            rows.append(LinearConstraint(np.array([[amount[zone] for zone, _ in fitting]]), -np.inf, most))
    worth = np.array([value for _, value in fitting])
    whole = np.ones(len(fitting), dtype=int)
    answer = milp(-worth, integrality=whole, bounds=Bounds(0, 1), constraints=rows, options={"mip_rel_gap": 1e-9})
    chosen = [] if answer.x is None else np.flatnonzero(answer.x > 0.5).tolist()
    return [fitting[column][0] for column in sorted(chosen, key=lambda column: -worth[column])]


def second_best(units: Units, limits: Limits, zones: Ranked, best: Sequence[Zone]) -> tuple[list[Zone], bool]:
    """Return the best zones beside the best, and whether they share no unit with them.

    Elsewhere altogether where the pool has any; else zones of which each shares at most half its units with every best
    one; else none.
    """
    taken = frozenset(unit for zone in best for unit in zone)
    apart = pack(units, limits, [(zone, worth) for zone, worth in zones if not zone & taken])
    if apart:
        return apart, True
    different = [(zone, worth) for zone, worth in zones if all(2 * len(zone & other) <= len(zone) for other in best)]
    return pack(units, limits, different), False


def _overlap(zones: Ranked) -> csr_array:
    """Return one row for each unit and one column for each zone: who holds whom."""
    units = sorted({unit for zone, _ in zones for unit in zone})
    row_of = {unit: row for row, unit in enumerate(units)}
    pairs = [(row_of[unit], column) for column, (zone, _) in enumerate(zones) for unit in sorted(zone)]
    rows, columns = np.array(pairs).T
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(units), len(zones)))
