"""Coordinate systems: the only maker of transformers, always (x, y) = (easting, northing) or (lon, lat)."""

from functools import cache
from typing import Any, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from gis_app.domain.latvia import BOX

WGS84 = 4326
LKS92 = 3059

G = TypeVar("G", bound=BaseGeometry)


@cache
def transformer(source: int, target: int) -> Transformer:
    """Return the transformer between two EPSG codes, x before y on both sides.

    Raises
    ------
    pyproj.exceptions.CRSError
        If a code is unknown.
    """
    return Transformer.from_crs(source, target, always_xy=True)


def metric_epsg(lon: float, lat: float, *, work: int = LKS92) -> int:
    """Return a CRS in metres for a place: the work CRS in and around Latvia, elsewhere the UTM zone (WGS 84)."""
    west, south, east, north = BOX
    if west <= lon <= east and south <= lat <= north:
        return work
    zone = int((lon + 180) // 6) % 60 + 1
    return (32600 if lat >= 0 else 32700) + zone


@cache
def is_known(epsg: int) -> bool:
    """Return whether a code names a CRS of places on the ground (not of heights)."""
    try:
        crs = CRS.from_epsg(epsg)
    except CRSError:
        return False
    return bool(crs.is_projected or crs.is_geographic)


def project(geometry: G, *, source: int, target: int) -> G:
    """Return the geometry in another CRS (EPSG codes); an empty geometry stays empty."""
    if source == target:
        return geometry
    change = transformer(source, target).transform

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(change(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, move)


def project_all(shapes: NDArray[Any], *, source: int, target: int) -> NDArray[Any]:
    """Return an array of geometries in another CRS (EPSG codes), all at once; missing ones stay missing."""
    if source == target:
        return shapes
    change = transformer(source, target).transform

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(change(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(shapes, move), dtype=object)


@cache
def northing_first(epsg: int) -> bool:
    """Whether the definition of a CRS names its north axis before its east axis (EPSG:4326, EPSG:3059).

    Only standards that promise the axes of the definition need to know; everything of ours is x before y.

    Raises
    ------
    pyproj.exceptions.CRSError
        If the code is unknown.
    """
    axes = CRS.from_epsg(epsg).axis_info
    return len(axes) > 1 and axes[0].direction == "north"


def swap_axes(shapes: NDArray[Any]) -> NDArray[Any]:
    """Return geometries with x and y exchanged."""
    return np.asarray(shapely.transform(shapes, lambda points: points[:, ::-1]), dtype=object)
