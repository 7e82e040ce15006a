"""Points for places of which only the surroundings are known: inside, apart from each other, the same every time."""

from math import cos, pi, sin, sqrt
from typing import cast

from shapely import Point, Polygon, maximum_inscribed_circle
from shapely.geometry.base import BaseGeometry

APART_M = 90.0
BESIDE_M = 40.0
_GOLDEN_ANGLE = pi * (3 - sqrt(5))
_MOST = 500


def inside(area: BaseGeometry, count: int) -> list[Point]:
    """Return ``count`` points in an area (CRS in metres), spiralling out from its innermost point, about 90 m apart.

    An area too small for them gets its innermost point several times.
    """
    radius_line = maximum_inscribed_circle(cast(Polygon, area))  # the stubs know no common base of areas
    middle = Point(radius_line.coords[0]) if radius_line is not None else area.representative_point()
    found: list[Point] = []
    for turn in range(_MOST):
        radius, angle = APART_M * sqrt(turn), turn * _GOLDEN_ANGLE
        point = Point(round(middle.x + radius * cos(angle), 1), round(middle.y + radius * sin(angle), 1))
        if area.contains(point):
            found.append(point)
        if len(found) == count:
            return found
    return found + [middle] * (count - len(found))


def beside(place: Point, count: int) -> list[Point]:
    """Return ``count`` points on a ring of 40 m around a place (CRS in metres)."""
    angles = [pi / 2 + 2 * pi * turn / count for turn in range(count)]
    return [
        Point(round(place.x + BESIDE_M * cos(angle), 1), round(place.y + BESIDE_M * sin(angle), 1)) for angle in angles
    ]
