"""A sheet with known roles made into the tidy frame: one line per figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gis_app.catalog.statistics.cells import Read, read_cell
from gis_app.catalog.statistics.layout import Layout
from gis_app.catalog.statistics.places import PlaceLabel, read_place
from gis_app.catalog.statistics.roles import Heading, Roles, names_of
from gis_app.domain.imports import Problem
from gis_app.domain.periods import read_period
from gis_app.domain.statistics import NO_DATA, PROVISIONAL, PUBLISHED, SUPPRESSED
from gis_app.text.fold import fold

MAX_PROBLEMS = 200
_TOTAL = re.compile(r"(pavisam|kopa|total|all|both sexes|abi dzimumi|visi|t|sum)")
_FLAGS = {"p": PROVISIONAL, "provisional": PROVISIONAL, "provizoriski": PROVISIONAL, "operativi": PROVISIONAL}
_GONE = {"c": SUPPRESSED, "confidential": SUPPRESSED, "konfidenciali": SUPPRESSED, "suppressed": SUPPRESSED}
_PLAIN = PlaceLabel("")


@dataclass(slots=True)
class _Line:
    """What one row says before its figures are read: the territory, its parent, period and divisions."""

    number: int
    cells: tuple[str, ...]
    place: PlaceLabel
    parent: str
    period: str
    provisional: bool
    label: tuple[str, ...]
    unit: str
    status: str


@dataclass(frozen=True, slots=True)
class Melted:
    """The records of the tidy frame, the unit of each label when the table has one, and what could not be read."""

    records: list[dict[str, Any]]
    units: dict[str, str]
    problems: list[Problem]


def melt(layout: Layout, roles: Roles, *, decimal: str, legend: Mapping[str, tuple[str, str]]) -> Melted:
    """Return one record for each figure of the body.

    A cell that is neither a figure nor a known sign is a problem of its row and column; it becomes *no data*.
    """
    names = names_of(layout)
    found = Melted([], {}, [])
    for line in _lines(layout, roles):
        for heading in roles.headings or (Heading(-1, ""),):
            record = _record(line, heading, roles, names, decimal=decimal, legend=legend, problems=found.problems)
            if record:
                found.records.append(record)
                if line.unit:
                    found.units.setdefault(record["indicator"], line.unit)
    return found


def _lines(layout: Layout, roles: Roles) -> Iterator[_Line]:
    carried: dict[int, str] = {}
    above: list[PlaceLabel] = []
    constant = _constant(layout, roles)
    merged = _merged(layout, roles)
    for number, given in layout.body:
        cells = _filled_down(given, merged, carried)
        place = _place(cells, roles)
        parent = _cell(cells, roles, "parent") or _above(place, above)
        period = read_period(_cell(cells, roles, "period"))
        label = [_cell(cells, roles, "indicator")]
        label += [cells[place].strip() for place in roles.divisions if place not in constant]
        yield _Line(
            number=number,
            cells=cells,
            place=place,
            parent=read_place(parent).name or parent,
            period=period.period if period else "",
            provisional=bool(period and period.provisional),
            label=tuple(label),
            unit=_cell(cells, roles, "unit"),
            status=fold(_cell(cells, roles, "status")),
        )


def _cell(cells: Sequence[str], roles: Roles, role: str) -> str:
    return cells[roles.places[role]].strip() if role in roles.places else ""


def _place(cells: Sequence[str], roles: Roles) -> PlaceLabel:
    raw = cells[roles.places["territory"]] if "territory" in roles.places else ""
    place = read_place(raw)
    code = _cell(cells, roles, "code") or place.code
    if not raw.strip() and "parent" in roles.places:
        place = read_place(cells[roles.places["parent"]])
    return replace(place, code=code)


def _above(place: PlaceLabel, above: list[PlaceLabel]) -> str:
    """Return the name of the row that this one is pushed in under: a parish below its municipality."""
    while above and above[-1].depth >= place.depth:
        above.pop()
    parent = above[-1].name or above[-1].code if above else ""
    above.append(place)
    return parent


def _constant(layout: Layout, roles: Roles) -> frozenset[int]:
    """Return the divisions that say the same total in every row and so tell nothing."""
    totals = []
    for place in roles.divisions:
        words = {fold(row[place]) for _n, row in layout.body if row[place].strip()}
        if len(words) == 1 and _TOTAL.fullmatch(next(iter(words))):
            totals.append(place)
    return frozenset(totals)


def _merged(layout: Layout, roles: Roles) -> tuple[int, ...]:
    """Return the columns of words where a cell stands for the rows below it, as in a printed table."""
    stub = [
        *roles.divisions,
        *(roles.places[role] for role in ("territory", "code", "period", "indicator") if role in roles.places),
    ]
    if len(stub) < 2:
        return ()
    last = max(stub)
    return tuple(
        place
        for place in stub
        if place != last and any(not row[place].strip() and row[last].strip() for _n, row in layout.body)
    )


def _filled_down(cells: tuple[str, ...], merged: tuple[int, ...], carried: dict[int, str]) -> tuple[str, ...]:
    if not merged:
        return cells
    whole = list(cells)
    for place in merged:
        carried[place] = whole[place] = whole[place] if whole[place].strip() else carried.get(place, "")
    return tuple(whole)


def _record(
    line: _Line,
    heading: Heading,
    roles: Roles,
    names: Sequence[str],
    *,
    decimal: str,
    legend: Mapping[str, tuple[str, str]],
    problems: list[Problem],
) -> dict[str, Any] | None:
    read = {
        role: _read(line, place, names, decimal=decimal, legend=legend, problems=problems)
        for role, place in (
            ("value", heading.place if heading.place >= 0 else roles.places.get("value", -1)),
            ("numerator", roles.places.get("numerator", -1)),
            ("denominator", roles.places.get("denominator", -1)),
        )
        if place >= 0
    }
    place = read_place(heading.label) if roles.turned else line.place
    if not (place.name or place.code):
        return None
    words = [*line.label, "" if roles.turned else heading.label]
    value = read.get("value") or _ratio(read)
    status = _status(line, heading, value)
    return {
        "row": line.number,
        "code": place.code,
        "name": place.name,
        "parent": "" if roles.turned else line.parent,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
        "period": heading.period or line.period,
        "indicator": ", ".join(word for word in words if word),
        "value": None if status == SUPPRESSED else value.value,
        "numerator": read["numerator"].value if "numerator" in read else None,
        "denominator": read["denominator"].value if "denominator" in read else None,
        "status": status,
        "sign": value.sign,
        "meaning": value.meaning,
    }


def _read(
    line: _Line,
    place: int,
    names: Sequence[str],
    *,
    decimal: str,
    legend: Mapping[str, tuple[str, str]],
    problems: list[Problem],
) -> Read:
    text = line.cells[place]
    read = read_cell(text, decimal=decimal, legend=legend)
    if read is None:
        if len(problems) < MAX_PROBLEMS:
            params = {"value": text.strip()[:60]}
            problems.append(Problem("statistics_not_a_figure", row=line.number, column=names[place], params=params))
        return Read(None, NO_DATA, text.strip()[:8], "unreadable")
    if read.meaning == "formula_error":
        params = {"value": text.strip()}
        problems.append(Problem("statistics_formula_error", row=line.number, column=names[place], params=params))
    return read


def _ratio(read: Mapping[str, Read]) -> Read:
    """Return the share of a table that gives only numerator and denominator: per cent, computed here."""
    above, below = read["numerator"], read["denominator"]
    if above.value is None or not below.value:
        lacking = above if above.value is None else below
        return Read(None, NO_DATA if lacking.status == PUBLISHED else lacking.status, lacking.sign, lacking.meaning)
    return Read(100 * above.value / below.value)


def _status(line: _Line, heading: Heading, value: Read) -> str:
    said = _GONE.get(line.status, _FLAGS.get(line.status, ""))
    if said == SUPPRESSED:
        return said
    if value.value is not None and value.status == PUBLISHED and (said or heading.provisional or line.provisional):
        return PROVISIONAL
    return value.status
