"""The proof: one best zone by mixed-integer programming, and every zone of a small problem by enumeration."""

from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from gis_app.analysis.zones.greedy import seed_units
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units, Zone, broken_limits, worth

SMALL = 16
"""Up to this many units all sets are tried (2**16 sets: about a second)."""

_TIME_UP = 1  # HiGHS' status as scipy reports it


@dataclass(frozen=True, slots=True)
class Proof:
    """A zone and whether it is proven that none is worth more; ``zone`` is None when there is none."""

    zone: Zone | None
    proven: bool


def enumerate_all(units: Units, limits: Limits) -> Pool:
    """Return every zone of a problem of at most ``SMALL`` units that satisfies the limits.

    Raises
    ------
    ValueError
        If there are more units.
    """
    if len(units) > SMALL:
        raise ValueError(f"{len(units)} units are too many to try every set")
    pool = Pool(units, depth=2 ** len(units))
    for code in range(1, 2 ** len(units)):
        zone = frozenset(unit for unit in range(len(units)) if code >> unit & 1)
        people = sum(float(units.population[unit]) for unit in zone)
        if limits.min_population <= people <= limits.max_population and not broken_limits(units, limits, zone):
            pool.offer(zone, worth(units, limits, zone))
    return pool


def prove(units: Units, limits: Limits, *, known: Zone | None = None, seconds: float = 60.0) -> Proof:
    """Return the best single zone, one programme for each core unit in turn (HiGHS).

    Each programme looks for a zone that holds core unit ``r`` and none of the core units before it, and is worth more
    than the best so far (``known`` to begin with). It is connected by a single-commodity flow from ``r``.
    """
    ends = monotonic() + seconds
    best, done = known, set[int]()
    for root in seed_units(units):
        left = ends - monotonic()
        if left <= 0:
            return Proof(zone=best, proven=False)
        floor = worth(units, limits, best) if best else -np.inf
        programme = _Programme(units, limits, reach=_within_reach(units, limits, root, done), floor=floor)
        zone, status = programme.solve(left)
        best = zone or best
        if status == _TIME_UP:
            return Proof(zone=best, proven=False)
        done.add(root)
    return Proof(zone=best, proven=True)


def _within_reach(units: Units, limits: Limits, root: int, without: set[int]) -> list[int]:
    """Units that can share a zone with ``root``, which comes first: the people on the way fit below the maximum."""
    people = {root: float(units.population[root])}
    heap = [(people[root], root)]
    while heap:
        so_far, unit = heappop(heap)
        if so_far > people[unit]:
            continue
        for other in units.neighbours[unit]:
            total = so_far + float(units.population[other])
            if other not in without and total <= limits.max_population and total < people.get(other, np.inf):
                people[other] = total
                heappush(heap, (total, other))
    return [root, *sorted(set(people) - {root})]


class _Programme:
    """Columns: member ``x`` of each unit in reach, cut ``e`` of each link, flow ``f`` of each arc."""

    def __init__(self, units: Units, limits: Limits, *, reach: list[int], floor: float) -> None:
        self._units, self._reach = units, reach
        self._at = {unit: column for column, unit in enumerate(reach)}
        self._links = [
            (i, j, length) for i in reach for j, length in units.neighbours[i].items() if i < j or j not in self._at
        ]
        self._arcs = [(i, j) for i in reach for j in units.neighbours[i] if j in self._at and j != reach[0]]
        fewest = np.cumsum(np.sort(units.population[reach]))
        self._most = int(np.searchsorted(fewest, limits.max_population, side="right"))
        price = limits.compactness * units.border_price
        borders = np.array([price * length for *_, length in self._links])
        self._gain = np.concatenate([units.need[reach], -borders, np.zeros(len(self._arcs))])
        self._entries: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._add_limits(limits, floor)
        self._add_links()
        self._add_flow()

    def _row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        row = len(self._low)
        self._entries.extend((row, column, value) for column, value in terms if value)
        self._low.append(low)
        self._high.append(high)

    def _add_limits(self, limits: Limits, floor: float) -> None:
        units, columns = self._units, list(enumerate(self._reach))
        low, high = limits.ordinary_share
        people = units.population
        self._row([(c, float(people[i])) for c, i in columns], limits.min_population, limits.max_population)
        self._row([(c, float((units.ordinary[i] - low) * people[i])) for c, i in columns], 0.0, np.inf)
        self._row([(c, float((units.ordinary[i] - high) * people[i])) for c, i in columns], -np.inf, 0.0)
        self._row([(c, float(units.resource[i])) for c, i in columns], 1.0, np.inf)
        self._row([(c, 1.0) for c, _ in columns], 1.0, float(self._most))
        if np.isfinite(floor):
            better = floor + 1e-6 * max(abs(floor), 1.0)
            self._row([(c, float(value)) for c, value in enumerate(self._gain)], better, np.inf)

    def _add_links(self) -> None:
        for number, (i, j, _length) in enumerate(self._links):
            cut, one = len(self._reach) + number, self._at[i]
            other = self._at.get(j)
            if other is None:
                self._row([(cut, 1.0), (one, -1.0)], 0.0, np.inf)
                continue
            self._row([(cut, 1.0), (one, -1.0), (other, 1.0)], 0.0, np.inf)
            self._row([(cut, 1.0), (one, 1.0), (other, -1.0)], 0.0, np.inf)

    def _add_flow(self) -> None:
        first = len(self._reach) + len(self._links)
        into: list[list[tuple[int, float]]] = [[(column, -1.0)] for column in range(len(self._reach))]
        for number, (i, j) in enumerate(self._arcs):
            flow, one, other = first + number, self._at[i], self._at[j]
            most = float(self._most - (1 if one == 0 else 2))
            into[other].append((flow, 1.0))
            into[one].append((flow, -1.0))
            self._row([(flow, 1.0), (one, -most)], -np.inf, 0.0)
            self._row([(flow, 1.0), (other, -most)], -np.inf, 0.0)
        for terms in into[1:]:
            self._row(terms, 0.0, 0.0)

    def solve(self, seconds: float) -> tuple[Zone | None, int]:
        """Return the best zone found and HiGHS' status."""
        sizes = (len(self._reach), len(self._links), len(self._arcs))
        upper: NDArray[np.float64] = np.repeat([1.0, 1.0, float(self._most)], sizes)
        lower = np.zeros(sum(sizes))
        lower[0] = 1.0
        rows, columns, values = zip(*self._entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(self._low), sum(sizes))).tocsr()
        answer = milp(
            -self._gain,
            integrality=np.repeat([1, 0, 0], sizes),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(matrix, self._low, self._high),
            options={"time_limit": seconds, "mip_rel_gap": 1e-7},
        )
        if answer.x is None:
            return None, int(answer.status)
        members = np.flatnonzero(answer.x[: len(self._reach)] > 0.5).tolist()
        return frozenset(self._reach[column] for column in members), int(answer.status)
