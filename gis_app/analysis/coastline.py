"""The sea, made from lines of coast: land lies on their left, water on their right (as OpenStreetMap draws them)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, box
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]

_ASIDE = 1e-6
"""How far beside a coast its side is looked up, as a share of the box."""


def sea(coast: Sequence[BaseGeometry] | NDArray[Any], area: Box) -> BaseGeometry:
    """Return what of a box is sea; empty when there is no coast in it.

    A coast that ends inside the box (an extract cut along a border) is carried straight to the nearest side. A piece of
    the box counts as sea when more of the coast around it has its water there than its land.

    Parameters
    ----------
    coast
        Lines with land on the left, in one CRS.
    area
        ``(west, south, east, north)`` in the same CRS.
    """
    lines = _joined(coast, area)
    if not lines:
        return MultiPolygon()
    edge = box(*area).exterior
    carried = [extra for line in lines for extra in _carried(line, area)]
    net = shapely.union_all([edge, *lines, *carried])
    pieces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(net))), dtype=object)
    votes = _votes(lines, pieces, max(area[2] - area[0], area[3] - area[1]) * _ASIDE)
    return shapely.union_all(pieces[votes > 0])


def land_to_sea(land: Sequence[BaseGeometry] | NDArray[Any], area: Box) -> BaseGeometry:
    """Return what of a box no land covers."""
    return shapely.difference(box(*area), shapely.union_all(list(land)))


def _joined(coast: Sequence[BaseGeometry] | NDArray[Any], area: Box) -> list[LineString]:
    cut = shapely.clip_by_rect(np.asarray(coast, dtype=object), *area)
    parts = [part for part in shapely.get_parts(cut) if part.geom_type == "LineString" and part.length > 0]
    if not parts:
        return []
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts), directed=True)))


def _carried(line: LineString, area: Box) -> list[LineString]:
    """Return straight lines from open ends inside the box to its nearest side."""
    if line.is_closed:
        return []
    return [LineString([end, side]) for end in (line.coords[0], line.coords[-1]) if (side := _out(end, area)) != end]


def _out(end: tuple[float, ...], area: Box) -> tuple[float, float]:
    x, y = end[:2]
    west, south, east, north = area
    sides = ((abs(x - west), (west, y)), (abs(east - x), (east, y)), (abs(y - south), (x, south)))
    return min((*sides, (abs(north - y), (x, north))))[1]


def _votes(lines: Sequence[LineString], pieces: NDArray[Any], aside: float) -> NDArray[np.float64]:
    """Return for each piece the length of coast that has its water there, less that which has its land there."""
    starts = np.vstack([shapely.get_coordinates(line)[:-1] for line in lines])
    ends = np.vstack([shapely.get_coordinates(line)[1:] for line in lines])
    along = ends - starts
    length = np.hypot(along[:, 0], along[:, 1])
    known = length > 0
    starts, ends, along, length = starts[known], ends[known], along[known], length[known]
    right = np.column_stack([along[:, 1], -along[:, 0]]) / length[:, None] * aside
    middle = (starts + ends) / 2
    tree = shapely.STRtree(pieces)
    votes = np.zeros(len(pieces))
    for side, sign in ((right, 1.0), (-right, -1.0)):
        points, found = tree.query(shapely.points(middle + side), predicate="within")
        np.add.at(votes, found, sign * length[points])
    return votes
