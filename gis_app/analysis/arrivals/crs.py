"""Which CRS and which order of axes coordinates have: whatever lets the places fall where they should."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.crs import LKS92, WGS84, transformer
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Problem
from gis_app.domain.latvia import BOX, within_latvia

Array = NDArray[np.float64]
TRIED = (WGS84, LKS92, 25884, 32634, 32635, 3857)
"""CRS that Latvian files have: WGS 84, LKS-92, Baltic TM, UTM 34 and 35, Web Mercator."""
SWAPS = (WGS84, LKS92, 25884, 32634, 32635, 3857)
MOST_SAMPLED = 4000
"""Places by which a CRS is chosen; spread evenly over the file."""
ENOUGH = 0.5
"""Part of the places that must fall where they should before another reading than the declared one is taken."""
EQUAL = 0.02
"""Two readings that differ by less in both parts fit equally."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where places are expected: in Latvia (unless the project lies elsewhere) and in the project.

    Attributes
    ----------
    project
        Bounds of the project, or None.
    abroad
        Whether the project lies outside Latvia, so that the country says nothing.
    """

    project: Bounds | None = None
    abroad: bool = False

    @classmethod
    def of(cls, bounds: Bounds | None) -> "Area":
        """Return the area of a project with these bounds (any CRS)."""
        if bounds is None:
            return cls()
        box = bounds.to(WGS84)
        middle = np.array([(box.west + box.east) / 2]), np.array([(box.south + box.north) / 2])
        return cls(project=box, abroad=not bool(within_latvia(*middle)[0]))

    def expected(self, lon: Array, lat: Array) -> NDArray[np.bool_]:
        """Return whether places (degrees) lie in the country or in the project."""
        inside = self.within_project(lon, lat)
        return inside if self.abroad else inside | within_latvia(lon, lat)

    def around(self, lon: Array, lat: Array) -> NDArray[np.bool_]:
        """Return whether places lie in a wide box around what is expected: the sea, the neighbours across a border."""
        west, south, east, north = self.project.box if self.project and self.abroad else BOX
        return np.asarray((lon >= west - 1) & (lon <= east + 1) & (lat >= south - 0.5) & (lat <= north + 0.5))

    def within_project(self, lon: Array, lat: Array, *, margin: float = 0.25) -> NDArray[np.bool_]:
        """Return whether places lie in the bounds of the project, grown on each side by a part of their size."""
        if self.project is None:
            return np.zeros(len(lon), dtype=bool)
        box = self.project
        wide, high = margin * max(box.east - box.west, 0.02), margin * max(box.north - box.south, 0.01)
        return np.asarray(
            (lon >= box.west - wide) & (lon <= box.east + wide) & (lat >= box.south - high) & (lat <= box.north + high)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read two columns of coordinates; ``scale`` is 1000 for kilometres."""

    epsg: int
    swapped: bool = False
    scale: float = 1.0

    def degrees(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return longitude and latitude of coordinates as they stand in the file; infinite where impossible."""
        east, north = self.put_right(x, y)
        if self.epsg == WGS84:
            good = (np.abs(east) <= 180) & (np.abs(north) <= 90)
            return np.where(good, east, np.inf), np.where(good, north, np.inf)
        lon, lat = transformer(self.epsg, WGS84).transform(east, north)
        return np.asarray(lon), np.asarray(lat)

    def put_right(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return easting (longitude) and northing (latitude) in the CRS of the reading."""
        east, north = (y, x) if self.swapped else (x, y)
        return east * self.scale, north * self.scale


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a reading fits: which part (0 to 1) of the places it puts into the country or project, or around."""

    reading: Reading
    expected: float
    project: float
    around: float

    @property
    def percent(self) -> int:
        """How many per cent of the places fall where they should; around it when none does."""
        return round(100 * (self.expected or self.around))


@dataclass(frozen=True, slots=True)
class Decision:
    """The reading that was taken.

    Attributes
    ----------
    reading
        None when nothing fits and nothing was declared.
    reason
        As ``Understanding.epsg_reason``.
    """

    reading: Reading | None
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the file and the person say: CRS and its reason, the axes chosen, whether names say x is the northing.

    ``names_swapped`` is True or False when the names of the columns decide (N and E, lat and lon), else None.
    ``way`` is how the places are written: in one field the latitude usually stands first, and Latvian tables call the
    northing X, so neither is a fault.
    """

    epsg: int | None = None
    reason: str = ""
    chosen: int | None = None
    axes: str = ""
    names_swapped: bool | None = None
    way: str = "geometry"


def decide(x: Array, y: Array, *, told: Told, area: Area) -> Decision:
    """Return how coordinates are to be read, and why, as problems; NaN are left aside.

    What is declared stays as long as half of the places fall where they should, or nothing fits better.
    """
    x, y = _sample(x, y)
    epsg = told.chosen or told.epsg
    if not len(x):
        return Decision(Reading(epsg) if epsg else None, _reason(told))
    ranked = _ranked(x, y, told=told, area=area)
    if epsg is None:
        return _guessed(ranked, x, y, told=told)
    declared = next(fit for fit in ranked if fit.reading == Reading(epsg, swapped=told.axes == "swapped"))
    best = ranked[0]
    if declared.expected >= ENOUGH or best.expected < max(ENOUGH, declared.expected + 0.25) or declared == best:
        return Decision(declared.reading, _reason(told))
    return _corrected(best, ranked, declared, told=told)


def _reason(told: Told) -> str:
    return "chosen" if told.chosen else told.reason if told.epsg else ""


def _sample(x: Array, y: Array) -> tuple[Array, Array]:
    good = np.isfinite(x) & np.isfinite(y) & ((x != 0) | (y != 0))
    x, y = x[good], y[good]
    step = max(1, len(x) // MOST_SAMPLED)
    return x[::step], y[::step]


def _ranked(x: Array, y: Array, *, told: Told, area: Area) -> list[Fit]:
    swaps = {"as_is": (False,), "swapped": (True,)}.get(told.axes, (False, True))
    if told.chosen:
        readings = [Reading(told.chosen, swapped) for swapped in swaps]
    else:
        systems = dict.fromkeys((*([told.epsg] if told.epsg else []), *TRIED))
        readings = [Reading(epsg, swapped) for epsg in systems for swapped in swaps]
        readings += [Reading(LKS92, swapped, 1000.0) for swapped in swaps if told.epsg is None]
    fits = [_fit(reading, x, y, area) for reading in readings]
    return sorted(fits, key=lambda fit: (round(-fit.expected, 2), round(-fit.project, 2), -fit.around))


def _fit(reading: Reading, x: Array, y: Array, area: Area) -> Fit:
    lon, lat = reading.degrees(x, y)
    expected, project = area.expected(lon, lat), area.within_project(lon, lat)
    return Fit(reading, float(expected.mean()), float(project.mean()), float(area.around(lon, lat).mean()))


def _rivals(ranked: Sequence[Fit]) -> list[Fit]:
    """Return the readings that fit as well as the best one, the best one first."""
    best = ranked[0]
    return [
        fit
        for fit in ranked
        if best.expected - fit.expected < EQUAL
        and abs(best.project - fit.project) < EQUAL
        and (best.expected >= ENOUGH or best.around - fit.around < EQUAL)
    ]


def _guessed(ranked: Sequence[Fit], x: Array, y: Array, *, told: Told) -> Decision:
    best = ranked[0]
    if best.expected < ENOUGH and best.around < ENOUGH:
        if np.mean((np.abs(x) <= 180) & (np.abs(y) <= 180)) >= ENOUGH:
            return Decision(
                Reading(WGS84, swapped=bool(told.names_swapped)),
                "guessed",
                (Problem("crs_looks_like_degrees", params={"value": f"EPSG:{WGS84}"}),),
            )
        tried = ", ".join(f"EPSG:{epsg}" for epsg in TRIED)
        return Decision(None, "", (Problem("crs_unknown", severity="refused", params={"expected": tried}),))
    rivals = _rivals(ranked)
    by_name = [fit for fit in rivals if fit.reading.swapped == told.names_swapped]
    taken = by_name[0] if by_name else best
    params = {"value": f"EPSG:{taken.reading.epsg}", "percent": taken.percent}
    problems = [Problem("crs_guessed", params=params)]
    if len(rivals) > 1 and len(by_name) != 1:
        problems.append(_question(rivals))
    problems += _turned(taken, told)
    return Decision(taken.reading, "guessed", tuple(problems))


def _turned(taken: Fit, told: Told) -> list[Problem]:
    if not taken.reading.swapped or told.axes or told.names_swapped or told.way == "one_field":
        return []
    if told.way == "columns" and taken.reading.epsg == LKS92:
        return [Problem("axes_latvian", params={"percent": taken.percent})]
    return [Problem("axes_swapped", severity="mended", params={"percent": taken.percent})]


def _question(rivals: Sequence[Fit]) -> Problem:
    ways = [f"EPSG:{fit.reading.epsg}{' ⇄' if fit.reading.swapped else ''}" for fit in rivals]
    return Problem("crs_fits_two_ways", params={"value": ways[0], "expected": ", ".join(ways)})


def _corrected(best: Fit, ranked: Sequence[Fit], declared: Fit, *, told: Told) -> Decision:
    """Return the reading that fits better than the declared one; the same CRS with axes turned goes first."""
    same = [fit for fit in ranked if fit.reading.epsg == declared.reading.epsg and fit.expected > best.expected - EQUAL]
    taken = same[0] if same else best
    rivals = _rivals([replace(taken), *(fit for fit in ranked if fit != taken)])
    percents = {"percent": taken.percent, "declared_percent": declared.percent}
    problems = []
    if taken.reading.epsg == declared.reading.epsg:
        reason = _reason(told)
        problems.append(Problem("axes_swapped", severity="mended", params={"percent": percents["percent"]}))
    else:
        reason = "guessed"
        params = {"value": f"EPSG:{declared.reading.epsg}", "expected": f"EPSG:{taken.reading.epsg}", **percents}
        problems.append(Problem("crs_wrong", severity="mended", params=params))
        problems += _turned(taken, told)
        if len(rivals) > 1:
            problems.append(_question(rivals))
    return Decision(taken.reading, reason, tuple(problems))
