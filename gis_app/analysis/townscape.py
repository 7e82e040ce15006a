"""A town drawn from its addresses alone: how large a house to draw, and how dense the houses stand."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

SMALLEST_M, LARGEST_M = 8.0, 20.0
_OF_GAP = 0.55


def house_sides(xy: Floats) -> Floats:
    """Return the side in metres of the square to draw for each house: about half the way to its nearest neighbour.

    A symbol, not a measurement: addresses say where a house is, not how large. Detached houses come out small and
    blocks of flats large because their addresses stand farther apart.

    Parameters
    ----------
    xy
        ``(n, 2)`` coordinates in metres.
    """
    if len(xy) < 2:
        return np.full(len(xy), SMALLEST_M)
    gap = np.asarray(cKDTree(xy).query(xy, k=[2])[0])[:, 0]
    return np.asarray(np.clip(gap * _OF_GAP, SMALLEST_M, LARGEST_M), dtype=np.float64)


def upright(azimuth: Floats) -> NDArray[np.int64]:
    """Return directions as whole degrees 0 to 89, for a square looks the same after a quarter turn; unknown is 0.

    Parameters
    ----------
    azimuth
        Degrees clockwise from north; outside 0 to 360 or NaN means unknown.
    """
    known = (azimuth >= 0) & (azimuth <= 360)
    return np.where(known, np.round(np.where(known, azimuth, 0.0)), 0.0).astype(np.int64) % 90


def density(xy: Floats, *, origin: tuple[float, float], cell: float, cells: int) -> NDArray[np.int64]:
    """Return the number of points in each cell of a square grid, rows from the north, ``(cells, cells)``.

    Parameters
    ----------
    xy
        Coordinates in a projected CRS.
    origin
        North-west corner of the grid.
    cell
        Side of a cell in units of the CRS.
    """
    column = np.floor((xy[:, 0] - origin[0]) / cell).astype(np.int64)
    row = np.floor((origin[1] - xy[:, 1]) / cell).astype(np.int64)
    inside = (column >= 0) & (column < cells) & (row >= 0) & (row < cells)
    counts = np.bincount(row[inside] * cells + column[inside], minlength=cells * cells)
    return counts.reshape(cells, cells).astype(np.int64)
