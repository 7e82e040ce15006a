"""One mixed-integer programme: the best zone around one core unit, connected by a single-commodity flow."""

from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from gis_app.analysis.zones.problem import Limits, Units, Zone
from gis_app.analysis.zones.shape import holes

TIME_UP = 1
"""HiGHS' status as scipy reports it."""

ROUNDS = 20
"""An answer with a hole is forbidden and the programme solved again, at most so many times."""


class Programme:
    """Columns: member ``x`` of each unit in reach, cut ``e`` of each link, flow ``f`` of each arc.

    Parameters
    ----------
    reach
        The units that may be members; the first is one.
    floor
        Only a zone that is worth more counts.
    """

    def __init__(self, units: Units, limits: Limits, *, reach: list[int], floor: float) -> None:
        self._units, self._limits, self._reach = units, limits, reach
        self._at = {unit: column for column, unit in enumerate(reach)}
        self._links = [
            (i, j, length) for i in reach for j, length in units.neighbours[i].items() if i < j or j not in self._at
        ]
        self._arcs = [(i, j) for i in reach for j in units.neighbours[i] if j in self._at and j != reach[0]]
        fewest = np.cumsum(np.sort(units.population[reach]))
        self._most = int(np.searchsorted(fewest, limits.most_people * (1 + 1e-9), side="right"))
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
        self._row([(c, float(people[i])) for c, i in columns], limits.min_population, limits.most_people)
        self._row([(c, float((units.ordinary[i] - low) * people[i])) for c, i in columns], 0.0, np.inf)
        self._row([(c, float((units.ordinary[i] - high) * people[i])) for c, i in columns], -np.inf, 0.0)
        for brings in units.brings.T:
            self._row([(c, float(brings[i])) for c, i in columns], 1.0, np.inf)
        if np.isfinite(limits.budget_cost):
            self._row([(c, float(units.cost[i])) for c, i in columns], 0.0, limits.budget_cost)
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
        for column, i in enumerate(self._reach[1:], start=1):
            beside = [(self._at[j], -1.0) for j in self._units.neighbours[i] if j in self._at]
            self._row([(column, 1.0), *beside], -np.inf, 0.0)

    def solve(self, ends: float) -> tuple[Zone | None, int, float]:
        """Return the best zone found until ``ends`` (monotonic clock), HiGHS' status and what none can exceed."""
        sizes = (len(self._reach), len(self._links), len(self._arcs))
        upper: NDArray[np.float64] = np.repeat([1.0, 1.0, float(self._most)], sizes)
        lower = np.zeros(sum(sizes))
        lower[0] = 1.0
        bound = np.inf
        for _ in range(ROUNDS):
            left = ends - monotonic()
            if left <= 0:
                return None, TIME_UP, bound
            rows, columns, values = zip(*self._entries, strict=True)
            matrix = coo_array((values, (rows, columns)), shape=(len(self._low), sum(sizes))).tocsr()
            answer = milp(
                -self._gain,
                integrality=np.repeat([1, 0, 0], sizes),
                bounds=Bounds(lower, upper),
                constraints=LinearConstraint(matrix, self._low, self._high),
                options={"time_limit": left, "mip_rel_gap": 1e-7},
            )
            if answer.mip_dual_bound is not None:
                bound = min(bound, -float(answer.mip_dual_bound))
            zone = None if answer.x is None else self._zone(answer.x)
            enclosed = () if zone is None or self._limits.holes else holes(self._units, zone)
            if not enclosed:
                return zone, int(answer.status), bound
            for hole in enclosed:
                self._forbid(hole)
        return None, TIME_UP, bound

    def _zone(self, answer: NDArray[np.float64]) -> Zone:
        members = np.flatnonzero(answer[: len(self._reach)] > 0.5).tolist()
        return frozenset(self._reach[column] for column in members)

    def _forbid(self, hole: Zone) -> None:
        """Whoever takes all units around a hole takes the hole too."""
        ring = sorted({other for unit in hole for other in self._units.neighbours[unit]} - hole)
        around = [(self._at[unit], 1.0) for unit in ring]
        for unit in sorted(hole):
            filled = [(self._at[unit], -1.0)] if unit in self._at else []
            self._row([*around, *filled], -np.inf, len(ring) - 1.0)
