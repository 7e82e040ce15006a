"""What could be compared: the levels and dates of territories that have figures, and the bases to divide by."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gis_app.domain.geography import Territory
from gis_app.domain.statistics import Indicator, Observation

_TOGETHER = {"state_city": "municipality", "town": "parish"}
"""Levels that stand side by side: a state city beside the municipalities, a town beside the parishes."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Territories of one level and date: a key as forms send it, and how many of them have figures."""

    key: str
    level: str
    day: date | None
    count: int


@dataclass(frozen=True, slots=True)
class Base:
    """A count of residents that all criteria could be divided by, instead of each by its own base."""

    id: str
    title: Mapping[str, str]


def stands_with(level: str) -> str:
    """Return the level beside which units of a level stand: towns beside parishes."""
    return _TOGETHER.get(level, level)


def key_of(place: Territory) -> str:
    """Return level and date of a territory as one word: ``parish@2021-07-01``."""
    return f"{stands_with(place.level)}@{place.valid_from or ''}"


def grounds_of(places: Iterable[Territory], *, with_figures: Collection[str]) -> tuple[Ground, ...]:
    """Return the levels and dates on which territories have figures, the one with most first."""
    having = [place for place in places if place.id in with_figures]
    counted = Counter(map(key_of, having))
    first = {key_of(place): place for place in reversed(having)}
    return tuple(
        Ground(key, stands_with(first[key].level), first[key].valid_from, count)
        for key, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def at(places: Sequence[Territory], key: str) -> tuple[Territory, ...]:
    """Return the territories of a level and date; all of them for an empty key, or one that nobody knows."""
    chosen = tuple(place for place in places if key_of(place) == key)
    return chosen or tuple(places)


def bases_of(indicators: Iterable[Indicator], found: Iterable[Observation]) -> tuple[Base, ...]:
    """Return the counts that hold all cases everywhere: what the figures of a project could be divided by.

    A count is a figure without numerator that is no percentage and nowhere smaller than the cases of any criterion.
    """
    cases: dict[tuple[str, str], float] = defaultdict(float)
    counts: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    parts: set[str] = set()
    for one in found:
        if one.numerator is not None:
            cases[one.territory_id, one.period] = max(cases[one.territory_id, one.period], one.numerator)
            parts.add(one.indicator)
        elif one.value is not None:
            counts[one.indicator][one.territory_id, one.period] = one.value
    return tuple(
        Base(item.id, item.title)
        for item in indicators
        if item.unit != "%" and item.id not in parts and _holds(counts.get(item.id, {}), cases)
    )


def counts_of(bases: Iterable[Base], found: Iterable[Observation]) -> dict[tuple[str, str], float]:
    """Return each count by territory id and base id, of the last period that has one."""
    wanted = {base.id for base in bases}
    counted = [one for one in found if one.indicator in wanted and one.value is not None]
    return {(one.territory_id, one.indicator): one.value or 0.0 for one in sorted(counted, key=lambda one: one.period)}


def years_of(found: Iterable[Observation]) -> tuple[str, ...]:
    """Return the periods with a value, the earliest first."""
    return tuple(sorted({one.period for one in found if one.value is not None}))


def _holds(count: Mapping[tuple[str, str], float], cases: Mapping[tuple[str, str], float]) -> bool:
    known = [(count[key], number) for key, number in cases.items() if key in count]
    return bool(known) and all(base >= number for base, number in known)


def rebased(found: Iterable[Observation], *, base: Iterable[Observation]) -> list[Observation]:
    """Return observations whose cases are divided by another count of the same territory and year.

    One without cases, or without that count, has no value any more: *nav datu*.
    """
    sizes = {(one.territory_id, one.period): one.value for one in base}
    return [_divided(one, sizes.get((one.territory_id, one.period))) for one in found]


def _divided(one: Observation, size: float | None) -> Observation:
    if one.numerator is None or not size:
        return replace(one, value=None, denominator=None)
    return replace(one, value=100.0 * one.numerator / size, denominator=size)
