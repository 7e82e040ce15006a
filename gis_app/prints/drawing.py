"""Draws the map of a sheet: from the ground up, and the legend of what was drawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.domain.layers import Feature
from gis_app.prints.content import DrawnLayer, Entry, Key, MapPicture, MapSheet
from gis_app.prints.ground import ORDER, paint_base
from gis_app.prints.ink import SWATCH, Ink, swatch
from gis_app.prints.labels import Label, Room
from gis_app.prints.names import write_names
from gis_app.prints.places import GROUPS, NUMBER, SIZE, Sign, numbered, places_of
from gis_app.prints.svg import Drawing
from gis_app.text.labels import label
from gis_app.text.symbols import LIKE, OTHER
from gis_app.text.words import N_, Words

_BEYOND = 4.0
"""Geometry is cut this far outside the frame (mm), so that the cut edge itself is never seen."""
_HOUSE_M = 11.0
_PICTURE_GREY, _PICTURE_EDGE = "#b9b9b4", "#4a4a4a"
"""The legend's sign of a photograph or an old map."""
_HOUSE_MM = (0.32, 1.7)
_ON_OUTLINE_M = 6.0
"""An address so near the outline of a building is that building."""
LIKE_SIZE = 3.2
"""Width of the sign of a liked place in millimetres."""
_MIDDLE = (SWATCH[0] / 2, SWATCH[1] / 2)
HIGHLIGHT = N_("Border of the chosen territory")
APPROXIMATE = N_("approximate place")


def draw(sheet: MapSheet, words: Words) -> MapPicture:
    """Return the map as vectors in millimetres, its labels, legend and directory, everything cut to the frame."""
    picture = MapPicture()
    ink = Ink(Drawing(sheet.ground.width, sheet.ground.height), sheet.colour)
    room = Room(sheet.ground.box)
    signs = numbered(sheet, room)
    for role in ("context", "addresses", "picture", "territories", "work_areas", "communities", "marks"):
        for pattern, drawn in enumerate(d for d in _flat_first(sheet.layers) if d.layer.role == role):
            keys = list(_PAINTERS[role](sheet, drawn, ink, words, pattern))
            picture.keys.extend(keys)
            picture.drawn.extend([drawn.layer] if keys or (drawn.layer.base == "names" and drawn.features) else [])
            if role == "marks":
                for x, y in _liked(sheet, drawn):
                    room.take(Point(x, y).buffer(LIKE_SIZE * sheet.factor / 2))
        if role == "territories":
            picture.keys.extend(_paint_highlight(sheet, ink, words))
    picture.keys.extend(_paint_signs(sheet, signs, ink, words))
    picture.drawn.extend(drawn.layer for drawn in sheet.layers if drawn.layer.role == "places" and signs)
    picture.svg = ink.drawing.render()
    picture.labels = [*write_names(sheet, room), *(_number(one, sheet) for one in signs)]
    picture.entries = [_entry(one, words) for one in signs]
    without = sum(1 for feature in places_of(sheet) if feature.geometry is None)
    if without:
        picture.notes.append(
            words.ngettext(
                "%(num)s place is missing on the map: nobody has noted where it is.",
                "%(num)s places are missing on the map: nobody has noted where they are.",
                without,
            )
        )
    return picture


def _flat_first(layers: Iterable[DrawnLayer]) -> list[DrawnLayer]:
    """Return layers from the lowest: ground and water, other areas, buildings and roads, other lines."""

    def height(drawn: DrawnLayer) -> tuple[float, bool]:
        flat = drawn.layer.geometry == "polygon"
        return (ORDER.index(drawn.layer.base) if drawn.layer.base else 1.5 if flat else 4.5, not flat)

    return sorted(layers, key=height)


def _paint_context(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, pattern: int) -> Iterator[Key]:
    if drawn.layer.base:
        yield from paint_base(sheet, drawn, ink, words)
        return
    shape = _union(sheet, drawn.features)
    if shape.is_empty:
        return
    small, area, line = swatch(sheet.colour)
    if drawn.layer.geometry == "polygon":
        ink.area(shape, drawn.layer.style, pattern)
        small.area(area, drawn.layer.style, pattern)
    else:
        ink.line(shape, drawn.layer.style)
        small.line(line, drawn.layer.style)
    yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _paint_houses(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    side = float(np.clip(_HOUSE_M * 1000 / sheet.ground.scale, *_HOUSE_MM))
    known = [feature for feature in drawn.features if feature.geometry is not None]
    if not known:
        return
    turns = np.array([_azimuth(feature) for feature in known])
    points = sheet.ground.place(shapely.get_coordinates([feature.geometry for feature in known]))
    inside = (points >= 0).all(axis=1) & (points <= [sheet.ground.width, sheet.ground.height]).all(axis=1)
    inside &= ~_on_outline(sheet, points)
    if not inside.any():
        return
    ink.houses(_squares(points[inside], turns[inside], side))
    small, _area, _line = swatch(sheet.colour)
    middle = np.array([[SWATCH[0] / 2 + dx, SWATCH[1] / 2] for dx in (-2.2, 0.0, 2.2)])
    small.houses(_squares(middle, np.zeros(3), 1.3))
    yield Key(small.drawing.render(), words.gettext("House (address point)"))


def _on_outline(sheet: MapSheet, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which houses stand on the outline of a building that is drawn itself."""
    outlines = [
        sheet.ground.to_paper(feature.geometry)
        for drawn in sheet.layers
        if drawn.layer.base == "buildings"
        for feature in drawn.features
        if feature.geometry is not None
    ]
    on = np.zeros(len(points), dtype=bool)
    reach = _ON_OUTLINE_M * 1000 / sheet.ground.scale
    on[shapely.STRtree(outlines).query(shapely.points(points), predicate="dwithin", distance=reach)[0]] = True
    return on


def _paint_picture(_sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    """Lay a photograph or an old map over the base map, as on the screen."""
    if drawn.picture:
        ink.drawing.picture(drawn.picture)
        small, area, _line = swatch(False)
        small.drawing.path(area, fill=_PICTURE_GREY, stroke=_PICTURE_EDGE, width=0.2)
        yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _paint_territories(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    borders = shapely.boundary(_shapes(sheet, drawn.features))
    line = _cut(sheet, shapely.line_merge(shapely.union_all(borders)))
    if not line.is_empty:
        ink.border(line)
        small, _area, example = swatch(sheet.colour)
        small.border(example)
        yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _paint_highlight(sheet: MapSheet, ink: Ink, words: Words) -> Iterator[Key]:
    if sheet.highlight is None:
        return
    strong = _cut(sheet, shapely.boundary(sheet.ground.to_paper(sheet.highlight.geometry)))
    if not strong.is_empty:
        ink.border(strong, strong=True)
        small, _area, example = swatch(sheet.colour)
        small.border(example, strong=True)
        yield Key(small.drawing.render(), words.gettext(HIGHLIGHT))


def _paint_work_areas(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    """Paint every work area alike: no colour of theirs tells one from another (``design/domain.md`` §6.12)."""
    shapes = [shape for shape in (_cut(sheet, shape) for shape in _shapes(sheet, drawn.features)) if not shape.is_empty]
    for shape in shapes:
        ink.work_area(shape)
    if shapes:
        small, area, _line = swatch(sheet.colour)
        small.work_area(area)
        yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _paint_communities(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    shapes = [_cut(sheet, shape) for shape in _shapes(sheet, drawn.features)]
    for shape in shapes:
        ink.community(shape)
    if any(not shape.is_empty for shape in shapes):
        small, area, _line = swatch(sheet.colour)
        small.community(area)
        yield Key(small.drawing.render(), words.gettext("Community (soft edge) or its meeting place (ring)"))


def _paint_marks(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words, _pattern: int) -> Iterator[Key]:
    liked = _liked(sheet, drawn)
    for x, y in liked:
        ink.sign(LIKE, x, y, size=LIKE_SIZE * sheet.factor)
    if liked:
        small, _area, _line = swatch(sheet.colour)
        small.sign(LIKE, *_MIDDLE, size=3.4)
        yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _liked(sheet: MapSheet, drawn: DrawnLayer) -> list[tuple[float, float]]:
    places = (_cut(sheet, shape) for shape in _shapes(sheet, drawn.features))
    middles = (shape.representative_point() for shape in places if not shape.is_empty)
    return [(point.x, point.y) for point in middles]


_PAINTERS: dict[str, Callable[[MapSheet, DrawnLayer, Ink, Words, int], Iterator[Key]]] = {
    "context": _paint_context,
    "addresses": _paint_houses,
    "picture": _paint_picture,
    "territories": _paint_territories,
    "work_areas": _paint_work_areas,
    "communities": _paint_communities,
    "marks": _paint_marks,
}


def _paint_signs(sheet: MapSheet, signs: Sequence[Sign], ink: Ink, words: Words) -> Iterator[Key]:
    for one in signs:
        if one.leader is not None:
            ink.leader(one.leader)
    for one in signs:
        ink.number_box(one.plate, one.symbol)
        ink.sign(one.symbol, *one.at, size=SIZE * sheet.factor, approximate=one.approximate)
    present = {one.symbol.code for one in signs}
    for symbol in GROUPS:
        if symbol.code in present:
            small, _area, _line = swatch(sheet.colour)
            small.sign(symbol, *_MIDDLE, size=4.0)
            yield Key(small.drawing.render(), words.gettext(symbol.title))
    if any(one.approximate for one in signs):
        small, _area, _line = swatch(sheet.colour)
        small.sign(OTHER, *_MIDDLE, size=4.0, approximate=True)
        yield Key(small.drawing.render(), words.gettext("Hollow sign: approximate place"))


def _number(one: Sign, sheet: MapSheet) -> Label:
    middle = one.plate.centroid
    return Label(str(one.number), middle.x, middle.y, NUMBER * sheet.factor, face="bold", fill="#111111", halo=0.0)


def _entry(one: Sign, words: Words) -> Entry:
    properties = one.feature.properties
    kind = label(words, "resource_kind", str(properties["kind"])) if properties.get("kind") else ""
    place = str(properties.get("address") or "")
    if one.approximate:
        place = f"{place} ({words.gettext(APPROXIMATE)})".strip()
    detail = " · ".join(part for part in (kind, place) if part)
    return Entry(one.number, one.symbol.code, str(properties.get("name") or ""), detail)


def _azimuth(feature: Feature) -> float:
    """Return the direction of the street at a house; 0 where the field is empty or out of range."""
    try:
        azimuth = float(feature.properties.get("rotation") or 0.0)
    except ValueError:
        return 0.0
    return azimuth if 0 <= azimuth <= 360 else 0.0


def _squares(points: NDArray[np.float64], azimuths: NDArray[np.float64], side: float) -> MultiPolygon:
    turns = np.radians(azimuths)[:, None] + np.pi / 4 + np.arange(4) * np.pi / 2
    reach = side / np.sqrt(2)
    corners = np.stack([points[:, :1] + reach * np.sin(turns), points[:, 1:] - reach * np.cos(turns)], axis=2)
    return MultiPolygon([Polygon(square) for square in corners])


def _shapes(sheet: MapSheet, features: Sequence[Feature]) -> NDArray[np.object_]:
    """Return the shapes on paper, whole: what is cut first would get borders where it was cut."""
    known = [feature.geometry for feature in features if feature.geometry is not None]
    shapes = np.empty(len(known), dtype=object)
    shapes[:] = [shapely.make_valid(sheet.ground.to_paper(shape)) for shape in known]
    return shapes


def _union(sheet: MapSheet, features: Sequence[Feature]) -> BaseGeometry:
    return shapely.union_all(np.array([_cut(sheet, shape) for shape in _shapes(sheet, features)], dtype=object))


def _cut(sheet: MapSheet, shape: BaseGeometry) -> BaseGeometry:
    west, south, east, north = sheet.ground.box.bounds
    cut: BaseGeometry = shapely.clip_by_rect(shape, west - _BEYOND, south - _BEYOND, east + _BEYOND, north + _BEYOND)
    return cut
