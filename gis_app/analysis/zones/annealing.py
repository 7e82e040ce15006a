"""The careful search: simulated annealing over connected sets, from the greedy proposal, with a stored seed."""

from collections.abc import Callable
from math import exp

import numpy as np

from gis_app.analysis.zones.greedy import propose, seed_units
from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units, Zone

STEPS = 6000
STARTS = 12


def anneal(
    units: Units,
    limits: Limits,
    *,
    seed: int,
    steps: int = STEPS,
    starts: int = STARTS,
    report: Callable[[float], None] = lambda _share: None,
) -> Pool:
    """Return a pool of feasible zones found by annealing; the same seed gives the same pool.

    Starts from the best greedy zones, one for each core unit, and from bare core units where greedy found none.
    """
    pool = propose(units, limits)
    beginnings = _beginnings(units, pool, starts)
    for number, start in enumerate(beginnings):
        generator = np.random.default_rng([seed, number])
        _walk(Patch(units, limits, start), pool, generator, steps=steps, scale=max(float(units.need.max()), 1e-9))
        report((number + 1) / len(beginnings))
    return pool


def _beginnings(units: Units, pool: Pool, starts: int) -> list[Zone]:
    chosen: list[Zone] = []
    covered: set[int] = set()
    for zone, _worth in pool.best():
        cores = {unit for unit in zone if units.core[unit]}
        if not cores <= covered:
            chosen.append(zone)
            covered |= cores
    bare = [frozenset({unit}) for unit in seed_units(units) if unit not in covered]
    return [*chosen[:starts], *bare[: max(starts - len(chosen), starts // 3)]]


def _walk(patch: Patch, pool: Pool, generator: np.random.Generator, *, steps: int, scale: float) -> None:
    price = 8.0 * scale
    energy = patch.worth - price * patch.lack
    chances = generator.random((steps, 3))
    for step in range(steps):
        warmth = scale * 0.6 * (1.0 - step / steps) ** 2 + 1e-9
        undo = _move(patch, chances[step])
        if undo is None:
            continue
        change = patch.worth - price * patch.lack - energy
        if change < 0 and chances[step, 2] >= exp(max(change / warmth, -700.0)):
            undo()
            continue
        energy += change
        if patch.lack == 0:
            pool.offer(patch.frozen(), patch.worth)


def _move(patch: Patch, chance: np.ndarray) -> Callable[[], None] | None:
    """Try to add, drop or swap one unit at the edge; return how to undo it, or None when nothing moved."""
    kind = chance[0]
    if kind < 0.4:
        border = patch.border()
        if not border:
            return None
        return _take(patch, border[int(chance[1] * len(border))])
    members = sorted(patch.members)
    gone = members[int(chance[1] * len(members))]
    if len(members) < 2 or not patch.stays_connected_without(gone):
        return None
    patch.remove(gone)
    if kind < 0.7:
        return lambda: patch.add(gone)
    border = [unit for unit in patch.border() if unit != gone]
    if not border:
        patch.add(gone)
        return None
    back = _take(patch, border[int((kind - 0.7) / 0.3 * len(border))])

    def undo() -> None:
        back()
        patch.add(gone)

    return undo


def _take(patch: Patch, unit: int) -> Callable[[], None]:
    patch.add(unit)
    return lambda: patch.remove(unit)
