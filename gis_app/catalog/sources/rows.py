"""From a grid of cells to a table: the header found, every column named, notes above and below set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gis_app.catalog.sources.source import RawTable
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, (row, column) from 0."""

_LOOK = 60
"""A header stands within so many rows that are not blank."""

_NUMBER = re.compile(r"[-+\u2212]?\d[\d\s\u00a0\u202f]*([.,]\d+)?%?")
_YEAR = re.compile(r"(1[89]|20|21)\d\d([/\-–.]?\d{0,4}|[QqMm]\d{1,2})?")
_DECIMAL = r"[-+\u2212]?\d[\d\s\u00a0]*{sign}\d+"
_SAMPLE = 2000


def table_of(
    grid: DataFrame, *, name: str, merged: Sequence[Range] = (), widths: Mapping[int, int] | None = None
) -> tuple[RawTable, tuple[Problem, ...]]:
    """Return the table in a grid of text whose index holds the row numbers and whose columns count from 0.

    Parameters
    ----------
    merged
        Merged cells: a header may stand in several rows, and one of its cells over several columns.
    widths
        How many cells the first rows have as they are written in a text file. A row with more cells than the header
        has slipped (its text holds a separator) and is left out; a table whose rows are wider is refused.

    Raises
    ------
    InputRefused
        If no cell holds anything, there is a header and nothing below it, or most rows are wider than the header.
    """
    grid = grid[~_blank(grid)]
    if grid.empty:
        raise InputRefused("table_empty", file=name)
    top = _spread(grid.head(_LOOK), merged)
    position = header_position([list(row) for row in top.to_numpy()])
    if position is None:
        return _without_header(grid)
    row = int(grid.index[position])
    deep = _depth(top, position, merged)
    body, before = grid.iloc[position + deep :], grid.iloc[:position]
    body, slipped = _not_wider(body, (widths or {}).get(row, grid.shape[1]), name=name)
    if body.empty:
        raise InputRefused("table_empty", file=name)
    heads = [_joined(top.iloc[position : position + deep][column]) for column in top.columns]
    used = _used_columns(body, heads)
    body, after = _notes_below(body[used])
    names, problems = unique_names([heads[place] for place in used], row=row, places=used)
    body = body.set_axis(names, axis=1)
    texts = tuple(text for _row, text in after)
    table = RawTable(cells=body, header=row, before=_texts(before), after=texts, places=tuple(used))
    notes = [Problem("note_below", row=number, severity="refused", params={"value": text}) for number, text in after]
    return table, (*problems, *slipped, *notes)


def header_position(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which of the rows that are not blank is the header, or None when the table begins with figures.

    Title lines fill few cells; the header is the first row that fills about as many as the rows below it.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = Counter(filled[1:] or filled).most_common(1)[0][0]
    least = max(2, 0.5 * max(usual, 1)) if max(filled) > 1 else 1
    position = next((number for number, count in enumerate(filled) if count >= least), 0)
    return None if _is_data(rows[position], rows[position + 1 : position + 6]) else position


def unique_names(cells: Sequence[str], *, row: int, places: Sequence[int]) -> tuple[list[str], list[Problem]]:
    """Return a name for each column; an empty one gets its letter, a second one of the same name a number."""
    names: list[str] = []
    problems: list[Problem] = []
    taken = {cell.strip() for cell in cells}
    for place, cell in zip(places, cells, strict=True):
        plain = " ".join(cell.split())
        if not plain:
            problems.append(Problem("column_without_name", row=row, column=letter(place), severity="mended"))
        new = free = plain or letter(place)
        count = 1
        while free in names or (free != new and free in taken):
            count += 1
            free = f"{new} ({count})"
        if free != new:
            problems.append(Problem("column_twice", row=row, column=new, severity="mended", params={"value": free}))
        names.append(free)
    return names, problems


def letter(place: int) -> str:
    """Return what a spreadsheet calls the column at a place (0 is A, 26 is AA)."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def decimal_sign(cells: DataFrame) -> str:
    """Return the decimal sign that most cells with one have, or ``""``."""
    sample = cells.head(_SAMPLE)
    points = sum(_matching(sample.iloc[:, place], r"\.") for place in range(sample.shape[1]))
    commas = sum(_matching(sample.iloc[:, place], ",") for place in range(sample.shape[1]))
    return "" if not points and not commas else "," if commas > points else "."


def _matching(column: Series, sign: str) -> int:
    return int(column.str.fullmatch(_DECIMAL.replace("{sign}", sign)).sum())


def _blank(grid: DataFrame) -> Series:
    empty = grid.iloc[:, 0].str.strip() == ""
    for place in range(1, grid.shape[1]):
        if not empty.any():
            break
        empty &= grid.iloc[:, place].str.strip() == ""
    return empty


def _is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether a row begins the figures: one of its cells is a number (not a year) like those under it."""
    for place, cell in enumerate(row):
        if not _NUMBER.fullmatch(cell.strip()) or _YEAR.fullmatch(cell.strip()):
            continue
        under = [other[place].strip() for other in below if place < len(other) and other[place].strip()]
        if under and all(_NUMBER.fullmatch(text) for text in under):
            return True
    return False


def _not_wider(body: DataFrame, width: int, *, name: str) -> tuple[DataFrame, list[Problem]]:
    """Leave out the rows that fill cells beyond the width of the header."""
    beyond = body.iloc[:, width:]
    if beyond.empty:
        return body, []
    wide = (beyond != "").any(axis=1)
    if not wide.any():
        return body, []
    filled = (beyond[wide] != "").to_numpy()
    cells = width + filled.shape[1] - np.argmax(filled[:, ::-1], axis=1)
    rows = [int(row) for row in body.index[wide]]
    if len(rows) > max(1, len(body) // 2):
        raise InputRefused("table_rows_wider", file=name, row=rows[0], value=int(cells[0]), expected=width)
    problems = [
        Problem("row_too_wide", row=row, severity="refused", params={"value": int(count), "expected": width})
        for row, count in zip(rows, cells, strict=True)
    ]
    return body[~wide], problems


def _spread(top: DataFrame, merged: Sequence[Range]) -> DataFrame:
    """Repeat a cell merged over several columns, unless it is a title alone in its row."""
    top = top.copy()
    for (first, left), (_last, right) in merged:
        row = first + 1
        if right <= left or row not in top.index or right >= top.shape[1]:
            continue
        others = [column for column in range(top.shape[1]) if not left <= column <= right]
        if (top.loc[row, others] != "").any():
            top.loc[row, left:right] = str(top.at[row, left])
    return top


def _depth(top: DataFrame, position: int, merged: Sequence[Range]) -> int:
    """Return how many rows the header fills: to the end of its merged cells, or to the names under a merged one."""
    row = int(top.index[position])
    ends = [last + 1 for (first, _left), (last, _right) in merged if first + 1 == row]
    if not ends or position + 1 >= len(top):
        return 1
    under = [str(cell).strip() for cell in top.iloc[position + 1]]
    names_below = not any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in under)
    last = max(row + 1, *ends) if names_below and int(top.index[position + 1]) == row + 1 else row
    return max(int((top.index[position:] <= last).sum()), 1)


def _joined(cells: Series) -> str:
    return " ".join(dict.fromkeys(" ".join(str(cell).split()) for cell in cells if str(cell).strip()))


def _without_header(grid: DataFrame) -> tuple[RawTable, tuple[Problem, ...]]:
    used = _used_columns(grid, [""] * grid.shape[1])
    cells = grid[used].set_axis([letter(place) for place in used], axis=1)
    table = RawTable(cells=cells, header=0, places=tuple(used))
    return table, (Problem("no_header", row=int(grid.index[0])),)


def _used_columns(body: DataFrame, heads: Sequence[str]) -> list[int]:
    return [place for place, head in enumerate(heads) if head.strip() or (body.iloc[:, place].str.strip() != "").any()]


def _notes_below(body: DataFrame) -> tuple[DataFrame, list[tuple[int, str]]]:
    """Cut off the last rows that follow a gap and fill only their first cell (sources, footnotes)."""
    if body.shape[1] < 3 or len(body) < 2:
        return body, []
    tail = body.tail(_LOOK)
    only_first = (tail.iloc[:, 1:] == "").all(axis=1).to_numpy()
    last = len(tail)
    while last > 0 and only_first[last - 1]:
        last -= 1
    rows = tail.index.to_list()
    gap = next((place for place in range(max(last, 1), len(tail)) if rows[place] - rows[place - 1] > 1), None)
    if gap is None:
        return body, []
    notes = [(int(row), str(text).strip()) for row, text in zip(rows[gap:], tail.iloc[gap:, 0], strict=True)]
    return body.iloc[: len(body) - len(notes)], notes


def _texts(rows: DataFrame) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell).strip() for cell in row if str(cell).strip()) for row in rows.to_numpy())
