"""How many people a unit has, by the figures that a selection rests on; which figures is a visible choice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.selections import Selection
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.evidence import ID, base_column
from gis_app.services.wiring import Context
from gis_app.store import indicators as store

ADDRESSES = "addresses"
"""On ground where no figure of people exists an address counts in their place, and the page says so."""

PEOPLE, COUNTED_ADDRESSES = "people", "addresses"


@dataclass(frozen=True, slots=True)
class Source:
    """Figures of people of one day or year.

    Attributes
    ----------
    code
        Id of the indicator, or ``addresses``.
    counts
        ``people`` or ``addresses``.
    base
        What the cases of that indicator are divided by, where these figures are that and not its own values.
    figures
        By unit id; what is not there is *nav datu*.
    """

    code: str
    title: Mapping[str, str]
    source: Mapping[str, str]
    period: str
    figures: Mapping[str, float]
    counts: str = PEOPLE
    base: str = ""

    @property
    def total(self) -> float:
        """The people of all units that have a figure."""
        return sum(self.figures[unit] for unit in sorted(self.figures))


def sources_of(context: Context, kept: Selection) -> tuple[Source, ...]:
    """Return what a selection's units could be counted by, the fullest first; nothing when no figure of people exists.

    Counts of residents stand before the bases of criteria, which may be people of one age only.
    """
    data = kept.decision["data"]
    rows = kept.rows
    units = [row[ID] for row in rows]
    with context.database.reading() as session:
        known = store.indicators(session, kept.project)
        found = store.observations(session, indicator_ids=[item.id for item in known])
    from_figures = sources_from(known, found, units=units)
    if from_figures or kept.decision["kind"] != "supply":
        return from_figures
    column = next((name for name in data["columns"] if base_column(name) in data["columns"]), "")
    addresses = {row[ID]: float(row[base_column(column)]) for row in rows if column and row[base_column(column)]}
    return (Source(ADDRESSES, {}, {}, data["period"], addresses, counts=COUNTED_ADDRESSES),) if addresses else ()


def sources_from(
    indicators: Iterable[Indicator], found: Iterable[Observation], *, units: Sequence[str]
) -> tuple[Source, ...]:
    """Return the sources among figures: whole counts of people, then bases of rates, each of its newest year."""
    wanted = set(units)
    by_indicator: dict[str, list[Observation]] = defaultdict(list)
    for item in found:
        if item.territory_id in wanted:
            by_indicator[item.indicator].append(item)
    counts, bases = [], []
    for indicator in indicators:
        items = by_indicator[indicator.id]
        plain = indicator.unit != "%" and not any(item.numerator is not None for item in items)
        if plain and (indicator.people or indicator.unit in _PEOPLE_UNITS):
            counts.append(_source(indicator, {(item.period, item.territory_id): item.value for item in items}))
        elif any(stem in indicator.base.casefold() for stem in _RESIDENTS):
            figures = {(item.period, item.territory_id): item.denominator for item in items}
            bases.append(_source(indicator, figures, base=indicator.base))
    named = [*_fullest(counts), *_fullest(bases)]
    return tuple(source for source in named if source.total > 0)


_PEOPLE_UNITS = frozenset({"iedz.", "cilv.", "cilvēki", "iedzīvotāji"})
"""How Latvian tables write that a figure counts people."""

_RESIDENTS = ("iedzīvotāj", "resident", "inhabitant", "жител")
"""A base counts people when its words say so; dwellings and households are other bases."""


def source_of(sources: Sequence[Source], code: str) -> Source:
    """Return the source with a code, the fullest for an empty one.

    Raises
    ------
    InputRefused
        If the selection has no figure of people at all.
    UnknownCode
        If it has none of that code.
    """
    if not sources:
        raise InputRefused("areas_no_people")
    chosen = next((item for item in sources if item.code == code), None if code else sources[0])
    if chosen is None:
        raise UnknownCode("areas_people_unknown", value=code[:60], expected=", ".join(item.code for item in sources))
    return chosen


def _source(indicator: Indicator, figures: Mapping[tuple[str, str], float | None], *, base: str = "") -> Source:
    """Return the figures of the newest year in which no other year knows more units."""
    by_year: dict[str, dict[str, float]] = defaultdict(dict)
    for (year, unit), value in figures.items():
        if value is not None:
            by_year[year][unit] = value
    year = max(by_year, key=lambda one: (len(by_year[one]), one), default="")
    return Source(indicator.id, indicator.title, indicator.source, year, by_year[year], base=base)


def _fullest(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda item: (-len(item.figures), -item.total, item.code))
