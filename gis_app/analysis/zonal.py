"""Counts of people in areas from a population grid, with the check that nobody is lost or counted twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from exactextract import exact_extract
from exactextract.feature import Feature, FeatureSource
from exactextract.raster import NumPyRasterSource
from geopandas import GeoSeries
from numpy.typing import NDArray
from pandas import Series

from gis_app.domain.errors import InputRefused
from gis_app.domain.grids import Grid


@dataclass(frozen=True, slots=True)
class Conservation:
    """The sums of the units, of the ground outside all units, and of the whole grid."""

    inside: float
    outside: float
    total: float

    @property
    def error(self) -> float:
        """What is lost (negative) or counted twice (positive), as a share of the total."""
        return (self.inside + self.outside - self.total) / self.total if self.total else 0.0


def zonal_sum(areas: GeoSeries, *, grid: Grid) -> Series:
    """Return the sum of the cells in each area, each cell by the share of it that the area covers.

    Method: exactextract (exact cover shares), not cell centres: those are some 12 % off for areas of a few cells.

    Returns
    -------
    Series
        Named ``sum``, unit of the grid, index of ``areas``; an empty or missing geometry gets 0.

    Raises
    ------
    InputRefused
        If the areas have another CRS than the grid.
    """
    if areas.crs is None or areas.crs.to_epsg() != grid.bounds.epsg:
        raise InputRefused("zonal_crs_differs", value=str(areas.crs and areas.crs.to_epsg()), expected=grid.bounds.epsg)
    result = Series(0.0, index=areas.index, name="sum")
    filled = ~(areas.isna() | areas.is_empty)
    if not filled.any():
        return result
    west, south, east, north = grid.bounds.box
    source = NumPyRasterSource(grid.values, xmin=west, ymin=south, xmax=east, ymax=north)
    found = exact_extract(source, _Shapes(areas[filled].to_numpy()), ["sum"])
    sums = [one["properties"]["sum"] for one in found]
    result[filled] = np.nan_to_num(np.array(sums, dtype=float))
    return result


class _Shapes(FeatureSource):  # type: ignore[misc]  # exactextract ships no types
    """Shapes handed over as WKB: the library's own way from geopandas writes GeoJSON, four times as slow."""

    def __init__(self, shapes: NDArray[Any]) -> None:
        super().__init__()
        self._wkb = shapely.to_wkb(shapes).tolist()

    def count(self) -> int:
        return len(self._wkb)

    def __iter__(self) -> Iterator["_Shape"]:
        return map(_Shape, self._wkb)

    def srs_wkt(self) -> None:
        """Say no CRS: it was compared with the grid's before."""


class _Shape(Feature):  # type: ignore[misc]  # as above
    """One shape as exactextract asks for it."""

    def __init__(self, wkb: bytes) -> None:
        Feature.__init__(self)
        self._wkb = wkb

    def geometry(self) -> bytes:
        return self._wkb

    def fields(self) -> list[str]:
        return []


def conservation(areas: GeoSeries, *, grid: Grid) -> Conservation:
    """Return the check that units and the rest make the whole; ``error`` shows gaps and overlaps of the units.

    The rest is measured by itself, as the grid's box less the union of the units.
    """
    box = shapely.box(*grid.bounds.box)
    rest = GeoSeries([box.difference(areas.union_all())], crs=areas.crs)
    return Conservation(
        inside=float(zonal_sum(areas, grid=grid).sum()),
        outside=float(zonal_sum(rest, grid=grid).sum()),
        total=grid.total,
    )
