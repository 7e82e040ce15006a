"""Houses: address points along both sides of every street, and farms that have a name instead of a number."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from gis_app.services.demo.town.ground import Ground
from gis_app.services.demo.town.names import farm_names
from gis_app.services.demo.town.plan import Place
from gis_app.services.demo.town.shapes import Floats, chance, lines
from gis_app.services.demo.town.streets import Street, built_up


@dataclass(frozen=True, slots=True)
class House:
    """An address point, local metres; ``rotation`` is the azimuth of its street, degrees clockwise from north."""

    x: float
    y: float
    street: str
    number: str
    rotation: float
    place: Place

    @property
    def address(self) -> str:
        """The address as written on a letter."""
        return f"{self.street} {self.number}" if self.street else f"„{self.number}”, {self.place.name}"


@dataclass(frozen=True, slots=True)
class Habit:
    """How houses of a kind of territory stand: metres apart and from the street, share of plots in use, rows deep."""

    apart: float
    back: float
    used: float
    rows: int = 1


_HABITS = {
    "centre": Habit(37.0, 13.0, 0.9),
    "old": Habit(43.0, 13.0, 0.82),
    "flats": Habit(108.0, 28.0, 0.86, rows=2),
    "garden": Habit(60.0, 16.0, 0.75),
    "industry": Habit(95.0, 30.0, 0.62),
    "village": Habit(56.0, 19.0, 0.74),
}
_CLEAR = {"centre": 18.0, "old": 20.0, "flats": 44.0, "garden": 26.0, "industry": 45.0, "village": 28.0}
_ROW_M = 66.0
_FARMS = 16


class _Taken:
    """Where houses stand already, by squares of 60 m."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def claims(self, x: float, y: float, clear: float) -> bool:
        """Whether nothing stands within ``clear`` metres (at most 60); if so the place is taken from now on."""
        column, row = int(x // 60), int(y // 60)
        around = (self._squares.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any((x - a) ** 2 + (y - b) ** 2 < clear**2 for square in around for a, b in square):
            return False
        self._squares.setdefault((column, row), []).append((x, y))
        return True


class _Land:
    """Answers in which territory a point lies and whether a house may stand there."""

    def __init__(self, ground: Ground, streets: tuple[Street, ...]) -> None:
        self._places = [place for place, _ in ground.territories]
        self._territories = shapely.STRtree([shape for _, shape in ground.territories])
        self._clusters = {
            place: built_up(place, shape).buffer(25.0) for place, shape in ground.territories if place.kind == "village"
        }
        self._unbuilt = ground.unbuilt
        self._roads = shapely.STRtree([line for street in streets for line in lines(street.shape)])
        shapely.prepare(self._unbuilt)

    def place(self, x: float, y: float) -> Place | None:
        """Return the territory of a dry, free place."""
        point = Point(x, y)
        found = self._territories.query(point, predicate="within")
        return None if not len(found) or self._unbuilt.contains(point) else self._places[int(found[0])]

    def clustered(self, place: Place, x: float, y: float) -> bool:
        """Whether a place is where houses with numbers stand."""
        return place.kind != "village" or bool(self._clusters[place].contains(Point(x, y)))

    def clear_of_roads(self, x: float, y: float, metres: float) -> bool:
        """Whether no street runs within so many metres."""
        return not len(self._roads.query(Point(x, y), predicate="dwithin", distance=metres))


def make_houses(ground: Ground, streets: tuple[Street, ...]) -> tuple[House, ...]:
    """Return the houses of every street in the order of their numbers, then the farms of the villages."""
    land, taken = _Land(ground, streets), _Taken()
    made: list[House] = []
    for street in streets:
        made += _along(street, land, taken)
    for place, shape in ground.territories:
        if place.kind == "village":
            made += _farms(place, shape, land, taken)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Plot:
    """A plot beside a street: where the walker stands, unit vectors along and beside the walk, the house number."""

    here: Floats
    along: Floats
    beside: Floats
    number: int

    @property
    def azimuth(self) -> float:
        """Direction of the street in degrees clockwise from north, 0 to 180."""
        return round(float(np.degrees(np.arctan2(self.along[0], self.along[1])) % 180.0), 1)


def _along(street: Street, land: _Land, taken: _Taken) -> Iterator[House]:
    random = chance("houses " + street.name)
    number = 0
    for piece in _from_the_centre(street):
        walked = 8.0
        while walked < piece.length - 8.0:
            here = np.asarray(piece.interpolate(walked).coords[0])
            along = np.asarray(piece.interpolate(walked + 4.0).coords[0]) - here
            along = along / max(float(np.hypot(*along)), 1e-9)
            left = np.array([-along[1], along[0]])
            for plot in (_Plot(here, along, left, number + 1), _Plot(here, along, -left, number + 2)):
                yield from _on_plot(plot, street.name, land, taken, random)
            number += 2
            place = land.place(*here)
            walked += _HABITS[place.kind if place else "village"].apart * random.uniform(0.86, 1.16)


def _on_plot(plot: _Plot, street: str, land: _Land, taken: _Taken, random: np.random.Generator) -> Iterator[House]:
    """Yield the houses of one plot; behind a block of flats stands another, ``k-2``."""
    place = land.place(*(plot.here + plot.beside * 14.0))
    if place is None:
        return
    habit = _HABITS[place.kind]
    for row in range(habit.rows):
        used, shift = random.random() < habit.used, random.normal(0.0, 1.6, 2)
        x, y = plot.here + plot.beside * (habit.back + row * _ROW_M) + shift
        free = used and land.place(x, y) is place and land.clustered(place, x, y)
        if free and land.clear_of_roads(x, y, habit.back * 0.72) and taken.claims(x, y, _CLEAR[place.kind]):
            number = str(plot.number) if row == 0 else f"{plot.number} k-{row + 1}"
            yield House(round(float(x), 2), round(float(y), 2), street, number, plot.azimuth, place)


def _from_the_centre(street: Street) -> list[LineString]:
    """Return the pieces of a street in the order of numbering: it begins at the end nearer to the market square."""
    pieces = lines(street.shape)
    square = Point(0.0, 0.0)
    pieces = [
        p if Point(p.coords[0]).distance(square) <= Point(p.coords[-1]).distance(square) else p.reverse()
        for p in pieces
    ]
    return sorted(pieces, key=lambda piece: (Point(piece.coords[0]).distance(square), piece.coords[0]))


def _farms(place: Place, shape: BaseGeometry, land: _Land, taken: _Taken) -> Iterator[House]:
    random = chance("farms " + place.name)
    names = farm_names(random)
    west, south, east, north = shape.bounds
    found = 0
    for _ in range(_FARMS * 12):
        x, y = float(random.uniform(west, east)), float(random.uniform(south, north))
        outside = land.place(x, y) is place and not land.clustered(place, x, y) and land.clear_of_roads(x, y, 25.0)
        if found < _FARMS and outside and taken.claims(x, y, 60.0):
            found += 1
            yield House(round(x, 2), round(y, 2), "", next(names), 0.0, place)
