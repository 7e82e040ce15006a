"""A grid of people as pictures for the map: coloured by density, merged by zoom and by who looks.

Workers see every cell; a number of ten or less is named to nobody. Everybody else sees areas of at least a hundred
people (decision 028, ``design/domain.md`` §5 and §6.2).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gis_app.analysis.grid_levels import Merged, coarser, for_everybody
from gis_app.catalog.pictures import Colour, palette_png
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.tiles import Tile, pixel_centres
from gis_app.services.freshness import stamp_of
from gis_app.services.kept import Picture
from gis_app.services.layers import layer_of
from gis_app.services.wiring import Context
from gis_app.text.density import DENSITY, EDGE

TILE_PX = 512
SMALL = 10
"""A number of people that is named to nobody."""
_FINEST_PX = 4.0
"""Cells are merged until they are so wide on the screen."""
_COARSEST = 16
_OPAQUE = 190
_NOBODY, _HATCH = len(DENSITY), len(DENSITY) + 1
_HATCH_PX = 8


@dataclass(frozen=True, slots=True)
class GridValue:
    """What a grid says of one point: people (None where unknown or ten or less) in an area ``side_km`` wide.

    ``small`` says that there are people, ten or fewer, or too few to show.
    """

    people: int | None
    side_km: float
    small: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """A grid as a role sees it: people per cell, its box, and the merged areas where they are what is seen."""

    values: NDArray[np.float64]
    bounds: Bounds
    side: float
    merged: Merged | None


def grid_tile(context: Context, layer_id: str, *, project: str, role: Role, tile: Tile) -> Picture:
    """Return one tile of a grid, 512 pixels wide, as PNG, kept.

    Raises
    ------
    NotFound
        If the project has no such layer, it is no grid, or the role may not see it.
    """
    layer = _grid_layer(context, layer_id, project, role)
    all_cells = may(role, Permission.SEE_INDICATORS)
    return context.memory.pictures.get(
        ("grid", layer_id, all_cells, tile),
        stamp=stamp_of(context, layer),
        make=lambda: Picture.of(_drawn(_seen(context, layer, all_cells=all_cells), tile), "image/png"),
    )


def grid_value(context: Context, layer_id: str, *, project: str, role: Role, lon: float, lat: float) -> GridValue:
    """Return what a grid says of a point (EPSG:4326), as the role may know it.

    Raises
    ------
    NotFound
        If the project has no such layer, it is no grid, the role may not see it, or the point lies outside it.
    """
    layer = _grid_layer(context, layer_id, project, role)
    seen = _seen(context, layer, all_cells=may(role, Permission.SEE_INDICATORS))
    here = Bounds(lon, lat, lon, lat, 4326).to(seen.bounds.epsg)
    column, row = int((here.west - seen.bounds.west) // seen.side), int((seen.bounds.north - here.south) // seen.side)
    if not (0 <= row < seen.values.shape[0] and 0 <= column < seen.values.shape[1]):
        raise NotFound("layer_not_found", value=layer_id)
    cells = 1 if seen.merged is None else max(int(seen.merged.side[row, column]), 1)
    people = float((seen.values if seen.merged is None else seen.merged.people)[row, column])
    hidden = seen.merged is not None and bool(np.isnan(seen.values[row, column]))
    small = hidden or 0 < people <= SMALL
    known = None if small or np.isnan(people) else round(people)
    return GridValue(known, cells * seen.side / 1000, small)


def inhabited_cells(context: Context, layer: Layer) -> int:
    """Return the number of cells in which somebody lives."""
    number: int = context.memory.frames.get(
        ("inhabited", layer.id),
        stamp=stamp_of(context, layer),
        make=lambda: int(np.count_nonzero(np.nan_to_num(context.catalogue.grid(layer.id).values) > 0)),
    )
    return number


def _grid_layer(context: Context, layer_id: str, project: str, role: Role) -> Layer:
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role != "grid":
        raise NotFound("layer_not_found", value=layer_id)
    return layer


def _seen(context: Context, layer: Layer, *, all_cells: bool) -> _Seen:
    def make() -> _Seen:
        grid = context.catalogue.grid(layer.id)
        side = (grid.bounds.east - grid.bounds.west) / grid.values.shape[1]
        if all_cells:
            return _Seen(grid.values, grid.bounds, side, None)
        merged = for_everybody(grid.values)
        return _Seen(merged.density, grid.bounds, side, merged)

    seen: _Seen = context.memory.frames.get(("grid", layer.id, all_cells), stamp=stamp_of(context, layer), make=make)
    return seen


def _drawn(seen: _Seen, tile: Tile) -> bytes:
    x, y = pixel_centres(tile, TILE_PX, epsg=seen.bounds.epsg)
    # Mercator stretches: what a pixel is on the ground, in the middle of the tile.
    middle = TILE_PX // 2
    ground = float(np.hypot(x[middle, middle + 1] - x[middle, middle], y[middle, middle + 1] - y[middle, middle]))
    factor = 1
    while factor < _COARSEST and factor * seen.side < _FINEST_PX * ground:
        factor *= 2
    values = coarser(seen.values, factor)
    side = factor * seen.side
    column = np.floor((x - seen.bounds.west) / side).astype(np.int64)
    row = np.floor((seen.bounds.north - y) / side).astype(np.int64)
    inside = (column >= 0) & (row >= 0) & (column < values.shape[1]) & (row < values.shape[0])
    numbers = np.full(x.shape, _NOBODY, dtype=np.uint8)
    numbers[inside] = _classes(values, (side / 1000) ** 2)[row[inside], column[inside]]
    return palette_png(_hatched(numbers), _COLOURS)


def _classes(values: NDArray[np.float64], square_km: float) -> NDArray[np.uint8]:
    limits = [one.from_people for one in DENSITY[1:]]
    classes = np.searchsorted(limits, np.nan_to_num(values) / square_km, side="left").astype(np.uint8)
    classes[np.nan_to_num(values) <= 0] = _NOBODY
    classes[np.isnan(values)] = _HATCH
    return classes


def _hatched(numbers: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the numbers with every other pixel of a hatch taken out: diagonal lines."""
    down, across = np.arange(numbers.shape[0]), np.arange(numbers.shape[1])
    between = (down[:, None] + across) % _HATCH_PX > 1
    return np.where((numbers == _HATCH) & between, np.uint8(_NOBODY), numbers)


def _colour(code: str, opacity: int) -> Colour:
    red, green, blue = (int(code[place : place + 2], 16) for place in (1, 3, 5))
    return (red, green, blue, opacity)


_COLOURS: Any = [*(_colour(one.colour, _OPAQUE) for one in DENSITY), (255, 255, 255, 0), _colour(EDGE, _OPAQUE)]
