"""The six Graz criteria from stored indicators: five years pooled, numerator over denominator."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from gis_app.domain.geography import Project
from gis_app.domain.selections import MIN_EVENTS, MIN_YEARS
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.evidence import NO_DATA, Cell, Evidence
from gis_app.services.selection.grounds import at, bases_of, counts_of, grounds_of, rebased, years_of
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from gis_app.store.territories import territories

GRAZ = ("origin", "unemployed", "unemployed-young", "poor-children", "subsidised", "child-protection")
"""Last parts of the ids of the six criteria, in the order of the source."""
FEW_YEARS = "few_years"


def pooled_evidence(context: Context, project: Project, *, level: str = "", base: str = "") -> Evidence:
    """Return the six criteria of a project, summed over all years that are stored.

    Parameters
    ----------
    level, base
        Level and date of the territories, and what cases are divided by (``grounds``); empty for all, each by its own.
    """
    with context.database.reading() as session:
        known = {item.id: item for item in store.indicators(session, project.code)}
        every = store.observations(session, indicator_ids=list(known))
        places = territories(session, project.code)
    chosen = [known[f"{project.code}-{code}"] for code in GRAZ if f"{project.code}-{code}" in known]
    wanted = {item.id for item in chosen}
    found = [one for one in every if one.indicator in wanted]
    bases = bases_of(known.values(), every)
    if base in {item.id for item in bases}:
        found = rebased(found, base=[one for one in every if one.indicator == base])
    return Evidence(
        project=project,
        kind="graz",
        indicators=tuple(chosen),
        territories=at(places, level),
        cells=pool(chosen, found),
        period=_period(found),
        min_events=MIN_EVENTS,
        level=level,
        base=base,
        grounds=grounds_of(places, with_figures={one.territory_id for one in found}),
        bases=bases,
        counts=counts_of(bases, every),
        years=years_of(found),
    )


def pool(indicators: Iterable[Indicator], found: Sequence[Observation]) -> Mapping[tuple[str, str], Cell]:
    """Return numerators and denominators summed over the years with a value.

    A territory with figures of fewer than three years has no figure.
    """
    wanted = {item.id for item in indicators}
    years: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for item in found:
        if item.indicator in wanted and item.value is not None and item.denominator:
            years[item.territory_id, item.indicator].append(item)
    return {key: _pooled(list_of) for key, list_of in years.items()}


def _pooled(years: Sequence[Observation]) -> Cell:
    if any(item.numerator is None for item in years):
        return Cell(standing=NO_DATA)
    if len(years) < MIN_YEARS:
        return Cell(standing=FEW_YEARS)
    return Cell(
        numerator=math.fsum(item.numerator or 0.0 for item in years),
        denominator=math.fsum(item.denominator or 0.0 for item in years),
    )


def _period(found: Sequence[Observation]) -> str:
    years = sorted({item.period for item in found})
    return f"{years[0]}–{years[-1]}" if years else ""
