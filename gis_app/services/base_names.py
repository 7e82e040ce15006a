"""The names of the base map: places by rank, waters and parks, streets and rivers along their lines."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from gis_app.analysis.line_labels import anchors
from gis_app.domain.tiles import Tile, pixel
from gis_app.services.base_ground import Piece, merged
from gis_app.services.tile_paths import inside, units

STREETS_FROM = 14
RIVERS_FROM = 11
"""Map zooms from which names are written along streets and along rivers."""
_LETTER_PX = 6.4
"""About the width of a letter of a street's name."""
_EVERY_PX = 420
_RANK = ("motorway", "trunk", "primary", "secondary", "tertiary", "street", "pedestrian", "service", "track", "path")
_WEIGHT = {"motorway": 80, "trunk": 70, "primary": 60, "secondary": 50, "tertiary": 40, "street": 20, "pedestrian": 20}
"""Compared with the number of houses of a stretch, by which names from addresses are ordered."""
_FIRST = {14: 5, 15: 8}
"""So many classes of roads are named at these zooms; closer all are."""
_LEAST_NAMED_PX = 1600.0
"""A lake or park gets its name from so many square pixels."""
_GREEN = {"park", "forest", "cemetery", "wetland", "allotments", "sand"}


def places(pieces: Sequence[Piece], tile: Tile) -> list[list[Any]]:
    """Return name, x, y, kind and inhabitants of the named places that lie in a tile."""
    found = []
    for piece in pieces:
        xy = shapely.get_coordinates(shapely.point_on_surface(piece.shapes))
        rows = inside(xy, tile)
        for row, (x, y) in zip(rows.tolist(), units(xy[rows], tile).tolist(), strict=True):
            found.append([piece.name[row], x, y, piece.kind[row], int(piece.more[row])])
    return found


def surfaces(pieces: Sequence[Piece], tile: Tile, *, water: bool) -> list[list[Any]]:
    """Return name, x, y and ``water`` or ``green`` of lakes, or of parks and woods, whose middle lies in a tile."""
    found = []
    for piece in pieces:
        named = piece.areas.of((piece.areas.name != "") & (water | np.isin(piece.areas.kind, list(_GREEN))))
        large = named.of(shapely.area(named.shapes) >= _LEAST_NAMED_PX * pixel(tile.zoom + 1) ** 2)
        if not len(large):
            continue
        xy = shapely.get_coordinates(shapely.point_on_surface(large.shapes))
        rows = inside(xy, tile)
        for row, (x, y) in zip(rows.tolist(), units(xy[rows], tile).tolist(), strict=True):
            found.append([large.name[row], x, y, "water" if water else "green"])
    return found


def streets(pieces: Sequence[Piece], tile: Tile) -> list[list[Any]]:
    """Return name, x, y, angle from east and weight of each place for a street's name in a tile."""
    zoom = tile.zoom + 1
    if zoom < STREETS_FROM:
        return []
    kinds = _RANK[: _FIRST.get(zoom, len(_RANK))]
    named = [piece.of((piece.name != "") & np.isin(piece.kind, kinds)) for piece in pieces]
    return [
        [name, x, y, angle, weight_of(kind)]
        for piece in named
        for name, x, y, angle, kind in _along(_by_name(piece), tile)
    ]


def weight_of(kind: str) -> int:
    """Return how much the name of a road of a class counts among the names of streets."""
    return _WEIGHT.get(kind, 10)


def rivers(pieces: Sequence[Piece], tile: Tile) -> list[list[Any]]:
    """Return name, x, y and angle from east of each place for a river's name in a tile."""
    if tile.zoom + 1 < RIVERS_FROM:
        return []
    named = [piece.lines.of(piece.lines.name != "") for piece in pieces]
    return [[name, x, y, angle] for piece in named for name, x, y, angle, _ in _along(_by_name(piece), tile)]


def _by_name(piece: Piece) -> Piece:
    """Return lines joined by name; each keeps the highest class of its parts."""
    ranks = {kind: place for place, kind in enumerate(_RANK)}
    best: dict[str, str] = {}
    for name, kind in zip(piece.name, piece.kind, strict=True):
        if name not in best or ranks.get(kind, 99) < ranks.get(best[name], 99):
            best[name] = kind
    kinds = np.array([best[name] for name in piece.name], dtype=object)
    return merged(Piece(piece.shapes, kinds, piece.name, np.zeros(len(piece), dtype=np.int64)))


def _along(piece: Piece, tile: Tile) -> Iterator[tuple[str, int, int, int, str]]:
    size = pixel(tile.zoom + 1)
    for shape, name, kind in zip(piece.shapes, piece.name, piece.kind, strict=True):
        length = (len(name) * _LETTER_PX + 10) * size
        for one in anchors(shape, length=length, every=max(_EVERY_PX * size, 2 * length)):
            place = np.array([[one.x, one.y]])
            if len(inside(place, tile)):
                x, y = units(place, tile)[0].tolist()
                yield name, x, y, round(one.angle), kind
