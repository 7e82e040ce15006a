"""The live proposal: grow from each core unit, take what mends the limits first and what is worth most then."""

import numpy as np

from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units

SEEDS = 60
"""Core units with most need around them that are tried; more change the answer little and cost time."""


def propose(units: Units, limits: Limits, *, seeds: int = SEEDS) -> Pool:
    """Return a pool of zones grown from the most needy core units; empty when none satisfies the limits.

    The same units give the same pool; nothing is drawn by chance.
    """
    pool = Pool(units)
    for unit in seed_units(units)[:seeds]:
        for width in (1, 4):
            patch = _grow(units, limits, int(unit), pool, width=width)
            _polish(limits, patch, pool)
    return pool


def seed_units(units: Units) -> list[int]:
    """Return the core units, those with most need in and around them first."""
    around = np.array(
        [units.need[unit] + sum(units.need[other] for other in row) for unit, row in enumerate(units.neighbours)]
    )
    return [unit for unit in np.argsort(-around, kind="stable").tolist() if units.core[unit]]


def _grow(units: Units, limits: Limits, seed: int, pool: Pool, *, width: int) -> Patch:
    patch = Patch(units, limits, frozenset({seed}))
    while True:
        if patch.lack == 0:
            pool.offer(patch.frozen(), patch.worth)
        fitting = [unit for unit in patch.border() if patch.people + units.population[unit] <= limits.max_population]
        if not fitting:
            return patch
        patch.add(max(fitting, key=lambda unit: _promise(units, limits, patch, unit, width)))


def _promise(units: Units, limits: Limits, patch: Patch, unit: int, width: int) -> float:
    """Return what taking a unit promises: its own worth, a share of what lies behind it, less the lack it leaves."""
    low, high = limits.ordinary_share
    people = patch.people + float(units.population[unit])
    share = (patch.ordinary + float(units.population[unit]) * bool(units.ordinary[unit])) / max(people, 1e-9)
    lack = max(0.0, low - share) + max(0.0, share - high)
    behind = sum(float(units.need[other]) for other in units.neighbours[unit] if other not in patch.members)
    typical = max(float(units.need.max()), 1e-9)
    wanted = 2.0 * (not patch.resources and bool(units.resource[unit]))
    gain = (patch.worth_with(unit) - patch.worth) / typical
    return gain + (width - 1) * 0.1 * behind / typical - 4.0 * lack + wanted


def _polish(limits: Limits, patch: Patch, pool: Pool) -> None:
    """Drop what costs more border than it brings need, and swap at the edge, while that mends or betters."""
    for _ in range(3 * len(patch.members)):
        step = _best_step(limits, patch)
        if step is None:
            return
        gone, come = step
        if gone is not None:
            patch.remove(gone)
        if come is not None:
            patch.add(come)
        if patch.lack == 0:
            pool.offer(patch.frozen(), patch.worth)


def _best_step(limits: Limits, patch: Patch) -> tuple[int | None, int | None] | None:
    """Return the drop, the addition or the swap that betters the patch most, or None; the patch is left as it was."""
    best, found = _value(patch), None
    leaving = [unit for unit in sorted(patch.members) if patch.stays_connected_without(unit)]
    for gone in [None, *leaving]:
        if gone is not None:
            patch.remove(gone)
        for come in [None, *patch.border()]:
            value = _value_with(limits, patch, come) if come != gone or come is None else None
            if value is not None and value > best:
                best, found = value, (gone, come)
        if gone is not None:
            patch.add(gone)
    return found


def _value_with(limits: Limits, patch: Patch, come: int | None) -> tuple[float, float] | None:
    if come is None:
        return _value(patch)
    patch.add(come)
    value = _value(patch) if patch.people <= limits.max_population else None
    patch.remove(come)
    return value


def _value(patch: Patch) -> tuple[float, float]:
    return (-round(patch.lack, 9), round(patch.worth, 6))
