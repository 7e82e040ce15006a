"""The sheet of paper: sizes, frames and scales. All lengths are millimetres on paper unless named otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import Infeasible, UnknownCode
from gis_app.domain.geography import Bounds

PAPERS: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
"""Width and height of upright paper (ISO 216)."""
ORIENTATIONS = ("portrait", "landscape")
SCALES = (
    *(500, 1000, 2000, 2500, 5000, 7500, 10_000, 12_500, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000),
    *(75_000, 100_000, 150_000, 200_000),
)
"""Round scales; those beyond 1 : 50 000 show a whole municipality of parishes on one sheet."""
MARGIN = 10.0
_GAP = 4.0
_HEAD = 15.0
_BAND = 8.0
_FOOT = 13.0
_SIDE = {"a4": 62.0, "a3": 86.0}
_STRIP = {"a4": 56.0, "a3": 58.0}
_LARGER = 1.25
_ROUND_METRES = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the sheet; ``x`` and ``y`` from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on the first page."""

    paper: str
    orientation: str
    width: float
    height: float
    band: Frame | None
    head: Frame
    map: Frame
    panel: Frame
    foot: Frame


def layout(paper: str, orientation: str, *, banded: bool = False, large: bool = False) -> Layout:
    """Return where things stand: the map beside its key on wide paper, above it on upright paper.

    ``banded`` leaves room for the band of an invented town, ``large`` widens the key for large print.

    Raises
    ------
    UnknownCode
        If the paper or the orientation is not one of ours.
    """
    if paper not in PAPERS:
        raise UnknownCode("unknown_paper", value=paper, expected=", ".join(PAPERS))
    if orientation not in ORIENTATIONS:
        raise UnknownCode("unknown_orientation", value=orientation, expected=", ".join(ORIENTATIONS))
    upright = orientation == "portrait"
    width, height = PAPERS[paper] if upright else PAPERS[paper][::-1]
    inner = width - 2 * MARGIN
    band = Frame(MARGIN, MARGIN, inner, _BAND) if banded else None
    top = MARGIN + (_BAND + 4 if banded else 0)
    head = Frame(MARGIN, top, inner, _HEAD)
    foot = Frame(MARGIN, height - MARGIN - _FOOT, inner, _FOOT)
    above, below = top + _HEAD, foot.y - 2.5
    more = _LARGER if large else 1.0
    if upright:
        strip = _STRIP[paper] * more
        panel = Frame(MARGIN, below - strip, inner, strip)
        frame = Frame(MARGIN, above, inner, panel.y - _GAP - above)
    else:
        side = _SIDE[paper] * more
        panel = Frame(width - MARGIN - side, above, side, below - above)
        frame = Frame(MARGIN, above, inner - side - _GAP, below - above)
    return Layout(paper, orientation, width, height, band, head, frame, panel, foot)


@dataclass(frozen=True, slots=True)
class Ground:
    """The piece of ground under a map frame: its centre in a metric CRS, the scale and the frame's size.

    Grid north is up; one metre on the ground is ``1000 / scale`` millimetres on paper.
    """

    east: float
    north: float
    epsg: int
    scale: int
    width: float
    height: float

    @property
    def bounds(self) -> Bounds:
        """What the frame shows, in metres of ``epsg``."""
        half_x, half_y = (length * self.scale / 2000 for length in (self.width, self.height))
        return Bounds(self.east - half_x, self.north - half_y, self.east + half_x, self.north + half_y, self.epsg)

    @property
    def box(self) -> Polygon:
        """The frame itself on paper."""
        return box(0, 0, self.width, self.height)

    def to_paper(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return the geometry in millimetres from the frame's upper left corner (y down)."""
        moved: BaseGeometry = shapely.transform(geometry, self.place)
        return moved

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points ``(east, north)`` in metres as ``(x, y)`` in millimetres."""
        factor = 1000 / self.scale
        x = (points[:, 0] - self.east) * factor + self.width / 2
        y = (self.north - points[:, 1]) * factor + self.height / 2
        return np.column_stack([x, y])


def scales_that_fit(bounds: Bounds, frame: Frame) -> Iterator[int]:
    """Yield the scales at which the whole box (in metres) fits into the frame, the largest picture first."""
    across, up = bounds.east - bounds.west, bounds.north - bounds.south
    for scale in SCALES:
        if across * 1000 / scale <= frame.width and up * 1000 / scale <= frame.height:
            yield scale


def ground(bounds: Bounds, frame: Frame, *, scale: int | None = None) -> Ground:
    """Return the ground under the frame, centred on the box; without a scale the largest that shows it whole.

    Raises
    ------
    UnknownCode
        If the scale is not one of ours.
    Infeasible
        If the box does not fit at the smallest scale.
    """
    if scale is None:
        scale = next(scales_that_fit(bounds, frame), None)
        if scale is None:
            raise Infeasible("too_large_for_sheet", expected=f"1 : {SCALES[-1]}")
    if scale not in SCALES:
        raise UnknownCode("unknown_scale", value=scale, expected=", ".join(str(known) for known in SCALES))
    east, north = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    return Ground(east, north, bounds.epsg, scale, frame.width, frame.height)


def bar_length(scale: int, *, longest: float = 50.0) -> int:
    """Return the metres of a round scale bar not longer than ``longest`` on paper."""
    metres = longest * scale / 1000
    return max(length for length in _ROUND_METRES if length <= metres)
