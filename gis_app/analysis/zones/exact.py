"""The proof: one best zone by mixed-integer programming, and every zone of a small problem by enumeration."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

import numpy as np

from gis_app.analysis.zones.greedy import seed_units
from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import CLOSE, Limits, Units, Zone, worth
from gis_app.analysis.zones.programme import TIME_UP, Programme
from gis_app.analysis.zones.reasons import zone_bound
from gis_app.analysis.zones.shape import is_connected

SMALL = 16
"""Up to this many units all sets are tried (2**16 sets: about a second)."""

NEAREST = 150
"""Units around a core unit that one programme holds; with more in reach nothing is proven, only bounded."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The best zone known, and a worth that no single zone exceeds; ``zone`` is None when there is none.

    Attributes
    ----------
    proven
        Whether nothing is worth more: then ``bound`` is the worth of ``zone``, or minus infinity without one.
    """

    zone: Zone | None
    bound: float
    proven: bool


def enumerate_all(units: Units, limits: Limits) -> Pool:
    """Return every zone of a problem of at most ``SMALL`` units that satisfies the limits.

    Raises
    ------
    ValueError
        If there are more units.
    """
    count = len(units)
    if count > SMALL:
        raise ValueError(f"{count} units are too many to try every set")
    codes = np.arange(1, 2**count)
    inside = (codes[:, None] >> np.arange(count) & 1).astype(float)
    people = inside @ units.population
    slack = CLOSE * max(limits.max_population, 1.0)
    may = (people >= limits.min_population - slack) & (people <= limits.most_people + slack)
    pool = Pool(units, limits, depth=2**count)
    for code in codes[may].tolist():
        zone = frozenset(unit for unit in range(count) if code >> unit & 1)
        patch = Patch(units, limits, zone)
        if patch.lack == 0 and is_connected(units, zone):
            pool.offer(zone, patch.worth, patch.people)
    return pool


def prove(
    units: Units,
    limits: Limits,
    *,
    known: Zone | None = None,
    seconds: float = 60.0,
    report: Callable[[float], None] = lambda _share: None,
) -> Proof:
    """Return the best single zone, one programme for each core unit in turn (HiGHS).

    Each programme looks for a zone that holds core unit ``r`` and none of the core units before it, and is worth more
    than the best so far (``known`` to begin with). Core units whose neediest surroundings cannot better it are passed
    over. How far it comes in ``seconds`` depends on the machine; a proof does not.
    """
    ends = monotonic() + seconds
    best, done, open_bounds = known, set[int](), [-np.inf]
    hopes = {
        root: zone_bound(units, limits, _within_reach(units, limits, root, set())) for root in seed_units(units, limits)
    }
    order = sorted(hopes, key=lambda root: (-hopes[root], root))
    for number, root in enumerate(order):
        report(number / len(order))
        floor = worth(units, limits, best) if best is not None else -np.inf
        if hopes[root] <= floor * (1 + 1e-9):
            break
        reach = _within_reach(units, limits, root, done)
        hope = zone_bound(units, limits, reach)
        done.add(root)
        if hope <= floor:
            continue
        left = ends - monotonic()
        if left <= 0:
            open_bounds.append(hope)
            continue
        programme = Programme(units, limits, reach=reach[:NEAREST], floor=floor)
        zone, status, bound = programme.solve(ends)
        best = zone or best
        if len(reach) > NEAREST:
            open_bounds.append(hope)
        elif status == TIME_UP:
            open_bounds.append(min(hope, bound))
    top = worth(units, limits, best) if best is not None else -np.inf
    proven = max(open_bounds) <= top + 1e-6 * abs(top) if best is not None else max(open_bounds) == -np.inf
    return Proof(zone=best, bound=top if proven else max(open_bounds), proven=proven)


def _within_reach(units: Units, limits: Limits, root: int, without: set[int]) -> list[int]:
    """Units that can share a zone with ``root``, nearest by the people on the way, which must fit below the maximum."""
    plain, most = units.plain, limits.most_people * (1 + CLOSE)
    people = {root: plain.people[root]}
    heap = [(people[root], root)]
    done: dict[int, None] = {}
    while heap:
        so_far, unit = heappop(heap)
        if unit in done:
            continue
        done[unit] = None
        for other, _length in plain.links[unit]:
            total = so_far + plain.people[other]
            if other not in without and total <= most and total < people.get(other, np.inf):
                people[other] = total
                heappush(heap, (total, other))
    return list(done)
