"""The problem from what a page or a file has: areas by id, index, people, resources, links changed by hand.

Units stand in the order of their ids, whatever order they came in, so that a search gives the same answer again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from geopandas import GeoSeries
from pandas import Series

from gis_app.analysis.zones.access import reach_m
from gis_app.analysis.zones.adjacency import Adjacency, Pair, adjacency
from gis_app.analysis.zones.problem import Floats, Units, Zone
from gis_app.domain.errors import InputRefused

NAMED = 5
"""So many ids stand in an error; more are counted."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Which index makes a unit core (this or more) and which ordinary (this or less)."""

    core_above: float = 1.0
    ordinary_below: float = 0.0

    def __post_init__(self) -> None:
        if not self.ordinary_below < self.core_above:
            raise InputRefused("zones_thresholds_reversed", value=self.ordinary_below, expected=self.core_above)


@dataclass(frozen=True, slots=True)
class Edges:
    """Links the planner changed, as pairs of ids: a river cuts one, a bridge adds one."""

    cut: tuple[tuple[str, str], ...] = ()
    bridges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A problem and the names of its units.

    Attributes
    ----------
    ids
        In their order as text; position ``i`` of the search is ``ids[i]``.
    areas
        Shapes in metres, in the same order.
    required
        Names of the required types of resource, in the order of ``units.away_m``.
    """

    ids: tuple[str, ...]
    areas: GeoSeries
    links: Adjacency
    units: Units
    required: tuple[str, ...] = ()

    def zone_of(self, names: Iterable[str]) -> Zone:
        """Return the positions of ids.

        Raises
        ------
        InputRefused
            If an id is not a unit's.
        """
        return frozenset(_position(self.ids)[name] for name in _known(self.ids, names))

    def names(self, zone: Iterable[int]) -> list[str]:
        """Return the ids of positions, in order."""
        return [self.ids[unit] for unit in sorted(zone)]


def links_of(areas: GeoSeries, edges: Edges = Edges()) -> Adjacency:
    """Return the links between areas **in the order of their ids**, with the planner's changes.

    Keep the answer as long as areas and edges stay: it is the slow part of a problem.

    Raises
    ------
    InputRefused
        If the CRS is not metric, a shape is empty, or a changed link names no unit or cuts where none touch.
    """
    ordered = areas.sort_index()
    ids = tuple(map(str, ordered.index))
    found = adjacency(ordered, cut=_pairs(ids, edges.cut), add=_pairs(ids, edges.bridges))
    for one, other in found.idle:
        raise InputRefused("zones_cut_without_link", value=ids[one], other=ids[other])
    return found


def ground(
    areas: GeoSeries,
    *,
    index: Series,
    population: Series,
    away_m: Mapping[str, Floats | Series] | None = None,
    reach_minutes: float = 0.0,
    cost: Series | None = None,
    edges: Edges = Edges(),
    thresholds: Thresholds = Thresholds(),
    links: Adjacency | None = None,
) -> Ground:
    """Return the problem.

    Parameters
    ----------
    areas
        Polygons in a metric CRS, labelled by id.
    index, population, cost
        Labelled by id; an index that is missing makes a unit neither core nor ordinary, without need.
    away_m
        For each required type the estimated metres on foot from each unit (see ``access``), labelled by id.
    reach_minutes
        A resource counts within so many minutes on foot; 0 asks for one inside.
    links
        What ``links_of`` gave for the same areas and edges.

    Raises
    ------
    InputRefused
        If an id stands twice, people or cost are missing or negative, or a link cannot be changed.
    """
    ordered = areas.set_axis(areas.index.astype(str)).sort_index()
    ids = tuple(ordered.index)
    _once(ids)
    people = _figures(population, ids, code="population_missing")
    values = index.set_axis(index.index.astype(str)).reindex(list(ids)).to_numpy(dtype=float)
    links = links or links_of(ordered, edges)
    away = {name: _labelled(metres, areas).reindex(list(ids)) for name, metres in sorted((away_m or {}).items())}
    units = Units(
        population=people,
        need=people * np.nan_to_num(np.maximum(values, 0.0)),
        core=values >= thresholds.core_above,
        ordinary=values <= thresholds.ordinary_below,
        neighbours=links.neighbours,
        away_m=np.column_stack([*away.values()]) if away else np.zeros((len(ids), 0)),
        reach_m=reach_m(reach_minutes),
        cost=np.zeros(len(ids)) if cost is None else _figures(cost, ids, code="cost_missing"),
        outer=links.outer,
    )
    return Ground(ids=ids, areas=ordered, links=links, units=units, required=tuple(away))


def _labelled(metres: Floats | Series, areas: GeoSeries) -> Series:
    labels = areas.index.astype(str)
    return metres.set_axis(metres.index.astype(str)) if isinstance(metres, Series) else Series(metres, index=labels)


def _figures(figures: Series, ids: tuple[str, ...], *, code: str) -> Floats:
    values = figures.set_axis(figures.index.astype(str)).reindex(list(ids)).to_numpy(dtype=float)
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if wrong.size:
        named = ", ".join(ids[unit] for unit in wrong[:NAMED].tolist())
        raise InputRefused(code, value=named, count=len(wrong))
    return np.asarray(values, dtype=float)


def _once(ids: tuple[str, ...]) -> None:
    for one, other in pairwise(ids):
        if one == other:
            raise InputRefused("unit_twice", value=one)


def _position(ids: tuple[str, ...]) -> dict[str, int]:
    return {name: unit for unit, name in enumerate(ids)}


def _known(ids: tuple[str, ...], names: Iterable[str]) -> list[str]:
    known, asked = set(ids), list(names)
    for name in asked:
        if name not in known:
            raise InputRefused("zones_unit_unknown", value=name)
    return asked


def _pairs(ids: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> list[Pair]:
    position = _position(ids)
    found = []
    for one, other in pairs:
        _known(ids, (one, other))
        if one == other:
            raise InputRefused("zones_link_to_itself", value=one)
        found.append((position[one], position[other]))
    return found
