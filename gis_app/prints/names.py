"""Names on the map: territories first, then places, waters and parks, then streets while there is room."""

from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.layers import Feature
from gis_app.prints.content import DrawnLayer, MapSheet
from gis_app.prints.ground import named_places
from gis_app.prints.labels import Label, Room, along

_STREET_SIZES = ((2_500, 7.5), (5_000, 6.6), (10_000, 5.8), (15_000, 5.2), (25_000, 4.8))
_SMALLEST = 4.6
_PLACES = {
    "city": (13.0, "bold"),
    "town": (10.5, "bold"),
    "village": (8.6, "bold"),
    "suburb": (8.0, "regular"),
    "island": (7.2, "italic"),
    "hamlet": (7.2, "regular"),
    "neighbourhood": (7.0, "regular"),
    "farm": (6.2, "italic"),
    "locality": (6.2, "italic"),
}
"""Size in points and face of the names of places."""
_RANKS = tuple(_PLACES)
_UNNAMED = {"built", "square", "farmland", "pitch"}
"""Ground whose names would only crowd the sheet."""
_STREET_APART = 62.0


def write_names(sheet: MapSheet, room: Room) -> list[Label]:
    """Return the labels that found room, the more important first."""
    labels = [*_territories(sheet, room), *_places(sheet, room), *_context(sheet, room), *_streets(sheet, room)]
    return [label for label in labels if label is not None]


def _territories(sheet: MapSheet, room: Room) -> Iterator[Label | None]:
    for drawn in sheet.layers:
        if drawn.layer.role != "territories":
            continue
        for feature, shape in _on_paper(sheet, drawn):
            name = _name(drawn, feature.properties)
            chosen = sheet.highlight is not None and name == sheet.highlight.name
            size = (13.0 if chosen else 10.0 if sheet.ground.scale <= 25_000 else 7.5) * sheet.factor
            fill = "#4d1f52" if sheet.colour else "#000000"
            wanted = [
                Label(name, x, y, size * shrink, face="bold", fill=fill, tracking=0.08, halo=1.6)
                for shrink in (1.0, 0.8, 0.65)
                for x, y in _spots(shape)
            ]
            yield room.first_fit(wanted)


def _places(sheet: MapSheet, room: Room) -> Iterator[Label | None]:
    """Yield the names of towns, villages and farms, the larger first; a name that is a territory's stands there."""
    known = {
        feature.properties.get("name")
        for one in sheet.layers
        if one.layer.role == "territories"
        for feature in one.features
    }
    frame = sheet.ground.box
    found = [place for place in named_places(sheet.layers) if place[1] in _PLACES and place[0] not in known]
    for name, kind, _people, shape in sorted(found, key=lambda one: (_RANKS.index(one[1]), -one[2], one[0])):
        point = sheet.ground.to_paper(shape).centroid
        if frame.contains(point):
            size, face = _PLACES[kind]
            fill = "#3d3830" if sheet.colour else "#000000"
            wanted = [
                Label(name, point.x, point.y + dy, size * sheet.factor, face=face, fill=fill, halo=1.2)
                for dy in (0.0, -2.5, 2.5, -5.0, 5.0)
            ]
            yield room.first_fit(wanted, apart=30)


def _context(sheet: MapSheet, room: Room) -> Iterator[Label | None]:
    for drawn in sheet.layers:
        flat = drawn.layer.geometry == "polygon" or drawn.layer.base == "water"
        if drawn.layer.role != "context" or not flat or drawn.layer.base == "buildings":
            continue
        fill = _darker(drawn.layer.style.stroke) if sheet.colour else "#333333"
        for feature, shape in _on_paper(sheet, drawn):
            name = _name(drawn, feature.properties)
            if shape.area > 60 and feature.properties.get("kind") not in _UNNAMED:
                size = 6.8 * sheet.factor
                wanted = [Label(name, x, y, size, face="italic", fill=fill) for x, y in _spots(shape)]
                yield room.first_fit(wanted, apart=40)


def _streets(sheet: MapSheet, room: Room) -> Iterator[Label | None]:
    size = next((size for limit, size in _STREET_SIZES if sheet.ground.scale <= limit), _SMALLEST) * sheet.factor
    frame = sheet.ground.box
    fewest = (sheet.ground.scale - 10_000) / 1_500
    for street in sorted(sheet.streets, key=lambda one: (-one.houses, one.name, one.east, one.north)):
        point = sheet.ground.to_paper(Point(street.east, street.north)).centroid
        if street.houses < fewest or not frame.contains(point):
            continue
        label = Label(street.name, point.x, point.y, size, angle=street.angle, fill="#3a3a3a", halo=0.9)
        yield room.first_fit(along(label, (0, 4, -4, 8, -8)), apart=_STREET_APART)


def _on_paper(sheet: MapSheet, drawn: DrawnLayer) -> Iterator[tuple[Feature, BaseGeometry]]:
    for feature in drawn.features:
        if feature.geometry is not None and _name(drawn, feature.properties):
            shape = sheet.ground.to_paper(feature.geometry)
            seen = shapely.clip_by_rect(shapely.make_valid(shape), *sheet.ground.box.bounds)
            if not seen.is_empty:
                yield feature, seen


def _name(drawn: DrawnLayer, properties: Mapping[str, Any]) -> str:
    return str(properties.get(drawn.layer.name_field or "name") or "")


def _spots(shape: BaseGeometry) -> list[tuple[float, float]]:
    """Return places inside the visible part where its name may stand, the most central first."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    centre = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    x, y = centre.coords[0] if centre.length else largest.representative_point().coords[0]
    return [(x + dx, y + dy) for dx, dy in ((0, 0), (0, 7), (0, -7), (0, 14), (0, -14), (12, 0), (-12, 0))]


def _darker(colour: str) -> str:
    parts = (int(int(colour[k : k + 2], 16) * 0.6) for k in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)
