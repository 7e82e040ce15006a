"""A fixed grid of hexagons: a published mark stands at the centre of the hexagon it fell into, never where it was put.

The grid starts at the origin of the CRS, so that the same place always gives the same hexagon.
"""

from math import floor, hypot, sqrt

from shapely.geometry import Polygon

SIZES_M = (10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2000.0)
"""Widths of a hexagon from side to side, in metres."""


def hexagon_size(uncertainty_m: float) -> float:
    """Return the width in metres of the smallest hexagon that hides an uncertainty."""
    return next((size for size in SIZES_M if size >= uncertainty_m), SIZES_M[-1])


def hexagon_reach(size_m: float) -> float:
    """Return how far, in metres, a point may lie from the centre of its hexagon of this width."""
    return size_m / sqrt(3)


def hexagon_centre(x: float, y: float, *, size_m: float) -> tuple[float, float]:
    """Return the centre of the hexagon that holds the point; all in metres of one projected CRS.

    The centres are two rectangular grids laid into each other; the nearer centre of the two is the hexagon's.
    """
    high = size_m * sqrt(3)
    candidates = [
        ((floor(x / size_m - shift) + 0.5 + shift) * size_m, (floor(y / high - shift) + 0.5 + shift) * high)
        for shift in (0.0, 0.5)
    ]
    return min(candidates, key=lambda centre: hypot(centre[0] - x, centre[1] - y))


def hexagon(x: float, y: float, *, size_m: float) -> Polygon:
    """Return the hexagon of this width whose centre is ``(x, y)``; all in metres of one projected CRS.

    It stands on a corner, so that neighbours in a row share an upright side.
    """
    reach, half = hexagon_reach(size_m), size_m / 2
    corners = ((0, reach), (half, reach / 2), (half, -reach / 2), (0, -reach), (-half, -reach / 2), (-half, reach / 2))
    return Polygon([(x + east, y + north) for east, north in corners])
