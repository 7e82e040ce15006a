"""How the base map looks, on screen and on paper: colours and widths by kind; a calm ground that never competes.

A map zoom may be a fraction: a sheet of paper has the zoom whose pixel is as large as its own (``zoom_of_scale``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

PAPER = "#fcfaf6"
PIXEL_MM = 0.2646
"""A CSS pixel in millimetres (1/96 inch)."""

COVER: Mapping[str, str] = {
    "built": "#f3ede3",
    "farmland": "#f8f4e6",
    "grass": "#ebf1dd",
    "orchard": "#e8eed6",
    "allotments": "#eceeda",
    "scrub": "#e4ecd5",
    "forest": "#dae6cd",
    "wetland": "#e2ebe4",
    "sand": "#f6edd6",
    "park": "#d9e9c9",
    "cemetery": "#dde6d6",
    "pitch": "#dfead6",
    "square": "#f5f0e8",
}
"""Fill of each kind of ground, from the lowest to the topmost."""
WATER, WATER_EDGE = "#cfe2eb", "#a3c1cf"
STREAM = "#a9cbdb"
BUILDING, BUILDING_EDGE = "#dfd8cc", "#c4bbac"
RAIL, TRAM = "#b1aaa1", "#c8c1b7"
BORDER = "#a48f6c"
TERRITORY_BORDER, INNER_BORDER = "#c8ba9f", "#dcd2c1"
BORDER_DASH = "7 3 1.5 3"
BORDERS_DASHED_FROM = 11


@dataclass(frozen=True, slots=True)
class Road:
    """A class of road; ``widths`` are ``(map zoom, pixels)`` between which the width grows evenly.

    Attributes
    ----------
    fill, casing
        The road and the line along both its sides; below two pixels it is one line of ``casing``.
    dash
        Dashes in pixels; such a road has no casing.
    metres
        A usual width on the ground, the least it gets on a large-scale print.
    """

    fill: str
    casing: str
    widths: tuple[tuple[float, float], ...]
    metres: float
    dash: str = ""


ROADS: Mapping[str, Road] = {
    "path": Road("#bda98d", "#bda98d", ((14, 0.7), (16, 1.0), (18, 1.6)), 1.5, "3 3"),
    "track": Road("#bfae8c", "#bfae8c", ((12, 0.6), (15, 1.1), (18, 2.0)), 3.0, "7 3"),
    "service": Road("#ffffff", "#d9d1c4", ((14, 0.8), (15, 1.5), (16, 3.0), (18, 7.0)), 4.0),
    "pedestrian": Road("#f8f4ed", "#d6cdbf", ((14, 1.6), (16, 5.0), (18, 11.0)), 6.0),
    "street": Road("#ffffff", "#cfc6b7", ((12, 0.8), (13, 1.3), (14, 2.6), (15, 4.2), (16, 7.0), (18, 14.0)), 7.0),
    "tertiary": Road("#ffffff", "#c6bba8", ((11, 1.0), (13, 2.4), (14, 3.8), (16, 8.5), (18, 16.0)), 8.0),
    "secondary": Road("#fdf3d3", "#cfbf97", ((9, 0.9), (11, 1.7), (13, 3.2), (14, 4.6), (16, 9.5), (18, 17.0)), 9.0),
    "primary": Road("#fbe6bb", "#cdb384", ((8, 1.0), (10, 1.8), (12, 2.8), (14, 5.2), (16, 10.5), (18, 19.0)), 10.0),
    "trunk": Road("#f8d9ab", "#c9a573", ((6, 0.8), (8, 1.5), (10, 2.2), (12, 3.4), (14, 5.8), (18, 21.0)), 12.0),
    "motorway": Road("#f4c998", "#c49563", ((5, 0.9), (8, 1.8), (10, 2.6), (12, 3.8), (14, 6.4), (18, 23.0)), 18.0),
}
"""By kind, from the lowest to the topmost."""
STREAMS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "ditch": ((15, 0.6), (18, 1.4)),
    "stream": ((13, 0.7), (16, 1.6), (18, 3.0)),
    "canal": ((12, 0.8), (16, 3.0), (18, 6.0)),
    "river": ((5, 0.7), (9, 1.0), (12, 1.8), (15, 3.2), (18, 7.0)),
}
RAILS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "tram": ((14, 0.7), (18, 1.4)),
    "rail": ((6, 0.7), (10, 1.1), (14, 1.8), (18, 3.2)),
}
CASED_FROM = 2.0
"""A road of fewer pixels is one line."""
RAIL_DASHED_FROM = 15


def width_at(steps: tuple[tuple[float, float], ...], zoom: float) -> float:
    """Return a width in pixels at a zoom; before the first step and after the last it stays."""
    if zoom <= steps[0][0]:
        return steps[0][1]
    for (low, thin), (high, thick) in pairwise(steps):
        if zoom <= high:
            return thin + (thick - thin) * (zoom - low) / (high - low)
    return steps[-1][1]


def zoom_of_scale(scale: int) -> float:
    """Return the map zoom whose pixel on the ground is as large as one of 0.26 mm on paper, at 57° north."""
    metres = scale * PIXEL_MM / 1000
    return math.log2(156_543.034 * math.cos(math.radians(57)) / metres)
