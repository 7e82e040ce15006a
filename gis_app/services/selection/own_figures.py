"""Criteria from the figures that a project imported: those whose direction somebody has said, always over a base."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from gis_app.analysis.missing import FEW_EVENTS
from gis_app.domain.geography import Project, Territory
from gis_app.domain.selections import MIN_EVENTS, MIN_YEARS
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.indicators import topics_of
from gis_app.services.selection.evidence import NO_DATA, Cell, Evidence
from gis_app.services.selection.grounds import bases_of, counts_of, grounds_of, key_of, rebased, years_of
from gis_app.services.selection.pooled import FEW_YEARS
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from gis_app.store.territories import territories

KIND = "own"
NO_BASE = "no_base"
YEARS = 5
"""The last years that are taken together: five if possible (``design/domain.md`` §5)."""


def own_evidence(context: Context, project: Project, *, level: str = "", base: str = "") -> Evidence | None:
    """Return the imported figures of a project as criteria; None when there is none that may be weighed.

    Protected topics never become a criterion (§6.13); an indicator without a direction waits until somebody says it.

    Parameters
    ----------
    level, base
        Level and date of the territories, and what cases are divided by (``grounds``); empty for the level on which
        most have figures, each figure over its own base.
    """
    with context.database.reading() as session:
        every = [one for one in store.indicators(session, project.code) if not topics_of(one)[0]]
        stored = store.observations(session, indicator_ids=[one.id for one in every])
        places = territories(session, project.code) if stored else []
    known = [one for one in every if one.higher_is and one.id != base]
    weighed = {one.id for one in known}
    found = [one for one in stored if one.indicator in weighed]
    with_figures = {one.territory_id for one in found}
    grounds = grounds_of(places, with_figures=with_figures)
    keys = [ground.key for ground in grounds]
    level = level if level in keys else next(iter(keys), "")
    ours = _of_the_level(places, with_figures, key=level)
    inside = {place.id for place in ours}
    here = [one for one in found if one.territory_id in inside]
    used = {one.indicator for one in here}
    chosen = tuple(one for one in known if one.id in used)
    if not chosen:
        return None
    bases = bases_of(every, stored)
    if base in {item.id for item in bases}:
        here = rebased(here, base=[one for one in stored if one.indicator == base])
    return Evidence(
        project=project,
        kind=KIND,
        indicators=chosen,
        territories=tuple(ours),
        cells=cells_of(chosen, here),
        period=_period(here),
        level=level,
        base=base,
        grounds=grounds,
        bases=bases,
        counts=counts_of(bases, stored),
        years=years_of(here),
    )


def cells_of(indicators: Iterable[Indicator], found: Iterable[Observation]) -> dict[tuple[str, str], Cell]:
    """Return the figure of each territory and indicator over its last five years.

    Cases and bases are summed, for three years at least and 20 cases; a figure that came without them is the mean of
    its years; a mere count of people is no criterion.
    """
    by_id = {one.id: one for one in indicators}
    years: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for item in found:
        if item.indicator in by_id and item.value is not None:
            years[item.territory_id, item.indicator].append(item)
    return {key: _cell(sorted(items, key=_period_of)[-YEARS:], by_id[key[1]]) for key, items in years.items()}


def _cell(years: Sequence[Observation], indicator: Indicator) -> Cell:
    parts = [(item.numerator, item.denominator) for item in years if item.numerator is not None and item.denominator]
    if parts and len(parts) < len(years):
        return Cell(standing=NO_DATA)
    if parts:
        return _pooled(parts, years, indicator)
    if indicator.people:
        return Cell(standing=NO_BASE)
    base = 100.0 if indicator.unit == "%" else 1.0
    mean = math.fsum(item.value or 0.0 for item in years) / len(years)
    return Cell(numerator=mean, denominator=base, people=False, unit=indicator.unit)


def _pooled(
    parts: Sequence[tuple[float | None, float | None]], years: Sequence[Observation], indicator: Indicator
) -> Cell:
    cases, bases = (math.fsum(part[number] or 0.0 for part in parts) for number in (0, 1))
    if len(parts) < MIN_YEARS:
        return Cell(standing=FEW_YEARS)
    if cases < MIN_EVENTS:
        return Cell(standing=FEW_EVENTS)
    unit = indicator.unit if is_plain_ratio(years) else "%"
    return Cell(numerator=cases, denominator=bases, unit=unit)


def is_plain_ratio(years: Sequence[Observation]) -> bool:
    """Whether the values are cases over base as they are, and not per hundred."""
    shares = [(one.value or 0.0, (one.numerator or 0.0) / one.denominator) for one in years if one.denominator]
    return all(abs(value - share) < abs(value - 100 * share) for value, share in shares if share)


def _of_the_level(places: Sequence[Territory], with_figures: Collection[str], *, key: str) -> list[Territory]:
    """Return the territories of a level and date on which some have a figure, and those beside them that have none."""
    levels = {place.level for place in places if place.id in with_figures and key_of(place) == key}
    return [place for place in places if key_of(place) == key and place.level in levels]


def _period_of(item: Observation) -> str:
    return item.period


def _period(found: Sequence[Observation]) -> str:
    years: Mapping[str, None] = dict.fromkeys(sorted(one.period for one in found if one.value is not None))
    known = list(years)
    return f"{known[0]}–{known[-1]}" if len(known) > 1 else "".join(known)
