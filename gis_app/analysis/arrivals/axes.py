"""Axes that stand the other way round: in the whole file, or in some of its rows."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.arrivals.crs import Area, Reading
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

Array = NDArray[np.float64]


def turned_rows(x: Array, y: Array, *, reading: Reading, area: Area) -> NDArray[np.bool_]:
    """Return which places come near the country or project only when their two coordinates change places.

    A row is turned only when most others need not be. A place in the sea or across the border is not turned: it may
    well be meant.
    """
    near = area.around(*reading.degrees(x, y))
    other = Reading(reading.epsg, swapped=not reading.swapped, scale=reading.scale)
    turned = ~near & area.around(*other.degrees(x, y)) & np.isfinite(x) & np.isfinite(y)
    return turned if near.sum() > turned.sum() else np.zeros(len(x), dtype=bool)


def list_turned(turned: NDArray[np.bool_], rows: NDArray[np.int64], x: Array, y: Array) -> list[Problem]:
    """Return a problem for each row that was turned."""
    texts = [f"{first:.10g}, {second:.10g}" for first, second in zip(x[turned], y[turned], strict=True)]
    return each("row_axes_swapped", rows[turned], severity="mended", values=texts)


def turn(shapes: NDArray[np.object_], which: NDArray[np.bool_] | None = None) -> NDArray[np.object_]:
    """Return geometries with x and y exchanged, all or those marked; a height is dropped."""
    chosen = np.ones(len(shapes), dtype=bool) if which is None else which
    result = shapes.copy()
    if chosen.any():
        result[chosen] = shapely.transform(shapes[chosen], lambda points: points[:, ::-1])
    return result
