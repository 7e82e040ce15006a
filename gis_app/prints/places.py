"""Numbered signs: which place gets which number, and where its sign stands without hiding another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Point, Polygon

from gis_app.domain.layers import Feature
from gis_app.prints.content import MapSheet
from gis_app.prints.labels import Room
from gis_app.prints.symbols import DIAMETER, GROUPS, Group, group_of, sign
from gis_app.text.collate import sort_key

_RINGS = (0.0, 1.18, 1.7, 2.3, 3.0, 3.8)
_TURNS = 16


@dataclass(frozen=True, slots=True)
class Sign:
    """A numbered place; ``x, y`` is where it is, ``at`` where its sign stands (millimetres in the frame)."""

    number: int
    feature: Feature
    group: Group
    x: float
    y: float
    at: tuple[float, float]
    shape: Polygon

    @property
    def approximate(self) -> bool:
        """Whether only the street or the neighbourhood is known."""
        return str(self.feature.properties.get("precision") or "exact") != "exact"

    @property
    def leader(self) -> LineString | None:
        """The line from the place to its sign, if the sign had to move."""
        return None if self.at == (self.x, self.y) else LineString([(self.x, self.y), self.at])


def numbered(sheet: MapSheet, room: Room) -> list[Sign]:
    """Return the places of the sheet, numbered by group and Latvian order of names, each sign in a free place."""
    diameter = DIAMETER * sheet.factor
    signs: list[Sign] = []
    for number, (feature, group, x, y) in enumerate(_in_order(sheet), start=1):
        at = _free_place(x, y, room, [other.at for other in signs], diameter)
        shape = sign(group.shape, *at, diameter=diameter)
        signs.append(Sign(number, feature, group, x, y, at, shape))
    for one in signs:
        room.take(one.shape)
        if one.leader is not None:
            room.take(one.leader)
    return signs


def places_of(sheet: MapSheet) -> Sequence[Feature]:
    """Return the features of the layers of places, without sensitive ones: they are never printed."""
    layers = (drawn for drawn in sheet.layers if drawn.layer.role == "places")
    return [feature for drawn in layers for feature in drawn.features if not feature.properties.get("sensitive")]


def _in_order(sheet: MapSheet) -> Iterator[tuple[Feature, Group, float, float]]:
    found = []
    frame = sheet.ground.box
    for feature in places_of(sheet):
        if feature.geometry is None or feature.geometry.is_empty:
            continue
        point = sheet.ground.to_paper(feature.geometry.representative_point()).centroid
        if frame.contains(point):
            found.append((feature, group_of(str(feature.properties.get("kind", ""))), point.x, point.y))
    order = {group.id: place for place, group in enumerate(GROUPS)}
    found.sort(key=lambda row: (order[row[1].id], sort_key(str(row[0].properties.get("name", ""))), row[0].id))
    yield from found


def _free_place(
    x: float, y: float, room: Room, others: Sequence[tuple[float, float]], diameter: float
) -> tuple[float, float]:
    for ring in _RINGS:
        for turn in range(_TURNS if ring else 1):
            angle = 2 * np.pi * turn / _TURNS
            at = (x + ring * diameter * float(np.cos(angle)), y - ring * diameter * float(np.sin(angle)))
            apart = all(np.hypot(at[0] - ox, at[1] - oy) >= diameter * 1.15 for ox, oy in others)
            if apart and room.inside.contains(Point(at).buffer(diameter / 2)):
                return at
    return (x, y)
