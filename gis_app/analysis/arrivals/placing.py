"""From coordinates or geometry as they stand to places put right: CRS, axes, shapes, with everything noticed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.arrivals.axes import list_turned, turn, turned_rows
from gis_app.analysis.arrivals.coordinates import Coordinates, middles
from gis_app.analysis.arrivals.crs import Area, Decision, Reading, Told, decide
from gis_app.analysis.arrivals.places import at_zero, half_missing, outside
from gis_app.analysis.arrivals.problems import each
from gis_app.analysis.arrivals.shapes import mixed, tidy
from gis_app.domain.crs import WGS84
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Problem

Array = NDArray[np.float64]
Shapes = NDArray[np.object_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Placed:
    """Places in the CRS of the file, x before y; none at all when the CRS could not be found.

    Attributes
    ----------
    shapes
        One for each row, None where there is no place.
    epsg, reason
        None when the CRS could not be found.
    swapped
        Whether the axes of all rows were turned.
    some_swapped
        Whether those of some rows were.
    lon, lat
        Middle of each place in degrees, NaN where there is none.
    """

    shapes: Shapes
    epsg: int | None
    reason: str
    swapped: bool
    some_swapped: bool
    lon: Array
    lat: Array
    problems: tuple[Problem, ...]


def place_points(
    found: Coordinates, rows: Rows, *, told: Told, area: Area, roles: tuple[str, str] = ("", "")
) -> Placed:
    """Return points for coordinates of a table; ``roles`` are the columns of x and y."""
    if found.shapes is not None:
        placed = place_shapes(found.shapes, rows, told=told, area=area)
        return replace(placed, problems=(*found.problems, *placed.problems))
    x, y, problems = _cleaned(found.x, found.y, rows, roles)
    decision = decide(x, y, told=told, area=area)
    reading = decision.reading or Reading(told.epsg or 0)
    some = _some(x, y, decision=decision, told=told, area=area)
    listed = list_turned(some, rows, x, y)
    east, north = reading.put_right(np.where(some, y, x), np.where(some, x, y))
    shapes = np.full(len(x), None, dtype=object)
    good = np.isfinite(east) & np.isfinite(north)
    shapes[good] = shapely.points(east[good], north[good])
    return _placed(
        shapes, rows, decision, some=some, problems=[*found.problems, *problems, *decision.problems, *listed], area=area
    )


def place_shapes(shapes: Shapes, rows: Rows, *, told: Told, area: Area) -> Placed:
    """Return the geometries of a geodata file put right."""
    shapes, problems = tidy(shapes, rows)
    x, y = middles(shapes)
    zero = at_zero(x, y) & (shapely.get_dimensions(shapes) == 0)
    problems += each("place_at_zero", rows[zero], severity="refused", values=["0, 0"] * int(zero.sum()))
    shapes[zero] = None
    x, y = np.where(zero, np.nan, x), np.where(zero, np.nan, y)
    decision = decide(x, y, told=told, area=area)
    some = _some(x, y, decision=decision, told=told, area=area)
    swapped = decision.reading is not None and decision.reading.swapped
    if swapped or some.any():
        shapes = turn(shapes, ~shapely.is_missing(shapes) & (some != swapped))
    listed = list_turned(some, rows, x, y)
    return _placed(
        shapes,
        rows,
        decision,
        some=some,
        problems=[*problems, *mixed(shapes), *decision.problems, *listed],
        area=area,
    )


def _cleaned(x: Array, y: Array, rows: Rows, roles: tuple[str, str]) -> tuple[Array, Array, list[Problem]]:
    zero, half = at_zero(x, y), half_missing(x, y)
    column = roles[0] or ""
    problems = [
        *each("place_at_zero", rows[zero], column=column, severity="refused", values=["0, 0"] * int(zero.sum())),
        *each("place_half", rows[half], column=column, severity="refused"),
    ]
    gone = zero | half
    return np.where(gone, np.nan, x), np.where(gone, np.nan, y), problems


def _some(x: Array, y: Array, *, decision: Decision, told: Told, area: Area) -> NDArray[np.bool_]:
    if decision.reading is None or told.axes:
        return np.zeros(len(x), dtype=bool)
    return turned_rows(x, y, reading=decision.reading, area=area)


def _placed(
    shapes: Shapes,
    rows: Rows,
    decision: Decision,
    *,
    some: NDArray[np.bool_],
    problems: list[Problem],
    area: Area,
) -> Placed:
    reading = decision.reading
    lon = lat = np.full(len(shapes), np.nan)
    if reading is None:
        shapes = np.full(len(shapes), None, dtype=object)
    else:
        lon, lat = Reading(reading.epsg).degrees(*middles(shapes))
        impossible = ~(np.isfinite(lon) & np.isfinite(lat)) & ~shapely.is_missing(shapes)
        problems += each("place_out_of_range", rows[impossible], severity="refused", expected=f"EPSG:{reading.epsg}")
        shapes = shapes.copy()
        shapes[impossible] = None
        lon, lat = np.where(np.isfinite(lon), lon, np.nan), np.where(np.isfinite(lat), lat, np.nan)
        problems += outside(lon, lat, rows, area=area)
    return Placed(
        shapes=shapes,
        epsg=reading.epsg if reading else None,
        reason=decision.reason,
        swapped=bool(reading and reading.swapped),
        some_swapped=bool(some.any()),
        lon=lon,
        lat=lat,
        problems=tuple(problems),
    )


def bounds_of(placed: Placed) -> Bounds | None:
    """Return the bounds of all places in EPSG:4326, None when there is none."""
    if placed.epsg is None or not np.isfinite(placed.lon).any():
        return None
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(placed.shapes))
    return Bounds(west, south, east, north, placed.epsg).to(WGS84)
