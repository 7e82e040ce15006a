"""The careful search: simulated annealing over connected sets, from the greedy proposal, with a stored seed."""

from collections.abc import Callable, Set
from math import exp

import numpy as np

from gis_app.analysis.zones.greedy import EFFORT, propose, seed_units
from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.polish import polish
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units, Zone
from gis_app.analysis.zones.shape import holes

STEPS = 8000
STARTS = 48
"""Beginnings, and one more for every ``UNITS_A_START`` units up to ``MOST_STARTS``."""

UNITS_A_START, MOST_STARTS = 100, 120

ROUNDS = 3
"""A walk cools down so many times, each time from the best zone it has seen and less hot."""

_PRICE = 8.0
"""What a limit broken altogether costs, in needs of the neediest unit."""

Undo = Callable[[], None]


def anneal(
    units: Units,
    limits: Limits,
    *,
    seed: int,
    steps: int = STEPS,
    starts: int | None = None,
    report: Callable[[float], None] = lambda _share: None,
) -> Pool:
    """Return a pool of feasible zones found by annealing; the same seed gives the same pool.

    Starts from the best greedy zones, one for each core unit, and from bare core units where greedy found none.
    """
    pool = propose(units, limits, effort=2 * EFFORT)
    starts = starts or min(STARTS + len(units) // UNITS_A_START, MOST_STARTS)
    beginnings = _beginnings(units, limits, pool, starts)
    for number, start in enumerate(beginnings):
        generator = np.random.default_rng([seed, number])
        cool(units, limits, pool, start, generator, steps=steps)
        report((number + 1) / len(beginnings))
    return pool


def _beginnings(units: Units, limits: Limits, pool: Pool, starts: int) -> list[Zone]:
    chosen: list[Zone] = []
    covered: set[int] = set()
    for zone, _worth in pool.best():
        cores = {unit for unit in zone if units.core[unit]}
        if not cores <= covered:
            chosen.append(zone)
            covered |= cores
    # Where few zones hold all core units, more is found from the core units alone.
    seeds = seed_units(units, limits)
    bare = [frozenset({unit}) for unit in [*(unit for unit in seeds if unit not in covered), *seeds]]
    most = starts // 2 if bare else starts
    found = [*chosen[:most], *bare[: starts - min(most, len(chosen))]]
    # With few core units the same beginnings are walked from again, each time by other chances.
    return [found[number % len(found)] for number in range(max(len(found), starts))] if found else []


def cool(
    units: Units,
    limits: Limits,
    pool: Pool,
    start: Zone,
    generator: np.random.Generator,
    *,
    steps: int = STEPS,
    blocked: Set[int] = frozenset(),
) -> None:
    """Walk from a connected set, cooling down ``ROUNDS`` times, and offer what is feasible; never into ``blocked``."""
    outline = limits.compactness * units.border_price * max(units.plain.border)
    best, most = start, max(float(units.need.max()), outline, 1e-9)
    for number in range(ROUNDS):
        patch = Patch(units, limits, best, blocked=blocked)
        walk = _Walk(units, limits, patch, pool, scale=most / 4**number, price=_PRICE * most * 4**number)
        walk.run(generator.random((steps // ROUNDS, 3)).tolist())
        best = walk.best
    polish(limits, Patch(units, limits, best, blocked=blocked), pool)


class _Walk:
    """One cooling down of one patch."""

    def __init__(self, units: Units, limits: Limits, patch: Patch, pool: Pool, *, scale: float, price: float) -> None:
        self._patch, self._pool, self._scale, self._price = patch, pool, scale, price
        self._units, self._limits = units, limits
        self.best, self._top = patch.frozen(), self._energy()

    def _energy(self) -> float:
        return self._patch.worth - self._price * self._patch.lack

    def run(self, chances: list[list[float]]) -> None:
        """Take one step for each row of chances: which move, which units, whether a worse zone is accepted."""
        patch, energy, count = self._patch, self._energy(), len(chances)
        for step, (kind, which, luck) in enumerate(chances):
            warmth = self._scale * 0.6 * (1.0 - step / count) ** 2 + 1e-9
            undo = _move(patch, kind, which)
            if undo is None:
                continue
            lack = patch.lack
            after = patch.worth - self._price * lack
            if after < energy and luck >= exp(max((after - energy) / warmth, -700.0)):
                undo()
                continue
            if after > self._top:
                if self._lures(lack):
                    undo()
                    continue
                self.best, self._top = patch.frozen(), after
            energy = after
            if lack == 0:
                self._pool.offer(patch.frozen(), patch.worth, patch.people)

    def _lures(self, lack: float) -> bool:
        """Whether a zone would be the best so far only because it encloses others."""
        return lack == 0 and not self._limits.holes and bool(holes(self._units, self._patch.members))


def _move(patch: Patch, kind: float, which: float) -> Undo | None:
    """Try to add, drop or swap one unit at the edge; return how to undo it, or None when nothing moved.

    With a unit that others hang on these go too.
    """
    if kind < 0.4:
        around = list(patch.around)
        return _take(patch, around[int(which * len(around))]) if around else None
    members = list(patch.members)
    unit = members[int(which * len(members))]
    gone = [*patch.left_over_without(unit), unit]
    if len(members) <= len(gone):
        return None
    for one in gone:
        patch.remove(one)
    if kind < 0.7:
        return lambda: _put_back(patch, gone)
    around = [other for other in patch.around if other != unit]
    if not around:
        _put_back(patch, gone)
        return None
    back = _take(patch, around[int((kind - 0.7) / 0.3 * len(around))])

    def undo() -> None:
        back()
        _put_back(patch, gone)

    return undo


def _put_back(patch: Patch, gone: list[int]) -> None:
    for unit in reversed(gone):
        patch.add(unit)


def _take(patch: Patch, unit: int) -> Undo:
    patch.add(unit)
    return lambda: patch.remove(unit)
