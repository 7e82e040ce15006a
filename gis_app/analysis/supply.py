"""Supply on the ground: how far addresses lie from places, in straight lines."""

import numpy as np
from geopandas import GeoDataFrame, GeoSeries, sjoin
from pandas import DataFrame, Series
from scipy.spatial import cKDTree

from gis_app.domain.crs import LKS92
from gis_app.domain.errors import InputRefused


def nearest_m(origins: GeoSeries, *, targets: GeoSeries) -> Series:
    """Return the straight-line distance in metres from each origin point to the nearest target point.

    Measured in EPSG:3059 (Latvia); without targets every distance is NaN. An empty origin gets NaN.

    Raises
    ------
    InputRefused
        ``missing_crs`` if either has no CRS.
    """
    found = Series(np.nan, index=origins.index, name="metres", dtype=float)
    here, there = _metric(origins), _metric(targets)
    there = there[~(there.is_empty | there.isna())]
    known = ~(here.is_empty | here.isna())
    if len(there) and known.any():
        tree = cKDTree(np.column_stack([there.x, there.y]))
        distances, _ = tree.query(np.column_stack([here[known].x, here[known].y]))
        found[known] = distances
    return found


def area_of(points: GeoDataFrame, *, areas: GeoDataFrame) -> Series:
    """Return the index of the area in which each point lies, None outside every area.

    A point on a border belongs to the first of its areas.
    """
    joined = sjoin(
        points[[points.geometry.name]], areas[[areas.geometry.name]].to_crs(points.crs), predicate="intersects"
    )
    first = joined[~joined.index.duplicated()]
    column = next(name for name in first.columns if str(name).startswith("index_right") or name == areas.index.name)
    found: Series = first[column].reindex(points.index).rename("area")
    return found


def beyond(distances: Series, *, areas: Series, metres: float) -> DataFrame:
    """Return for each area how many addresses it has and how many lie farther than ``metres``.

    An area whose distances are all NaN (no target) has no ``beyond``.
    """
    known = areas.notna()
    addresses = areas[known].groupby(areas[known]).size()
    far = (distances > metres).astype(float).where(distances.notna())
    counted = far[known].groupby(areas[known]).sum(min_count=1)
    return DataFrame({"addresses": addresses, "beyond": counted.reindex(addresses.index)})


def _metric(points: GeoSeries) -> GeoSeries:
    if points.crs is None:
        raise InputRefused("missing_crs")
    return points.to_crs(LKS92)
