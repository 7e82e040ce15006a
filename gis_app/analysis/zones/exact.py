"""The proof: one best zone by mixed-integer programming, and every zone of a small problem by enumeration."""

from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array

from gis_app.analysis.zones.greedy import seed_units
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import Limits, Units, Zone, broken_limits, worth

SMALL = 18
"""Up to this many units all sets are tried (2**18 sets: seconds)."""


_TIME_UP = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """A zone, the bound no zone can exceed, and whether both meet; ``zone`` is None when none exists."""

    zone: Zone | None
    bound: float
    proven: bool


def enumerate_all(units: Units, limits: Limits) -> Pool:
    """Return every zone of a problem of at most ``SMALL`` units that satisfies the limits."""
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
    """Return the best single zone by mixed-integer programming (HiGHS), one programme for each core unit in turn.

    A zone is looked for that holds core unit ``r``, none of the core units before it, and is worth more than the best
    one so far (``known`` to begin with). Connectivity is enforced by cuts: a part of an answer that hangs in the air
    may stand only together with a unit on the part's border. Each programme is a relaxation, so when it has no answer
    there is no better zone with that core unit.

    Returns
    -------
    Proof
        With ``bound`` the worth no zone exceeds; equal to the zone's own when every programme was finished in time.
    """
    ends = monotonic() + seconds
    best, done = known, set[int]()
    bound = worth(units, limits, known) if known else -np.inf
    roots = [unit for unit in seed_units(units)]
    for root in roots:
        floor = worth(units, limits, best) if best else -np.inf
        reach = _within_reach(units, limits, root, done)
        zone, ceiling = _best_around(_Model(units, limits, root=root, reach=reach, floor=floor), ends)
        if ceiling is not None:
            return Proof(zone=best, bound=np.inf if root != roots[-1] else max(bound, ceiling), proven=False)
        best = zone or best
        done.add(root)
    return Proof(zone=best, bound=worth(units, limits, best) if best else -np.inf, proven=True)


def _best_around(model: "_Model", ends: float) -> tuple[Zone | None, float | None]:
    """Return the best zone of one programme, or the ceiling it had when time ran out."""
    while (left := ends - monotonic()) > 0:
        answer = model.solve(left)
        if answer.status == _TIME_UP:
            break
        if answer.x is None:
            return None, None
        zone = model.zone(answer.x)
        loose = [part for part in _parts(model.units, zone) if model.root not in part]
        if not loose:
            return zone, None
        model.separate(loose)
    return None, np.inf


def _within_reach(units: Units, limits: Limits, root: int, without: set[int]) -> list[int]:
    """Units that can be in one zone with ``root``: the people on the way there fit below the maximum (Dijkstra)."""
    people = {root: float(units.population[root])}
    heap = [(people[root], root)]
    while heap:
        sum_so_far, unit = heappop(heap)
        if sum_so_far > people[unit]:
            continue
        for other in units.neighbours[unit]:
            total = sum_so_far + float(units.population[other])
            if other not in without and total <= limits.max_population and total < people.get(other, np.inf):
                people[other] = total
                heappush(heap, (total, other))
    return sorted(people)


def _parts(units: Units, zone: Zone) -> list[set[int]]:
    left, parts = set(zone), []
    while left:
        waiting = [min(left)]
        part = set(waiting)
        while waiting:
            fresh = {other for other in units.neighbours[waiting.pop()] if other in left} - part
            part |= fresh
            waiting += sorted(fresh)
        parts.append(part)
        left -= part
    return parts


class _Model:
    """Member ``x`` of each unit and cut ``e`` of each link, with the limits as rows."""

    def __init__(self, units: Units, limits: Limits, *, root: int, reach: list[int], floor: float) -> None:
        self.units, self.root = units, root
        n = len(units)
        self._open = np.zeros(n)
        self._open[reach] = 1
        near = set(reach)
        links = [(i, j, d) for i in reach for j, d in units.neighbours[i].items() if i < j or j not in near]
        price = limits.compactness * units.border_price
        arcs = [(i, j) for i in reach for j in units.neighbours[i] if j in near and j != root]
        m = len(links)
        self._cost = np.concatenate([-units.need, [price * length for *_, length in links], np.zeros(len(arcs))])
        self._integral = np.concatenate([np.ones(n), np.zeros(m + len(arcs))])
        self._entries: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._add_limits(limits)
        self._row([(root, 1.0)], 1.0, 1.0)
        if np.isfinite(floor):
            terms = [(column, -float(value)) for column, value in enumerate(self._cost) if value]
            self._row(terms, floor + 1e-6 * max(abs(floor), 1.0), np.inf)
        smallest = np.cumsum(np.sort(units.population[reach]))
        most = float(np.searchsorted(smallest, limits.max_population, side="right"))
        self._most = most
        into = {i: [(i, -1.0)] for i in reach}
        for number, (i, j) in enumerate(arcs):
            f = n + m + number
            into[j].append((f, 1.0))
            into[i].append((f, -1.0))
            cap = most - 1 if i == root else most - 2
            self._row([(f, 1.0), (i, -cap)], -np.inf, 0.0)
            self._row([(f, 1.0), (j, -cap)], -np.inf, 0.0)
        for i, terms in into.items():
            if i != root:
                self._row(terms, 0.0, 0.0)
        self._row([(i, 1.0) for i in reach], 1, most)
        for number, (i, j, _length) in enumerate(links):
            self._row([(n + number, 1.0), (i, -1.0), (j, 1.0)], 0.0, np.inf)
            self._row([(n + number, 1.0), (i, 1.0), (j, -1.0)], 0.0, np.inf)

    def _row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        row = len(self._low)
        self._entries.extend((row, column, value) for column, value in terms)
        self._low.append(low)
        self._high.append(high)

    def _add_limits(self, limits: Limits) -> None:
        units = self.units
        people = units.population
        low, high = limits.ordinary_share
        every = range(len(units))
        self._row([(i, float(people[i])) for i in every], limits.min_population, limits.max_population)
        self._row([(i, float((units.ordinary[i] - low) * people[i])) for i in every], 0.0, np.inf)
        self._row([(i, float((units.ordinary[i] - high) * people[i])) for i in every], -np.inf, 0.0)
        self._row([(i, float(units.resource[i])) for i in every], 1.0, np.inf)

    def separate(self, parts: list[set[int]]) -> None:
        """Let the units of each part stand only with a unit around the part."""
        for part in parts:
            around = sorted({other for unit in part for other in self.units.neighbours[unit]} - part)
            for unit in sorted(part):
                self._row([(unit, 1.0), *((other, -1.0) for other in around)], -np.inf, 0.0)

    def zone(self, values: np.ndarray) -> Zone:
        """Return the members of an answer."""
        return frozenset(np.flatnonzero(values[: len(self.units)] > 0.5).tolist())

    def solve(self, seconds: float) -> OptimizeResult:
        """Return HiGHS' answer to the programme as it stands."""
        rows, columns, values = zip(*self._entries, strict=True)
        shape = (len(self._low), len(self._cost))
        return milp(
            self._cost,
            integrality=self._integral,
            bounds=Bounds(0, np.concatenate([self._open, np.concatenate([np.ones(int((self._cost[len(self._open):]>0).sum())), np.full(int((self._cost[len(self._open):]==0).sum()), self._most)])])),
            constraints=LinearConstraint(coo_array((values, (rows, columns)), shape=shape).tocsr(), self._low, self._high),
            options={"time_limit": seconds, "mip_rel_gap": 1e-7},
        )
