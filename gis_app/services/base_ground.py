"""The shapes of the base map's layers, ready for tiles: few and simple far away, straight from the file close up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.crs import project_all
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.tiles import MERCATOR, Tile, pixel
from gis_app.services.freshness import stamp_of
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

KEPT_UNTIL = 11
"""Up to this map zoom a layer is simplified once and kept; closer, a tile reads its own piece of the file."""
AROUND = 0.25
"""A piece reaches this share of a tile beyond it, so that names along lines know how the line goes on."""
_TOLERANCE_PX = 0.5
_WHOLE_FROM = 17
_COLUMNS = {
    "cover": ("kind", "name"),
    "water": ("kind", "name"),
    "roads": ("kind", "name", "tunnel"),
    "rail": ("kind", "name", "tunnel"),
    "buildings": ("kind",),
    "borders": ("kind", "name"),
    "names": ("kind", "name", "population"),
}
_POLYGONS, _LINES = (3, 6), (1, 5)


@dataclass(frozen=True, slots=True)
class Piece:
    """Features of one layer: shapes in EPSG:3857 and, in the same order, what is said of them."""

    shapes: NDArray[Any]
    kind: NDArray[Any]
    name: NDArray[Any]
    more: NDArray[Any]
    """``population`` of names, ``tunnel`` of roads and rail, else zeros."""

    def __len__(self) -> int:
        return len(self.shapes)

    def of(self, rows: NDArray[Any]) -> Piece:
        """Return some of the features."""
        return Piece(self.shapes[rows], self.kind[rows], self.name[rows], self.more[rows])

    @property
    def areas(self) -> Piece:
        """The features that are areas."""
        return self.of(np.isin(shapely.get_type_id(self.shapes), _POLYGONS))

    @property
    def lines(self) -> Piece:
        """The features that are lines."""
        return self.of(np.isin(shapely.get_type_id(self.shapes), _LINES))

    def where(self, kind: str) -> Piece:
        """Return the features of a kind."""
        return self.of(self.kind == kind)


NOTHING = Piece(*(np.array([], dtype=object) for _ in range(4)))


@dataclass(frozen=True, slots=True)
class _Level:
    piece: Piece
    tree: shapely.STRtree


def base_piece(context: Context, layer: Layer, tile: Tile) -> Piece:
    """Return what a tile and its surroundings show of a layer whose ``base`` is set."""
    zoom = tile.zoom + 1
    grown = AROUND * tile.side
    west, south, east, north = tile.bounds.box
    area = Bounds(west - grown, south - grown, east + grown, north + grown, MERCATOR)
    if zoom <= KEPT_UNTIL:
        level = _level(context, layer, zoom)
        return level.piece.of(np.sort(level.tree.query(shapely.box(*area.box))))
    frame = context.catalogue.window(layer.id, bounds=area, columns=_COLUMNS[layer.base], zoom=zoom)
    tolerance = 0.0 if zoom >= _WHOLE_FROM else _TOLERANCE_PX * pixel(zoom)
    return _simplified(_piece(layer, frame), layer, tolerance)


def covered_by_finer(context: Context, layer: Layer, tile: Tile, others: Sequence[Layer]) -> bool:
    """Say whether a generalised layer (one with a ``max_zoom``) gives way to a detailed one that covers the tile."""
    if not layer.style.max_zoom:
        return False
    if tile.zoom + 1 > layer.style.max_zoom:
        return True
    finer = (other for other in others if other.base == layer.base and not other.style.max_zoom)
    return any(_extent(context, other).contains(shapely.box(*tile.bounds.box)) for other in finer)


def covers(context: Context, layer: Layer, tile: Tile) -> bool:
    """Say whether the box of a layer touches a tile."""
    return bool(_extent(context, layer).intersects(shapely.box(*tile.bounds.box)))


def _extent(context: Context, layer: Layer) -> shapely.Polygon:
    def make() -> shapely.Polygon:
        return shapely.box(*context.catalogue.extent(layer.id).to(MERCATOR).box)

    found: shapely.Polygon = context.memory.frames.get(
        ("base extent", layer.id), stamp=stamp_of(context, layer), make=make
    )
    return found


def _level(context: Context, layer: Layer, zoom: int) -> _Level:
    def make() -> _Level:
        frame = context.catalogue.window(layer.id, columns=_COLUMNS[layer.base], zoom=zoom)
        piece = _simplified(merged(_piece(layer, frame)), layer, _TOLERANCE_PX * pixel(zoom))
        return _Level(piece, shapely.STRtree(piece.shapes))

    level: _Level = context.memory.frames.get(("base level", layer.id, zoom), stamp=stamp_of(context, layer), make=make)
    return level


def _piece(layer: Layer, frame: GeoDataFrame) -> Piece:
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    shapes = project_all(np.asarray(frame.geometry.to_numpy(), dtype=object), source=layer.epsg, target=MERCATOR)
    size = len(frame)
    named = frame["name"].fillna("").to_numpy(dtype=object) if "name" in frame else np.full(size, "", dtype=object)
    more = next((frame[column].fillna(0).to_numpy() for column in ("population", "tunnel") if column in frame), None)
    return Piece(
        shapes=shapes,
        kind=frame["kind"].fillna("").to_numpy(dtype=object),
        name=named,
        more=np.zeros(size, dtype=np.int64) if more is None else np.asarray(more, dtype=np.int64),
    )


def merged(piece: Piece) -> Piece:
    """Return lines of one kind and name joined where they meet: fewer and longer, and no caps between them."""
    lines = piece.lines
    rest = piece.of(~np.isin(shapely.get_type_id(piece.shapes), _LINES))
    if not len(lines):
        return rest
    keys = np.array(
        [f"{kind}\0{name}\0{more}" for kind, name, more in zip(lines.kind, lines.name, lines.more, strict=True)]
    )
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(group, kind="stable")
    parts, owner = shapely.get_parts(lines.shapes[order], return_index=True)
    joined = shapely.line_merge(shapely.multilinestrings(parts, indices=group[order][owner]))
    shapes, whose = shapely.get_parts(joined, return_index=True)
    rows = first[whose]
    return Piece(
        np.concatenate([rest.shapes, shapes]),
        np.concatenate([rest.kind, lines.kind[rows]]),
        np.concatenate([rest.name, lines.name[rows]]),
        np.concatenate([rest.more, lines.more[rows]]),
    )


def _simplified(piece: Piece, layer: Layer, tolerance: float) -> Piece:
    if tolerance <= 0 or layer.base == "names":
        return piece
    shapes = shapely.simplify(piece.shapes, tolerance)
    gone = shapely.is_empty(shapes)
    return Piece(shapes, piece.kind, piece.name, piece.more).of(~gone)
