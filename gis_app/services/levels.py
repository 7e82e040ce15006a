"""A layer at one zoom: what stands alone and what is gathered into cells, prepared once and kept."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.generalise import Cells, gather, prevailing, simplify_together
from gis_app.domain.crs import project_all
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.rows import Floats, Rows
from gis_app.domain.tiles import MERCATOR, pixel
from gis_app.services.wiring import Context

MOST_SINGLE = 300
"""A layer of more features than this is shown in cells until ``SINGLE_FROM``."""
SINGLE_FROM = 16
CELL_PX = 72
WHOLE_FROM = 17
"""From this zoom shapes keep every corner."""
MOST_IN_VIEW = 3000
"""Of more features in one view the smallest are gathered at every zoom."""
_TOO_SMALL_PX = 5
"""Where there are many, an area or a line that is smaller than this on the screen is gathered like a point."""
_CORNERS_OF_A_SQUARE = 7
"""Shapes of fewer corners on average have nothing to lose: one level serves every zoom."""
_OFF_MIDDLE = 0.15
"""A disc stands at most so far from the middle of its cell, in widths of the cell."""
_MOSTLY = 0.6
"""A cell gets the colour of a kind that more than this share of its places are of."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Features drawn as one: mean position in EPSG:3857, their number, the code of their kind or -1."""

    xy: Floats
    count: Numbers
    kind: NDArray[np.int32]

    def inside(self, area: Bounds) -> "Gathered":
        """Return those in a box of EPSG:3857."""
        here = _within(self.xy, self.xy, area)
        return Gathered(self.xy[here], self.count[here], self.kind[here])


def nothing() -> Gathered:
    """Return no cell."""
    return Gathered(np.empty((0, 2)), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Level:
    """A layer at one zoom.

    ``rows`` stand alone; ``low`` and ``high`` are the corners of their boxes in EPSG:3857 (of points the point itself);
    ``shapes`` are theirs in EPSG:3857, None for points.
    """

    rows: Numbers
    low: Floats
    high: Floats
    shapes: NDArray[Any] | None
    cells: Gathered

    def inside(self, area: Bounds) -> Numbers:
        """Return the places in ``rows`` of what touches a box of EPSG:3857."""
        return np.flatnonzero(_within(self.low, self.high, area))


def level_of(context: Context, layer: Layer, rows: Rows, *, zoom: int, key: Hashable, stamp: Hashable) -> Level:
    """Return a layer as it is drawn at a zoom.

    Parameters
    ----------
    key, stamp
        Under which ``rows`` are kept, and the state of the data they were read from.
    """
    several = len(rows) > MOST_SINGLE and layer.role not in {"territories", "work_areas"}
    deep = min(zoom, SINGLE_FROM if rows.xy is not None else WHOLE_FROM)

    def make() -> Level:
        base = context.memory.frames.get(("level", key, "base"), stamp=stamp, make=lambda: _base(rows))
        if rows.xy is None:
            base = _simplified(base, deep)
        size = CELL_PX * pixel(zoom) if several and zoom < SINGLE_FROM else 0.0
        return gathered(rows, base, size=size, smaller=_TOO_SMALL_PX * pixel(zoom)) if size else base

    level: Level = context.memory.frames.get(("level", key, deep), stamp=stamp, make=make)
    return level


def gathered(rows: Rows, level: Level, *, size: float, smaller: float) -> Level:
    """Return a level whose points and shapes ``smaller`` than a length are gathered into cells of ``size``."""
    middle = (level.low + level.high) / 2
    small = np.flatnonzero((level.high - level.low).max(axis=1, initial=0.0) < smaller)
    cells = gather(middle[small], size=size)
    several = np.flatnonzero(cells.count > 1)
    alone = np.ones(len(level.rows), dtype=bool)
    alone[small] = cells.count[cells.cell] == 1
    kinds = _kinds(rows, level.rows[small], cells)
    return Level(
        rows=level.rows[alone],
        low=level.low[alone],
        high=level.high[alone],
        shapes=None if level.shapes is None else level.shapes[alone],
        cells=Gathered(_apart(cells.xy[several], size), cells.count[several], kinds[several]),
    )


def _apart(xy: Floats, size: float) -> Floats:
    """Return means of cells drawn towards the middles of their cells, so that two discs hardly overlap."""
    middle = (np.floor(xy / size) + 0.5) * size
    return np.asarray(middle + np.clip(xy - middle, -_OFF_MIDDLE * size, _OFF_MIDDLE * size))


def _kinds(rows: Rows, small: Numbers, cells: Cells) -> NDArray[np.int32]:
    if "kind" not in rows.columns:
        return np.full(len(cells.count), -1, dtype=np.int32)
    codes, _ = rows.codes("kind")
    return prevailing(cells, codes[small], share=_MOSTLY)


def _base(rows: Rows) -> Level:
    known = np.flatnonzero(rows.placed)
    if rows.xy is not None:
        xy = rows.placed_in(MERCATOR)[known]
        return Level(known, xy, xy, None, nothing())
    shapes = project_all(rows.geometry[known], source=rows.epsg, target=MERCATOR)
    boxes = shapely.bounds(shapes)
    return Level(known, boxes[:, :2], boxes[:, 2:], shapes, nothing())


def _simplified(base: Level, zoom: int) -> Level:
    assert base.shapes is not None  # noqa: S101 - points need no level of their own
    if zoom >= WHOLE_FROM or _simple(base.shapes):
        return base
    shapes: NDArray[Any] = simplify_together(base.shapes, tolerance=pixel(zoom))
    return Level(base.rows, base.low, base.high, shapes, base.cells)


def _simple(shapes: NDArray[Any]) -> bool:
    return int(shapely.get_num_coordinates(shapes).sum()) < _CORNERS_OF_A_SQUARE * len(shapes)


def _within(low: Floats, high: Floats, area: Bounds) -> NDArray[np.bool_]:
    return (low[:, 0] <= area.east) & (high[:, 0] >= area.west) & (low[:, 1] <= area.north) & (high[:, 1] >= area.south)
