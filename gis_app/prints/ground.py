"""The base map on paper: the same kinds and colours as on screen, widths of the sheet's scale, and as little ink."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gis_app.domain import ground_look as look
from gis_app.prints.content import DrawnLayer, Key, MapSheet
from gis_app.prints.ink import Ink, grey, swatch
from gis_app.prints.svg import hatch
from gis_app.text.words import Words

ORDER = ("cover", "water", "buildings", "roads", "rail", "borders", "names")
"""From the lowest to the topmost."""
FINER = 0.6
"""Paper shows what a screen would show so many zooms closer: its pixels are smaller."""
_THIN = 0.75
"""Lines are so much thinner than on screen."""
_BEYOND = 4.0
_LEAST_MM = 0.12
_GREY_WATER, _GREY_BUILDING = "#ececec", "#d6d6d6"
_WOODED = {"forest", "park", "cemetery"}

Shapes = NDArray[Any]


def zoom_of(sheet: MapSheet) -> float:
    """Return the map zoom whose detail a sheet shows."""
    return look.zoom_of_scale(sheet.ground.scale) + FINER


def paint_base(sheet: MapSheet, drawn: DrawnLayer, ink: Ink, words: Words) -> Iterator[Key]:
    """Paint one part of the base map; yield its line of the legend if anything of it lies in the frame."""
    kinds, shapes, hidden = _on_paper(sheet, drawn)
    if not len(shapes) or drawn.layer.base not in _PAINTERS:
        return
    _PAINTERS[drawn.layer.base](sheet, ink, kinds, shapes, hidden)
    small, area, line = swatch(sheet.colour)
    example = area if drawn.layer.base in {"cover", "water", "buildings"} else line
    first = {"cover": "forest", "water": "lake", "roads": "primary", "rail": "rail"}.get(drawn.layer.base, "")
    one = np.empty(1, dtype=object)
    one[0] = example
    _PAINTERS[drawn.layer.base](sheet, small, np.array([first], dtype=object), one, np.array([False]))
    yield Key(small.drawing.render(), words.pick(drawn.layer.title))


def _on_paper(sheet: MapSheet, drawn: DrawnLayer) -> tuple[NDArray[Any], Shapes, NDArray[np.bool_]]:
    """Return kinds, shapes on paper cut a little outside the frame, and which of them run in a tunnel."""
    west, south, east, north = sheet.ground.box.bounds
    found = [one for one in drawn.features if one.geometry is not None]
    shapes = np.empty(len(found), dtype=object)
    shapes[:] = [sheet.ground.to_paper(one.geometry) for one in found if one.geometry is not None]
    cut = shapely.clip_by_rect(shapes, west - _BEYOND, south - _BEYOND, east + _BEYOND, north + _BEYOND)
    kinds = np.array([str(one.properties.get("kind") or "") for one in found], dtype=object)
    hidden = np.array([bool(one.properties.get("tunnel")) for one in found], dtype=bool)
    there = ~shapely.is_empty(cut) if len(cut) else np.zeros(0, dtype=bool)
    return kinds[there], cut[there], hidden[there]


def _cover(_sheet: MapSheet, ink: Ink, kinds: NDArray[Any], shapes: Shapes, _hidden: NDArray[np.bool_]) -> None:
    for kind, fill in look.COVER.items():
        whole = _whole(shapes[kinds == kind])
        if ink.colour:
            ink.drawing.path(whole, fill=fill)
        elif kind in _WOODED:
            ink.drawing.path(hatch(whole, spacing=1.5, angle=45.0), stroke="#b5b5b5", width=0.1)


def _water(sheet: MapSheet, ink: Ink, kinds: NDArray[Any], shapes: Shapes, _hidden: NDArray[np.bool_]) -> None:
    flat = shapely.get_dimensions(shapes) == 2
    for kind, widths in look.STREAMS.items():
        width = _mm(look.width_at(widths, zoom_of(sheet)))
        lines = shapely.line_merge(_whole(shapes[~flat & (kinds == kind)]))
        ink.drawing.path(lines, stroke=look.STREAM if ink.colour else "#8f8f8f", width=width, cap="round")
    edge = look.WATER_EDGE if ink.colour else "#8f8f8f"
    whole = _whole(shapes[flat])
    ink.drawing.path(whole, fill=look.WATER if ink.colour else _GREY_WATER, stroke=edge, width=0.15)
    if not ink.colour:
        ink.drawing.path(hatch(whole, spacing=1.3), stroke="#a5a5a5", width=0.1)


def _buildings(_sheet: MapSheet, ink: Ink, _kinds: NDArray[Any], shapes: Shapes, _hidden: NDArray[np.bool_]) -> None:
    whole = _parts(shapes)
    if ink.colour:
        ink.drawing.path(whole, fill=look.BUILDING, stroke=look.BUILDING_EDGE, width=0.1)
    else:
        ink.drawing.path(whole, fill=_GREY_BUILDING, stroke="#9a9a9a", width=0.1)


def _roads(sheet: MapSheet, ink: Ink, kinds: NDArray[Any], shapes: Shapes, hidden: NDArray[np.bool_]) -> None:
    """Paint tunnels, then the casings of all roads, then the roads: so crossings are open."""
    bodies: list[tuple[BaseGeometry, str, float]] = []
    for kind, road in look.ROADS.items():
        width = _mm(look.width_at(road.widths, zoom_of(sheet)))
        casing = road.casing if ink.colour else grey(road.casing)
        below, above = (shapely.line_merge(_whole(shapes[(kinds == kind) & here])) for here in (hidden, ~hidden))
        ink.drawing.path(below, stroke=casing, width=max(_LEAST_MM, width / 3), dash="1 0.8")
        if road.dash:
            ink.drawing.path(above, stroke=casing, width=max(_LEAST_MM, width), dash="0.9 0.7")
        elif width < _mm(look.CASED_FROM):
            ink.drawing.path(above, stroke=casing, width=max(_LEAST_MM, width), cap="round")
        else:
            ink.drawing.path(above, stroke=casing, width=width + 0.26)
            bodies.append((above, road.fill if ink.colour else "#ffffff", width))
    for line, fill, width in bodies:
        ink.drawing.path(line, stroke=fill, width=width, cap="round")


def _rail(sheet: MapSheet, ink: Ink, kinds: NDArray[Any], shapes: Shapes, hidden: NDArray[np.bool_]) -> None:
    for kind, colour in (("tram", look.TRAM), ("rail", look.RAIL)):
        width = max(0.2, _mm(look.width_at(look.RAILS[kind], zoom_of(sheet))))
        line = shapely.line_merge(_whole(shapes[(kinds == kind) & ~hidden]))
        ink.drawing.path(line, stroke=colour if ink.colour else grey(colour), width=width)
        if kind == "rail":
            ink.drawing.path(line, stroke="#ffffff", width=max(0.1, width - 0.22), dash="1.4 1.4")


def _borders(_sheet: MapSheet, ink: Ink, _kinds: NDArray[Any], shapes: Shapes, _hidden: NDArray[np.bool_]) -> None:
    stroke = look.BORDER if ink.colour else "#555555"
    ink.drawing.path(shapely.line_merge(_whole(shapes)), stroke=stroke, width=0.35, dash="2.4 0.9 0.5 0.9")


_PAINTERS: Mapping[str, Callable[[MapSheet, Ink, NDArray[Any], Shapes, NDArray[np.bool_]], None]] = {
    "cover": _cover,
    "water": _water,
    "buildings": _buildings,
    "roads": _roads,
    "rail": _rail,
    "borders": _borders,
}


def _mm(pixels: float) -> float:
    return round(pixels * look.PIXEL_MM * _THIN, 3)


def _whole(shapes: Shapes) -> BaseGeometry:
    """Return shapes as one, areas joined: neighbours of one kind show no seam, overlaps are filled once."""
    if len(shapes) and (shapely.get_dimensions(shapes) == 2).all():
        joined: BaseGeometry = shapely.union_all(shapely.make_valid(shapes))
        return joined
    return _parts(shapes)


def _parts(shapes: Shapes) -> BaseGeometry:
    parts = shapely.get_parts(shapes)
    flat = shapely.get_dimensions(parts)
    if len(parts) and (flat == 2).all():
        return shapely.MultiPolygon(list(parts))
    return shapely.MultiLineString(list(parts[flat == 1]))


def named_places(layers: Sequence[DrawnLayer]) -> list[tuple[str, str, int, BaseGeometry]]:
    """Return name, kind, inhabitants and point of the named places of a sheet."""
    return [
        (
            str(one.properties.get("name") or ""),
            str(one.properties.get("kind") or ""),
            int(one.properties.get("population") or 0),
            one.geometry,
        )
        for drawn in layers
        if drawn.layer.base == "names"
        for one in drawn.features
        if one.geometry is not None and one.properties.get("name")
    ]
