"""Infeasible is a normal answer: which limit to relax, and by how much."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from gis_app.analysis.zones.adjacency import components
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.problem import Limits, Units, Zone, cost, ordinary_share, population

HALVINGS = 8
"""Steps towards the least relaxation: the value is within 1/256 of the way."""

EFFORT = 8_000
"""Of each trial; the greedy search asks some forty times."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A limit which, set to ``value``, lets a zone exist; both are None for a yes-or-no limit.

    Attributes
    ----------
    limit
        ``min_population``, ``max_population``, ``ordinary_low``, ``ordinary_high``, ``budget_population``,
        ``budget_cost``, ``reach_m``, ``resource``, ``holes`` or ``core``.
    value, by
        The new limit and how far it is from the old; people, shares from 0 to 1, metres or money.
    given
        The old limit.
    """

    limit: str
    value: float | None = None
    by: float | None = None
    given: float | None = None


def relaxations(
    units: Units, limits: Limits, *, report: Callable[[float], None] = lambda _share: None
) -> list[Relaxation]:
    """Return the single limits that would have to give way; empty when no single one is enough.

    A value named was tried: the greedy search finds a zone with it. A smaller step may do as well.
    """
    if not units.core.any():
        return [Relaxation("core")]
    found = []
    tries = [attempt for attempt in _tries(units, limits) if attempt.loose != attempt.strict]
    for number, attempt in enumerate(tries):
        report(number / len(tries))
        value = _least(attempt)
        if value is not None:
            rounded = attempt.rounded(value)
            step = round(abs(rounded - attempt.strict), 6)
            found.append(Relaxation(attempt.code, rounded, step, attempt.strict))
    if units.away_m.shape[1] and _zones(replace(units, away_m=np.zeros((len(units), 0))), limits):
        found.append(Relaxation("resource"))
    if not limits.holes and _zones(units, replace(limits, holes=True)):
        found.append(Relaxation("holes"))
    return found


@dataclass(frozen=True, slots=True)
class _Try:
    """A limit that is a number: its value, one that asks for nothing, and the zones there are with another value.

    ``needs`` is the value a zone itself would need, ``rounded`` rounds a value so that it asks for less.
    """

    code: str
    strict: float
    loose: float
    rounded: Callable[[float], float]
    zones: Callable[[float], list[Zone]]
    needs: Callable[[Zone], float]


def _tries(units: Units, limits: Limits) -> list[_Try]:
    low, high = limits.ordinary_share
    most = max(float(units.population.sum()), limits.max_population)

    def people(zone: Zone) -> float:
        return population(units, zone)

    def share(zone: Zone) -> float:
        return ordinary_share(units, zone)

    def with_limit(**change: object) -> list[Zone]:
        return _zones(units, replace(limits, **change))  # type: ignore[arg-type] # names and types stand below

    found = [
        _Try("min_population", limits.min_population, 0.0, floor, lambda v: with_limit(min_population=v), people),
        _Try("max_population", limits.max_population, most, ceil, lambda v: with_limit(max_population=v), people),
        _Try("ordinary_low", low, 0.0, _down, lambda v: with_limit(ordinary_share=(v, high)), share),
        _Try("ordinary_high", high, 1.0, _up, lambda v: with_limit(ordinary_share=(low, v)), share),
    ]
    if np.isfinite(limits.budget_population):
        strict, loose = limits.budget_population, max(limits.max_population, limits.budget_population)
        found.append(_Try("budget_population", strict, loose, ceil, lambda v: with_limit(budget_population=v), people))
    if np.isfinite(limits.budget_cost):
        strict, loose = limits.budget_cost, max(float(units.cost.sum()), limits.budget_cost)
        found.append(
            _Try(
                "budget_cost", strict, loose, ceil, lambda v: with_limit(budget_cost=v), lambda zone: cost(units, zone)
            )
        )
    return [*found, *_nearer(units, limits)]


def _nearer(units: Units, limits: Limits) -> list[_Try]:
    """Return the trial of a longer way to resources, where some lie outside of every unit's reach."""
    away = units.away_m[np.isfinite(units.away_m)]
    if not away.size:
        return []

    def farthest(zone: Zone) -> float:
        return float(units.away_m[sorted(zone)].min(axis=0).max())

    def zones(value: float) -> list[Zone]:
        return _zones(replace(units, reach_m=value), limits)

    return [_Try("reach_m", units.reach_m, max(float(away.max()), units.reach_m), ceil, zones, farthest)]


def _zones(units: Units, limits: Limits) -> list[Zone]:
    return [zone for zone, _worth in propose(units, limits, effort=EFFORT).best()]


def _least(attempt: _Try) -> float | None:
    """Return the value nearest to the limit asked for with which the greedy search finds a zone, or None."""
    strict = attempt.strict
    loose = _tightest(attempt, attempt.loose)
    if loose is None:
        return None
    for _ in range(HALVINGS):
        middle = (strict + loose) / 2
        closer = _tightest(attempt, middle)
        if closer is None:
            strict = middle
        else:
            loose = closer
    return loose


def _tightest(attempt: _Try, value: float) -> float | None:
    """Return what the zone that asks for least needs, of those found with a limit of ``value``."""
    zones = attempt.zones(value)
    return min((attempt.needs(zone) for zone in zones), key=lambda need: abs(need - attempt.strict), default=None)


def cannot_be(units: Units, limits: Limits) -> bool:
    """Whether no zone can exist for a plain reason: no connected part has core, people, shares and resources enough.

    False proves nothing.
    """
    fits = units.core & (units.population <= limits.most_people) & (units.cost <= limits.budget_cost)
    low, high = limits.ordinary_share
    for part in np.unique(part_of := components(units.neighbours)).tolist():
        inside = part_of == part
        people, ordinary = units.population[inside], units.ordinary[inside]
        enough = people.sum() >= limits.min_population and units.brings[inside].any(axis=0).all()
        mixed = (low == 0 or people[ordinary].sum() > 0) and (high > 0 or people[~ordinary].sum() > 0)
        if fits[inside].any() and enough and mixed:
            return False
    return True


def _down(share: float) -> float:
    return floor(share * 1000) / 1000


def _up(share: float) -> float:
    return ceil(share * 1000) / 1000
