"""People of every unit from the population grid, against rasterstats; and the check that nobody is lost.

The reference units of 2022 and the grid of one kilometre where they are beside the checkout, else a drawn country of
592 squares. Both read the same arrays in memory; rasterstats counts a cell where its centre lies (its default), ours by
the share that lies inside.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
from geopandas import GeoSeries
from rasterio import Affine
from rasterstats import zonal_stats
from shapely import box

from gis_app.analysis.zonal import conservation, zonal_sum
from gis_app.catalog.rasters import read_grid
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid
from tests.benchmarks.frame import Absolute, Ratio, Result, alternating, benchmark, seconds_of

LATVIA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "latvia"
ROUNDS = 5
UNITS = 592


@benchmark("zonal")
def people_of_units() -> Iterator[Result]:
    """Yield the seconds of one sum over all units, ours and theirs, and how many people are lost or doubled."""
    units, grid, note = _world()
    place = Affine(*_transform(grid))
    cells = np.nan_to_num(grid.values)

    def ours() -> float:
        return seconds_of(lambda: zonal_sum(units, grid=grid), rounds=1, warm_up=0)

    def work() -> object:
        return zonal_stats(units, cells, affine=place, stats=["sum"], nodata=-1)

    def theirs() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's own, of its dependencies
            return seconds_of(work, rounds=1, warm_up=0)

    mine, baseline = alternating(ours, theirs, rounds=ROUNDS)
    yield Ratio("zonal population", mine, baseline, "s", 5.0, note=f"{len(units)} units, {note}")
    check = conservation(units, grid=grid)
    told = f"inside {check.inside:,.1f} + outside {check.outside:,.1f} = {check.total:,.0f}"
    yield Absolute("zonal, lost or doubled", abs(check.error), "share", 1e-6, told)


def _world() -> tuple[GeoSeries, Grid, str]:
    if LATVIA.is_dir():
        units = gpd.read_file(LATVIA / "lv_territorial_units_2022-07-01.gpkg").geometry
        return units, read_grid(LATVIA / "lv_pop_2019_1km_epsg3059.tif"), "real"
    chance = np.random.default_rng(5)
    grid = Grid(chance.poisson(16.0, (264, 450)).astype(float), Bounds(313_000, 173_000, 763_000, 437_000, 3059))
    sides = np.arange(UNITS)
    west, south = 320_000 + sides % 37 * 11_900.0, 180_000 + sides // 37 * 15_900.0
    return GeoSeries(box(west, south, west + 11_900, south + 15_900), crs=3059), grid, "drawn"


def _transform(grid: Grid) -> tuple[float, float, float, float, float, float]:
    rows, columns = grid.values.shape
    west, south, east, north = grid.bounds.box
    return (east - west) / columns, 0.0, west, 0.0, -(north - south) / rows, north
