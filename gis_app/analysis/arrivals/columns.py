"""Which columns of a table hold the places: by their names in Latvian, English and Russian, and by their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gis_app.analysis.arrivals.cells import Cells
from gis_app.analysis.arrivals.notation import angle, pair
from gis_app.analysis.arrivals.numerals import numbers
from gis_app.text.fold import fold

_NORTH_WORDS = ("lat", "latitude", "platums", "north", "northing", "ziemeli", "ziemelu", "широта", "широты")
_EAST_WORDS = ("lon", "lng", "long", "longitude", "garums", "east", "easting", "austrumi", "austrumu", "долгота")
_SURE = frozenset({"lat", "latitude", "lon", "lng", "longitude", "northing", "easting", "широта", "долгота"})
"""Names that mean coordinates and nothing else, wherever on earth they lie."""
_X_WORDS, _Y_WORDS = ("x", "х", "xcoord", "koordx", "coordx"), ("y", "у", "ycoord", "koordy", "coordy")
_BOTH_WORDS = (
    *("coordinates", "coords", "coord", "latlon", "latlng", "lonlat"),
    *("lokacija", "location", "gps", "geo", "geometry", "geometrija", "wkt", "geom", "point", "punkts", "vieta"),
    *("координаты", "position", "pozicija", "latlong", "xy", "место"),
)
_ADDRESS_WORDS = ("adrese", "address", "addr", "adreses", "адрес")
_SAMPLE = 300
ENOUGH = 0.5
"""Part of the filled cells that must be coordinates for a column to hold them."""


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Columns that hold the places.

    Attributes
    ----------
    way
        One of ``domain.imports.WAYS_TO_PLACES``.
    roles
        ``x`` and ``y``, ``place`` or ``address`` → column.
    names_swapped
        False when the names say which is east and which north; None when they only say x and y.
    """

    way: str = "none"
    roles: Mapping[str, str] | None = None
    names_swapped: bool | None = None


def find_places(cells: pd.DataFrame, *, chosen: Mapping[str, str], decimal: str = "") -> PlaceColumns:
    """Return where the places of a table stand: what was chosen, else two columns, one field, addresses, nowhere."""
    given = {role: chosen[role] for role in ("x", "y", "place", "address") if chosen.get(role)}
    if "x" in given and "y" in given:
        roles = {"x": given["x"], "y": given["y"]}
        return PlaceColumns("columns", roles, names_swapped=_named(given["x"], given["y"]))
    if "place" in given:
        return PlaceColumns("one_field", {"place": given["place"]})
    if "address" in given:
        return PlaceColumns("address", {"address": given["address"]})
    return _two_columns(cells, decimal) or _one_field(cells) or _addresses(cells) or PlaceColumns()


def _named(x: str, y: str) -> bool | None:
    """Return whether the names of chosen columns say that they stand the other way round."""
    sides = _side(x), _side(y)
    return None if set(sides) != {"north", "east"} else sides == ("north", "east")


def words_of(name: str) -> list[str]:
    """Return the words of a column's name, folded: ``"LatDD"`` and ``"lat_dd"`` give ``["lat", "dd"]``."""
    apart = re.sub(r"(?<=[a-zа-яāčēģīķļņšūž])(?=[A-ZА-Я])", " ", name)
    return fold(apart.replace("_", " ")).split()


def _side(name: str) -> str:
    """Return what a name says: ``north``, ``east``, ``x``, ``y`` or nothing."""
    words = words_of(name)
    whole = " ".join(words)
    if whole in ("n", "z") or any(word in _NORTH_WORDS for word in words):
        return "north"
    if whole in ("e", "a") or any(word in _EAST_WORDS for word in words):
        return "east"
    if any(word in _X_WORDS for word in words):
        return "x"
    return "y" if any(word in _Y_WORDS for word in words) else ""


def _two_columns(cells: pd.DataFrame, decimal: str) -> PlaceColumns | None:
    sides: dict[str, list[str]] = {"north": [], "east": [], "x": [], "y": []}
    for name in cells.columns:
        if (side := _side(str(name))) and _filled_with_coordinates(cells[name], decimal):
            sides[side].append(str(name))
    if sides["east"] and sides["north"]:
        east, north = _closest(sides["east"], sides["north"])
        if not {*words_of(east), *words_of(north)} & _SURE and not _as_large_as_places(cells, east, north, decimal):
            return None
        return PlaceColumns("columns", {"x": east, "y": north}, names_swapped=False)
    if sides["x"] and sides["y"]:
        x, y = _closest(sides["x"], sides["y"])
        if not _as_large_as_places(cells, x, y, decimal):
            return None
        return PlaceColumns("columns", {"x": x, "y": y})
    return _by_values(cells, decimal)


def _as_large_as_places(cells: pd.DataFrame, first: str, second: str, decimal: str) -> bool:
    """Whether two columns hold numbers as large as coordinates: garums and platums are also length and width of a road.

    Texts such as ``56°57'N`` are coordinates by themselves.
    """
    one, other = (numbers(_sample(cells[name]), decimal=decimal).abs().dropna() for name in (first, second))
    if not len(one) or not len(other):
        return True
    low, high = sorted((float(one.median()), float(other.median())))
    degrees, kilometres = 15 <= low <= 35 and 50 <= high <= 62, low >= 165 and 300 <= high <= 775
    return degrees or kilometres or low >= 100_000


def _closest(first: Iterable[str], second: Iterable[str]) -> tuple[str, str]:
    """Return the two names that are most alike: ``X_LKS, Y_LKS`` and not ``X_LKS, Y``."""
    ways = [(one, other) for one in first for other in second]
    return max(ways, key=lambda way: len(set(words_of(way[0])) & set(words_of(way[1]))))


def _filled_with_coordinates(column: pd.Series, decimal: str) -> bool:
    values = _sample(column)
    if not len(values):
        return False
    good = numbers(values, decimal=decimal).notna()
    if good.mean() >= ENOUGH:
        return True
    return bool(np.mean([angle(text) is not None for text in values.astype(str)]) >= ENOUGH)


def _sample(column: pd.Series) -> pd.Series:
    some = column.iloc[:: max(1, len(column) // (10 * _SAMPLE))]
    filled = _filled(some)
    if len(filled) < _SAMPLE and len(some) < len(column):
        filled = _filled(column)
    return filled.iloc[:: max(1, len(filled) // _SAMPLE)]


def _filled(column: pd.Series) -> pd.Series:
    return column[Cells.of(column).filled]


def _by_values(cells: pd.DataFrame, decimal: str) -> PlaceColumns | None:
    """Return two neighbouring columns whose values are degrees in Latvia or LKS-92, whatever their names are."""
    kinds = [_ranges(cells[name], decimal) for name in cells.columns]
    names = [str(name) for name in cells.columns]
    for place in range(len(names) - 1):
        first, second = kinds[place], kinds[place + 1]
        if ("lat" in first and "lon" in second) or ("north" in first and "east" in second):
            return PlaceColumns("columns", {"x": names[place + 1], "y": names[place]})
        if ("lon" in first and "lat" in second) or ("east" in first and "north" in second):
            return PlaceColumns("columns", {"x": names[place], "y": names[place + 1]})
    return None


_RANGES = {
    "lat": (55.6, 58.2),
    "lon": (20.8, 28.4),
    "north": (165_000.0, 450_000.0),
    "east": (300_000.0, 775_000.0),
}


def _ranges(column: pd.Series, decimal: str) -> set[str]:
    """Return which coordinates a column may be: nearly all values in the range, most with a fraction or large."""
    values = numbers(_sample(column), decimal=decimal)
    if len(values) < 2 or values.isna().mean() > 0.1:
        return set()
    if values.abs().max() < 1000 and (values % 1 == 0).mean() > 0.3:
        return set()
    return {kind for kind, (low, high) in _RANGES.items() if values.between(low, high).mean() >= 0.95}


def _one_field(cells: pd.DataFrame) -> PlaceColumns | None:
    shares = {}
    for name in cells.columns:
        values = _sample(cells[name]).astype(str)
        if not len(values):
            continue
        named = any(word in _BOTH_WORDS or word.startswith("koordinat") for word in words_of(str(name))) or len(
            {_side(str(name))} - {""}
        )
        shares[str(name)] = np.mean([is_place(text) for text in values]) + (0.1 if named else 0.0)
    best = max(shares, key=lambda name: shares[name], default="")
    return PlaceColumns("one_field", {"place": best}) if shares.get(best, 0) >= ENOUGH + 0.1 else None


_SHAPE = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*Z?M?\s*\(|\s*GEOMETRYCOLLECTION", re.IGNORECASE
)


def is_shape(text: str) -> bool:
    """Whether a cell is a geometry written as WKT."""
    return _SHAPE.match(text) is not None


def is_place(text: str) -> bool:
    """Whether a cell holds both coordinates, precise enough or large enough to be a place and not a pair of figures."""
    if is_shape(text):
        return True
    found = pair(text)
    if found is None:
        return False
    fractions = len(re.findall(r"\d[.,]\d{2,}", text)) >= 2 or any(sign in text for sign in "°º˚")
    return bool(found.order) or fractions or min(abs(found.first), abs(found.second)) > 100_000


def _addresses(cells: pd.DataFrame) -> PlaceColumns | None:
    for name in cells.columns:
        if any(word in _ADDRESS_WORDS for word in words_of(str(name))):
            values = _sample(cells[name]).astype(str)
            if len(values) and values.str.contains(r"[^\W\d_]{3}").mean() >= ENOUGH:
                return PlaceColumns("address", {"address": str(name)})
    return None
