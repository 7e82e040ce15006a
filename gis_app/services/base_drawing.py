"""What a tile draws of the base map, in the order of drawing: fills and lines with their colours and widths."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gis_app.domain import ground_look as look
from gis_app.domain.tiles import Tile
from gis_app.services.base_ground import Piece, merged
from gis_app.services.tile_paths import lines, rings

Stroke = Mapping[str, Any]
"""Shapes of one look: ``fill``; ``stroke``, ``width``, ``dash`` in pixels; ``casing`` with its width ``around``, drawn
for a whole list before any of its strokes; ``paths`` (see ``tile_paths``)."""

_SEAM = 0.7
"""Areas of one kind are outlined in their own colour by so many pixels, else white hairs show between neighbours."""
_TUNNEL_DASH = "4 3"
_RAIL_GAP = "5 5"


def drawing(pieces: Mapping[str, Sequence[Piece]], tile: Tile) -> dict[str, list[Stroke]]:
    """Return, by the name of the list in a tile, what is drawn of each part of the base map."""
    return {
        "ground": [*_all(pieces, "cover", _cover, tile), *_all(pieces, "water", _water, tile)],
        "buildings": _all(pieces, "buildings", _buildings, tile),
        "roads": _all(pieces, "roads", _roads, tile),
        "lines": [*_all(pieces, "rail", _rail, tile), *_all(pieces, "borders", _borders, tile)],
    }


def _all(
    pieces: Mapping[str, Sequence[Piece]], part: str, painter: Callable[[Piece, Tile], Iterator[Stroke]], tile: Tile
) -> list[Stroke]:
    return [stroke for piece in pieces.get(part, ()) for stroke in painter(piece, tile)]


def _cover(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    for kind, fill in look.COVER.items():
        paths = rings(piece.where(kind).shapes, tile)
        if paths:
            yield {"fill": fill, "stroke": fill, "width": _SEAM, "paths": paths}


def _water(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    zoom, flowing = tile.zoom + 1, merged(piece.lines)
    for kind, widths in look.STREAMS.items():
        paths = lines(flowing.where(kind).shapes, tile)
        if paths:
            yield {"stroke": look.STREAM, "width": look.width_at(widths, zoom), "paths": paths}
    paths = rings(piece.areas.shapes, tile)
    if paths:
        edge = {"stroke": look.WATER_EDGE if zoom >= 10 else look.WATER, "width": 0.8}
        yield {"fill": look.WATER, **edge, "paths": paths}


def _buildings(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    paths = rings(piece.areas.shapes, tile)
    if paths:
        edge = {"stroke": look.BUILDING_EDGE, "width": 0.7} if tile.zoom + 1 >= 16 else {}
        yield {"fill": look.BUILDING, **edge, "paths": paths}


def _roads(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    whole = merged(piece)
    for kind, road in look.ROADS.items():
        here = whole.where(kind)
        width = round(look.width_at(road.widths, tile.zoom + 1), 2)
        tunnels, paths = (lines(here.of(rows).shapes, tile) for rows in (here.more > 0, here.more == 0))
        if tunnels:
            thin = round(max(0.7, width / 3), 2)
            yield {"stroke": road.casing, "width": thin, "dash": _TUNNEL_DASH, "paths": tunnels}
        if paths and (road.dash or width < look.CASED_FROM):
            yield {"stroke": road.casing, "width": width, "dash": road.dash, "paths": paths}
        elif paths:
            around = round(width + (1.6 if width > 5 else 1.2), 2)
            yield {"stroke": road.fill, "width": width, "casing": road.casing, "around": around, "paths": paths}


def _rail(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    zoom, seen = tile.zoom + 1, merged(piece.of(piece.more == 0))
    for kind, colour in (("tram", look.TRAM), ("rail", look.RAIL)):
        paths = lines(seen.where(kind).shapes, tile)
        width = round(look.width_at(look.RAILS[kind], zoom), 2)
        if paths and kind == "rail" and zoom >= look.RAIL_DASHED_FROM:
            sleepers = {"stroke": "#ffffff", "width": round(max(0.5, width - 1.0), 2), "dash": _RAIL_GAP}
            yield {**sleepers, "casing": colour, "around": width, "paths": paths}
        elif paths:
            yield {"stroke": colour, "width": width, "paths": paths}


def _borders(piece: Piece, tile: Tile) -> Iterator[Stroke]:
    paths = lines(merged(piece.lines).shapes, tile)
    if paths:
        yield {"stroke": look.BORDER, "width": 1.3, "dash": "8 3 2 3", "paths": paths}
