"""What the bare values of a workbook do not tell: formulas, errors, how a number is shown, merged and hidden cells.

calamine gives values fast; only a sheet that has one of these is read a second time for them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gis_app.catalog.sources.rows import Range
from gis_app.catalog.sources.source import RawTable
from gis_app.domain.imports import Problem

if TYPE_CHECKING:
    from pandas import DataFrame

Cell = tuple[int, int]
"""Row from 1, column from 0."""

_PADDED = re.compile(r'((?:"[^"]*"|\\.)*)(0{2,})((?:"[^"]*"|\\.)*)')
_EACH = 500
"""So many cells of one kind are listed one by one."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is special in a sheet, by cell.

    Attributes
    ----------
    formulas, without_result
        The formula of a cell, and the cells among these whose result is not stored.
    errors
        The error that a cell shows instead of a value.
    shown
        The text a cell shows where its number is written with leading zeros or letters around it.
    percent
        Cells that show a share as per cent.
    hidden_rows
        Rows that the program does not show.
    """

    formulas: Mapping[Cell, str] = field(default_factory=dict)
    without_result: Collection[Cell] = ()
    errors: Mapping[Cell, str] = field(default_factory=dict)
    shown: Mapping[Cell, str] = field(default_factory=dict)
    percent: Sequence[Cell] = ()
    hidden_rows: Sequence[int] = ()

    def show(self, grid: DataFrame) -> DataFrame:
        """Return the grid with its numbers as the program shows them; an error is an empty cell."""
        for place in {column for _row, column in (*self.shown, *self.errors)} & set(grid.columns):
            texts = grid[place].to_dict()
            texts.update({row: text for (row, column), text in self.shown.items() if column == place and row in texts})
            texts.update({row: "" for row, column in self.errors if column == place and row in texts})
            grid[place] = grid[place].index.map(texts)
        return grid

    def problems(self, table: RawTable) -> list[Problem]:
        """Return what is to be said about the cells of a table."""
        names = {place: str(name) for place, name in zip(table.places, table.cells.columns, strict=True)}
        rows = set(table.cells.index)
        inside = [cell for cell in self.formulas if cell[0] in rows and cell[1] in names]
        dead = [cell for cell in inside if cell in self.without_result]
        found = [Problem("formula_without_result", row=row, column=names[place]) for row, place in dead[:_EACH]]
        for (row, place), error in list(self.errors.items())[:_EACH]:
            if row in rows and place in names:
                found.append(Problem("cell_error", row=row, column=names[place], params={"value": error}))
        for place, cells in _by_column(inside, names):
            value = self.formulas[cells[0], place]
            found.append(_first("formula", cells, names[place], value=value))
        for place, cells in _by_column([cell for cell in self.shown if cell[0] in rows], names):
            found.append(_first("zeros_shown", cells, names[place], value=self.shown[cells[0], place], mended=True))
        for place, cells in _by_column([cell for cell in self.percent if cell[0] in rows], names):
            found.append(_first("shown_as_percent", cells, names[place]))
        hidden = sorted(rows & set(self.hidden_rows))
        if hidden:
            found.append(Problem("rows_hidden", row=hidden[0], params={"count": len(hidden)}))
        return found


def padded(value: str, written: str) -> str:
    """Return a whole number as a format of zeros shows it (``0000000``, ``"LV"0000000``); ``""`` for other formats."""
    found = _PADDED.fullmatch(written.partition(";")[0])
    if not found or not value.isdigit():
        return ""
    before, zeros, after = found.groups()
    return _literal(before) + value.zfill(len(zeros)) + _literal(after)


def is_padding(written: str) -> bool:
    """Return whether a number format only adds leading zeros and letters."""
    return _PADDED.fullmatch(written.partition(";")[0]) is not None


def fill_merged(grid: DataFrame, ranges: Iterable[Range]) -> tuple[DataFrame, list[Cell]]:
    """Return the grid with the value of a merged cell in each row that it covers, and those rows (first, last)."""
    filled = []
    for (top, left), (bottom, _right) in ranges:
        if bottom > top and left in grid.columns and bottom < len(grid) and grid.iat[top, left]:
            grid.iloc[top : bottom + 1, left] = str(grid.iat[top, left])
            filled.append((top + 1, bottom + 1))
    return grid, filled


def _literal(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace('"', ""))


def _first(code: str, rows: Sequence[int], column: str, *, value: str = "", mended: bool = False) -> Problem:
    params = {"count": len(rows), "value": value[:100]}
    return Problem(code, row=rows[0], column=column, severity="mended" if mended else "notice", params=params)


def _by_column(cells: Iterable[Cell], names: Mapping[int, str]) -> Iterator[tuple[int, list[int]]]:
    columns: dict[int, list[int]] = defaultdict(list)
    for row, place in cells:
        columns[place].append(row)
    return ((place, sorted(rows)) for place, rows in sorted(columns.items()) if place in names)
