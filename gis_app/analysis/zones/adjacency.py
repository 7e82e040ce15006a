"""Who is whose neighbour: touching is not walking, slivers are no border, islands are joined and shown."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gis_app.domain.errors import InputRefused

SLIVER_M = 1.0
"""Units closer than this are neighbours: generalised boundaries leave gaps and overlaps of centimetres."""

_OPEN_SHARE, _CLOSED_SHARE = 0.15, 0.005
"""Above the first share of its outline without neighbours a unit lies at the edge, below the second it does not."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Neighbours of each unit with the shared border in metres, and what was changed by hand or for islands.

    Attributes
    ----------
    neighbours
        For each unit its neighbours in order.
    joined
        Links added because a unit had no neighbour at all: (the island, the nearest unit).
    outer
        Units at the edge of the areas or of a gap in them, and those whose link was cut: nothing can enclose them.
    cut, added
        What the planner changed, each pair in order.
    idle
        Pairs that were to be cut and touch nowhere.
    """

    neighbours: tuple[dict[int, float], ...]
    joined: tuple[Pair, ...]
    outer: NDArray[np.bool_]
    cut: tuple[Pair, ...] = ()
    added: tuple[Pair, ...] = ()
    idle: tuple[Pair, ...] = ()


def adjacency(
    areas: GeoSeries,
    *,
    cut: Iterable[Pair] = (),
    add: Iterable[Pair] = (),
) -> Adjacency:
    """Return who touches whom.

    Parameters
    ----------
    areas
        Polygons in a metric CRS, one for each unit.
    cut, add
        Pairs of positions whose link is removed (a river) or added (a bridge) by the planner.

    Raises
    ------
    InputRefused
        If the CRS is missing or not metric, or a geometry is empty.
    """
    if areas.crs is None or not areas.crs.is_projected:
        raise InputRefused("metric_crs_needed", value=str(areas.crs))
    shapes = areas.to_numpy()
    nothing = shapely.is_empty(shapes) | shapely.is_missing(shapes)
    if nothing.any():
        raise InputRefused("empty_geometry", value=str(areas.index[int(np.argmax(nothing))]))
    neighbours: list[dict[int, float]] = [{} for _ in shapes]
    wider = shapely.buffer(shapes, SLIVER_M, quad_segs=2)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=SLIVER_M)
    apart = first < second
    first, second = first[apart], second[apart]
    # Half the outline of the strip both share, less its two ends, is the length they share.
    strips = shapely.intersection(wider[first], wider[second])
    lengths = np.maximum(shapely.length(strips) / 2 - 2 * SLIVER_M, SLIVER_M)
    for one, other, length in zip(first.tolist(), second.tolist(), lengths.tolist(), strict=True):
        _link(neighbours, one, other, length)
    outer = _at_the_edge(shapes, wider, neighbours)
    cuts, bridges = _in_order(cut), _in_order(add)
    idle = tuple(pair for pair in cuts if pair[1] not in neighbours[pair[0]])
    for one, other in cuts:
        neighbours[one].pop(other, None)
        neighbours[other].pop(one, None)
        outer[[one, other]] = True
    for one, other in bridges:
        _link(neighbours, one, other, SLIVER_M)
    joined = _join_islands(shapes, neighbours)
    ordered = tuple(dict(sorted(row.items())) for row in neighbours)
    return Adjacency(ordered, joined, outer, cut=cuts, added=bridges, idle=idle)


def _in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _link(neighbours: list[dict[int, float]], one: int, other: int, length: float) -> None:
    neighbours[one][other] = length
    neighbours[other][one] = length


def _at_the_edge(shapes: np.ndarray, wider: np.ndarray, neighbours: list[dict[int, float]]) -> NDArray[np.bool_]:
    """Return the units with some outline that no other unit shares; only the doubtful ones are measured exactly."""
    outlines = shapely.length(shapes)
    free = outlines - np.array([sum(row.values()) for row in neighbours])
    outer: NDArray[np.bool_] = free > _OPEN_SHARE * outlines
    doubtful = ~outer & (free > np.maximum(_CLOSED_SHARE * outlines, 4 * SLIVER_M))
    for unit in np.flatnonzero(doubtful).tolist():
        around = shapely.union_all(wider[list(neighbours[unit])])
        outer[unit] = shapely.length(shapely.difference(shapely.boundary(shapes[unit]), around)) > 2 * SLIVER_M
    return outer


def _join_islands(shapes: np.ndarray, neighbours: list[dict[int, float]]) -> tuple[Pair, ...]:
    """Join single units without any neighbour to the nearest other unit."""
    joined = []
    for unit, row in enumerate(neighbours):
        if row or len(shapes) == 1:
            continue
        distances = shapely.distance(shapes[unit], shapes)
        distances[unit] = np.inf
        nearest = int(np.argmin(distances))
        _link(neighbours, unit, nearest, SLIVER_M)
        joined.append((unit, nearest))
    return tuple(joined)


def components(neighbours: tuple[dict[int, float], ...]) -> np.ndarray:
    """Return the number of the connected part each unit belongs to, shape ``(n,)``."""
    pairs = [(one, other) for one, row in enumerate(neighbours) for other in row]
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(neighbours), len(neighbours)))
    return np.asarray(connected_components(graph, directed=False)[1])
