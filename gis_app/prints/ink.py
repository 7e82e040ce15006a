"""Ink: how layers look on paper, in colour and in black and white."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.layers import Style
from gis_app.prints.svg import Drawing, hatch
from gis_app.text.symbols import SHAPES, Symbol

PIXEL = 0.2646
"""A CSS pixel in millimetres (1/96 inch): styles of layers are given in pixels."""
DARK = "#222222"
BORDER = "#6a2c70"
HOUSE = "#b3a898"
WORK_AREA, WORK_AREA_EDGE = "#7d8f9b", "#2f3d46"
_BAND_MM = 2.6
SWATCH = (9.0, 5.0)
SIGN_UNITS = 20.0
"""The paths of ``text.symbols`` are about so many units wide."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Paints geometry (already on paper) with the look of a role; the same calls paint the legend's swatches."""

    drawing: Drawing
    colour: bool = True

    def area(self, area: BaseGeometry, style: Style, pattern: int) -> None:
        """Paint a surface: filled in colour; in black and white hatched, each surface of a sheet in its own way."""
        if self.colour:
            edge = style.stroke if style.width else "none"
            self.drawing.path(area, fill=style.fill or "none", stroke=edge, width=min(style.width * PIXEL, 0.4))
            return
        spacing, angles, shade = _PATTERNS[pattern % len(_PATTERNS)]
        self.drawing.path(area, fill=shade, stroke="#777777", width=0.15)
        for angle in angles:
            self.drawing.path(hatch(area, spacing=spacing, angle=angle), stroke="#8a8a8a", width=0.12)

    def line(self, line: BaseGeometry, style: Style) -> None:
        """Paint a road, river or railway; a dashed style becomes a dark line with light dashes, as of railways."""
        width = max(style.width * PIXEL, 0.2)
        stroke = style.stroke if self.colour else grey(style.stroke)
        if style.dash:
            self.drawing.path(line, stroke=stroke, width=max(width, 0.55))
            self.drawing.path(line, stroke="#ffffff", width=max(width, 0.55) - 0.25, dash="2 2")
        else:
            self.drawing.path(line, stroke=lighter(stroke), width=width, cap="round")

    def houses(self, squares: BaseGeometry) -> None:
        """Paint houses, light enough that names and stickers stand out."""
        self.drawing.path(squares, fill=HOUSE if self.colour else "#bdbdbd")

    def border(self, line: BaseGeometry, *, strong: bool = False) -> None:
        """Paint a border of territories; the chosen territory's is drawn through, with a light band beside it."""
        stroke = BORDER if self.colour else "#000000"
        if strong:
            self.drawing.path(line, stroke=stroke, width=2.4, opacity=0.22)
            self.drawing.path(line, stroke=stroke, width=0.7)
        else:
            self.drawing.path(line, stroke="#ffffff", width=1.1, opacity=0.75)
            self.drawing.path(line, stroke=stroke, width=0.4, dash="3.2 0.9 0.5 0.9")

    def work_area(self, area: BaseGeometry) -> None:
        """Paint a work area: a grey veil and a dark edge, the same for each."""
        self.drawing.path(area, fill=WORK_AREA, opacity=0.3)
        self.drawing.path(area, stroke="#ffffff", width=1.3, opacity=0.8)
        self.drawing.path(area, stroke=WORK_AREA_EDGE if self.colour else "#000000", width=0.7)

    def community(self, place: BaseGeometry) -> None:
        """Paint a community: a soft dashed edge, or small rings where it meets."""
        stroke = "#00695c" if self.colour else "#000000"
        areas, points = _sorted(place)
        self.drawing.path(areas, stroke=stroke, width=0.55, dash="1.6 1.2")
        # Only a band along the edge is hatched: a community may be larger than the sheet.
        band = areas.difference(areas.buffer(-_BAND_MM))
        self.drawing.path(hatch(band, spacing=1.8, angle=45), stroke=stroke, width=0.1, opacity=0.7)
        for x, y in shapely.get_coordinates(points).tolist():
            self.drawing.path(Point(x, y).buffer(1.3), fill="#ffffff", stroke=stroke, width=0.45, dash="0.9 0.5")
            self.drawing.path(Point(x, y).buffer(0.45), fill=stroke)

    def sign(self, symbol: Symbol, x: float, y: float, *, size: float, approximate: bool = False) -> None:
        """Paint the sign of a place, hollow where its place is approximate."""
        colour = symbol.colour if self.colour else "#000000"
        fill = "#ffffff" if approximate else colour
        scale = size / SIGN_UNITS
        self.drawing.stamp(SHAPES[symbol.shape], x, y, scale=scale, fill="#ffffff", stroke="#ffffff", width=1.0)
        self.drawing.stamp(SHAPES[symbol.shape], x, y, scale=scale, fill=fill, stroke=colour, width=0.35)

    def number_box(self, outline: Polygon, symbol: Symbol) -> None:
        """Paint the white box that a sign's number stands on."""
        stroke = symbol.colour if self.colour else "#000000"
        self.drawing.path(outline, fill="#ffffff", stroke=stroke, width=0.25)

    def leader(self, line: LineString) -> None:
        """Draw a line from a place to its sign where signs would stand on each other."""
        self.drawing.path(line, stroke="#ffffff", width=0.7)
        self.drawing.path(line, stroke=DARK, width=0.22)
        self.drawing.path(Point(line.coords[0]).buffer(0.55), fill=DARK, stroke="#ffffff", width=0.2)


_PATTERNS: tuple[tuple[float, tuple[float, ...], str], ...] = (
    (0.9, (0.0,), "#ffffff"),
    (1.6, (60.0, 120.0), "#ffffff"),
    (1.3, (45.0,), "#f2f2f2"),
    (1.3, (90.0,), "#ffffff"),
)


def grey(colour: str) -> str:
    """Return the grey as light as the colour (ITU-R BT.601 weights)."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"


def lighter(colour: str) -> str:
    """Return the colour half way to white: a road under houses and names must not compete with them."""
    return "#" + "".join(f"{(int(colour[k : k + 2], 16) + 255) // 2:02x}" for k in (1, 3, 5))


def swatch(colour: bool) -> tuple[Ink, Polygon, LineString]:
    """Return ink on an empty swatch with the surface and the line to show on it."""
    width, height = SWATCH
    line = LineString([(0.3, height / 2 + 0.9), (width / 3, height / 2 - 0.6), (width - 0.3, height / 2 - 0.2)])
    return Ink(Drawing(width, height), colour), box(0.4, 0.6, width - 0.4, height - 0.6), line


def scale_bar(length: float, *, colour: str = DARK) -> str:
    """Return a bar of four equal fields, dark and light in turn; ``length`` in millimetres."""
    drawing = Drawing(length + 0.4, 2.2)
    for number, (start, end) in enumerate(pairwise(np.linspace(0.2, length + 0.2, 5).tolist())):
        fill = colour if number % 2 == 0 else "#ffffff"
        drawing.path(box(start, 0.3, end, 1.9), fill=fill, stroke=colour, width=0.2)
    return drawing.render()


def north_arrow() -> str:
    """Return an arrow to grid north, half filled."""
    drawing = Drawing(8, 14)
    left, right = Polygon([(4, 0.5), (0.8, 13), (4, 10.2)]), Polygon([(4, 0.5), (7.2, 13), (4, 10.2)])
    drawing.path(left, fill=DARK, stroke=DARK, width=0.25)
    drawing.path(right, fill="#ffffff", stroke=DARK, width=0.25)
    return drawing.render()


def frame_line(width: float, height: float) -> str:
    """Return the neat line around a map."""
    drawing = Drawing(width, height)
    drawing.path(translate(box(0, 0, width, height)).exterior, stroke=DARK, width=0.35)
    return drawing.render()


def _sorted(place: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    parts = shapely.get_parts(place)
    flat = shapely.get_dimensions(parts)
    return shapely.MultiPolygon(list(parts[flat == 2])), shapely.MultiPoint(list(parts[flat == 0]))
