"""A small map of areas as SVG paths, drawn on the server: no image file, no script, nothing to fetch."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

WIDTH = 800
MARGIN = 6
DETAIL_PX = 0.6
"""Corners finer than this, in pixels of the drawing, are left out."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area: SVG path data, and a point inside for its number."""

    id: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Areas drawn north up; width and height in pixels, ``metres`` per pixel, the corner ``west`` and ``north``."""

    width: int
    height: int
    metres: float
    shapes: tuple[Shape, ...]
    west: float = 0.0
    north: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the areas' CRS lies in the drawing, in pixels."""
        return round((x - self.west) / self.metres + MARGIN, 1), round((self.north - y) / self.metres + MARGIN, 1)


def draw(areas: Iterable[tuple[str, BaseGeometry]]) -> Drawing:
    """Return the drawing of areas given in one metric CRS (east, north); an empty one is left out."""
    given = [(name, area) for name, area in areas if not area.is_empty]
    if not given:
        return Drawing(WIDTH, MARGIN * 2, 1.0, ())
    west, south, east, north = shapely.total_bounds([area for _name, area in given])
    metres = max((east - west) / (WIDTH - 2 * MARGIN), 1e-9)
    height = round((north - south) / metres) + 2 * MARGIN
    shapes = []
    for name, area in given:
        small = area.simplify(DETAIL_PX * metres)
        drawn = shapely.transform(small, lambda points: (points - (west, north)) * (1, -1) / metres + MARGIN)
        inside = drawn.representative_point()
        shapes.append(Shape(name, _path(drawn), round(inside.x, 1), round(inside.y, 1)))
    return Drawing(WIDTH, height, metres, tuple(shapes), west, north)


def _path(area: BaseGeometry) -> str:
    rings = []
    for part in shapely.get_parts(area):
        for ring in (part.exterior, *part.interiors):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring.coords[:-1])
            rings.append(f"M{points}Z")
    return "".join(rings)
