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
"""Gaps and overlaps up to this are no gap: generalised boundaries leave some of centimetres (see ``sliver_m``)."""

SHORTEST = 5.0
"""Slivers of common border that make neighbours, 5 m as a rule: nobody walks through a corner."""

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
    shortest_m
        The length of common border from which units are neighbours.
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
    shortest_m: float = SHORTEST * SLIVER_M


def sliver_m(areas: GeoSeries) -> float:
    """Return the width in metres up to which a gap is no gap: 1 m, or a hundredth of a typical unit's side if less."""
    side = float(np.sqrt(np.median(shapely.area(areas.to_numpy())))) if len(areas) else 0.0
    return min(SLIVER_M, side / 100) or SLIVER_M


def adjacency(
    areas: GeoSeries,
    *,
    cut: Iterable[Pair] = (),
    add: Iterable[Pair] = (),
) -> Adjacency:
    """Return who shares a border with whom; a corner in common is none.

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
    sliver = sliver_m(areas)
    wider = shapely.buffer(shapes, sliver, quad_segs=2)
    neighbours = _borders(shapes, wider, sliver)
    outer = _at_the_edge(shapes, wider, neighbours, sliver)
    cuts, bridges = _in_order(cut), _in_order(add)
    for one, other in bridges:
        _link(neighbours, one, other, sliver)
    joined = _join_islands(shapes, neighbours, sliver)
    idle = tuple(pair for pair in cuts if pair[1] not in neighbours[pair[0]])
    for one, other in cuts:
        neighbours[one].pop(other, None)
        neighbours[other].pop(one, None)
        outer[[one, other]] = True
    joined = tuple(pair for pair in joined if pair[1] in neighbours[pair[0]])
    ordered = tuple(dict(sorted(row.items())) for row in neighbours)
    return Adjacency(ordered, joined, outer, cut=cuts, added=bridges, idle=idle, shortest_m=SHORTEST * sliver)


def _borders(shapes: np.ndarray, wider: np.ndarray, sliver: float) -> list[dict[int, float]]:
    """Return for each unit those it shares a border of some length with, and the length in metres."""
    neighbours: list[dict[int, float]] = [{} for _ in shapes]
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=sliver)
    apart = first < second
    first, second = first[apart], second[apart]
    # Half the outline of the strip both share, less its two ends, is the length they share.
    strips = shapely.intersection(wider[first], wider[second])
    lengths = shapely.length(strips) / 2 - 2 * sliver
    long = lengths >= SHORTEST * sliver
    pairs = zip(first[long].tolist(), second[long].tolist(), lengths[long].tolist(), strict=True)
    for one, other, length in pairs:
        _link(neighbours, one, other, length)
    return neighbours


def _in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _link(neighbours: list[dict[int, float]], one: int, other: int, length: float) -> None:
    neighbours[one][other] = length
    neighbours[other][one] = length


def _at_the_edge(
    shapes: np.ndarray, wider: np.ndarray, neighbours: list[dict[int, float]], sliver: float
) -> NDArray[np.bool_]:
    """Return the units with some outline that no other unit shares; only the doubtful ones are measured exactly."""
    outlines = shapely.length(shapes)
    free = outlines - np.array([sum(row.values()) for row in neighbours])
    outer: NDArray[np.bool_] = free > _OPEN_SHARE * outlines
    doubtful = ~outer & (free > np.maximum(_CLOSED_SHARE * outlines, 4 * sliver))
    for unit in np.flatnonzero(doubtful).tolist():
        around = shapely.union_all(wider[list(neighbours[unit])])
        outer[unit] = shapely.length(shapely.difference(shapely.boundary(shapes[unit]), around)) > 2 * sliver
    return outer


def _join_islands(shapes: np.ndarray, neighbours: list[dict[int, float]], sliver: float) -> tuple[Pair, ...]:
    """Join single units without any neighbour to the nearest other unit; one left alone by cuts is no island."""
    joined = []
    for unit, row in enumerate(neighbours):
        if row or len(shapes) == 1:
            continue
        distances = shapely.distance(shapes[unit], shapes)
        distances[unit] = np.inf
        nearest = int(np.argmin(distances))
        _link(neighbours, unit, nearest, sliver)
        joined.append((unit, nearest))
    return tuple(joined)


def components(neighbours: tuple[dict[int, float], ...]) -> np.ndarray:
    """Return the number of the connected part each unit belongs to, shape ``(n,)``."""
    pairs = [(one, other) for one, row in enumerate(neighbours) for other in row]
    rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(neighbours), len(neighbours)))
    return np.asarray(connected_components(graph, directed=False)[1])
