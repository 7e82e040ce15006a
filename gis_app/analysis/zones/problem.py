"""The problem: units, limits, and what a set of units is worth.

A unit is a position ``0 … n − 1``. A zone is a frozenset of positions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.errors import InputRefused

Zone = frozenset[int]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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
        Shape ``(n,)``. A unit without an index is neither: it is not chosen and not mixed in by silence.
    neighbours
        For each unit the positions it touches and the length in metres of the shared border (1 m for an added link).
    resource
        Units that hold one of the required resources, shape ``(n,)``; all True when none is required.
    """

    population: Floats
    need: Floats
    core: Bools
    ordinary: Bools
    neighbours: tuple[dict[int, float], ...]
    resource: Bools

    def __post_init__(self) -> None:
        if not np.isfinite(self.population).all() or (self.population < 0).any():
            raise InputRefused("population_not_a_number")

    def __len__(self) -> int:
        return len(self.population)

    @cached_property
    def border_price(self) -> float:
        """Need that one metre of average border is worth at compactness 1: mean positive need per mean border."""
        lengths = [length for row in self.neighbours for length in row.values()]
        positive = self.need[self.need > 0]
        return float(positive.mean() / np.mean(lengths)) if lengths and positive.size else 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a zone must satisfy; shares are of people.

    Attributes
    ----------
    compactness
        Weight of the inner border that a zone cuts, in units of a typical unit's need; 0 ignores shape.
    """

    min_population: float
    max_population: float
    ordinary_share: tuple[float, float] = (0.3, 0.6)
    max_zones: int = 1
    compactness: float = 0.05

    def __post_init__(self) -> None:
        low, high = self.ordinary_share
        if not 0 <= low <= high <= 1:
            raise InputRefused("ordinary_share_reversed", value=f"{low} {high}")
        if not 0 <= self.min_population <= self.max_population:
            raise InputRefused("population_limits_reversed", value=f"{self.min_population} {self.max_population}")
        if self.max_zones < 1:
            raise InputRefused("max_zones_below_one", value=self.max_zones)


def population(units: Units, zone: Iterable[int]) -> float:
    """Return the people of a zone."""
    return float(sum(units.population[unit] for unit in sorted(zone)))


def ordinary_share(units: Units, zone: Iterable[int]) -> float:
    """Return the share of a zone's people who live in ordinary units (0 for an empty zone)."""
    members = sorted(zone)
    total = population(units, members)
    return float(sum(units.population[unit] for unit in members if units.ordinary[unit])) / total if total else 0.0


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


def is_connected(units: Units, zone: Iterable[int]) -> bool:
    """Whether one can walk through the whole zone from neighbour to neighbour (an empty zone is not connected)."""
    members = set(zone)
    if not members:
        return False
    waiting = [min(members)]
    seen = set(waiting)
    while waiting:
        for other in units.neighbours[waiting.pop()]:
            if other in members and other not in seen:
                seen.add(other)
                waiting.append(other)
    return len(seen) == len(members)


def broken_limits(units: Units, limits: Limits, zone: Iterable[int]) -> tuple[str, ...]:
    """Return the codes of the limits that a zone breaks; empty when it satisfies all."""
    members = sorted(zone)
    people = population(units, members)
    share = ordinary_share(units, members)
    low, high = limits.ordinary_share
    checks = {
        "connected": is_connected(units, members),
        "core": bool(units.core[members].any()),
        "resource": bool(units.resource[members].any()),
        "min_population": people >= limits.min_population,
        "max_population": people <= limits.max_population,
        "ordinary_low": share >= low - 1e-9,
        "ordinary_high": share <= high + 1e-9,
    }
    return tuple(code for code, kept in checks.items() if not kept)
