"""Shapes as whole numbers inside a tile: 0 to ``EXTENT`` from the west and from the north, written as steps.

A path is ``[x, y, dx, dy, dx, dy …]``: its first place, then the steps; a ring does not repeat its first.
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.tiles import Tile

EXTENT = 2048
"""Units along a side of a tile, which is drawn 512 pixels wide."""
MARGIN = 0.03
"""Paths go on this share of a tile beyond its edge, so that the ends of wide roads are never seen."""


def units(xy: NDArray[np.float64], tile: Tile) -> NDArray[np.int64]:
    """Return places in EPSG:3857 as units of a tile."""
    west, _south, _east, north = tile.bounds.box
    scale = EXTENT / tile.side
    return np.column_stack([(xy[:, 0] - west) * scale, (north - xy[:, 1]) * scale]).round().astype(np.int64)


def inside(xy: NDArray[np.float64], tile: Tile, grown: float = 0.0) -> NDArray[np.int64]:
    """Return the rows of places (EPSG:3857) in a tile grown by so many units of the CRS; each lies in one tile only."""
    west, south, east, north = tile.bounds.box
    there = (
        (xy[:, 0] >= west - grown)
        & (xy[:, 0] < east + grown)
        & (xy[:, 1] > south - grown)
        & (xy[:, 1] <= north + grown)
    )
    return np.flatnonzero(there)


def window(tile: Tile) -> tuple[float, float, float, float]:
    """Return the box that paths are cut to, in EPSG:3857."""
    west, south, east, north = tile.bounds.box
    grown = MARGIN * tile.side
    return (west - grown, south - grown, east + grown, north + grown)


def rings(shapes: NDArray[Any], tile: Tile) -> list[list[int]]:
    """Return the rings of areas inside a tile; what is smaller than half a pixel across is left out."""
    parts = shapely.get_parts(shapely.clip_by_rect(shapes, *window(tile)))
    found = shapely.get_rings(parts[shapely.get_type_id(parts) == 3])
    return _steps(found, tile, closed=True)


def lines(shapes: NDArray[Any], tile: Tile) -> list[list[int]]:
    """Return lines inside a tile."""
    parts = shapely.get_parts(shapely.clip_by_rect(shapes, *window(tile)))
    parts = shapely.get_parts(parts[shapely.get_type_id(parts) > 0])
    return _steps(parts[np.isin(shapely.get_type_id(parts), (1, 2))], tile, closed=False)


def _steps(found: NDArray[Any], tile: Tile, *, closed: bool) -> list[list[int]]:
    if not len(found):
        return []
    xy, owner = shapely.get_coordinates(found, return_index=True)
    places = units(xy, tile)
    begins = np.diff(owner, prepend=-1) != 0
    moved = np.any(np.diff(places, axis=0, prepend=places[:1]) != 0, axis=1) | begins
    places, owner, begins = places[moved], owner[moved], begins[moved]
    steps = np.diff(places, axis=0, prepend=places[:1])
    steps[begins] = places[begins]
    paths = np.split(steps, np.flatnonzero(begins)[1:])
    if closed:  # the last step of a ring only leads back to its first place
        return [path[:-1].ravel().tolist() for path in paths if len(path) > 3]
    return [path.ravel().tolist() for path in paths if len(path) > 1]
