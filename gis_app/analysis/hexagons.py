"""A fixed grid of hexagons: a published mark stands at the centre of the hexagon it fell into, never where it was put.

The grid starts at the origin of the CRS, so that the same place always gives the same hexagon.
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import Polygon

Floats = NDArray[np.float64]

SIZES_M = (10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2000.0)
"""Widths of a hexagon from side to side, in metres."""


def hexagon_size(uncertainty_m: float) -> float:
    """Return the width in metres of the smallest hexagon that hides an uncertainty."""
    return float(hexagon_sizes([uncertainty_m])[0])


def hexagon_sizes(uncertainty_m: ArrayLike) -> Floats:
    """Return what ``hexagon_size`` says of each of many uncertainties in metres."""
    found = np.searchsorted(SIZES_M, np.asarray(uncertainty_m, dtype=float))
    widths: Floats = np.asarray(SIZES_M)[np.minimum(found, len(SIZES_M) - 1)]
    return widths


def hexagon_reach(size_m: float) -> float:
    """Return how far, in metres, a point may lie from the centre of its hexagon of this width."""
    return size_m / sqrt(3)


def hexagon_centre(x: float, y: float, *, size_m: float) -> tuple[float, float]:
    """Return the centre of the hexagon that holds the point; all in metres of one projected CRS."""
    east, north = hexagon_centres([[x, y]], sizes_m=[size_m])[0].tolist()
    return east, north


def hexagon_centres(xy: ArrayLike, *, sizes_m: ArrayLike) -> Floats:
    """Return the centres of the hexagons that hold ``(n, 2)`` points; all in metres of one projected CRS.

    The centres are two rectangular grids laid into each other; the nearer centre of the two is the hexagon's.
    """
    points = np.asarray(xy, dtype=float).reshape(-1, 2)
    wide = np.asarray(sizes_m, dtype=float)
    cell = np.column_stack((wide, wide * sqrt(3)))
    first, second = ((np.floor(points / cell - shift) + 0.5 + shift) * cell for shift in (0.0, 0.5))
    away = [np.hypot(*(centre - points).T) for centre in (first, second)]
    centres: Floats = np.where((away[1] < away[0])[:, None], second, first)
    return centres


def hexagon(x: float, y: float, *, size_m: float) -> Polygon:
    """Return the hexagon of this width whose centre is ``(x, y)``; all in metres of one projected CRS.

    It stands on a corner, so that neighbours in a row share an upright side.
    """
    reach, half = hexagon_reach(size_m), size_m / 2
    corners = ((0, reach), (half, reach / 2), (half, -reach / 2), (0, -reach), (-half, -reach / 2), (-half, reach / 2))
    return Polygon([(x + east, y + north) for east, north in corners])
