"""Small verbs that turn a hand drawing into shapes: smoothing, wobbling, seeded chance."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.services.demo.town.plan import SEED

Floats = NDArray[np.float64]
Pair = tuple[float, float]


def chance(topic: str) -> np.random.Generator:
    """Return the random generator of a topic: the same on every run, and independent of every other topic."""
    return np.random.Generator(np.random.PCG64([SEED, crc32(topic.encode())]))


def smooth_line(points: Sequence[Pair], *, times: int = 3) -> LineString:
    """Return a line whose corners are cut (Chaikin's method); it keeps its ends. Metres in, metres out."""
    corners = np.asarray(points, dtype=float)
    for _ in range(times):
        first, last = corners[0], corners[-1]
        near, far = corners[:-1] * 0.75 + corners[1:] * 0.25, corners[:-1] * 0.25 + corners[1:] * 0.75
        corners = np.vstack([first, np.stack([near, far], axis=1).reshape(-1, 2), last])
    return LineString(corners)


def smooth_ring(points: Sequence[Pair], *, times: int = 3, wobble: float = 0.0, topic: str = "") -> Polygon:
    """Return a polygon with cut corners; ``wobble`` metres of seeded unrest are added to its edges before the last cut.

    Without unrest it lies inside the drawn corners.
    """
    corners = np.asarray(points, dtype=float)
    for turn in range(times):
        if wobble and turn == times - 1:
            corners = corners + chance(f"ring {topic}").normal(0.0, wobble, corners.shape)
        ahead = np.roll(corners, -1, axis=0)
        corners = np.stack([corners * 0.75 + ahead * 0.25, corners * 0.25 + ahead * 0.75], axis=1).reshape(-1, 2)
    made = shapely.make_valid(Polygon(corners))
    return largest(made)


def bowed(line: LineString, *, bow: float, unrest: float, random: np.random.Generator) -> LineString:
    """Return a straight line as a gently bent one with the same ends.

    ``bow`` is the depth of the bend in metres (either side), ``unrest`` the size of small deviations in metres.
    """
    start, end = np.asarray(line.coords[0]), np.asarray(line.coords[-1])
    run = end - start
    length = float(np.hypot(*run))
    steps = max(2, int(length / 60.0))
    along = np.linspace(0.0, 1.0, steps + 1)[:, None]
    side = np.array([-run[1], run[0]]) / max(length, 1.0)
    fade = np.sin(np.pi * along)
    offset = fade * bow * random.uniform(-1.0, 1.0) + fade * random.normal(0.0, unrest, along.shape)
    return smooth_line([(x, y) for x, y in start + along * run + offset * side], times=1)


def ribbon(line: LineString, widths: Floats) -> Polygon:
    """Return the polygon along a line that is as wide, in metres, as ``widths`` says at each of its corners."""
    points = np.asarray(line.coords)
    ahead = np.gradient(points, axis=0)
    side = np.column_stack([-ahead[:, 1], ahead[:, 0]]) / np.hypot(ahead[:, 0], ahead[:, 1])[:, None]
    half = widths[:, None] / 2
    return largest(shapely.make_valid(Polygon(np.vstack([points + side * half, (points - side * half)[::-1]]))))


def largest(shape: BaseGeometry) -> Polygon:
    """Return the largest polygon of a shape.

    Raises
    ------
    ValueError
        If there is none.
    """
    return max(polygons(shape), key=lambda part: part.area)


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons a shape consists of; lines and points are left out."""
    return [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, Polygon)]


def lines(shape: BaseGeometry, *, longer_than: float = 0.0) -> list[LineString]:
    """Return the lines a shape consists of, merged where they touch end to end, longer than so many metres."""
    merged = shapely.line_merge(shape) if shape.geom_type.startswith("Multi") else shape
    return [part for part in shapely.get_parts(merged) if isinstance(part, LineString) and part.length > longer_than]
