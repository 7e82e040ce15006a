"""The base map that needs no tile server: houses, streets, water and borders from the project's own layers.

Coordinates inside a tile are whole numbers from 0 to ``EXTENT``, y from the north.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.generalise import parts_within, simplify_together
from gis_app.analysis.streets import street_labels
from gis_app.analysis.townscape import density, house_sides, upright
from gis_app.domain.crs import transformer
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR, Tile, pixel
from gis_app.services.freshness import stamp_of_all
from gis_app.services.kept import Encoded, compact, encode
from gis_app.services.layers import features_of, layers_of
from gis_app.services.wiring import Context

EXTENT = 2048
"""Units along a side of a tile, which is drawn 512 pixels wide."""
HOUSES_FROM = 13
NUMBERS_FROM = 16
STREETS_FROM = 13
DEEPEST = 17
"""Deepest tiles; the page enlarges them beyond."""
_CELLS = 128
_ROLES = ("addresses", "context", "territories")
_MARGIN = 0.02
_AROUND = 80.0
"""Houses so far outside a tile (EPSG:3857, about 44 m in Latvia) still reach into it with their yards."""
_FEWEST_HOUSES = {13: 14, 14: 7}
"""Only stretches of street with at least so many houses are named at these tile zooms."""


@dataclass(frozen=True, slots=True)
class _Houses:
    """Every house: position in EPSG:3857, side in metres, direction 0–89, number."""

    xy: NDArray[np.float64]
    side: NDArray[np.int64]
    turn: NDArray[np.int64]
    number: NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Streets:
    """Every street label: position in EPSG:3857, angle from east, houses of its stretch, name."""

    xy: NDArray[np.float64]
    angle: NDArray[np.int64]
    houses: NDArray[np.int64]
    name: NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Shapes:
    """A layer of areas or lines in EPSG:3857; ``names`` and their places are those of territories."""

    layer: Layer
    shapes: NDArray[Any]
    names: Sequence[str] = ()
    places: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """Everything the base map of a project is drawn from."""

    houses: Sequence[_Houses]
    streets: Sequence[_Streets]
    context: Sequence[_Shapes]
    territories: Sequence[_Shapes]


def base_layers(context: Context, *, project: str) -> list[Layer]:
    """Return the public layers that the base map is drawn from; their sources stand in the corner of every map.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    return [layer for layer in layers_of(context, project=project, role=Role.PUBLIC) if layer.role in _ROLES]


def base_tile(context: Context, *, project: str, tile: Tile) -> Encoded:
    """Return one tile of the base map as compact JSON, encoded and kept.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    layers = base_layers(context, project=project)
    stamp = stamp_of_all(context, layers)

    def make() -> Encoded:
        ground: _Ground = context.memory.frames.get(
            ("ground", project), stamp=stamp, make=lambda: _ground(context, project, layers)
        )
        return encode(compact(_content(ground, tile)))

    return context.memory.answers.get(("base", project, tile), stamp=stamp, make=make)


def _ground(context: Context, project: str, layers: Sequence[Layer]) -> _Ground:
    addresses = [context.catalogue.frame(layer.id) for layer in layers if layer.role == "addresses"]
    return _Ground(
        houses=[_houses(frame) for frame in addresses],
        streets=[_streets(frame) for frame in addresses],
        context=[_shapes(context, project, layer) for layer in layers if layer.role == "context"],
        territories=[_shapes(context, project, layer) for layer in layers if layer.role == "territories"],
    )


def _mercator(frame: Any) -> NDArray[np.float64]:
    x, y = transformer(frame.crs.to_epsg(), MERCATOR).transform(
        frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy()
    )
    return np.column_stack([x, y])


def _houses(frame: Any) -> _Houses:
    there = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    metres = np.column_stack([there.geometry.x.to_numpy(), there.geometry.y.to_numpy()])
    return _Houses(
        xy=_mercator(there),
        side=np.round(house_sides(metres)).astype(np.int64),
        turn=upright(there["rotation"].to_numpy(dtype=np.float64)),
        number=there["number"].fillna("").astype(str).to_numpy(),
    )


def _streets(frame: Any) -> _Streets:
    labels = street_labels(frame)
    return _Streets(
        xy=_mercator(labels),
        angle=labels["angle"].round().to_numpy(dtype=np.int64),
        houses=labels["houses"].to_numpy(dtype=np.int64),
        name=labels["name"].to_numpy(),
    )


def _shapes(context: Context, project: str, layer: Layer) -> _Shapes:
    found = [
        feature
        for feature in features_of(context, layer.id, project=project, role=Role.PUBLIC, epsg=MERCATOR)
        if feature.geometry is not None and not feature.geometry.is_empty
    ]
    shapes = np.array([feature.geometry for feature in found], dtype=object)
    if layer.role == "context":
        return _Shapes(layer, shapes)
    names = [str(feature.properties.get(layer.name_field or "name") or "") for feature in found]
    places = shapely.get_coordinates(shapely.maximum_inscribed_circle(shapes)).reshape(len(found), -1, 2)
    return _Shapes(layer, shapes, names, places[:, 0])


def _content(ground: _Ground, tile: Tile) -> dict[str, Any]:
    content: dict[str, Any] = {"extent": EXTENT}
    content["areas"] = [part for layer in ground.context for part in _layer_part(layer, tile)]
    content["borders"] = [line for layer in ground.territories for line in _borders(layer, tile)]
    content["names"] = [name for layer in ground.territories for name in _names(layer, tile)]
    if tile.zoom >= HOUSES_FROM:
        content |= {key: value for houses in ground.houses for key, value in _house_part(houses, tile).items()}
    else:
        content["texture"] = [number for houses in ground.houses for number in _texture(houses, tile)]
    if tile.zoom >= STREETS_FROM:
        content["streets"] = [label for streets in ground.streets for label in _street_part(streets, tile)]
    return {key: value for key, value in content.items() if value != []}


def _inside(xy: NDArray[np.float64], tile: Tile, grown: float = 0.0) -> NDArray[np.int64]:
    west, south, east, north = tile.bounds.box
    there = (
        (xy[:, 0] >= west - grown)
        & (xy[:, 0] < east + grown)
        & (xy[:, 1] > south - grown)
        & (xy[:, 1] <= north + grown)
    )
    return np.flatnonzero(there)


def _units(xy: NDArray[np.float64], tile: Tile) -> NDArray[np.int64]:
    west, _south, _east, north = tile.bounds.box
    scale = EXTENT / tile.side
    return np.column_stack([(xy[:, 0] - west) * scale, (north - xy[:, 1]) * scale]).round().astype(np.int64)


def _house_part(houses: _Houses, tile: Tile) -> Mapping[str, Any]:
    """Return ``houses``: x, y, side in metres and direction, four numbers each; ``numbers`` in the same order."""
    rows = _inside(houses.xy, tile, _AROUND)
    flat = np.column_stack([_units(houses.xy[rows], tile), houses.side[rows], houses.turn[rows]])
    part: dict[str, Any] = {"houses": flat.ravel().tolist()}
    if tile.zoom >= NUMBERS_FROM:
        part["numbers"] = houses.number[rows].tolist()
    return part


def _texture(houses: _Houses, tile: Tile) -> list[int]:
    """Return how dense the houses stand: step to the next cell with any, then their number, two numbers each."""
    west, _south, _east, north = tile.bounds.box
    counts = density(houses.xy, origin=(west, north), cell=tile.side / _CELLS, cells=_CELLS).ravel()
    cells = np.flatnonzero(counts)
    return np.column_stack([np.diff(cells, prepend=0), counts[cells]]).ravel().tolist()


def _street_part(streets: _Streets, tile: Tile) -> list[list[Any]]:
    """Return name, x, y, angle from east and number of houses of each label whose place lies in the tile."""
    rows = _inside(streets.xy, tile)
    rows = rows[streets.houses[rows] >= _FEWEST_HOUSES.get(tile.zoom, 0)]
    places = _units(streets.xy[rows], tile).tolist()
    return [
        [streets.name[row], x, y, int(streets.angle[row]), int(streets.houses[row])]
        for row, (x, y) in zip(rows, places, strict=True)
    ]


def _layer_part(layer: _Shapes, tile: Tile) -> list[dict[str, Any]]:
    """Return the areas or lines of a layer in the tile with the look its ``layer.toml`` gives them."""
    style, closed = layer.layer.style, layer.layer.geometry == "polygon"
    paths = _paths(layer, tile, closed=closed)
    if not paths or tile.zoom + 1 < style.min_zoom:
        return []
    look = {"stroke": style.stroke, "fill": style.fill, "width": style.width, "dash": style.dash, "closed": closed}
    return [{**look, "paths": paths}]


def _borders(layer: _Shapes, tile: Tile) -> list[list[int]]:
    return _paths(layer, tile, closed=False)


def _paths(layer: _Shapes, tile: Tile, *, closed: bool) -> list[list[int]]:
    """Return the rings or lines of a layer inside the tile, a little beyond its edge, as flat x, y."""
    west, south, east, north = tile.bounds.box
    grown = _MARGIN * tile.side
    box = (west - grown, south - grown, east + grown, north + grown)
    near = layer.shapes[shapely.intersects(layer.shapes, shapely.box(*box))]
    near = simplify_together(near, tolerance=0 if tile.zoom >= DEEPEST - 1 else pixel(tile.zoom + 1))
    if not closed:  # neighbours share their border: drawn once
        lines = np.where(np.isin(shapely.get_type_id(near), (3, 6)), shapely.boundary(near), near)
        near = np.array([shapely.line_merge(shapely.union_all(lines))], dtype=object)
    parts = shapely.get_parts([parts_within(shape, box) for shape in near])
    lines = shapely.get_rings(parts) if closed else parts[shapely.get_type_id(parts) == 1]
    return [_units(shapely.get_coordinates(line), tile).ravel().tolist() for line in lines]


def _names(layer: _Shapes, tile: Tile) -> list[list[Any]]:
    """Return name, x, y of each territory whose inmost point lies in the tile."""
    if layer.places is None:
        return []
    rows = _inside(layer.places, tile)
    places = _units(layer.places[rows], tile).tolist()
    return [[layer.names[row], x, y] for row, (x, y) in zip(rows, places, strict=True) if layer.names[row]]
