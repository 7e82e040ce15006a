"""Generalising for a screen: shapes simplified together, points gathered into cells."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Shapes = NDArray[Any]

_POLYGONAL = (3, 6)
_POINTS = (0, 4)


def simplify_together(shapes: Shapes, *, tolerance: float) -> Shapes:
    """Return the shapes simplified so that neighbours keep their common border.

    Polygons are simplified as one coverage (Visvalingam–Whyatt on the shared edges, GEOS 3.12), lines one by one;
    points and missing shapes stay as they are.

    Parameters
    ----------
    shapes
        Array of geometries in a projected CRS.
    tolerance
        Square root of the area of the smallest corner that is kept, in units of the CRS; 0 keeps everything.
    """
    found = np.asarray(shapes, dtype=object).copy()
    if tolerance <= 0:
        return found
    kind = shapely.get_type_id(found)
    areas = np.isin(kind, _POLYGONAL)
    if areas.any():
        found[areas] = shapely.coverage_simplify(found[areas], tolerance)
    lines = ~areas & ~np.isin(kind, _POINTS) & (kind >= 0)
    if lines.any():
        found[lines] = shapely.simplify(found[lines], tolerance)
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """Points gathered into square cells: mean position and number per cell, and the cell of each point."""

    xy: Floats
    count: NDArray[np.int64]
    cell: NDArray[np.int64]


def gather(xy: Floats, *, size: float) -> Cells:
    """Return points gathered into the cells of a fixed grid, so that panning never regroups them.

    Parameters
    ----------
    xy
        ``(n, 2)`` coordinates in a projected CRS.
    size
        Side of a cell in the units of the CRS.
    """
    keys = np.floor(xy / size).astype(np.int64)
    keys -= keys.min(axis=0, initial=0)
    # One number for a cell: to sort pairs takes ten times as long.
    one = keys[:, 0] * (int(keys[:, 1].max(initial=0)) + 1) + keys[:, 1]
    _, cell, count = np.unique(one, return_inverse=True, return_counts=True)
    cell = cell.reshape(-1)
    sums = np.column_stack([np.bincount(cell, weights=xy[:, axis], minlength=len(count)) for axis in (0, 1)])
    return Cells(xy=np.asarray(sums / count[:, None], dtype=np.float64), count=count, cell=cell)


def prevailing(cells: Cells, codes: NDArray[np.int32], *, share: float) -> NDArray[np.int32]:
    """Return for each cell the code that more than ``share`` of its points have, else -1.

    Parameters
    ----------
    codes
        A code from 0 for each point.
    """
    found = np.full(len(cells.count), -1, dtype=np.int32)
    if not len(codes):
        return found
    different = int(codes.max()) + 1
    pairs, number = np.unique(cells.cell * different + codes, return_counts=True)
    cell, code = pairs // different, (pairs % different).astype(np.int32)
    most = number > share * cells.count[cell]
    found[cell[most]] = code[most]
    return found


def parts_within(shape: BaseGeometry, box: tuple[float, float, float, float]) -> BaseGeometry:
    """Return what of a shape lies in a box ``(west, south, east, north)``; empty if nothing does."""
    return shapely.clip_by_rect(shape, *box)
