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
    than the best so far (``known`` to begin with). Core units whose relaxation cannot better it are passed over.
    How far it comes in ``seconds`` depends on the machine; a proof does not.
    """
    ends = monotonic() + seconds
    best = known
    open_: list[float] = []
    roots = _hopeful(units, limits, _worth(units, limits, best), ends)
    for number, (root, hope, without) in enumerate(roots):
        report(number / len(roots))
        floor = _worth(units, limits, best)
        if hope <= floor:
            continue
        reach = _within_reach(units, limits, root, without)
        programme = Programme(units, limits, reach=reach[:NEAREST], floor=floor)
        zone, status, bound = programme.solve(ends)
        best = zone or best
        if len(reach) > NEAREST:
            open_.append(hope)
        elif status == TIME_UP:
            open_.append(min(hope, bound))
    top = _worth(units, limits, best)
    proven = all(bound <= top + 1e-6 * abs(top) for bound in open_)
    return Proof(zone=best, bound=top if proven else max(open_), proven=proven)


def _worth(units: Units, limits: Limits, zone: Zone | None) -> float:
    return -np.inf if zone is None else worth(units, limits, zone)


def _hopeful(units: Units, limits: Limits, floor: float, ends: float) -> list[tuple[int, float, set[int]]]:
    """Return the core units around which more might be found, what that cannot exceed, and the cores before each.

    First the neediest people in reach, then the relaxation of each programme, which costs little: most are done then.
    """
    hopes = [
        (zone_bound(units, limits, _within_reach(units, limits, root, set())), root)
        for root in seed_units(units, limits)
    ]
    done: set[int] = set()
    found = []
    for hope, root in sorted(hopes, key=lambda item: (-item[0], item[1])):
        if hope <= floor:
            break
        without = set(done)
        done.add(root)
        reach = _within_reach(units, limits, root, without)
        least = min(hope, zone_bound(units, limits, reach))
        if len(reach) <= NEAREST and least > floor:
            bound, status = Programme(units, limits, reach=reach, floor=floor).tighten(ends)
            least = -np.inf if status not in {None, TIME_UP} else min(least, bound)
        if least > floor:
            found.append((root, least, without))
    return found


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
