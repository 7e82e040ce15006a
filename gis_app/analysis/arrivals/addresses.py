"""Many addresses matched at once with address points: exactly, or not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.gazetteer import number_key, street_key
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ONE_PLACE = 30.0
"""Metres: address points of one address that lie nearer to each other are one place."""
SHOWN = 5
_POST_CODE = re.compile(r"\bLV[\s-]?\d{4}\b", re.IGNORECASE)
_PART = r"\d+\s?[a-zA-ZĀ-ž]?(?![a-zA-ZĀ-ž.])"
_HOUSE = re.compile(
    rf"(?P<street>.*?[^\W\d_].*?)\s+(?P<number>{_PART}(?:\s?(?:/|k\.?-?|korp\.?)\s?{_PART})*)"
    r"(?P<flat>(?:\s?[-–]\s?|,?\s*dz\.?\s?|\s+dzīvoklis\s)\d+\w?)?",
    re.IGNORECASE,
)
_EMPTY_WORDS = frozenset(
    (
        *("latvija", "latvia", "lv", "nov", "novads", "novada", "pag", "pagasts", "pagasta", "pilseta", "pilsetas"),
        *("pils", "ciems", "raj", "rajons"),
    )
)
_STEM = 5
_KNOWN_BY = 3
"""Letters by which a name is known in its cases: Rīga, Rīgas, Rīgā."""


@dataclass(frozen=True, slots=True)
class Match:
    """What is known of an address.

    Attributes
    ----------
    outcome
        ``matched``, ``ambiguous`` (several places fit equally), ``elsewhere`` (the only one that fits does not lie in
        the place that the address names), ``unmatched`` or ``empty``.
    row
        Position of the address point when it is matched, else -1.
    candidates
        Addresses that may be meant.
    """

    outcome: str
    row: int = -1
    candidates: tuple[str, ...] = ()


class AddressIndex:
    """An index of address points for exact matching.

    Parameters
    ----------
    addresses
        Points with ``address, street, number`` (text) in a CRS of metres.
    about
        Words that name the place all of them lie in, if any (title of the layer and of the project).
    around
        Returns the names of the territories in which the address point at a position lies.
    """

    def __init__(self, addresses: GeoDataFrame, *, about: str, around: Callable[[int], str]) -> None:
        self.epsg = addresses.crs.to_epsg()
        self.points: NDArray[np.object_] = addresses.geometry.to_numpy()
        self._titles = [str(title) for title in addresses["address"]]
        self._about = set(_stems(about))
        self._around = around
        self._houses: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._streets: dict[str, str] = {}
        for row, (street, number) in enumerate(zip(addresses["street"], addresses["number"], strict=True)):
            words, kind = street_key(street or "")
            self._houses[(f"{words} {kind}".strip(), number_key(number or ""))].append(row)
            self._names[words].add(f"{words} {kind}".strip())
            self._streets[f"{words} {kind}".strip()] = str(street)

    def match(self, text: str) -> Match:
        """Return the address point that is meant by a text; never one of several that fit equally."""
        if not text.strip():
            return Match("empty")
        parts = [part.strip(" .\"'„”“«»") for part in re.split(r"[,;\n]", _POST_CODE.sub("", text))]
        parts = [part for part in parts if part]
        for place, part in enumerate(parts):
            rows = self._rows(part)
            if rows:
                others = [word for other in (*parts[:place], *parts[place + 1 :]) for word in _stems(other)]
                return self._chosen(rows, others)
        return Match("unmatched", candidates=self._similar(parts[0]) if parts else ())

    def _rows(self, part: str) -> list[int]:
        """Return the address points that a street with its number, or the name of a house, may mean."""
        found = _HOUSE.fullmatch(part)
        if found is None:
            words, kind = street_key(part)
            return self._houses.get((f"{words} {kind}".strip(), ""), [])
        words, kind = street_key(found["street"])
        numbers = [number_key(found["number"] + (found["flat"] or "")), number_key(found["number"])]
        streets = [f"{words} {kind}"] if kind else sorted(self._names.get(words, ()))
        for number in dict.fromkeys(numbers):
            rows = [row for street in streets for row in self._houses.get((street, number), ())]
            if rows:
                return rows
        return []

    def _chosen(self, rows: Sequence[int], others: Sequence[str]) -> Match:
        said = [word for word in others if not word.isdigit()]
        fits = [sum(self._known(word, row) for word in said) for row in rows]
        best = [row for row, fit in zip(rows, fits, strict=True) if fit == max(fits)]
        titles = tuple(dict.fromkeys(self._title(row) for row in best))[:SHOWN]
        if shapely.total_bounds(self.points[best]) @ np.array([-1, -1, 1, 1]) > 2 * ONE_PLACE:
            return Match("ambiguous", candidates=titles)
        if said and not max(fits):
            return Match("elsewhere", candidates=titles)
        return Match("matched", row=best[0], candidates=titles)

    def _known(self, word: str, row: int) -> bool:
        """Whether a word of the address names something around an address point."""
        words = {*self._about, *_stems(self._titles[row]), *_stems(self._around(row))}
        return any(_same_name(word, one) for one in words)

    def _title(self, row: int) -> str:
        around = self._around(row)
        return f"{self._titles[row]} ({around})" if around else self._titles[row]

    @cached_property
    def _all_streets(self) -> list[str]:
        return list(self._streets)

    def _similar(self, part: str) -> tuple[str, ...]:
        """Return the street of a house that is not known, or streets of a similar name."""
        found = _HOUSE.fullmatch(part)
        words, kind = street_key(found["street"] if found else part)
        name = f"{words} {kind}".strip()
        if name in self._streets:
            return (self._streets[name],)
        near = get_close_matches(name, self._all_streets, n=3, cutoff=0.8)
        return tuple(self._streets[name] for name in near)


def _stems(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _EMPTY_WORDS and len(word) >= _KNOWN_BY]


def _same_name(one: str, other: str) -> bool:
    """Whether two folded words are one name in different cases: they differ in their last two letters at most."""
    size = max(_KNOWN_BY, min(len(one), len(other)) - 2, max(len(one), len(other)) - _STEM)
    return one[:size] == other[:size] and abs(len(one) - len(other)) <= 2
