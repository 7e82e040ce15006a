"""The map of a sheet with a grid: light enough for stickers, its cells lettered and numbered along the frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds
from gis_app.domain.paper import COLUMNS, ROWS
from gis_app.prints.content import MapSheet
from gis_app.prints.drawing import draw
from gis_app.prints.ink import Ink
from gis_app.prints.labels import Label
from gis_app.prints.map_sheet import label_data, sources_of
from gis_app.prints.sheet import Frame, Layout, bar_length, layout
from gis_app.prints.svg import Drawing
from gis_app.text.words import Words

BAND = 5.5
"""Width of the band around the map in which the letters and numbers stand, in millimetres."""
_LINE, _CASING = "#3a3a3a", "#ffffff"


@dataclass(frozen=True, slots=True)
class GridMap:
    """A drawn map, ready for its sheet: JSON values only, so that a job can keep it.

    Attributes
    ----------
    number
        0 for a map of the whole territory, else the number of the part.
    entries
        The numbered places: number, name, kind.
    """

    number: int
    svg: str
    labels: Sequence[Mapping[str, Any]]
    entries: Sequence[Mapping[str, str]]
    sources: Sequence[str]
    box: tuple[float, float, float, float]
    epsg: int
    scale: int
    paper: str
    orientation: str
    invented: bool
    large: bool

    @property
    def bounds(self) -> Bounds:
        """What the frame shows, in metres."""
        return Bounds(*self.box, self.epsg)


def grid_layout(paper: str, orientation: str, *, banded: bool, large: bool) -> Layout:
    """Return the layout of a map sheet with room around the map for the letters and numbers of the grid."""
    plain = layout(paper, orientation, banded=banded, large=large)
    around = plain.map
    inner = Frame(around.x + BAND, around.y + BAND, around.width - 2 * BAND, around.height - 2 * BAND)
    return replace(plain, map=inner)


def grid_map(sheet: MapSheet, words: Words, *, number: int = 0, parts: Sequence[Bounds] = ()) -> GridMap:
    """Return the map of a sheet with its grid; on a map of the whole, ``parts`` are outlined and numbered."""
    picture = draw(sheet, words)
    ground = sheet.ground
    ink = Ink(Drawing(ground.width, ground.height), sheet.colour)
    for line in _grid_lines(ground.width, ground.height):
        ink.drawing.path(line, stroke=_CASING, width=0.7, opacity=0.6)
        ink.drawing.path(line, stroke=_LINE, width=0.22, opacity=0.75)
    labels = [label_data(one) for one in picture.labels]
    for place, part in enumerate(parts, start=1):
        frame = ground.to_paper(box(*part.box))
        ink.drawing.path(shapely.boundary(frame), stroke="#000000", width=0.9, dash="3 1.6", opacity=0.85)
        seen = frame.intersection(ground.box).centroid
        labels.append(label_data(Label(str(place), seen.x, seen.y, 44.0, face="bold", fill="#000000", halo=2.4)))
    return GridMap(
        number=number,
        svg=_joined(picture.svg, ink.drawing.render()),
        labels=labels,
        entries=[{"number": str(one.number), "name": one.name, "detail": one.detail} for one in picture.entries],
        sources=sources_of(picture.drawn, words),
        box=ground.bounds.box,
        epsg=ground.epsg,
        scale=ground.scale,
        paper=sheet.layout.paper,
        orientation=sheet.layout.orientation,
        invented=sheet.invented,
        large=sheet.large,
    )


def bar_of(scale: int) -> tuple[int, float]:
    """Return the metres of the scale bar of a sheet and its length in millimetres."""
    metres = bar_length(scale, longest=36.0)
    return metres, metres * 1000 / scale


def _grid_lines(width: float, height: float) -> list[BaseGeometry]:
    columns = [width * place / len(COLUMNS) for place in range(1, len(COLUMNS))]
    rows = [height * place / ROWS for place in range(1, ROWS)]
    upright: list[BaseGeometry] = [LineString([(x, 0), (x, height)]) for x in columns]
    return upright + [LineString([(0, y), (width, y)]) for y in rows]


def _joined(below: str, above: str) -> str:
    """Return one drawing with the second over the first; both have the same size."""
    inner = above[above.index(">") + 1 : above.rindex("</svg>")]
    return below[: below.rindex("</svg>")] + inner + "</svg>"
