"""Where a name can be written along a line: on its straightest stretch, near its middle."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString

Floats = NDArray[np.float64]

STRAIGHT = 0.975
"""A stretch is straight enough when its ends are this share of its length apart: a bow of about 20°."""
_TRIES = 9


@dataclass(frozen=True, slots=True)
class Anchor:
    """The middle of a name and its angle in degrees counter-clockwise from east (−90…90, so that it reads upright)."""

    x: float
    y: float
    angle: float


def anchors(line: LineString, *, length: float, every: float) -> Iterator[Anchor]:
    """Yield where to write a name of a length along a line, about once in ``every``; nothing when it is too short.

    Parameters
    ----------
    line
        In a projected CRS.
    length, every
        In the units of the CRS.
    """
    if line.length < length:
        return
    pieces = max(1, int(line.length // every))
    size = line.length / pieces
    for piece in range(pieces):
        found = _best(line, piece * size, (piece + 1) * size, length)
        if found is not None:
            yield found


def _best(line: LineString, start: float, end: float, length: float) -> Anchor | None:
    """Return the place nearest to the middle of a stretch where the line is straight; None if it bends everywhere."""
    middle, half = (start + end) / 2, length / 2
    low, high = max(start, half), min(end, line.length - half)
    if low > high:
        low = high = min(max(middle, half), line.length - half)
    tries = np.append(np.linspace(low, high, _TRIES if high > low else 1), np.clip(middle, low, high))
    tries = tries[np.argsort(np.abs(tries - middle), kind="stable")]
    first, last = _places(line, tries - half), _places(line, tries + half)
    apart = np.hypot(*(last - first).T)
    fit = np.flatnonzero(apart >= STRAIGHT * length)
    if not len(fit):
        return None
    at = int(fit[0])
    here = _places(line, tries[at : at + 1])[0]
    east, north = last[at] - first[at]
    angle = float(np.degrees(np.arctan2(north, east)))
    return Anchor(float(here[0]), float(here[1]), _upright(angle))


def _places(line: LineString, along: Floats) -> Floats:
    return np.asarray(shapely.get_coordinates(shapely.line_interpolate_point(line, along)), dtype=np.float64)


def _upright(angle: float) -> float:
    turned = angle - 180 * round(angle / 180)
    return 90.0 if turned == -90 else turned
