"""The territories of a table of figures matched with the register; what is of another level is no mistake."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gis_app.catalog.statistics.places import is_other_level
from gis_app.services.matching import Candidate, match_units
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from pandas import DataFrame

_WIDE_CODE = re.compile(r"LV0?0?\d?\d?|LV")
"""Codes of the country and of NUTS regions."""
_WITHIN = re.compile(r"(?P<name>.+?)\s*[(,]\s*(?P<parent>[^(),]+)\)?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A territory as the table names it, with the first row where it stands."""

    row: int
    code: str
    name: str
    parent: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What tells it from the others of the table."""
        return (self.code, self.name, self.parent, str(self.valid_from or ""), str(self.valid_to or ""))


@dataclass(slots=True)
class Units:
    """What became of the territories of a table, by their key.

    Attributes
    ----------
    matched
        Key → id in the register.
    day
        The day whose boundaries fitted most territories.
    """

    units: Mapping[tuple[str, ...], Unit]
    matched: dict[tuple[str, ...], str] = field(default_factory=dict)
    ambiguous: dict[tuple[str, ...], tuple[Candidate, ...]] = field(default_factory=dict)
    other_levels: list[Unit] = field(default_factory=list)
    unmatched: list[Unit] = field(default_factory=list)
    day: datetime.date | None = None

    @property
    def old_boundaries(self) -> list[Unit]:
        """The territories that the register has in other boundaries only."""
        return [
            self.units[key] for key, found in self.ambiguous.items() if all(one.why == "other_date" for one in found)
        ]


def units_of(frame: DataFrame) -> dict[tuple[str, ...], Unit]:
    """Return the different territories of a tidy frame in their order, by key."""
    columns = ["row", "code", "name", "parent", "valid_from", "valid_to"]
    found: dict[tuple[str, ...], Unit] = {}
    for row, code, name, parent, since, until in frame[columns].drop_duplicates(columns[1:]).itertuples(index=False):
        unit = Unit(int(row), code, name, parent, _day(since), _day(until))
        found.setdefault(unit.key, unit)
    return found


def match(
    context: Context,
    units: Mapping[tuple[str, ...], Unit],
    *,
    project: str,
    level: str = "",
    last_period: str = "",
    chosen: Mapping[str, str] | None = None,
) -> Units:
    """Match the territories of a table: by code, else by name, then by name and parent; never by guess.

    The boundaries of today are tried first and those of the table's last period when they fit more of it.
    """
    found = Units(units)
    days = [None, _last_day(last_period)]
    tries = [
        _tried(context, units, project=project, level=level, day=day, chosen=chosen) for day in dict.fromkeys(days)
    ]
    best = max(tries, key=lambda one: len(one[0]))
    found.day = list(dict.fromkeys(days))[tries.index(best)]
    found.matched, ambiguous = best
    for key, unit in units.items():
        if key in found.matched:
            continue
        if is_other_level(unit.name) or (not unit.name and _WIDE_CODE.fullmatch(unit.code.upper())):
            found.other_levels.append(unit)
        elif key in ambiguous:
            found.ambiguous[key] = ambiguous[key]
        else:
            found.unmatched.append(unit)
    return found


_Matches = tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], tuple[Candidate, ...]]]


def _tried(
    context: Context,
    units: Mapping[tuple[str, ...], Unit],
    *,
    project: str,
    level: str,
    day: datetime.date | None,
    chosen: Mapping[str, str] | None,
) -> _Matches:
    """Try codes, names, names with the parent beside them, and names that hold their parent: ``Centrs (Rīga)``."""
    matched: dict[tuple[str, ...], str] = {}
    ambiguous: dict[tuple[str, ...], tuple[Candidate, ...]] = {}
    by_day: dict[datetime.date | None, list[Unit]] = {}
    for unit in units.values():
        by_day.setdefault(unit.valid_to if day is None and unit.valid_to else day, []).append(unit)
    for when, units_of_day in by_day.items():
        some = units_of_day
        for question in (_by_code, _by_name, _by_parent, _by_inner_parent):
            keys = [question(unit) for unit in some]
            answer = match_units(
                context,
                [key for key, _parent in keys],
                by="code" if question is _by_code else "any",
                level=level,
                date=when,
                project=project,
                parents=[parent for _key, parent in keys] if question in {_by_parent, _by_inner_parent} else (),
                chosen=chosen,
            )
            _take(answer, some, matched, ambiguous)
            some = [unit for unit in some if unit.key not in matched]
    return matched, {key: found for key, found in ambiguous.items() if key not in matched}


def _take(
    answer: Any,
    some: Sequence[Unit],
    matched: dict[tuple[str, ...], str],
    ambiguous: dict[tuple[str, ...], tuple[Candidate, ...]],
) -> None:
    matched.update({some[place].key: territory for place, territory in answer.matched.items()})
    for place, candidates in answer.ambiguous.items():
        ambiguous.setdefault(some[place].key, candidates)


def _by_code(unit: Unit) -> tuple[str, str]:
    return unit.code, ""


def _by_name(unit: Unit) -> tuple[str, str]:
    return unit.name, ""


def _by_parent(unit: Unit) -> tuple[str, str]:
    return (unit.name, unit.parent) if unit.parent else ("", "")


def _by_inner_parent(unit: Unit) -> tuple[str, str]:
    match = _WITHIN.fullmatch(unit.name)
    return (match["name"], match["parent"]) if match else ("", "")


def _last_day(period: str) -> datetime.date | None:
    """Return the last day of the last year of a period, unless that is still to come."""
    years = re.findall(r"(?:19|20)\d\d", period)
    return datetime.date(int(years[-1]), 12, 31) if years else None


def _day(value: Any) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None
