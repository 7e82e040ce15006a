"""How a zone hangs together: its parts, the holes in it, its outline on the map."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import shapely
from geopandas import GeoSeries
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.zones.adjacency import sliver_m
from gis_app.analysis.zones.problem import Units, Zone


def parts(units: Units, zone: Iterable[int]) -> tuple[Zone, ...]:
    """Return the connected parts of a zone, the part with most people first."""
    left = set(zone)
    found = []
    while left:
        part = reached(units.neighbours, min(left), left)
        left -= part
        found.append(frozenset(part))
    return tuple(sorted(found, key=lambda part: (-sum(units.population[unit] for unit in sorted(part)), min(part))))


def is_connected(units: Units, zone: Iterable[int]) -> bool:
    """Whether one can walk through the whole zone from neighbour to neighbour (an empty zone is not connected)."""
    members = set(zone)
    return bool(members) and len(reached(units.neighbours, min(members), members)) == len(members)


def holes(units: Units, zone: Collection[int]) -> tuple[Zone, ...]:
    """Return the groups of units outside that the zone encloses, in order; a unit at the edge is never enclosed."""
    members = zone if isinstance(zone, (set, frozenset, dict)) else set(zone)
    around = sorted({other for unit in members for other in units.neighbours[unit] if other not in members})
    free: set[int] = set()
    found = []
    enclosed: set[int] = set()
    for start in around:
        if start in free or start in enclosed:
            continue
        group, closed = _outside(units, start, members, free)
        (enclosed if closed else free).update(group)
        if closed:
            found.append(frozenset(group))
    return tuple(found)


def reached(neighbours: Sequence[Collection[int]], start: int, among: Collection[int]) -> set[int]:
    """Return all that a walk from ``start``, neighbour by neighbour and only through ``among``, comes to."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in neighbours[waiting.pop()]:
            if other in among and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _outside(units: Units, start: int, members: Collection[int], free: set[int]) -> tuple[set[int], bool]:
    """Walk outside the zone from a unit until the edge, or one known to reach it, is met; say whether neither was."""
    seen, waiting = {start}, [start]
    while waiting:
        unit = waiting.pop()
        if unit in free or units.outer[unit]:
            return seen, False
        for other in units.neighbours[unit]:
            if other not in members and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen, True


def outline(areas: GeoSeries, zone: Iterable[int]) -> BaseGeometry:
    """Return the dissolved area of a zone in the CRS of ``areas`` (metres); slivers between its units are closed."""
    shapes, sliver = areas.to_numpy()[sorted(zone)], sliver_m(areas)
    wider = shapely.union_all(shapely.buffer(shapes, sliver, join_style="mitre"))
    return shapely.buffer(wider, -sliver, join_style="mitre")


def compactness(areas: GeoSeries, zone: Iterable[int]) -> float:
    """Return 4πA ÷ P² of the outline (Polsby and Popper 1991): 1 for a circle, 0.79 for a square, less for a ribbon."""
    shape = outline(areas, zone)
    edge = shapely.length(shape)
    return float(4 * np.pi * shapely.area(shape) / edge**2) if edge else 0.0
