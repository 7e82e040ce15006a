"""Indicators of a project: the list with what is known of each, one of them as a table, and its description."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gis_app.domain.errors import InputRefused, NotAllowed, NotFound
from gis_app.domain.geography import Territory
from gis_app.domain.periods import gaps
from gis_app.domain.refused_columns import delicate_topic, protected_topic
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.statistics import Indicator, Observation
from gis_app.maps.choropleth import Drawing, draw
from gis_app.services.territory_facts import Value, value_of
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import indicators as store
from gis_app.store.territories import territories
from gis_app.text.collate import sort_key

CLASSES = 5
MAX_WORDS = 600
TEXTS = ("title", "counts", "may_mean")
SINGLE = ("unit", "base", "higher_is", "counting")
_LONGEST = {"unit": 40, "base": 200}


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator and what is stored of it.

    Attributes
    ----------
    known, of
        How many territories have a figure, of how many on the same levels.
    gaps
        Years without any figure inside the series.
    topic
        Why it may never be a criterion (``domain.refused_columns``), or empty.
    delicate
        Why it needs a written reason as a criterion, or empty.
    """

    indicator: Indicator
    periods: tuple[str, ...]
    known: int
    of: int
    small: int
    gaps: tuple[str, ...] = ()
    topic: str = ""
    delicate: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One territory of the table: a value for every period."""

    territory: Territory
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class PeriodMap:
    """Territories of one period in classes: ``tones`` by territory id, ``breaks`` from low to high."""

    period: str
    drawing: Drawing
    tones: Mapping[str, str]
    breaks: tuple[float, ...]
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """One indicator with all its territories and periods."""

    listed: Listed
    lines: tuple[Line, ...]
    map: PeriodMap | None

    @property
    def digits(self) -> int:
        """Decimals with which every figure of the table is written."""
        return int(any(value.value is not None and value.value % 1 for line in self.lines for value in line.values))


def listed_indicators(context: Context, *, project: str, role: Role) -> list[Listed]:
    """Return the indicators of a project that the role may see; none for a role that may see none."""
    if not may(role, Permission.SEE_INDICATORS):
        return []
    with context.database.reading() as session:
        known = store.indicators(session, project)
        found = store.observations(session, indicator_ids=[one.id for one in known])
        places = territories(session, project)
    by_indicator: dict[str, list[Observation]] = {}
    for one in found:
        by_indicator.setdefault(one.indicator, []).append(one)
    return [_listed(one, by_indicator.get(one.id, []), places) for one in known]


def indicator_table(context: Context, indicator_id: str, *, role: Role, period: str = "") -> IndicatorTable:
    """Return an indicator as territories × periods, and a map of one period (the last one if none is asked).

    Raises
    ------
    NotAllowed
        If the role may not see indicators.
    NotFound
        If there is no such indicator, or it has no such period.
    """
    if not may(role, Permission.SEE_INDICATORS):
        raise NotAllowed("not_allowed")
    with context.database.reading() as session:
        indicator = store.indicator(session, indicator_id)
        found = store.observations(session, indicator_ids=[indicator_id])
        places = territories(session, indicator.project)
    listed = _listed(indicator, found, places)
    if period and period not in listed.periods:
        raise NotFound("indicator_not_found", value=period)
    ours = _of_levels(places, {one.territory_id for one in found})
    by_key = {(one.territory_id, one.period): one for one in found}
    lines = tuple(
        Line(place, tuple(value_of(year, by_key.get((place.id, year)), paper=False) for year in listed.periods))
        for place in sorted(ours, key=lambda place: sort_key(place.name))
    )
    return IndicatorTable(listed, lines, _map(lines, listed.periods, period))


def describe_indicator(
    context: Context, indicator_id: str, *, said: Mapping[str, str], language: str, role: Role, account: str | None
) -> Indicator:
    """Keep what a person says an indicator is: title, what it counts, direction, unit, base; in one language.

    Raises
    ------
    NotAllowed
        If the role may not import.
    NotFound
        If there is no such indicator.
    InputRefused
        If the title is empty or a text is too long.
    """
    if not may(role, Permission.IMPORT):
        raise NotAllowed("not_allowed")
    given = {name: " ".join(said[name].split()) for name in (*TEXTS, *SINGLE) if name in said}
    for name, text in given.items():
        if len(text) > _LONGEST.get(name, MAX_WORDS):
            raise InputRefused("words_too_long", expected=_LONGEST.get(name, MAX_WORDS))
    if given.get("title") == "":
        raise InputRefused("indicator_title_empty")
    with context.database.transaction() as session:
        before = store.indicator(session, indicator_id)
        texts = {name: {**getattr(before, name), language: given[name]} for name in TEXTS if name in given}
        single = {name: given[name] for name in SINGLE if name in given}
        after = replace(before, **texts, **single)  # type: ignore[arg-type]
        store.put_indicators(session, [after])
        audit.record(session, account, "indicator.described", indicator_id, context.clock())
    return after


def topics_of(indicator: Indicator) -> tuple[str, str]:
    """Return why an indicator may never be a criterion, and why it needs a written reason; empty texts if neither."""
    words = " ".join((indicator.id, *indicator.title.values()))
    return protected_topic(words), delicate_topic(words)


def _listed(indicator: Indicator, found: Sequence[Observation], places: Sequence[Territory]) -> Listed:
    periods = tuple(sorted({one.period for one in found}))
    ids = {one.territory_id for one in found}
    protected, delicate = topics_of(indicator)
    return Listed(
        indicator=indicator,
        periods=periods,
        known=len({one.territory_id for one in found if one.value is not None}),
        of=len(_of_levels(places, ids)),
        small=sum(one.is_small for one in found),
        gaps=gaps(periods),
        topic=protected,
        delicate=delicate,
    )


def _of_levels(places: Sequence[Territory], ids: Collection[str]) -> list[Territory]:
    """Return the territories of the levels and boundary dates on which there are figures."""
    kinds = {(place.level, place.valid_from) for place in places if place.id in ids}
    return [place for place in places if (place.level, place.valid_from) in kinds]


def _map(lines: Sequence[Line], periods: Sequence[str], period: str) -> PeriodMap | None:
    """Return the map of a period in classes of about equally many territories; None without any figure."""
    chosen = period or next(
        (year for number, year in reversed(list(enumerate(periods))) if any(_has(line, number) for line in lines)), ""
    )
    if not chosen:
        return None
    place = list(periods).index(chosen)
    values = {line.territory.id: line.values[place].value for line in lines}
    known = np.array([value for value in values.values() if value is not None], dtype=float)
    classes = min(CLASSES, len(np.unique(known)))
    limits = np.unique(np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1])) if len(known) else np.array([])
    breaks = tuple(float(limit) for limit in limits if len(known) and known.min() < limit)
    return PeriodMap(
        period=chosen,
        drawing=draw((line.territory.id, line.territory.geometry) for line in lines),
        tones={key: _tone(value, breaks) for key, value in values.items()},
        breaks=breaks,
        low=float(known.min()) if len(known) else 0.0,
        high=float(known.max()) if len(known) else 0.0,
    )


def _has(line: Line, number: int) -> bool:
    return line.values[number].value is not None


def _tone(value: float | None, breaks: Sequence[float]) -> str:
    return "" if value is None else f"class-{int(np.searchsorted(breaks, value, side='right'))}"
