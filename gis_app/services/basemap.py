"""The base map that needs no tile server: ground, water, roads, houses, borders and names from the project's layers.

Coordinates inside a tile are whole numbers from 0 to ``EXTENT``, y from the north.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.generalise import simplify_together
from gis_app.domain import ground_look
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR, Tile, pixel
from gis_app.services import base_houses, base_names
from gis_app.services.base_drawing import Stroke, drawing
from gis_app.services.base_ground import NOTHING, Piece, base_piece, covered_by_finer, covers
from gis_app.services.base_houses import HOUSES_FROM, STREETS_FROM, Houses, Streets, houses_of, streets_of
from gis_app.services.freshness import stamp_of, stamp_of_all
from gis_app.services.kept import Encoded, compact, encode
from gis_app.services.layers import features_of, layers_of
from gis_app.services.tile_paths import EXTENT, inside, lines, rings, units, window
from gis_app.services.wiring import Context
from gis_app.text.words import Words

DEEPEST = 17
"""Deepest tiles; the page enlarges them beyond."""
BORDERS_KEPT_UNTIL = 12
"""Up to this map zoom the borders of a layer are simplified once and kept."""
NAMED_FROM_PX = 400.0
"""A territory is named from so many square pixels."""
DENSE_PX = 400.0
"""Territories of which half are smaller give way where there are larger ones."""
_Part = dict[str, Any]
_ROLES = ("addresses", "context", "territories")
_LEAST_ROAD_M = 6.0
"""A line of a layer that is no part of the base map is at least so wide on the ground."""


@dataclass(frozen=True, slots=True)
class _Shapes:
    """A layer of areas or lines in EPSG:3857; ``names`` and their places are those of territories."""

    layer: Layer
    shapes: NDArray[Any]
    tree: shapely.STRtree
    names: NDArray[Any]
    places: NDArray[np.float64]
    area: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Town:
    """What addresses say: houses and the names of their streets."""

    houses: Houses
    streets: Streets


def base_layers(context: Context, *, project: str) -> list[Layer]:
    """Return the public layers that the base map is drawn from; their sources stand in the corner of every map.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    return [layer for layer in layers_of(context, project=project, role=Role.PUBLIC) if layer.role in _ROLES]


def named_sources(layers: Sequence[Layer], words: Words) -> list[str]:
    """Return whom a map names in its corner: the first sentence of each source; the rest stands with the layers."""
    named = [layer for layer in layers if layer.role in {"addresses", "context"}]
    return list(dict.fromkeys(words.pick(layer.source).split(". ", maxsplit=1)[0].rstrip(".") for layer in named))


def base_tile(context: Context, *, project: str, tile: Tile) -> Encoded:
    """Return one tile of the base map as compact JSON, encoded and kept.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    layers = base_layers(context, project=project)
    return context.memory.answers.get(
        ("base", project, tile),
        stamp=stamp_of_all(context, layers),
        make=lambda: encode(compact(_content(context, project, layers, tile))),
    )


def _content(context: Context, project: str, layers: Sequence[Layer], tile: Tile) -> _Part:
    pieces = _pieces(context, layers, tile)
    content: dict[str, Any] = {"extent": EXTENT}
    drawn = drawing(pieces, tile)
    shapes = [_shapes(context, project, layer) for layer in layers if layer.role != "addresses" and not layer.base]
    context_layers = [stroke for one in shapes if one.layer.role == "context" for stroke in _layer_part(one, tile)]
    content |= {**drawn, "ground": [*drawn["ground"], *context_layers]}
    # Of two versions of boundaries the one that is off at first would write every name twice.
    territories = _not_too_dense([one for one in shapes if one.layer.role == "territories" and one.layer.visible], tile)
    content["borders"] = [stroke for one in territories for stroke in _border_part(context, one, territories, tile)]
    content["names"] = [name for one in territories for name in _names(one, tile)]
    content |= _named(pieces, tile)
    content |= _town_part(context, layers, tile, pieces)
    return {key: value for key, value in content.items() if value not in ([], False)}


def _pieces(context: Context, layers: Sequence[Layer], tile: Tile) -> dict[str, list[Piece]]:
    pieces: dict[str, list[Piece]] = {}
    for layer in layers:
        if layer.base and covers(context, layer, tile) and not covered_by_finer(context, layer, tile, layers):
            piece = base_piece(context, layer, tile)
            if len(piece):
                pieces.setdefault(layer.base, []).append(piece)
    return pieces


def _named(pieces: Mapping[str, Sequence[Piece]], tile: Tile) -> _Part:
    water, cover = pieces.get("water", ()), pieces.get("cover", ())
    return {
        "places": base_names.places(pieces.get("names", ()), tile),
        "surfaces": [
            *base_names.surfaces(water, tile, water=True),
            *base_names.surfaces(cover, tile, water=False),
        ],
        "rivers": base_names.rivers(water, tile),
        "streets": base_names.streets(pieces.get("roads", ()), tile),
    }


def _town_part(context: Context, layers: Sequence[Layer], tile: Tile, pieces: Mapping[str, Sequence[Piece]]) -> _Part:
    """Return what addresses add: houses where no footprints are, streets where no roads are, else a texture."""
    part: dict[str, Any] = {}
    towns = [_town(context, layer) for layer in layers if layer.role == "addresses"]
    drawn = {layer.base for layer in layers if layer.base and covers(context, layer, tile)}
    if tile.zoom >= HOUSES_FROM:
        outlines = np.concatenate([NOTHING.shapes, *(piece.shapes for piece in pieces.get("buildings", ()))])
        for town in towns:
            for key, value in base_houses.house_part(town.houses, tile, outlines).items():
                part[key] = [*part.get(key, []), *value]
        part["yards"] = bool(part.get("houses")) and not drawn & {"cover", "buildings"}
    elif "roads" not in drawn:
        part["texture"] = [number for town in towns for number in base_houses.texture(town.houses, tile)]
    if tile.zoom >= STREETS_FROM and "roads" not in drawn:
        part["streets"] = [label for town in towns for label in base_houses.street_part(town.streets, tile)]
    return part


def _town(context: Context, layer: Layer) -> _Town:
    def make() -> _Town:
        frame = context.catalogue.frame(layer.id)
        return _Town(houses_of(frame), streets_of(frame))

    town: _Town = context.memory.frames.get(("base town", layer.id), stamp=stamp_of(context, layer), make=make)
    return town


def _shapes(context: Context, project: str, layer: Layer) -> _Shapes:
    def make() -> _Shapes:
        found = [
            feature
            for feature in features_of(context, layer.id, project=project, role=Role.PUBLIC, epsg=MERCATOR)
            if feature.geometry is not None and not feature.geometry.is_empty
        ]
        shapes = np.array([feature.geometry for feature in found], dtype=object)
        named = [str(feature.properties.get(layer.name_field or "name") or "") for feature in found]
        middles = shapely.maximum_inscribed_circle(shapes) if layer.role == "territories" else shapes[:0]
        places = shapely.get_coordinates(middles)[::2]  # each is a line from the inmost point to the nearest edge
        return _Shapes(
            layer, shapes, shapely.STRtree(shapes), np.array(named, dtype=object), places, shapely.area(shapes)
        )

    shapes: _Shapes = context.memory.frames.get(
        ("base shapes", layer.id, project), stamp=stamp_of(context, layer), make=make
    )
    return shapes


def _layer_part(layer: _Shapes, tile: Tile) -> list[Stroke]:
    """Return the areas or lines of a layer in the tile with the look its ``layer.toml`` gives them."""
    style, closed = layer.layer.style, layer.layer.geometry == "polygon"
    paths = _paths(layer, tile, closed=closed)
    if not paths or tile.zoom + 1 < style.min_zoom:
        return []
    if closed:
        return [{"fill": style.fill, "paths": paths}]
    least = max(1.0, _LEAST_ROAD_M / (pixel(tile.zoom + 1) * _shrunk(tile)))
    width = style.width if style.dash else max(style.width, least)
    return [{"stroke": style.stroke, "width": round(width, 2), "dash": style.dash, "paths": paths}]


def _shrunk(tile: Tile) -> float:
    """Return how many metres on the ground a unit of EPSG:3857 is at the middle of a tile."""
    _west, south, _east, north = tile.bounds.box
    return float(1 / np.cosh((south + north) / 2 / 6378137.0))


def _paths(layer: _Shapes, tile: Tile, *, closed: bool) -> list[list[int]]:
    """Return the rings or lines of a layer inside the tile, a little beyond its edge."""
    near = layer.shapes[np.sort(layer.tree.query(shapely.box(*window(tile)), predicate="intersects"))]
    near = simplify_together(near, tolerance=0 if tile.zoom >= DEEPEST - 1 else pixel(tile.zoom + 1))
    if closed:
        return rings(near, tile)
    # Neighbours share their border: drawn once.
    edges = np.where(np.isin(shapely.get_type_id(near), (3, 6)), shapely.boundary(near), near)
    return lines(np.array([shapely.line_merge(shapely.union_all(edges))], dtype=object), tile)


def _not_too_dense(layers: Sequence[_Shapes], tile: Tile) -> list[_Shapes]:
    """Return the territories worth drawing: parishes of a whole country give way to its municipalities."""
    known = [(float(np.median(one.area)), one) for one in layers if len(one.area)]
    largest = max((area for area, _ in known), default=0.0)
    least = DENSE_PX * pixel(tile.zoom + 1) ** 2
    return [one for area, one in known if area >= min(least, largest)]


def _border_part(context: Context, layer: _Shapes, layers: Sequence[_Shapes], tile: Tile) -> list[Stroke]:
    """Return the borders of a layer; those inside larger territories are finer and lighter."""
    paths = _borders(context, layer, tile)
    inner = np.median(layer.area) < max(float(np.median(one.area)) for one in layers)
    dash = ground_look.BORDER_DASH if tile.zoom + 1 >= ground_look.BORDERS_DASHED_FROM else ""
    look = ground_look.INNER_BORDER if inner else ground_look.TERRITORY_BORDER
    return [{"stroke": look, "width": 0.8 if inner else 1.2, "dash": dash, "paths": paths}] if paths else []


def _borders(context: Context, layer: _Shapes, tile: Tile) -> list[list[int]]:
    """Return the borders of territories in a tile; those of far zooms are simplified and joined once for all tiles."""
    zoom = tile.zoom + 1
    if zoom > BORDERS_KEPT_UNTIL:
        return _paths(layer, tile, closed=False)

    def make() -> shapely.STRtree:
        shapes = simplify_together(layer.shapes, tolerance=pixel(zoom))
        joined = shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))
        return shapely.STRtree(shapely.get_parts(joined))

    tree: shapely.STRtree = context.memory.frames.get(
        ("base borders", layer.layer.id, zoom), stamp=stamp_of(context, layer.layer), make=make
    )
    return lines(tree.geometries[np.sort(tree.query(shapely.box(*window(tile))))], tile)


def _names(layer: _Shapes, tile: Tile) -> list[list[Any]]:
    """Return name, x, y and size (the logarithm of its area) of each territory whose inmost point lies in the tile."""
    rows = inside(layer.places, tile)
    rows = rows[layer.area[rows] >= NAMED_FROM_PX * pixel(tile.zoom + 1) ** 2]
    places = units(layer.places[rows], tile).tolist()
    size = np.round(np.log2(layer.area[rows]), 1).tolist()
    return [
        [layer.names[row], x, y, large]
        for row, (x, y), large in zip(rows, places, size, strict=True)
        if layer.names[row]
    ]
