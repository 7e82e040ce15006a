"""Several zones at once: each is bettered in turn where the others leave room, then all are chosen among again."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gis_app.analysis.zones.annealing import cool
from gis_app.analysis.zones.greedy import seed_units
from gis_app.analysis.zones.packing import LARGEST, Ranked, pack
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units, Zone, cost, population

TURNS = 3
"""Each zone has so many turns at most; fewer when a whole round betters nothing."""

FRESH = 3
"""Walks of a turn that begin at a core unit nobody has; one more begins at the zone itself."""


def better_together(
    units: Units, limits: Limits, ranked: Ranked, *, seed: int, report: Callable[[float], None] = lambda _share: None
) -> Ranked:
    """Return the zones of a pool with those found beside the best choice, best first, at most ``packing.LARGEST``.

    The pool is that of single zones: it keeps the best around each core unit, which often stand in each other's way.
    """
    chosen = dict(enumerate(pack(units, limits, ranked)))
    worths = dict(ranked)
    found: dict[Zone, float] = {zone: worths[zone] for zone in chosen.values()}
    for turn in range(TURNS if chosen else 0):
        before = dict(chosen)
        for place in range(limits.max_zones):
            generator = np.random.default_rng([seed, turn, place])
            _take_turn(units, limits, chosen, place, found=found, generator=generator)
            if place not in chosen:  # no room for one more, nor for those after it
                break
            report((turn * limits.max_zones + place + 1) / (TURNS * limits.max_zones))
        if chosen == before:
            break
    rest = [(zone, worth) for zone, worth in ranked if zone not in found][: max(LARGEST - len(found), 0)]
    return sorted([*found.items(), *rest], key=lambda item: (-item[1], sorted(item[0])))


def _take_turn(
    units: Units,
    limits: Limits,
    chosen: dict[int, Zone],
    place: int,
    *,
    found: dict[Zone, float],
    generator: np.random.Generator,
) -> None:
    others = frozenset(unit for number, zone in chosen.items() if number != place for unit in zone)
    left = _left(units, limits, others)
    if left is None:
        return
    free = [unit for unit in seed_units(units, left) if unit not in others]
    starts = [frozenset({unit}) for unit in generator.permutation(free)[:FRESH].tolist()]
    pool = Pool(units, left)
    for start in [*([chosen[place]] if place in chosen else []), *starts]:
        cool(units, left, pool, start, generator, blocked=others)
    best = pool.best()
    found.update(best[: 2 * FRESH])
    # A zone without any gain is worth a place only while there is none.
    if best and best[0][1] > (found[chosen[place]] if place in chosen else 0.0):
        chosen[place] = best[0][0]


def _left(units: Units, limits: Limits, others: Zone) -> Limits | None:
    """Return the limits with what the other zones leave of the budget; None when that is too little for any zone."""
    people = limits.budget_population - population(units, others)
    money = limits.budget_cost - cost(units, others)
    if people < limits.min_population or money < 0:
        return None
    return replace(limits, budget_population=people, budget_cost=money)
