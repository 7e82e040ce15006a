"""Names on the map, kept apart: a label that finds no free place is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.prints.metrics import LINE, MM_PER_POINT, text_width


@dataclass(frozen=True, slots=True)
class Label:
    """Text centred at ``x, y`` (millimetres in the frame, y down), turned ``angle`` degrees counter-clockwise."""

    text: str
    x: float
    y: float
    size: float
    angle: float = 0.0
    face: str = "regular"
    fill: str = "#222222"
    tracking: float = 0.0
    halo: float = 1.0

    @property
    def width(self) -> float:
        """How long the text is, in millimetres."""
        return text_width(self.text, size=self.size, face=self.face, tracking=self.tracking)

    @property
    def extent(self) -> Polygon:
        """The turned box the text takes, with a little air around."""
        half_width = self.width / 2 + 0.6
        half_height = self.size * MM_PER_POINT * LINE / 2
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (half_width, half_height)
        turn = np.radians(-self.angle)
        turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return Polygon(turned + np.array([self.x, self.y]))


class Room:
    """The free room of a frame: what is taken stays taken."""

    def __init__(self, frame: Polygon, *, edge: float = 1.2) -> None:
        self.inside = frame.buffer(-edge, join_style="mitre")
        self._taken: list[BaseGeometry] = []
        self._names: dict[str, list[tuple[float, float]]] = {}

    def take(self, shape: BaseGeometry) -> None:
        """Keep a shape free of labels."""
        self._taken.append(shape)

    def is_free(self, shape: BaseGeometry) -> bool:
        """Whether the shape lies inside the frame and touches nothing that was taken."""
        taken: NDArray[np.object_] = np.array(self._taken, dtype=object)
        return bool(self.inside.contains(shape)) and not bool(shapely.intersects(taken, shape).any())

    def first_fit(self, candidates: Iterable[Label], *, apart: float = 0.0) -> Label | None:
        """Take room for the first candidate that fits and is ``apart`` from every label of the same text."""
        for label in candidates:
            if self._near_same_name(label, apart):
                continue
            extent = label.extent
            if self.is_free(extent):
                self.take(extent)
                self._names.setdefault(label.text, []).append((label.x, label.y))
                return label
        return None

    def _near_same_name(self, label: Label, apart: float) -> bool:
        places = self._names.get(label.text, ())
        return any((label.x - x) ** 2 + (label.y - y) ** 2 < apart**2 for x, y in places)


def along(label: Label, shifts: Sequence[float]) -> Iterable[Label]:
    """Yield the label moved along its own direction by each shift (millimetres)."""
    turn = np.radians(label.angle)
    for shift in shifts:
        x, y = label.x + shift * float(np.cos(turn)), label.y - shift * float(np.sin(turn))
        yield Label(label.text, x, y, label.size, label.angle, label.face, label.fill, label.tracking, label.halo)
