"""Numbered signs: which place gets which number, and where its sign stands without hiding another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from gis_app.domain.layers import Feature
from gis_app.prints.content import MapSheet
from gis_app.prints.labels import Room
from gis_app.prints.metrics import text_width
from gis_app.text.collate import sort_key
from gis_app.text.symbols import OTHER, SYMBOLS, Symbol, symbol_of

SIZE = 4.4
"""Width of a sign in millimetres."""
NUMBER = 7.6
"""Type size of the number beside it, in points."""
GROUPS = (*SYMBOLS, OTHER)
_RINGS = (0.0, 1.15, 1.7, 2.3, 3.0, 3.8, 4.6)
_TURNS = 16


@dataclass(frozen=True, slots=True)
class Sign:
    """A numbered place.

    Attributes
    ----------
    x, y, at
        Where the place is and where its sign stands, in millimetres in the frame.
    plate
        The box of its number, at the right of the sign or, at the edge, at the left.
    """

    number: int
    feature: Feature
    symbol: Symbol
    x: float
    y: float
    at: tuple[float, float]
    plate: Polygon

    @property
    def approximate(self) -> bool:
        """Whether only the street or the neighbourhood is known."""
        return _is_approximate(self.feature)

    @property
    def leader(self) -> LineString | None:
        """The line from the place to its sign, if the sign had to move."""
        return None if self.at == (self.x, self.y) else LineString([(self.x, self.y), self.at])


def numbered(sheet: MapSheet, room: Room) -> list[Sign]:
    """Return the places of the sheet, numbered by group and Latvian order of names, each sign in a free place."""
    signs: list[Sign] = []
    # Places known exactly choose first: their signs stand where they are.
    found = sorted(enumerate(_in_order(sheet), start=1), key=lambda one: (_is_approximate(one[1][0]), one[0]))
    for number, (feature, symbol, x, y) in found:
        at, plate = _free_place(x, y, number, room, sheet.factor)
        room.take(MultiPolygon([_body(*at, sheet.factor), plate]))
        signs.append(Sign(number, feature, symbol, x, y, at, plate))
    for one in signs:
        if one.leader is not None:
            room.take(one.leader)
    return sorted(signs, key=lambda one: one.number)


def places_of(sheet: MapSheet) -> Sequence[Feature]:
    """Return the features of the layers of places, without sensitive ones: they are never printed."""
    layers = (drawn for drawn in sheet.layers if drawn.layer.role == "places")
    return [feature for drawn in layers for feature in drawn.features if not feature.properties.get("sensitive")]


def _is_approximate(feature: Feature) -> bool:
    return str(feature.properties.get("precision") or "exact") != "exact"


def _in_order(sheet: MapSheet) -> Iterator[tuple[Feature, Symbol, float, float]]:
    found = []
    frame = sheet.ground.box
    for feature in places_of(sheet):
        if feature.geometry is None or feature.geometry.is_empty:
            continue
        point = sheet.ground.to_paper(feature.geometry.representative_point()).centroid
        if frame.contains(point):
            found.append((feature, symbol_of(str(feature.properties.get("kind", ""))), point.x, point.y))
    order = {symbol.code: place for place, symbol in enumerate(GROUPS)}
    found.sort(key=lambda row: (order[row[1].code], sort_key(str(row[0].properties.get("name", ""))), row[0].id))
    yield from found


def _free_place(x: float, y: float, number: int, room: Room, factor: float) -> tuple[tuple[float, float], Polygon]:
    """Return the nearest place for a sign with its plate that hides no other, else the place itself."""
    for ring in _RINGS:
        for turn in range(_TURNS if ring else 1):
            angle = 2 * np.pi * turn / _TURNS
            reach = ring * SIZE * factor
            at = (x + reach * float(np.cos(angle)), y - reach * float(np.sin(angle)))
            for side in (1, -1):
                plate = _plate(*at, number, side, factor)
                if room.is_free(MultiPolygon([_body(*at, factor), plate])):
                    return at, plate
    return (x, y), _plate(x, y, number, 1, factor)


def _body(x: float, y: float, factor: float) -> Polygon:
    half = SIZE * factor * 0.56
    return box(x - half, y - half, x + half, y + half)


def _plate(x: float, y: float, number: int, side: int, factor: float) -> Polygon:
    width = text_width(str(number), size=NUMBER * factor, face="bold") + 1.3 * factor
    start, half = SIZE * factor * 0.58, 1.75 * factor
    near, far = (x + start, x + start + width) if side > 0 else (x - start - width, x - start)
    return box(near, y - half, far, y + half)
