"""The units of a file of boundaries: codes, levels, parents and dates read from its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from gis_app.analysis.coverage import dissolve
from gis_app.domain.atvk import SCHEME, AtvkCode, read_code, scheme_of
from gis_app.domain.days import day_in
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem
from gis_app.domain.lists import LEVELS
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.targets.territory_columns import cell_text, guess_columns, level_of_word, levels_of
from gis_app.text.place_names import split_kind

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SCHEMES = (SCHEME, "csp", "own")
_NEIGHBOURHOOD = re.compile(r"LV[A-Z]{3}\d{2}")
"""Codes of neighbourhoods at the Central Statistical Bureau."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A territory of the file; ``row`` is None for one made of several rows; codes are canonical."""

    row: int | None
    scheme: str
    code: str
    level: str
    name: str
    parent: str = ""
    parent_name: str = ""
    number: int = 0
    """Its place among the rows that were read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says of territories.

    Attributes
    ----------
    units
        One for each usable row.
    above
        Municipalities made of the units by their parents' codes, and their shapes; a unit that is its own
        municipality (a state city) is not among them.
    problems
        What is wrong by row, ``refused`` for rows that are not in ``units``.
    """

    units: tuple[Unit, ...]
    above: tuple[Unit, ...]
    shapes: Mapping[str, Any]
    scheme: str
    valid_from: date | None
    valid_to: date | None
    problems: tuple[Problem, ...]

    @property
    def every(self) -> tuple[Unit, ...]:
        """Municipalities first, then units: a parent before its children."""
        return (*self.above, *self.units)


def completed(draft: Draft) -> Draft:
    """Return the draft with every guess about territories written into its choices.

    Raises
    ------
    InputRefused
        If a day that was chosen is none.
    """
    assert draft.frame is not None  # noqa: S101 - the target takes only kinds that have a frame
    choices, options = draft.choices, dict(draft.choices.options)
    columns = guess_columns(draft.frame, choices.columns)
    options.setdefault("scheme", _scheme(draft.frame, columns))
    if not options.get("valid_from"):
        day = choices.dated or day_in(draft.name)
        options["valid_from"] = day.isoformat() if day else ""
        if day and not choices.dated:
            draft = draft.with_(Problem("day_from_name", params={"day": day.isoformat()}))
    options.setdefault("dissolve", bool(columns.get("parent")))
    options.setdefault("close_older", True)
    dated = choices.dated or _day(options["valid_from"])
    chosen = replace(choices, columns={**choices.columns, **columns}, options=options, dated=dated)
    return replace(draft, choices=chosen)


def read_units(draft: Draft) -> Reading:
    """Return the territories of a completed draft."""
    assert draft.frame is not None  # noqa: S101 - as above
    frame, choices = draft.frame, draft.choices
    scheme = str(choices.options["scheme"])
    found, problems = [], []
    seen: dict[str, int] = {}
    levels = _levels(frame, choices)
    for number, (row, cells) in enumerate(_rows(frame, choices.columns)):
        unit = _unit(row, cells, levels[number], scheme=scheme, choices=choices, number=number)
        problem = _wrong(unit, frame.geometry.iloc[number], cells, choices, seen)
        if problem is not None:
            problems.append(problem)
            continue
        seen[unit.code] = row
        found.append(unit)
    above, shapes = _dissolved(frame, found, choices) if choices.options.get("dissolve") else ((), {})
    return Reading(
        units=tuple(found),
        above=above,
        shapes=shapes,
        scheme=scheme,
        valid_from=_day(choices.options.get("valid_from")),
        valid_to=_day(choices.options.get("valid_to")),
        problems=tuple(problems),
    )


def codes_of(draft: Draft) -> list[tuple[int, str, AtvkCode]]:
    """Return row, cell and code of every cell of the column of codes that reads as one."""
    column = draft.choices.columns.get("code", "")
    if draft.frame is None or column not in draft.frame.columns:
        return []
    cells = [(int(row), cell_text(cell)) for row, cell in draft.frame[column].items()]
    return [(row, cell, code) for row, cell in cells if (code := read_code(cell)) is not None]


def _scheme(frame: GeoDataFrame, columns: Mapping[str, str]) -> str:
    if "code" not in columns:
        return "own"
    cells = [cell_text(cell) for cell in frame[columns["code"]].dropna()]
    if sum(read_code(cell) is not None for cell in cells) > len(cells) / 2:
        return SCHEME
    return "csp" if cells and all(_NEIGHBOURHOOD.fullmatch(cell) for cell in cells) else "own"


def _rows(frame: GeoDataFrame, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    taken = {role: name for role, name in columns.items() if name in frame.columns}
    texts = {role: [cell_text(cell) for cell in frame[name]] for role, name in taken.items()}
    for number, row in enumerate(frame.index):
        yield int(row), {role: cells[number] for role, cells in texts.items()}


def _unit(row: int, cells: Mapping[str, str], level: str, *, scheme: str, choices: Choices, number: int) -> Unit:
    name = " ".join(cells.get("name", "").split())
    code = canonical(cells.get("code", ""), scheme)
    if "code" not in choices.columns and name:
        code = str(uuid5(NAMESPACE_URL, f"{choices.layer}:{name}:{cells.get('parent_name', '')}"))
    parent = canonical(cells.get("parent", ""), scheme)
    return Unit(
        row=row,
        scheme=scheme,
        code=code,
        level=level,
        name=name,
        parent="" if parent == code else parent,
        parent_name=cells.get("parent_name", "") if parent != code else "",
        number=number,
    )


def canonical(cell: str, scheme: str) -> str:
    """Return a code as the register keeps it, or an empty text if the cell holds none of the scheme."""
    if scheme != SCHEME:
        return cell.upper() if scheme == "csp" else cell
    code = read_code(cell)
    return code.code if code else ""


def _wrong(
    unit: Unit, shape: Any, cells: Mapping[str, str], choices: Choices, seen: Mapping[str, int]
) -> Problem | None:
    """Return why a row cannot become a territory."""
    columns = choices.columns
    if shape is None or shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        kind = "" if shape is None else shape.geom_type
        return Problem("territory_not_area", unit.row, severity="refused", params={"value": kind})
    if not unit.name:
        return Problem("territory_without_name", unit.row, columns.get("name", ""), "refused")
    if not unit.code or unit.code in seen:
        return _wrong_code(unit, cells.get("code", ""), columns.get("code", ""), seen)
    if not unit.level:
        params = {"value": unit.name}
        return Problem("territory_level_unknown", unit.row, columns.get("level", ""), "refused", params)
    return None


def _wrong_code(unit: Unit, cell: str, column: str, seen: Mapping[str, int]) -> Problem:
    if not unit.code:
        return Problem("territory_code_unreadable", unit.row, column, "refused", {"value": cell})
    other = seen[unit.code]
    if column:
        return Problem("territory_code_twice", unit.row, column, "refused", {"value": unit.code, "other": other})
    return Problem("territory_name_twice", unit.row, "", "refused", {"value": unit.name, "other": other})


def _levels(frame: GeoDataFrame, choices: Choices) -> list[str]:
    """Return the level of each row: chosen for all, else of its column, its code, the word in its name."""
    chosen = str(choices.options.get("level") or "")
    if chosen in LEVELS:
        return [chosen] * len(frame)
    columns = choices.columns
    said = levels_of(frame[columns["level"]]) if columns.get("level") in frame.columns else [""] * len(frame)
    cells = frame[columns["code"]] if columns.get("code") in frame.columns else [""] * len(frame)
    codes = [cell_text(cell) for cell in cells]
    scheme = scheme_of(code for code in map(read_code, codes) if code)
    names = [cell_text(cell) for cell in frame[columns["name"]]] if columns.get("name") in frame.columns else []
    names = names or [""] * len(frame)
    by_name = [split_kind(name)[1] for name in names]
    towns = sum(map(bool, by_name)) > len(by_name) / 2
    return [
        level or _level_of_code(code, scheme) or word or ("town" if towns and name else "")
        for level, code, word, name in zip(said, codes, by_name, names, strict=True)
    ]


def _level_of_code(cell: str, scheme: str = "") -> str:
    code = read_code(cell)
    if code is None:
        return "neighbourhood" if _NEIGHBOURHOOD.fullmatch(cell.upper()) else ""
    return code.level(scheme)


def _dissolved(
    frame: GeoDataFrame, units: Sequence[Unit], choices: Choices
) -> tuple[tuple[Unit, ...], Mapping[str, Any]]:
    """Return the municipalities made of the units, and the shape of each by code."""
    own = {unit.code for unit in units}
    members = [unit for unit in units if unit.parent and unit.parent not in own]
    if not members:
        return (), {}
    places = np.array([unit.number for unit in members])
    shapes = dissolve(frame.geometry.iloc[places].make_valid(), by=np.array([unit.parent for unit in members], object))
    column = choices.columns.get("parent_level", "")
    said = levels_of(frame[column]) if column in frame.columns else [""] * len(frame)
    first = {unit.parent: unit for unit in reversed(members)}
    above = tuple(
        Unit(
            row=None,
            scheme=unit.scheme,
            code=code,
            level=_level_above(said[unit.number], unit, code),
            name=unit.parent_name or code,
        )
        for code, unit in ((str(code), first[str(code)]) for code in shapes.index)
    )
    return above, {str(code): shape for code, shape in shapes.items()}


def _level_above(said: str, unit: Unit, code: str) -> str:
    return said or level_of_word(unit.parent_name) or _level_of_code(code) or "municipality"


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()) if value else None
    except ValueError:
        raise InputRefused("day_refused", value=str(value), expected="2021-07-01") from None
