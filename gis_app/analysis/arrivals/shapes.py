"""Geometry that cannot be stored as it is: invalid, empty, with heights, curved, collections, slivers."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

Shapes = NDArray[np.object_]
Rows = NDArray[np.int64]
FAMILY = {0: "point", 4: "point", 1: "line", 2: "line", 5: "line", 3: "polygon", 6: "polygon"}
"""What a layer calls each type of geometry (shapely's type numbers)."""
_COLLECTION = 7
SLIVER = 1e-9
"""A polygon whose area is less than this part of its perimeter squared has no inside (a circle has 0.08)."""


def tidy(shapes: Shapes, rows: Rows) -> tuple[Shapes, list[Problem]]:
    """Return geometries that can be stored, and what was done with which row.

    Heights and measures are dropped, invalid ones repaired in their own dimension, collections of one kind opened.
    What cannot be repaired becomes None and is listed as refused; what is empty becomes None and is not listed here.
    """
    flat, problems = _flat(shapes, rows)
    opened, more = _opened(flat, rows)
    repaired, wrong = _repaired(opened, rows)
    return repaired, [*problems, *more, *wrong, *_slivers(repaired, rows)]


def kinds_of(shapes: Shapes) -> str:
    """Return what a layer calls these geometries: ``point``, ``line``, ``polygon``, ``any`` or ``none``."""
    types = np.unique(shapely.get_type_id(shapes))
    families = {FAMILY.get(int(one), "any") for one in types if one >= 0}
    return "none" if not families else families.pop() if len(families) == 1 else "any"


def mixed(shapes: Shapes) -> list[Problem]:
    """Return a notice when points, lines and polygons stand in one file."""
    if kinds_of(shapes) != "any":
        return []
    types = shapely.get_type_id(shapes)
    names, counts = np.unique([FAMILY.get(int(one), "collection") for one in types if one >= 0], return_counts=True)
    text = ", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
    return [Problem("geometry_mixed", params={"value": text})]


def _flat(shapes: Shapes, rows: Rows) -> tuple[Shapes, list[Problem]]:
    known = shapes.copy()
    known[shapely.is_empty(known)] = None
    high = shapely.has_z(known)
    if not high.any():
        return known, []
    known[high] = shapely.force_2d(known[high])
    first = int(rows[high][0])
    return known, [Problem("heights_dropped", severity="mended", params={"count": int(high.sum()), "first": first})]


def _opened(shapes: Shapes, rows: Rows) -> tuple[Shapes, list[Problem]]:
    """Replace collections by what they hold most of: areas before lines before points."""
    where = np.flatnonzero(shapely.get_type_id(shapes) == _COLLECTION)
    if not len(where):
        return shapes, []
    result = shapes.copy()
    for place in where:
        result[place] = _main_kind(shapes[place])
    return result, each("collection_opened", rows[where], severity="mended")


def _main_kind(shape: BaseGeometry, dimension: int | None = None) -> BaseGeometry | None:
    """Return the parts of one dimension (by default the highest there is) as one geometry, None when there is none."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    parts = parts[~shapely.is_empty(parts)]
    dimensions = shapely.get_dimensions(parts)
    wanted = dimension if dimension is not None else max(dimensions, default=-1)
    kept = parts[dimensions == wanted]
    if not len(kept):
        return None
    whole: BaseGeometry = kept[0]
    if len(kept) > 1:
        whole = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[wanted](kept)
    return whole


def _repaired(shapes: Shapes, rows: Rows) -> tuple[Shapes, list[Problem]]:
    missing = np.asarray(shapely.is_missing(shapes))
    finite = np.isfinite(shapely.bounds(shapes)).all(axis=1) | missing
    bad = (~finite | ~shapely.is_valid(shapes)) & ~missing
    where = np.flatnonzero(bad)
    if not len(where):
        return shapes, []
    result = shapes.copy()
    repaired: list[int] = []
    refused: list[int] = []
    for place in where:
        result[place] = _mend(shapes[place]) if finite[place] else None
        (refused if result[place] is None else repaired).append(int(place))
    before, after = shapely.area(shapes[repaired]), shapely.area(result[repaired])
    return result, [
        *each(
            "geometry_repaired",
            rows[repaired],
            severity="mended",
            values=[_reason(shape) for shape in shapes[repaired]],
            percent=[_change(old, new) for old, new in zip(before, after, strict=True)],
        ),
        *each(
            "geometry_refused", rows[refused], severity="refused", values=[_reason(shape) for shape in shapes[refused]]
        ),
    ]


def _mend(shape: BaseGeometry) -> BaseGeometry | None:
    """Return a valid geometry of the same dimension, None when nothing of that dimension is left."""
    dimension = int(shapely.get_dimensions(shape))
    valid: BaseGeometry | None = shapely.make_valid(shape)
    if shapely.get_type_id(valid) == _COLLECTION or shapely.get_dimensions(valid) != dimension:
        valid = _main_kind(shapely.geometrycollections([valid]), dimension)
    return None if valid is None or shapely.is_empty(valid) else valid


def _reason(shape: BaseGeometry) -> str:
    """Return why a geometry is invalid, as GEOS says it (``Self-intersection[24.1 56.9]``)."""
    return str(shapely.is_valid_reason(shape))


def _change(before: float, after: float) -> float:
    """Return by how many per cent an area changed."""
    return round(100 * (after - before) / abs(before), 2) if before else 0.0


def _slivers(shapes: Shapes, rows: Rows) -> list[Problem]:
    areas, lengths = shapely.area(shapes), shapely.length(shapes)
    flat = (shapely.get_dimensions(shapes) == 2) & (areas <= SLIVER * lengths**2)
    return each("geometry_sliver", rows[flat])
