"""Infeasible is a normal answer: which limit to relax, and by how much."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from gis_app.analysis.zones.access import WALK_M_PER_MINUTE
from gis_app.analysis.zones.adjacency import components
from gis_app.analysis.zones.exact import SMALL, enumerate_all
from gis_app.analysis.zones.greedy import EFFORT as GREEDY
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.problem import Limits, Units, Zone, cost, ordinary_share, population

HALVINGS = 8
"""Steps towards the least relaxation: the value is within 1/256 of the way."""

EFFORT = 8_000
"""Of each trial; the greedy search asks some forty times."""

FURTHER = (0.0, 0.02, 0.1, 0.3, 1.0)
"""A value that the search itself does not confirm is moved by so much of the way to one that asks for nothing."""


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

    A value named was tried as it stands: the search finds a zone with it. A smaller step may do as well, but for at
    most ``SMALL`` units, where every set is tried.
    """
    if not units.core.any():
        return [Relaxation("core")]
    tries = _tries(units, limits)
    found = []
    for number, attempt in enumerate(tries):
        report(number / len(tries))
        value = _advised(attempt, units, limits)
        if value is not None:
            found.append(attempt.relaxation(value))
    return found


def relaxed_together(
    units: Units, limits: Limits, *, report: Callable[[float], None] = lambda _share: None
) -> list[Relaxation]:
    """Return limits that would do if all of them gave way, for when no single one is enough.

    Each is asked for only if the others do not do without it, in turn; the values named were tried together.
    """
    if not units.core.any():
        return [Relaxation("core")]
    tries = _tries(units, limits)
    loose = {attempt.code: attempt for attempt in tries}
    found = []
    for number, attempt in enumerate(tries):
        report(number / len(tries))
        del loose[attempt.code]
        freed = _all_loose(units, limits, loose.values())
        if _surely(*freed):
            continue
        value = _advised(attempt, *freed)
        value = attempt.loose if value is None else value
        units, limits = attempt.change(units, limits, value)
        found.append(attempt.relaxation(value))
    return found if _surely(units, limits) else []


Problem = tuple[Units, Limits]


@dataclass(frozen=True, slots=True)
class _Try:
    """A limit that is a number: its value, one that asks for nothing, and the problem with another value.

    ``needs`` is the value a zone itself would need, ``rounded`` rounds a value so that it asks for less. A limit that
    only is or is not has 1 and 0 and ``switch``.
    """

    code: str
    strict: float
    loose: float
    rounded: Callable[[float], float]
    change: Callable[[Units, Limits, float], Problem]
    needs: Callable[[Units, Zone], float]
    switch: bool = False

    def relaxation(self, value: float) -> Relaxation:
        if self.switch:
            return Relaxation(self.code)
        return Relaxation(self.code, value, round(abs(value - self.strict), 6), self.strict)


def _tries(units: Units, limits: Limits) -> list[_Try]:
    low, high = limits.ordinary_share
    most = max(float(units.population.sum()), limits.max_population)
    found = [
        _Try("min_population", limits.min_population, 0.0, floor, _set("min_population"), population),
        _Try("max_population", limits.max_population, most, ceil, _set("max_population"), population),
        _Try("ordinary_low", low, 0.0, _down, _set_low, ordinary_share),
        _Try("ordinary_high", high, 1.0, _up, _set_high, ordinary_share),
    ]
    if np.isfinite(limits.budget_population):
        loose = max(limits.max_population, limits.budget_population)
        found.append(
            _Try("budget_population", limits.budget_population, loose, ceil, _set("budget_population"), population)
        )
    if np.isfinite(limits.budget_cost):
        loose = max(float(units.cost.sum()), limits.budget_cost)
        found.append(_Try("budget_cost", limits.budget_cost, loose, ceil, _set("budget_cost"), cost))
    found += _nearer(units)
    if units.away_m.shape[1]:
        found.append(_Try("resource", 1.0, 0.0, floor, _set_resource, lambda _units, _zone: 0.0, switch=True))
    if not limits.holes:
        found.append(_Try("holes", 1.0, 0.0, floor, _set_holes, lambda _units, _zone: 0.0, switch=True))
    return [attempt for attempt in found if attempt.loose != attempt.strict]


def _set(name: str) -> Callable[[Units, Limits, float], Problem]:
    def change(units: Units, limits: Limits, value: float) -> Problem:
        return units, replace(limits, **{name: value})  # type: ignore[arg-type] # a figure of the limits

    return change


def _set_low(units: Units, limits: Limits, value: float) -> Problem:
    return units, replace(limits, ordinary_share=(value, limits.ordinary_share[1]))


def _set_high(units: Units, limits: Limits, value: float) -> Problem:
    return units, replace(limits, ordinary_share=(limits.ordinary_share[0], value))


def _set_reach(units: Units, limits: Limits, value: float) -> Problem:
    return replace(units, reach_m=value), limits


def _set_resource(units: Units, limits: Limits, value: float) -> Problem:
    return (units, limits) if value else (replace(units, away_m=np.zeros((len(units), 0))), limits)


def _set_holes(units: Units, limits: Limits, value: float) -> Problem:
    return units, replace(limits, holes=not value)


def _nearer(units: Units) -> list[_Try]:
    """Return the trial of a longer way to resources, where some lie outside of every unit's reach."""
    away = units.away_m[np.isfinite(units.away_m)]
    if not away.size:
        return []

    def farthest(units: Units, zone: Zone) -> float:
        return float(units.away_m[sorted(zone)].min(axis=0).max()) if units.away_m.shape[1] else 0.0

    loose = max(_up_to_minutes(float(away.max())), units.reach_m)
    return [_Try("reach_m", units.reach_m, loose, _up_to_minutes, _set_reach, farthest)]


def _all_loose(units: Units, limits: Limits, tries: Iterable[_Try]) -> Problem:
    for attempt in tries:
        units, limits = attempt.change(units, limits, attempt.loose)
    return units, limits


def _zones(units: Units, limits: Limits) -> list[Zone]:
    pool = enumerate_all(units, limits) if len(units) <= SMALL else propose(units, limits, effort=EFFORT)
    return [zone for zone, _worth in pool.best()]


def _surely(units: Units, limits: Limits) -> bool:
    """Whether a search with these limits finds a zone: annealing begins with just this."""
    return bool(enumerate_all(units, limits) if len(units) <= SMALL else propose(units, limits, effort=2 * GREEDY))


def _advised(attempt: _Try, units: Units, limits: Limits) -> float | None:
    """Return a value with which the search finds a zone, as near to the limit asked for as was found, or None."""
    value = _least(attempt, units, limits)
    if value is None:
        return None
    for share in FURTHER:
        candidate = attempt.rounded(value + share * (attempt.loose - value))
        if _surely(*attempt.change(units, limits, candidate)):
            return candidate
    return None


def _least(attempt: _Try, units: Units, limits: Limits) -> float | None:
    """Return the value nearest to the limit asked for with which a quick search finds a zone, or None."""

    def tightest(value: float) -> float | None:
        changed = attempt.change(units, limits, value)
        needs = (attempt.needs(changed[0], zone) for zone in _zones(*changed))
        return min(needs, key=lambda need: abs(need - attempt.strict), default=None)

    strict, loose = attempt.strict, tightest(attempt.loose)
    if loose is None or attempt.switch or len(units) <= SMALL:  # where every set is tried the first answer is exact
        return loose
    for _ in range(HALVINGS):
        middle = (strict + loose) / 2
        closer = tightest(middle)
        if closer is None:
            strict = middle
        else:
            loose = closer
    return loose


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


def _up_to_minutes(metres: float) -> float:
    """Round up to a whole minute on foot, as people are told it."""
    return ceil(metres / WALK_M_PER_MINUTE - 1e-9) * WALK_M_PER_MINUTE
