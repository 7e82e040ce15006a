"""How many people live in each territory, from the best there is: figures, a population grid, or nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geopandas import GeoSeries

from gis_app.analysis.zonal import zonal_sum
from gis_app.domain.geography import Territory
from gis_app.services.home_areas import best_grid
from gis_app.services.wiring import Context
from gis_app.store import indicators as store

FIGURES, GRID, UNKNOWN = "figures", "grid", "unknown"
_ENDING = "population"
_UNITS = frozenset({"iedz.", "iedzīvotāji", "cilvēki", "people", "persons", "residents", "жителей", "жители"})


@dataclass(frozen=True, slots=True)
class People:
    """Residents by territory id, where they are from (``figures``, ``grid``, ``unknown``) and of which year."""

    of: Mapping[str, float]
    source: str
    period: str = ""


def people_in(context: Context, project: str, territories: Sequence[Territory]) -> People:
    """Return the residents of territories.

    The latest year of an indicator that counts residents, if it knows most of them; else the population grid.
    """
    ids = {place.id for place in territories}
    with context.database.reading() as session:
        counting = [
            item.id
            for item in store.indicators(session, project)
            if item.id.endswith(_ENDING) or item.unit.casefold() in _UNITS
        ]
        found = store.observations(session, indicator_ids=counting, territory_ids=sorted(ids)) if counting else []
    by_year: dict[tuple[str, str], dict[str, float]] = {}
    for item in found:
        if item.value is not None:
            by_year.setdefault((item.period, item.indicator), {})[item.territory_id] = item.value
    for period, indicator in sorted(by_year, reverse=True):
        known = by_year[period, indicator]
        if 2 * len(known) > len(ids):
            return People(known, FIGURES, period)
    return _from_grid(context, project, territories)


def _from_grid(context: Context, project: str, territories: Sequence[Territory]) -> People:
    grid = best_grid(context, project) if territories else None
    if grid is None:
        return People({}, UNKNOWN)
    shapes = GeoSeries(
        [place.geometry for place in territories],
        index=[place.id for place in territories],
        crs=territories[0].epsg,
    )
    sums = zonal_sum(shapes.to_crs(grid.bounds.epsg), grid=grid)
    return People({str(key): float(value) for key, value in sums.items()}, GRID)
