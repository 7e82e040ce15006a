"""One mixed-integer programme: the best zone around one core unit, connected by a single-commodity flow."""

from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from gis_app.analysis.zones.problem import CLOSE, Limits, Units, Zone
from gis_app.analysis.zones.separation import violated
from gis_app.analysis.zones.shape import holes

TIME_UP = 1
"""HiGHS' status as scipy reports it."""

ROUNDS = 30
"""The relaxation is cut so many times at most; an answer with a hole is forbidden so many times."""

Term = tuple[int, float]


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
        self._beside = [[self._at[j] for j in units.neighbours[i] if j in self._at] for i in reach]
        self._links = [
            (i, j, length) for i in reach for j, length in units.neighbours[i].items() if i < j or j not in self._at
        ]
        self._arcs = [(one, other) for one, row in enumerate(self._beside) for other in row if other]
        fewest = np.cumsum(np.sort(units.population[reach]))
        self._most = int(np.searchsorted(fewest, limits.most_people * (1 + CLOSE), side="right"))
        price = limits.compactness * units.border_price
        borders = np.array([price * length for *_, length in self._links])
        self._gain = np.concatenate([units.need[reach], -borders, np.zeros(len(self._arcs))])
        self._rows: list[tuple[list[Term], float, float]] = []
        self._add_limits(floor)
        self._add_links()

    def _add(self, terms: list[Term], low: float, high: float) -> None:
        self._rows.append(([term for term in terms if term[1]], low, high))

    def _add_limits(self, floor: float) -> None:
        units, limits, columns = self._units, self._limits, list(enumerate(self._reach))
        low, high = limits.ordinary_share
        people = units.population
        self._add([(c, float(people[i])) for c, i in columns], limits.min_population, limits.most_people)
        self._add([(c, float((units.ordinary[i] - low) * people[i])) for c, i in columns], 0.0, np.inf)
        self._add([(c, float((units.ordinary[i] - high) * people[i])) for c, i in columns], -np.inf, 0.0)
        for brings in units.brings.T:
            self._add([(c, float(brings[i])) for c, i in columns], 1.0, np.inf)
        if np.isfinite(limits.budget_cost):
            self._add([(c, float(units.cost[i])) for c, i in columns], 0.0, limits.budget_cost)
        self._add([(c, 1.0) for c, _ in columns], 1.0, float(self._most))
        if np.isfinite(floor):
            better = floor + 1e-6 * max(abs(floor), 1.0)
            self._add([(c, float(value)) for c, value in enumerate(self._gain)], better, np.inf)

    def _add_links(self) -> None:
        for number, (i, j, _length) in enumerate(self._links):
            cut, one = len(self._reach) + number, self._at[i]
            other = self._at.get(j)
            if other is None:
                self._add([(cut, 1.0), (one, -1.0)], 0.0, np.inf)
                continue
            self._add([(cut, 1.0), (one, -1.0), (other, 1.0)], 0.0, np.inf)
            self._add([(cut, 1.0), (one, 1.0), (other, -1.0)], 0.0, np.inf)
        for column, beside in enumerate(self._beside[1:], start=1):
            self._add([(column, 1.0), *((other, -1.0) for other in beside)], -np.inf, 0.0)

    def _add_flow(self) -> None:
        first = len(self._reach) + len(self._links)
        into: list[list[Term]] = [[(column, -1.0)] for column in range(len(self._reach))]
        for number, (one, other) in enumerate(self._arcs):
            flow = first + number
            most = float(self._most - (2 if one else 1))
            into[other].append((flow, 1.0))
            into[one].append((flow, -1.0))
            self._add([(flow, 1.0), (one, -most)], -np.inf, 0.0)
            self._add([(flow, 1.0), (other, -most)], -np.inf, 0.0)
        for terms in into[1:]:
            self._add(terms, 0.0, 0.0)

    def solve(self, ends: float) -> tuple[Zone | None, int, float]:
        """Return the best zone found until ``ends`` (monotonic clock), HiGHS' status and what none can exceed."""
        bound, status = self.tighten(ends)
        if status is not None:
            return None, status, bound
        self._add_flow()
        for _ in range(ROUNDS):
            answer = self._optimise(ends, whole=True)
            if answer is None:
                return None, TIME_UP, bound
            if answer.mip_dual_bound is not None:
                bound = min(bound, -float(answer.mip_dual_bound))
            zone = None if answer.x is None else self._zone(answer.x)
            enclosed = () if zone is None or self._limits.holes else holes(self._units, zone)
            if not enclosed:
                return zone, int(answer.status), bound
            for hole in enclosed:
                self._forbid(hole)
        return None, TIME_UP, bound

    def tighten(self, ends: float) -> tuple[float, int | None]:
        """Cut the relaxation; return what no zone exceeds, and a status when that already is the answer."""
        bound = np.inf
        for _ in range(ROUNDS):
            answer = self._optimise(ends, whole=False)
            if answer is None or (answer.x is None and answer.status == TIME_UP):
                return bound, TIME_UP
            if answer.x is None:
                return bound, int(answer.status)
            bound = -float(answer.fun)
            cuts = violated(answer.x[: len(self._reach)], self._beside)
            if not cuts:
                break
            for unit, separator in cuts:
                self._add([(unit, 1.0), *((other, -1.0) for other in separator)], -np.inf, 0.0)
        return bound, None

    def _optimise(self, ends: float, *, whole: bool) -> OptimizeResult | None:
        """Solve the programme, or its relaxation without the flow; None when no time is left."""
        left = ends - monotonic()
        if left <= 0:
            return None
        sizes = (len(self._reach), len(self._links), len(self._arcs) if whole else 0)
        count = sum(sizes)
        upper: NDArray[np.float64] = np.repeat([1.0, 1.0, float(self._most)], sizes)
        lower = np.zeros(count)
        lower[0] = 1.0
        entries = [(row, column, value) for row, (terms, _, _) in enumerate(self._rows) for column, value in terms]
        rows, columns, values = (np.array(part) for part in zip(*entries, strict=True))
        matrix = csr_array((values, (rows, columns)), shape=(len(self._rows), count))
        return milp(
            -self._gain[:count],
            integrality=np.repeat([int(whole), 0, 0], sizes),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(matrix, [low for _, low, _ in self._rows], [high for *_, high in self._rows]),
            options={"time_limit": left, "mip_rel_gap": 1e-7},
        )

    def _zone(self, answer: NDArray[np.float64]) -> Zone:
        members = np.flatnonzero(answer[: len(self._reach)] > 0.5).tolist()
        return frozenset(self._reach[column] for column in members)

    def _forbid(self, hole: Zone) -> None:
        """Whoever takes all units around a hole takes the hole too."""
        ring = sorted({other for unit in hole for other in self._units.neighbours[unit]} - hole)
        around: list[Term] = [(self._at[unit], 1.0) for unit in ring]
        for unit in sorted(hole):
            filled: list[Term] = [(self._at[unit], -1.0)] if unit in self._at else []
            self._add([*around, *filled], -np.inf, len(ring) - 1.0)
