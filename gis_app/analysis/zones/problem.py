"""The problem: units, limits, and what a set of units is worth.

A unit is a position ``0 … n − 1``. A zone is a frozenset of positions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.errors import InputRefused

Zone = frozenset[int]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CLOSE = 1e-9
"""Shares, and people as a share of their limit, may differ by this much from rounding."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The columns as Python lists: reading one cell of an array costs several times more."""

    people: list[float]
    need: list[float]
    ordinary: list[float]
    core: list[bool]
    cost: list[float]
    brings: list[int]
    links: list[list[tuple[int, float]]]
    border: list[float]


@dataclass(frozen=True)
class Units:
    """What the search knows of each unit.

    Attributes
    ----------
    population
        People, shape ``(n,)``.
    need
        Population times positive index, shape ``(n,)``; 0 where the index is missing or not positive.
    core, ordinary
        Shape ``(n,)``. A unit without an index is neither: it is not chosen and not mixed in by silence, and its people
        count as people but not as ordinary.
    neighbours
        For each unit the positions it touches and the length in metres of the shared border (1 m for an added link).
    away_m
        Estimated metres on foot from each unit to the nearest resource of each required type, 0 where it holds one,
        infinite where there is none, shape ``(n, k)``; no columns when nothing is required.
    reach_m
        A type counts in a zone when one of its units is at most this many metres away from a resource; 0 asks for a
        resource inside.
    cost
        What a unit costs of the budget, shape ``(n,)``.
    outer
        Units that nothing can enclose, shape ``(n,)`` (see ``Adjacency.outer``); all where it is not known.
    """

    population: Floats
    need: Floats
    core: Bools
    ordinary: Bools
    neighbours: tuple[dict[int, float], ...]
    away_m: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    reach_m: float = 0.0
    cost: Floats = field(default_factory=lambda: np.zeros(0))
    outer: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        if not np.isfinite(self.population).all() or (self.population < 0).any():
            raise InputRefused("population_not_a_number")
        count = len(self.population)
        if not self.away_m.shape[1]:
            object.__setattr__(self, "away_m", np.zeros((count, 0)))
        if not self.cost.size:
            object.__setattr__(self, "cost", np.zeros(count))
        if not self.outer.size:
            object.__setattr__(self, "outer", np.ones(count, dtype=bool))
        if not np.isfinite(self.cost).all() or (self.cost < 0).any():
            raise InputRefused("cost_not_a_number")

    def __len__(self) -> int:
        return len(self.population)

    @cached_property
    def brings(self) -> Bools:
        """Which required type each unit holds or has within reach, shape ``(n, k)``."""
        return np.asarray(self.away_m <= self.reach_m, dtype=bool)

    @cached_property
    def everything(self) -> int:
        """All required types as bits."""
        return int((1 << self.away_m.shape[1]) - 1)

    @cached_property
    def border_price(self) -> float:
        """Need that one metre of average border is worth at compactness 1: mean positive need per mean border."""
        lengths = [length for row in self.neighbours for length in row.values()]
        positive = self.need[self.need > 0]
        return float(positive.mean() / np.mean(lengths)) if lengths and positive.size else 0.0

    @cached_property
    def plain(self) -> Plain:
        """The columns as lists."""
        bits = 1 << np.arange(self.away_m.shape[1], dtype=object)
        links = [list(row.items()) for row in self.neighbours]
        return Plain(
            people=self.population.tolist(),
            need=self.need.tolist(),
            ordinary=np.where(self.ordinary, self.population, 0.0).tolist(),
            core=self.core.tolist(),
            cost=self.cost.tolist(),
            brings=[int(row.sum()) for row in self.brings * bits] if bits.size else [0] * len(self),
            links=links,
            border=[sum(row.values()) for row in self.neighbours],
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zone must satisfy; shares are of people.

    Attributes
    ----------
    compactness
        Weight of the inner border that a zone cuts, in units of a typical unit's need; 0 ignores shape.
    budget_population, budget_cost
        What all zones together may have at most; one zone alone must fit too.
    holes
        Whether a zone may enclose units that do not belong to it.
    """

    min_population: float
    max_population: float
    ordinary_share: tuple[float, float] = (0.3, 0.6)
    max_zones: int = 1
    compactness: float = 0.05
    budget_population: float = np.inf
    budget_cost: float = np.inf
    holes: bool = False

    def __post_init__(self) -> None:
        low, high = self.ordinary_share
        if not 0 <= low <= high <= 1:
            raise InputRefused("ordinary_share_reversed", value=f"{low} {high}")
        if not 0 <= self.min_population <= self.max_population < np.inf:
            raise InputRefused("population_limits_reversed", value=f"{self.min_population} {self.max_population}")
        if self.max_zones < 1:
            raise InputRefused("max_zones_below_one", value=self.max_zones)
        if not 0 <= self.compactness < np.inf or not self.budget_population >= 0 or not self.budget_cost >= 0:
            raise InputRefused("zones_limit_negative")

    @property
    def most_people(self) -> float:
        """The most people one zone may have: its own limit or the whole budget."""
        return min(self.max_population, self.budget_population)


def population(units: Units, zone: Iterable[int]) -> float:
    """Return the people of a zone."""
    return float(sum(units.population[unit] for unit in sorted(zone)))


def ordinary_share(units: Units, zone: Iterable[int]) -> float:
    """Return the share of a zone's people who live in ordinary units (0 for an empty zone)."""
    members = sorted(zone)
    total = population(units, members)
    return float(sum(units.population[unit] for unit in members if units.ordinary[unit])) / total if total else 0.0


def cost(units: Units, zone: Iterable[int]) -> float:
    """Return what a zone costs of the budget."""
    return float(sum(units.cost[unit] for unit in sorted(zone)))


def cut_border(units: Units, zone: Iterable[int]) -> float:
    """Return the length in metres of borders between the zone and its neighbours (a hole counts too)."""
    members = set(zone)
    return sum(
        length for unit in sorted(members) for other, length in units.neighbours[unit].items() if other not in members
    )


def worth(units: Units, limits: Limits, zone: Iterable[int]) -> float:
    """Return the objective: covered need minus the price of the border that the zone cuts."""
    members = sorted(zone)
    need = float(sum(units.need[unit] for unit in members))
    return need - limits.compactness * units.border_price * cut_border(units, members)
