"""Who is whose neighbour: touching is not walking, slivers are no border, islands are joined and shown."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from geopandas import GeoSeries
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gis_app.domain.errors import InputRefused

SLIVER_M = 1.0
"""Units closer than this are neighbours: generalised boundaries leave gaps and overlaps of centimetres."""


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Neighbours of each unit with the shared border in metres, and the links that had to be added for islands."""

    neighbours: tuple[dict[int, float], ...]
    joined: tuple[tuple[int, int], ...]


def adjacency(
    areas: GeoSeries,
    *,
    cut: Iterable[tuple[int, int]] = (),
    add: Iterable[tuple[int, int]] = (),
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
    if shapely.is_empty(shapes).any() or shapely.is_missing(shapes).any():
        raise InputRefused("empty_geometry", value=str(areas.index[int(np.argmax(shapely.is_empty(shapes)))]))
    neighbours: list[dict[int, float]] = [{} for _ in shapes]
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=SLIVER_M)
    apart = first < second
    first, second = first[apart], second[apart]
    # Half the outline of the strip both share, less its two ends, is the length they share.
    strips = shapely.intersection(shapely.buffer(shapes[first], SLIVER_M), shapely.buffer(shapes[second], SLIVER_M))
    lengths = np.maximum(shapely.length(strips) / 2 - 2 * SLIVER_M, SLIVER_M)
    for one, other, length in zip(first.tolist(), second.tolist(), lengths.tolist(), strict=True):
        _link(neighbours, one, other, length)
    for one, other in cut:
        neighbours[one].pop(other, None)
        neighbours[other].pop(one, None)
    for one, other in add:
        _link(neighbours, one, other, SLIVER_M)
    return Adjacency(neighbours=tuple(neighbours), joined=_join_islands(shapes, neighbours))


def _link(neighbours: list[dict[int, float]], one: int, other: int, length: float) -> None:
    neighbours[one][other] = length
    neighbours[other][one] = length


def _join_islands(shapes: np.ndarray, neighbours: list[dict[int, float]]) -> tuple[tuple[int, int], ...]:
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
