"""Scalable drawings in millimetres, written as text so that the same geometry gives the same bytes."""

import base64
from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry


class Drawing:
    """Collects shapes; one unit is one millimetre."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def path(
        self,
        geometry: BaseGeometry,
        *,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.0,
        dash: str = "",
        cap: str = "butt",
        opacity: float = 1.0,
    ) -> None:
        """Add the outline and inside of a geometry; an empty one adds nothing."""
        data = path_data(geometry)
        if not data:
            return
        look = f'fill="{fill}"' + (' fill-rule="evenodd"' if fill != "none" else "")
        if stroke != "none":
            look += f' stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round" stroke-linecap="{cap}"'
            look += f' stroke-dasharray="{dash}"' if dash else ""
        look += f' opacity="{opacity:g}"' if opacity < 1 else ""
        self._parts.append(f'<path d="{data}" {look}/>')

    def picture(self, jpeg: bytes) -> None:
        """Add a picture that fills the drawing."""
        data = base64.b64encode(jpeg).decode("ascii")
        size = f'width="{self.width:g}" height="{self.height:g}" preserveAspectRatio="none"'
        self._parts.append(f'<image x="0" y="0" {size} href="data:image/jpeg;base64,{data}"/>')

    def stamp(
        self,
        data: str,
        x: float,
        y: float,
        *,
        scale: float,
        fill: str = "none",
        stroke: str = "none",
        width: float = 0.0,
        dash: str = "",
    ) -> None:
        """Add a ready path, drawn around (0, 0), at a place and size; the width of its line is millimetres."""
        look = f'fill="{fill}"'
        if stroke != "none":
            look += f' stroke="{stroke}" stroke-width="{width / scale:.3f}" stroke-linejoin="round"'
            look += f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<path transform="translate({x:.2f} {y:.2f}) scale({scale:.4f})" d="{data}" {look}/>')

    def render(self) -> str:
        """Return the drawing as an SVG document."""
        size = f'width="{self.width:g}mm" height="{self.height:g}mm" viewBox="0 0 {self.width:g} {self.height:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._parts)}</svg>'


def path_data(geometry: BaseGeometry) -> str:
    """Return the ``d`` of an SVG path, to a hundredth of a millimetre; points have none."""
    return "".join(_run(line) for line in _lines(geometry))


def hatch(area: BaseGeometry, *, spacing: float, angle: float = 0.0) -> BaseGeometry:
    """Return parallel lines inside an area; ``angle`` in degrees from the horizontal."""
    if area.is_empty:
        return MultiLineString()
    turned = shapely.affinity.rotate(area, -angle, origin=(0, 0))
    west, south, east, north = turned.bounds
    first, last = int(np.floor(south / spacing)), int(np.ceil(north / spacing))
    lines = [LineString([(west - 1, k * spacing), (east + 1, k * spacing)]) for k in range(first, last + 1)]
    back: BaseGeometry = shapely.affinity.rotate(MultiLineString(lines), angle, origin=(0, 0))
    return shapely.intersection(back, area)


def _lines(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield from (part.exterior, *part.interiors)
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield part
        elif part.geom_type == "GeometryCollection":
            yield from _lines(part)


def _run(line: BaseGeometry) -> str:
    points: NDArray[np.float64] = np.round(shapely.get_coordinates(line), 2) + 0.0
    if len(points) < 2:
        return ""
    closed = line.geom_type == "LinearRing"
    pairs = [f"{x:g} {y:g}" for x, y in (points[:-1] if closed else points).tolist()]
    return "M" + "L".join(pairs) + ("Z" if closed else "")
