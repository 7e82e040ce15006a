"""Addresses found by what people type: an index of streets and houses, made once from address points."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import Point

from gis_app.analysis.farm_names import FarmNames
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

STREET_TYPES = {
    "iela": ("i", "iel", "str", "street", "ul"),
    "prospekts": ("pr", "prosp", "prospekta"),
    "bulvaris": ("b", "bulv", "blv", "bulvara"),
    "gatve": ("g", "gatv"),
    "soseja": ("s", "sos"),
    "laukums": ("l", "lauk"),
    "dambis": ("d",),
    "linija": ("lin",),
    "skerslinija": ("skersl",),
    "krastmala": ("krastm", "krm"),
    "aleja": ("al",),
    "skvers": ("skv",),
}
"""Words a street name ends with, folded, and how people shorten them."""

EXACT, SAME_HOUSE, BEGINS, UNKNOWN_PART, UNKNOWN_HOUSE = 1.0, 0.9, 0.6, 0.5, 0.4
_NUMBER = re.compile(r"^\d+\s?[a-z]?(/\d+\s?[a-z]?)?(\s?k\s?\d+[a-z]?)?$")
_ABBREVIATIONS = {short: full for full, shorts in STREET_TYPES.items() for short in shorts}
_NEAR_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """An address or a whole street; ``row`` is the position in the frame, ``score`` runs from 0 to 1 (exact)."""

    title: str
    point: Point
    row: int
    score: float
    whole_street: bool


@dataclass(frozen=True, slots=True)
class _Street:
    name: str
    words: tuple[str, ...]
    kind: str
    houses: dict[str, int]
    middle: int


class Gazetteer:
    """An index of address points.

    Parameters
    ----------
    addresses
        Points with ``address, street, number`` (text); answers keep its CRS. A farm has no street: its name is its
        ``number``.
    """

    def __init__(self, addresses: GeoDataFrame) -> None:
        self.epsg = addresses.crs.to_epsg()
        self._titles = addresses["address"].tolist()
        self._points = addresses.geometry.tolist()
        self._streets = _streets(addresses)
        self._farms = _farms(addresses)
        self._names = [" ".join(street.words) for street in self._streets]
        self._by_name: dict[str, list[_Street]] = defaultdict(list)
        for name, street in zip(self._names, self._streets, strict=True):
            self._by_name[name].append(street)

    def find(self, text: str, *, limit: int = 10, typos: bool = True) -> list[Found]:
        """Return addresses and streets, best first.

        With ``typos`` a street whose name is only similar is offered when no other fits.
        """
        best: dict[int | str, Found] = {
            row: Found(self._titles[row], self._points[row], row, score, whole_street=False)
            for row, score in self._farms.find(text, limit=limit)
        }
        for street_text, number in _readings(fold(text)):
            for street, score in self._matching(street_text, typos=typos and not best):
                for found in self._on(street, score, number):
                    key = found.title if found.whole_street else found.row
                    if key not in best or best[key].score < found.score:
                        best[key] = found
        ordered = sorted(best.values(), key=lambda found: (-round(found.score, 3), natural_key(found.title)))
        return ordered[:limit]

    def _matching(self, text: str, *, typos: bool) -> list[tuple[_Street, float]]:
        words, kind = _split_kind(tuple(text.split()))
        if not words:
            return []
        found = [
            (street, score)
            for street in self._streets
            if (not kind or street.kind == kind) and (score := _likeness(words, street.words))
        ]
        if found or not typos:
            return found
        close = get_close_matches(" ".join(words), self._by_name, n=3, cutoff=_NEAR_ENOUGH)
        return [(street, 0.5) for name in close for street in self._by_name[name]]

    def _on(self, street: _Street, score: float, number: str) -> list[Found]:
        """Return the houses of a street that fit a number; where none does, the house without its parts, or the street.

        ``20 k-9`` that is not known is offered as ``20``, an unknown house as its street.
        """
        houses = _fitting(street, number)
        if number and not houses:
            whole = re.match(r"\d+", number)
            houses = [
                (row, UNKNOWN_PART) for row, fit in _fitting(street, whole.group() if whole else "") if fit == EXACT
            ]
        if not houses:
            fit = UNKNOWN_HOUSE if number else EXACT
            row = street.middle
            return [Found(street.name, self._points[row], row, score * fit, whole_street=True)]
        return [
            Found(self._titles[row], self._points[row], row, score * fit, whole_street=False) for row, fit in houses
        ]


def _fitting(street: _Street, number: str) -> list[tuple[int, float]]:
    if not number:
        return []
    return [
        (row, EXACT if house == number else SAME_HOUSE if _same_house(house, number) else BEGINS)
        for house, row in street.houses.items()
        if house.startswith(number)
    ]


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return a key that puts house 9 before house 10."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text) if part]


def number_key(number: str) -> str:
    """Return a house number as it is compared: ``"20 k-3"`` → ``"20k3"``, ``"24 A"`` → ``"24a"``."""
    return fold(number).replace(" ", "")


def street_key(name: str) -> tuple[str, str]:
    """Return a street's own name as it is compared and the word that says what it is, both folded.

    ``"Brīvības iela"`` and ``"BRĪVĪBAS I."`` give ``("brivibas", "iela")``.
    """
    words, kind = _split_kind(tuple(fold(name).split()))
    return " ".join(words), kind


def _streets(addresses: GeoDataFrame) -> list[_Street]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(addresses["street"].tolist()):
        if name:
            rows[name].append(row)
    numbers: list[Any] = addresses["number"].tolist()
    streets = []
    x, y = addresses.geometry.x.to_numpy(), addresses.geometry.y.to_numpy()
    for name, here in rows.items():
        words, kind = _split_kind(tuple(fold(name).split()))
        off = (x[here] - np.median(x[here])) ** 2 + (y[here] - np.median(y[here])) ** 2
        houses = {number_key(numbers[row]): row for row in here}
        streets.append(_Street(name, words, kind, houses, here[int(off.argmin())]))
    return streets


def _farms(addresses: GeoDataFrame) -> FarmNames:
    rows = [
        row
        for row, (street, number) in enumerate(zip(addresses["street"], addresses["number"], strict=True))
        if not street and number
    ]
    farms = addresses.iloc[rows]
    return FarmNames(farms["number"].tolist(), farms["address"].tolist(), rows)


def _split_kind(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return the words of a street's own name, and the folded word that says what it is ("iela") if it ends so."""
    if len(words) < 2:
        return words, ""
    last = words[-1]
    if last in STREET_TYPES:
        return words[:-1], last
    return (words[:-1], _ABBREVIATIONS[last]) if last in _ABBREVIATIONS else (words, "")


def _readings(text: str) -> list[tuple[str, str]]:
    """Return the ways to read a query as street and number: the longest number first, the whole as a street last."""
    words = text.split()
    readings = []
    for start in range(1, len(words)):
        number = " ".join(words[start:])
        if _NUMBER.match(number):
            readings.append((" ".join(words[:start]), number_key(number)))
    return [*readings, (text, "")]


def _likeness(words: tuple[str, ...], name: tuple[str, ...]) -> float:
    """Return how well typed words fit a name: 1 same, less when they only begin it or its words, 0 not at all."""
    if words == name:
        return 1.0
    if name[: len(words)] == words:
        return 0.85
    if len(words) <= len(name) and all(map(str.startswith, name, words)):
        return 0.75
    place = 0
    for word in words:
        while place < len(name) and not name[place].startswith(word):
            place += 1
        if place == len(name):
            return 0.0
        place += 1
    return 0.65


def _same_house(house: str, number: str) -> bool:
    """Whether ``24a`` or ``24k2`` is a part of house ``24`` (and not house 240)."""
    return not house[len(number) : len(number) + 1].isdigit()
