"""The figures of single years on the territories of today: counts and bases, carried where boundaries changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geopandas import GeoSeries
from pandas import DataFrame, Series

from gis_app.analysis.crosswalk import carry_counts, crosswalk
from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.home_areas import best_grid
from gis_app.services.selection.evidence import NO_DATA, Cell
from gis_app.services.selection.grounds import rebased, stands_with
from gis_app.services.selection.own_figures import YEARS, is_plain_ratio
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from gis_app.store.territories import territories

NOTHING = Cell(standing=NO_DATA)
Key = tuple[str, str, str]
"""Territory, indicator, period."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """Figures by territory, indicator and year.

    Attributes
    ----------
    periods
        The last five at most, the earliest first; all of one kind (years, or school years).
    carried
        Territory, indicator and year of figures that came from earlier boundaries.
    """

    periods: tuple[str, ...]
    cells: Mapping[Key, Cell]
    carried: frozenset[Key] = frozenset()

    def cell(self, place: str, indicator: str, period: str) -> Cell:
        """Return a figure, or that there is none."""
        return self.cells.get((place, indicator, period), NOTHING)

    def together(self, place: str, indicator: str, periods: Sequence[str]) -> Cell:
        """Return the figure of several years: counts and bases summed; none if a year has none."""
        return sum_of([self.cell(place, indicator, period) for period in periods])


def sum_of(cells: Sequence[Cell]) -> Cell:
    """Return counts over bases, both summed (a figure without cases: its mean); none if one is missing."""
    known = [(cell.numerator, cell.denominator) for cell in cells if cell.rate is not None]
    if not known or len(known) < len(cells):
        return NOTHING
    over, under = (sum(part[number] or 0.0 for part in known) for number in (0, 1))
    return Cell(over, under, people=cells[0].people, unit=cells[0].unit)


def yearly_figures(
    context: Context,
    project: Project,
    *,
    indicators: Iterable[Indicator],
    places: Sequence[Territory],
    base: str = "",
) -> Yearly:
    """Return the figures of the last five years on territories.

    Figures that stand on territories of earlier boundaries are carried over by their counts and bases: by people where
    there is a population grid, else by area; a rate without them is not carried.

    Parameters
    ----------
    base
        Id of the count that cases are divided by (``grounds``); empty for each indicator's own.
    """
    by_id = {item.id: item for item in indicators}
    with context.database.reading() as session:
        found = store.observations(session, indicator_ids=sorted(by_id))
        sizes = store.observations(session, indicator_ids=[base]) if base else []
    found = rebased(found, base=sizes) if base else found
    periods = _periods(found)
    ours = {place.id for place in places}
    shown = [item for item in found if item.period in periods and item.value is not None]
    units = {name: _unit(by_id[name], [item for item in shown if item.indicator == name]) for name in by_id}
    cells = {
        (item.territory_id, item.indicator, item.period): _cell(item, by_id[item.indicator], units[item.indicator])
        for item in shown
        if item.territory_id in ours
    }
    elsewhere = [item for item in shown if item.territory_id not in ours]
    carried = _carried(context, project, elsewhere, places=places, units=units) if elsewhere else {}
    more = {key: cell for key, cell in carried.items() if key not in cells and key[0] in ours}
    return Yearly(periods, cells | more, frozenset(more))


def whole_of(yearly: Yearly, places: Iterable[str], indicator: str, periods: Sequence[str]) -> Cell:
    """Return the figure of all given territories together, those without a figure left out."""
    each = [yearly.together(place, indicator, periods) for place in places]
    return sum_of([cell for cell in each if cell.rate is not None])


def _periods(found: Iterable[Observation]) -> tuple[str, ...]:
    """Return the last five periods of the form that most have: ``2019`` beside ``2019Q1`` is another kind."""
    every = sorted({item.period for item in found if item.value is not None})
    forms = defaultdict(list)
    for period in every:
        forms["".join("0" if letter.isdigit() else letter for letter in period)].append(period)
    longest = max(forms.values(), key=len, default=[])
    return tuple(longest[-YEARS:])


def _unit(indicator: Indicator, found: Sequence[Observation]) -> str:
    """Return the unit of an indicator's rates; counts over bases are shares unless its values are the plain ratio."""
    parts = [item for item in found if item.numerator and item.denominator]
    return indicator.unit if not parts or is_plain_ratio(parts) else "%"


def _cell(item: Observation, indicator: Indicator, unit: str) -> Cell:
    if item.numerator is not None and item.denominator:
        return Cell(item.numerator, item.denominator, unit=unit)
    if indicator.people or item.value is None:
        return NOTHING
    base = 100.0 if indicator.unit == "%" else 1.0
    return Cell(item.value, base, people=False, unit=indicator.unit)


def _carried(
    context: Context,
    project: Project,
    found: Sequence[Observation],
    *,
    places: Sequence[Territory],
    units: Mapping[str, str],
) -> dict[Key, Cell]:
    with context.database.reading() as session:
        every = {place.id: place for place in territories(session, project.code)}
    groups: dict[tuple[str, str, date | None], list[Observation]] = defaultdict(list)
    for item in found:
        if item.numerator is not None and item.denominator and item.territory_id in every:
            groups[item.indicator, item.period, every[item.territory_id].valid_from].append(item)
    days = {day for _indicator, _period, day in groups}
    tables = {day: _pieces(context, project, day, every=list(every.values()), places=places) for day in days}
    cells: dict[Key, Cell] = {}
    for (indicator, period, day), items in groups.items():
        table = tables[day]
        if table is not None:
            for place, (over, under) in _carry(items, table).items():
                cells[place, indicator, period] = Cell(over, under, unit=units[indicator])
    return cells


def _carry(items: Sequence[Observation], table: DataFrame) -> dict[str, tuple[float, float]]:
    """Return count and base of each unit of today; one that took a former unit without figures is not there."""
    over, under = (
        carry_counts(Series({one.territory_id: getattr(one, part) for one in items}, dtype=float), table=table)
        for part in ("numerator", "denominator")
    )
    known = over.index[over.notna() & (under > 0)]
    return {str(place): (float(over[place]), float(under[place])) for place in known}


def _pieces(
    context: Context, project: Project, day: date | None, *, every: Sequence[Territory], places: Sequence[Territory]
) -> DataFrame | None:
    """Return the pieces that the units of a former day share with those of today, of the same kind; None without any.

    All units of both are in it, asked for or not: shares of a part of them would be too large.
    """
    kinds = {stands_with(place.level) for place in places}
    days = {place.valid_from for place in places}
    alike = [place for place in every if stands_with(place.level) in kinds]
    former = [place for place in alike if place.valid_from == day]
    today = [place for place in alike if place.valid_from in days]
    if day in days or not former or not today:
        return None
    return pieces_between(context, project.code, former, today)


def pieces_between(
    context: Context, project: str, former: Sequence[Territory], today: Sequence[Territory]
) -> DataFrame:
    """Return which share of each former unit lies in which of today: by people with a population grid, else by area.

    The columns are those of ``analysis.crosswalk``.
    """
    old, new = (_shapes(some) for some in (former, today))
    grid = best_grid(context, project)
    if grid is not None:
        old, new = old.to_crs(grid.bounds.epsg), new.to_crs(grid.bounds.epsg)
    return crosswalk(old, new, grid=grid)


def _shapes(places: Sequence[Territory]) -> GeoSeries:
    return GeoSeries([place.geometry for place in places], index=[place.id for place in places], crs=places[0].epsg)
