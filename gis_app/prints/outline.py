"""A small picture of a sheet before it is printed: frames, borders and places, no words but the title."""

from collections.abc import Sequence
from html import escape

import shapely
from shapely.affinity import translate
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Territory
from gis_app.prints.content import DrawnLayer
from gis_app.prints.ink import BORDER, DARK
from gis_app.prints.places import SIZE
from gis_app.prints.sheet import Frame, Ground, Layout
from gis_app.prints.svg import Drawing
from gis_app.text.symbols import SHAPES, symbol_of

_LINE_MM = 1.6
"""Words are drawn as grey bars of this height."""


def outline_svg(
    layout: Layout, ground: Ground, layers: Sequence[DrawnLayer], *, title: str, highlight: Territory | None = None
) -> str:
    """Return the sheet in small, true to its proportions; one unit is one millimetre on paper."""
    drawing = Drawing(layout.width, layout.height)
    drawing.path(box(0, 0, layout.width, layout.height), fill="#ffffff")
    for drawn in layers:
        if drawn.layer.role in {"context", "territories"} and drawn.layer.base in {"", "water"}:
            _shapes(drawing, layout, ground, drawn)
    if highlight is not None:
        shape = _on_sheet(layout, ground, shapely.boundary(highlight.geometry))
        drawing.path(shape, stroke=BORDER, width=1.8)
    for drawn in layers:
        if drawn.layer.role == "places":
            _places(drawing, layout, ground, drawn)
    if layout.band is not None:
        drawing.path(_box(layout.band), stroke="#000000", width=1.2)
    drawing.path(_box(layout.map), stroke=DARK, width=0.7)
    _bars(drawing, layout.panel, rows=9)
    _bars(drawing, layout.foot, rows=2)
    head = layout.head
    look = f'font-family="sans-serif" font-size="8" font-weight="700" fill="{DARK}"'
    words = f'<text x="{head.x:g}" y="{head.y + 7:g}" {look}>{escape(title)}'
    return drawing.render().replace("</svg>", words + "</text></svg>")


def _shapes(drawing: Drawing, layout: Layout, ground: Ground, drawn: DrawnLayer) -> None:
    style = drawn.layer.style
    shapes = [feature.geometry for feature in drawn.features if feature.geometry is not None]
    if drawn.layer.role == "territories":
        borders = shapely.union_all([shapely.boundary(shape) for shape in shapes])
        drawing.path(_on_sheet(layout, ground, borders), stroke=BORDER, width=0.5, opacity=0.6)
    elif drawn.layer.geometry == "polygon" or drawn.layer.base:
        shapes = [shape for shape in shapes if shape.area > 0]
        drawing.path(_on_sheet(layout, ground, shapely.union_all(shapes)), fill=style.fill or "none")
    else:
        drawing.path(_on_sheet(layout, ground, shapely.union_all(shapes)), stroke=style.stroke, width=0.5)


def _places(drawing: Drawing, layout: Layout, ground: Ground, drawn: DrawnLayer) -> None:
    for feature in drawn.features:
        if feature.geometry is None or feature.properties.get("sensitive"):
            continue
        point = _on_sheet(layout, ground, feature.geometry.representative_point())
        if not point.is_empty:
            symbol = symbol_of(str(feature.properties.get("kind", "")))
            x, y = point.centroid.x, point.centroid.y
            drawing.stamp(SHAPES[symbol.shape], x, y, scale=SIZE / 20, fill=symbol.colour)


def _on_sheet(layout: Layout, ground: Ground, shape: BaseGeometry) -> BaseGeometry:
    seen = shapely.clip_by_rect(ground.to_paper(shape), 0, 0, ground.width, ground.height)
    return translate(seen, layout.map.x, layout.map.y)


def _bars(drawing: Drawing, frame: Frame, *, rows: int) -> None:
    step = min(frame.height / rows, 7.0)
    for row in range(rows):
        y = frame.y + row * step + 1
        width = frame.width * (0.75 if row % 3 else 0.55)
        drawing.path(box(frame.x, y, frame.x + width, y + _LINE_MM), fill="#d4d4d4")


def _box(frame: Frame) -> BaseGeometry:
    return box(frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
