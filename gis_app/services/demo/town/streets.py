"""Streets: the drawn main roads and, between them, a bent grid that each kind of territory thins in its own way."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.services.demo.town import plan
from gis_app.services.demo.town.ground import Ground
from gis_app.services.demo.town.names import street_name
from gis_app.services.demo.town.plan import Place
from gis_app.services.demo.town.shapes import Floats, chance, lines, smooth_line, smooth_ring

_SHORTEST = 95.0
_SAME_STREET_GAP = 190.0
_BESIDE_MAIN = 42.0
_ACROSS = 3.2 * _BESIDE_MAIN

_TURN = {"nw": 0.20, "ne": -0.26, "sw": 0.07, "se": 0.40}
"""How the grid of each quarter of the town is turned, in radians counter-clockwise."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Distances between the streets of a kind of territory: every ``short`` and ``long`` metres, of which some go."""

    short: int
    long: int
    skipped: float


_GRIDS = {
    "centre": Grid(1, 1, 0.06),
    "old": Grid(1, 1, 0.22),
    "garden": Grid(1, 1, 0.28),
    "flats": Grid(2, 2, 0.15),
    "industry": Grid(2, 2, 0.3),
    "village": Grid(2, 1, 0.4),
}
_SHORT_M, _LONG_M = 146.0, 270.0


@dataclass(frozen=True, slots=True)
class Street:
    """A street: ``kind`` is *main*, *street* or *lane*; ``shape`` has one or several lines, local metres."""

    name: str
    kind: str
    shape: BaseGeometry
    built: str
    """Kind of the territory in which most of it lies."""


def make_streets(ground: Ground) -> tuple[Street, ...]:
    """Return the streets of the town, main roads first."""
    main = [
        Street(name, "main", shapely.MultiLineString([smooth_line(piece) for piece in pieces]), "")
        for name, pieces in plan.MAIN_ROADS.items()
    ]
    main = [Street(road.name, road.kind, road.shape.intersection(ground.outline), road.built) for road in main]
    taken = {road.name for road in main}
    roads = shapely.union_all([road.shape for road in main])
    side = []
    for quarter in _TURN:
        side += _side_streets(ground, quarter, roads=roads, taken=taken)
    return (*main, *side)


def built_up(place: Place, shape: Polygon) -> BaseGeometry:
    """Return the part of a territory where houses stand: all of it in town, a cluster round the middle of a village."""
    if place.kind != "village":
        return shape
    random = chance("cluster " + place.name)
    angles = np.linspace(0.0, 2 * np.pi, 11)[:-1]
    far = random.uniform(190.0, 520.0, angles.size)
    ring = [(place.x + r * np.cos(a), place.y + r * np.sin(a)) for r, a in zip(far, angles, strict=True)]
    return smooth_ring(ring).intersection(shape.buffer(-40.0))


def _side_streets(ground: Ground, quarter: str, *, roads: BaseGeometry, taken: set[str]) -> list[Street]:
    near_main = roads.buffer(_BESIDE_MAIN)
    places = [(place, shape) for place, shape in ground.territories if _quarter(place, ground) == quarter]
    unbuilt = ground.unbuilt
    free = {place: built_up(place, shape).difference(unbuilt) for place, shape in places}
    random = chance("streets " + quarter)
    made: list[Street] = []
    for line, order, across in _grid(_TURN[quarter]):
        kept = [free[place] for place, _ in places if _keeps(place, order, across=across)]
        for run in _runs(line.intersection(shapely.union_all(kept)), near_main):
            middle = run.interpolate(0.5, normalized=True)
            built = min(free, key=lambda place: free[place].distance(middle)).kind
            made.append(
                Street(street_name(built, taken, random), "lane" if built == "village" else "street", run, built)
            )
    return made


def _quarter(place: Place, ground: Ground) -> str:
    def beyond(line: BaseGeometry, axis: int) -> bool:
        nearest = shapely.shortest_line(line, Point(place.x, place.y)).coords
        return bool(nearest[1][axis] > nearest[0][axis])

    return ("n" if beyond(ground.railway, 1) else "s") + ("e" if beyond(ground.river, 0) else "w")


def _grid(turn: float) -> Iterator[tuple[LineString, int, bool]]:
    """Yield bent grid lines over the whole extent, their order number, and whether they run across."""
    along = np.arange(-4800.0, 4801.0, 45.0)
    for step, across in ((_SHORT_M, False), (_LONG_M, True)):
        for order in range(int(-4800 / step), int(4800 / step) + 1):
            fixed = np.full_like(along, order * step)
            yield LineString(_bent(along, fixed, turn) if across else _bent(fixed, along, turn)), order, across


def _bent(u: Floats, v: Floats, turn: float) -> Floats:
    u = u + 55.0 * np.sin(v / 620.0 + 4.0 * turn) + 25.0 * np.sin(v / 260.0)
    v = v + 60.0 * np.sin(u / 700.0 + 1.0) + 18.0 * np.sin(u / 240.0)
    return np.column_stack([u * np.cos(turn) - v * np.sin(turn), u * np.sin(turn) + v * np.cos(turn)])


def _keeps(place: Place, order: int, *, across: bool) -> bool:
    grid = _GRIDS[place.kind]
    every = grid.long if across else grid.short
    return order % every == 0 and chance(f"keep {place.name} {order} {across}").random() >= grid.skipped


def _runs(shape: BaseGeometry, near_main: BaseGeometry) -> list[BaseGeometry]:
    """Return the stretches of one grid line that are one street each; what runs beside a main road goes."""
    beside = [part.buffer(0.5) for part in lines(shape.intersection(near_main), longer_than=_ACROSS)]
    pieces = lines(shape.difference(shapely.union_all(beside)), longer_than=_SHORTEST)
    pieces.sort(key=lambda piece: (piece.coords[0][0] + piece.coords[0][1], piece.coords[0]))
    runs: list[list[LineString]] = []
    for piece in pieces:
        near = next((run for run in runs if any(piece.distance(other) < _SAME_STREET_GAP for other in run)), None)
        if near is None:
            runs.append([piece])
        else:
            near.append(piece)
    return [shapely.MultiLineString(run) for run in runs]
