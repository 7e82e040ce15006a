"""The live proposal: grow from core units, keep a way to what is still missing, then mend and better at the edge."""

from collections.abc import Iterator, Set

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.polish import polish
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import CLOSE, Bools, Floats, Limits, Units, Zone

EFFORT = 30_000
"""Candidates that are weighed while growing: about a tenth of a second, whatever the number of units."""

POLISHED = 24
"""Zones that are bettered by exchange after growing."""

LACK = 2.0
"""What a limit broken altogether weighs against the need of a needy unit."""

STYLES = ((0.0, 0.0), (0.0, 0.3), (1.0, 0.0))
"""How a candidate is looked at: power of its people that its gain is divided by, and the weight of what lies behind."""


def propose(units: Units, limits: Limits, *, effort: int = EFFORT) -> Pool:
    """Return a pool of zones grown from core units; empty when none was found that satisfies the limits.

    The same units give the same pool; nothing is drawn by chance and no clock is read.
    """
    pool = Pool(units, limits)
    seeds = seed_units(units, limits)
    ground = _Ground(units, limits)
    grown: list[Patch] = []
    for seed in _in_turn(seeds, covered := set[int]()):
        if ground.spent > effort and grown:
            break
        for style in STYLES:
            grown.append(_grow(ground, pool, seed, style))
            covered.update(grown[-1].members)
    for patch in _unlike(grown)[:POLISHED]:
        if ground.spent > 2 * effort:
            break
        ground.spent += polish(limits, patch, pool)
    _elsewhere(ground, pool, seeds, effort=3 * effort)
    return pool


def seed_units(units: Units, limits: Limits) -> list[int]:
    """Return the core units that fit into a zone, those with most need around them first."""
    mean = max(float(units.population.mean()), 1.0)
    rings = int(np.clip(np.sqrt(limits.most_people / mean / np.pi), 1, 8))
    links = _links(units, np.ones(len(units)))
    around = units.need.astype(float)
    for _ in range(rings):
        around = (around + links @ around) / (1.0 + np.diff(links.indptr))
    fits = units.core & (units.population <= limits.most_people) & (units.cost <= limits.budget_cost)
    return [unit for unit in np.argsort(-np.round(around, 6), kind="stable").tolist() if fits[unit]]


def _links(units: Units, weight_of_target: np.ndarray) -> csr_array:
    plain = units.plain
    counts = [len(row) for row in plain.links]
    columns = np.array([other for row in plain.links for other, _length in row], dtype=int)
    return csr_array((weight_of_target[columns], columns, np.cumsum([0, *counts])), shape=(len(units), len(units)))


def _in_turn(seeds: list[int], covered: Set[int]) -> Iterator[int]:
    """Yield the seeds no zone holds yet, then the others."""
    passed = []
    for seed in seeds:
        if seed in covered:
            passed.append(seed)
        else:
            yield seed
    yield from passed


def _unlike(grown: list[Patch]) -> list[Patch]:
    """Return the patches, the most promising first, but those mostly like a better one after the others."""
    distinct = {patch.frozen(): patch for patch in grown}
    order = sorted(distinct.items(), key=lambda item: (item[1].lack, -item[1].worth, min(item[0])))
    first: list[tuple[Zone, Patch]] = []
    later: list[Patch] = []
    for zone, patch in order:
        if any(2 * len(zone & other) > len(zone) for other, _patch in first):
            later.append(patch)
        else:
            first.append((zone, patch))
    return [*(patch for _zone, patch in first), *later]


class _Ground:
    """What growing needs to know of all units: people on the way to ordinary units and to each required type."""

    def __init__(self, units: Units, limits: Limits) -> None:
        self.units, self.limits, self.plain = units, limits, units.plain
        positive = units.need[units.need > 0]
        self.typical = max(float(np.percentile(positive, 90)) if positive.size else 0.0, CLOSE)
        self.mean = max(float(units.population.mean()), CLOSE)
        self.spent = 0
        others = np.where(units.ordinary, 0.0, units.population)
        self.to_ordinary = _way(units, others, units.ordinary & (units.population > 0))
        self.to_kind = [_way(units, units.population, column) for column in units.brings.T]
        self.ways = [self.to_ordinary, *self.to_kind]


def _way(units: Units, weight: Floats, targets: Bools) -> list[float]:
    """Return for each unit the weight of the units on the lightest way to a target: its own counts, the unit's not."""
    if targets.all() or not targets.any():
        return [0.0 if targets.any() else float("inf")] * len(units)
    links = _links(units, np.maximum(weight, 1e-6))
    # Walked from the targets against the links, each step weighs the unit it leaves.
    found: list[float] = dijkstra(links.T, indices=np.flatnonzero(targets), min_only=True).tolist()
    return found


def _grow(ground: _Ground, pool: Pool, seed: int, style: tuple[float, float], blocked: Set[int] = frozenset()) -> Patch:
    """Grow from a unit until nothing fits or nothing more is worth taking, and offer what is feasible on the way."""
    patch = Patch(ground.units, ground.limits, frozenset({seed}))
    ways = [way[seed] for way in ground.ways]
    gains: dict[int, float] = {}
    fresh = list(patch.around)
    idle = 0
    while idle < 6:
        for unit in fresh:
            gains[unit] = _promise(ground, patch, unit, style)
        if patch.lack == 0:
            pool.offer(patch.frozen(), patch.worth, patch.people)
        best = _best_candidate(ground, patch, gains, ways, blocked)
        if best is None:
            break
        idle = idle + 1 if patch.lack == 0 and patch.gain(best) <= 0 else 0
        patch.add(best)
        gains.pop(best)
        ways = [min(way, toward[best]) for way, toward in zip(ways, ground.ways, strict=True)]
        fresh = [other for other, _length in ground.plain.links[best] if other in patch.around]
    return patch


def _promise(ground: _Ground, patch: Patch, unit: int, style: tuple[float, float]) -> float:
    """Return what a unit brings by itself: its gain, perhaps by its people, and a share of the need behind it."""
    plain = ground.plain
    by_people, behind = style
    gain = patch.gain(unit)
    if behind:
        gain += behind * sum(plain.need[other] for other, _length in plain.links[unit] if other not in patch.members)
    if by_people:
        gain /= max(plain.people[unit] / ground.mean, 0.05)
    return gain / ground.typical


def _best_candidate(
    ground: _Ground, patch: Patch, gains: dict[int, float], ways: list[float], blocked: Set[int]
) -> int | None:
    """Return the unit to take next: it fits, leaves room for the way to what is missing, and promises most."""
    plain, missing = ground.plain, patch.missing
    wanted = [kind + 1 for kind in range(len(ways) - 1) if missing >> kind & 1]
    most = ground.limits.most_people * (1 + CLOSE)
    short = patch.ordinary < ground.limits.ordinary_share[0] * patch.people
    best, found = -np.inf, None
    ground.spent += len(gains)
    for unit, gain in gains.items():
        people = patch.people + plain.people[unit]
        if people > most or unit in blocked or not patch.fits(unit) or not _leaves_room(ground, patch, unit, ways[0]):
            continue
        value = gain - LACK * patch.lack_with(max(people, ground.limits.min_population), _with(ground, patch, unit))
        if wanted:
            way = max(min(ways[kind], ground.ways[kind][unit]) for kind in wanted)
            if people + way > most:
                continue
            value -= LACK * way / most
        if short:
            value -= ground.to_ordinary[unit] / most
        if value > best:
            best, found = value, unit
    return found


def _leaves_room(ground: _Ground, patch: Patch, unit: int, way: float) -> bool:
    """Whether the share of ordinary people can still come right below the largest population.

    ``way`` counts the people between the patch and the nearest ordinary unit, who are not ordinary.
    """
    low, high = ground.limits.ordinary_share
    most = ground.limits.most_people * (1 + CLOSE)
    ordinary = patch.ordinary + ground.plain.ordinary[unit]
    others = patch.people + ground.plain.people[unit] - ordinary
    if low > 0:
        others += min(way, ground.to_ordinary[unit])
    return others <= (1.0 - low) * most and ordinary <= high * most


def _with(ground: _Ground, patch: Patch, unit: int) -> float:
    """Return the ordinary people with one more unit, as if the people still missing lived as those inside do."""
    ordinary = patch.ordinary + ground.plain.ordinary[unit]
    people = patch.people + ground.plain.people[unit]
    return ordinary * max(people, ground.limits.min_population) / people if people else 0.0


def _elsewhere(ground: _Ground, pool: Pool, seeds: list[int], *, effort: int) -> None:
    """Grow again where the best zones leave room, so that there are neighbours of them and a second best."""
    taken: set[int] = set()
    for _ in range(ground.limits.max_zones):
        best = pool.first_apart(taken)
        if best is None or ground.spent > effort:
            return
        taken |= best
        patches = [
            _grow(ground, pool, seed, style, taken)
            for seed in [seed for seed in seeds if seed not in taken][:4]
            for style in STYLES[:2]
        ]
        for patch in sorted(patches, key=lambda patch: (patch.lack, -patch.worth))[:1]:
            ground.spent += polish(ground.limits, patch, pool, blocked=taken)
