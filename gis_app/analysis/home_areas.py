"""Areas large enough to hide a home: cells of a population grid merged until each holds a hundred people (§6.2).

Squares of one kilometre are merged to squares of two, then of five, then to the rest of their territory, and only as
far as needed; a territory with fewer people joins its nearest neighbour. Nothing is left over: every inhabitant of the
territories is in exactly one area, so no area can be taken from another.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import InputRefused
from gis_app.domain.grids import Grid

LEAST = 100
"""Inhabitants of the smallest area."""
SIDE_M = 1000.0
STEPS = (1, 2, 5)
"""Sides of the squares that are tried, in kilometres."""
SIDES = ("e", "ne", "n", "nw", "w", "sw", "s", "se")
_MIDDLE_KM = 0.75
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HomeArea:
    """An area that a person may name as where they live.

    Attributes
    ----------
    id
        Made of its place and territory, so that the same data give the same ids.
    territories
        Ids of the territories it lies in, the one with most of its people first.
    people
        Inhabitants; never sent to a phone.
    cells
        Its squares of one kilometre, as multiples of a kilometre east and north; empty ones between them too.
    side
        One of ``SIDES`` as seen from where the people of the territory live, ``"middle"``, or empty when the area is
        all that its territory has.
    villages
        Names of the villages in it, the most inhabited square first.
    """

    id: str
    territories: tuple[str, ...]
    people: float
    cells: tuple[Cell, ...]
    side: str = ""
    villages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeAreas:
    """The areas by id, the people of the grid who live in no territory, and the EPSG code of the squares."""

    areas: Mapping[str, HomeArea]
    outside: float
    epsg: int

    def shape(self, area_id: str) -> BaseGeometry:
        """Return the squares of an area as one shape, in the CRS of the grid."""
        corners = np.array(self.areas[area_id].cells, dtype=float) * SIDE_M
        return shapely.union_all(
            shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + SIDE_M, corners[:, 1] + SIDE_M)
        )


@dataclass
class _Area:
    """An area in the making: its name within its territory, people by cell, and the territories it has taken in."""

    key: str
    people: float = 0.0
    cells: list[int] = field(default_factory=list)
    of: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Squares:
    """Squares of one kilometre: column and row, people, and the territory of each (-1 for none)."""

    at: NDArray[np.int64]
    people: NDArray[np.float64]
    territory: NDArray[np.int64]


def home_areas(
    grid: Grid, *, territories: GeoSeries, villages: Sequence[tuple[str, float, float]] = (), least: float = LEAST
) -> HomeAreas:
    """Return the areas of the territories.

    Parameters
    ----------
    grid
        Inhabitants; cells no larger than a kilometre.
    territories
        Polygons in the CRS of the grid, indexed by id; where two overlap the first one counts.
    villages
        Name, x and y of each village, in the CRS of the grid.
    least
        Inhabitants each area must hold; where the whole has fewer, there is one area.

    Raises
    ------
    InputRefused
        If the territories have another CRS than the grid, or its cells are larger than a kilometre.
    """
    _refuse_unfit(grid, territories)
    squares = _squares(grid, territories)
    labels = [str(label) for label in territories.index]
    made, finest = _merged_by_steps(squares, labels, least)
    made = _without_small(made, squares, least)
    _take_in_empty(made, finest, squares, labels)
    names = _names_by_square(villages)
    found = [_finished(area, squares, names) for area in made]
    found = _with_sides(found, squares, labels)
    beyond = float(squares.people[squares.territory < 0].sum())
    return HomeAreas({area.id: area for area in sorted(found, key=lambda one: one.id)}, beyond, grid.bounds.epsg)


def _refuse_unfit(grid: Grid, territories: GeoSeries) -> None:
    if territories.crs is None or territories.crs.to_epsg() != grid.bounds.epsg:
        value = str(territories.crs and territories.crs.to_epsg())
        raise InputRefused("zonal_crs_differs", value=value, expected=grid.bounds.epsg)
    width = (grid.bounds.east - grid.bounds.west) / grid.values.shape[1]
    if width > SIDE_M * 1.01:
        raise InputRefused("grid_too_coarse", value=round(width), expected=int(SIDE_M))


def _squares(grid: Grid, territories: GeoSeries) -> _Squares:
    """Return the squares of the grid; a smaller cell counts where its middle lies."""
    rows, columns = grid.values.shape
    west, _south, east, north = grid.bounds.box
    width, height = (east - west) / columns, (north - grid.bounds.south) / rows
    x = np.floor((west + (np.arange(columns) + 0.5) * width) / SIDE_M).astype(np.int64)
    y = np.floor((north - (np.arange(rows) + 0.5) * height) / SIDE_M).astype(np.int64)
    at = np.column_stack([np.tile(x, rows), np.repeat(y, columns)])
    at, place = np.unique(at, axis=0, return_inverse=True)
    people = np.zeros(len(at))
    np.add.at(people, place.ravel(), np.nan_to_num(grid.values).ravel())
    return _Squares(at, people, _territory_of(at, people, territories))


def _territory_of(at: NDArray[np.int64], people: NDArray[np.float64], territories: GeoSeries) -> NDArray[np.int64]:
    """Return the place of the territory in which the middle of each square lies; at a coast, that it touches most."""
    found = np.full(len(at), -1, dtype=np.int64)
    shapes = territories.to_numpy()
    tree = STRtree(shapes)
    square, territory = tree.query(shapely.points((at + 0.5) * SIDE_M), predicate="intersects")
    order = np.lexsort((-territory, square))
    found[square[order]] = territory[order]
    off = np.flatnonzero((found < 0) & (people > 0))
    boxes = shapely.box(*(at[off] * SIDE_M).T, *((at[off] + 1) * SIDE_M).T)
    square, territory = tree.query(boxes, predicate="intersects")
    shared = shapely.area(shapely.intersection(boxes[square], shapes[territory]))
    order = np.lexsort((-territory, shared, square))
    found[off[square[order]]] = territory[order]
    return found


def _merged_by_steps(squares: _Squares, labels: Sequence[str], least: float) -> tuple[list[_Area], dict[str, _Area]]:
    """Return the areas after each step, the too small rest of a territory too, and the area of each key."""
    left = np.flatnonzero((squares.people > 0) & (squares.territory >= 0))
    made: dict[str, _Area] = {}
    for step in (*STEPS, 0):
        groups: dict[str, list[int]] = defaultdict(list)
        for square in left.tolist():
            groups[_key(squares, square, step, labels)].append(square)
        ready = {key: members for key, members in groups.items() if step == 0 or squares.people[members].sum() >= least}
        for key, members in ready.items():
            people = float(squares.people[members].sum())
            label = labels[squares.territory[members[0]]]
            made[key] = _Area(key, people, list(members), {label: people})
        taken = {square for members in ready.values() for square in members}
        left = np.array([square for square in left.tolist() if square not in taken], dtype=np.int64)
    return list(made.values()), made


def _key(squares: _Squares, square: int, step: int, labels: Sequence[str]) -> str:
    label = labels[squares.territory[square]]
    if step == 0:
        return f"home:rest:{label}"
    x, y = (squares.at[square] // step).tolist()
    return f"home:{step}km:{x}-{y}:{label}"


def _without_small(made: list[_Area], squares: _Squares, least: float) -> list[_Area]:
    """Return the areas after each one that is too small has joined another, best one of its own territory."""
    areas = {area.key: area for area in made}
    while len(areas) > 1:
        small = min(areas.values(), key=lambda area: (area.people, area.key))
        if small.people >= least:
            break
        del areas[small.key]
        other = _partner(small, list(areas.values()), squares)
        other.people += small.people
        other.cells += small.cells
        for label, people in small.of.items():
            other.of[label] = other.of.get(label, 0.0) + people
    return list(areas.values())


def _partner(small: _Area, others: Sequence[_Area], squares: _Squares) -> _Area:
    own = [area for area in others if not small.of.keys().isdisjoint(area.of)]
    if own:
        return min(own, key=lambda area: (area.people, area.key))
    here = squares.at[small.cells].mean(axis=0)
    return min(others, key=lambda area: (float(np.hypot(*(squares.at[area.cells] - here).T).min()), area.key))


def _take_in_empty(areas: Sequence[_Area], made: Mapping[str, _Area], squares: _Squares, labels: Sequence[str]) -> None:
    """Give each square where nobody lives to the smallest area whose block it lies in, so that a tap finds one."""
    standing = {area.key: area for area in areas}
    for square in np.flatnonzero((squares.people <= 0) & (squares.territory >= 0)).tolist():
        keys = (_key(squares, square, step, labels) for step in (*STEPS[1:], 0))
        area = next((standing[key] for key in keys if key in made and key in standing), None)
        if area is not None:
            area.cells.append(square)


def _finished(area: _Area, squares: _Squares, names: Mapping[Cell, Sequence[str]]) -> HomeArea:
    cells = sorted(area.cells, key=lambda square: (-squares.people[square], *squares.at[square]))
    places = [(int(x), int(y)) for x, y in squares.at[cells]]
    villages = dict.fromkeys(name for place in places for name in names.get(place, ()))
    return HomeArea(
        id=area.key,
        territories=tuple(sorted(area.of, key=lambda label: (-area.of[label], label))),
        people=area.people,
        cells=tuple(sorted(places)),
        villages=tuple(villages),
    )


def _names_by_square(villages: Sequence[tuple[str, float, float]]) -> dict[Cell, list[str]]:
    names: dict[Cell, list[str]] = defaultdict(list)
    for name, x, y in sorted(villages):
        names[int(x // SIDE_M), int(y // SIDE_M)].append(name)
    return names


def _with_sides(areas: Sequence[HomeArea], squares: _Squares, labels: Sequence[str]) -> list[HomeArea]:
    """Return the areas with the side of their territory on which they lie, where a territory has several."""
    people = {(int(x), int(y)): count for (x, y), count in zip(squares.at, squares.people, strict=True)}
    several = defaultdict(list)
    for area in areas:
        several[area.territories[0]].append(area)
    place = {label: number for number, label in enumerate(labels)}
    found = []
    for label, members in several.items():
        own = squares.territory == place[label]
        middle = np.average(squares.at[own], axis=0, weights=squares.people[own])
        for area in members:
            weights = np.array([people[cell] for cell in area.cells])
            off = np.average(np.array(area.cells), axis=0, weights=weights) - middle
            found.append(replace(area, side=_side(*off) if len(members) > 1 else ""))
    return found


def _side(east: float, north: float) -> str:
    if np.hypot(east, north) < _MIDDLE_KM:
        return "middle"
    return SIDES[int(np.round(np.arctan2(north, east) / (np.pi / 4))) % 8]
