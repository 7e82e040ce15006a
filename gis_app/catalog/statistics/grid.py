"""A table as a sheet of cells, before anybody knows which of them is a header."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import python_calamine

from gis_app.catalog.separators import separator_of
from gis_app.catalog.sources.encoding import decode
from gis_app.domain.errors import InputRefused

MAX_CELLS = 5_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells as text, ``numbers`` as their program counts them; rows keep the width they have in the file."""

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    name: str = ""

    @property
    def filled(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows that are not blank, each with its number."""
        return [pair for pair in zip(self.numbers, self.rows, strict=True) if any(cell.strip() for cell in pair[1])]


def read_grid(file: Path, *, name: str, encoding: str = "", separator: str = "", part: str = "") -> Grid:
    """Return the cells of a CSV, TSV, XLSX, XLS or ODS file.

    Raises
    ------
    InputRefused
        If it is not such a table, has no rows, or has more than five million cells.
    """
    with file.open("rb") as opened:
        packed = opened.read(2) in {b"PK", b"\xd0\xcf"}
    if packed:
        return workbook_grid(file, name=name, part=part)
    return text_grid(file.read_bytes(), name=name, encoding=encoding, separator=separator)


def text_grid(content: bytes, *, name: str, encoding: str = "", separator: str = "") -> Grid:
    """Return the cells of a text table, its encoding and separator as given or as seen."""
    text, _encoding, _problems = decode(content, name=name, chosen=encoding)
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        text, separator = "\n" + rest, separator or first.strip()[4:5]
    separator = separator or separator_of(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise InputRefused("table_not_csv", file=name, row=1, value=str(error)) from None
    return _grid(rows, name)


def workbook_grid(file: Path, *, name: str, part: str = "") -> Grid:
    """Return the cells of one sheet of a workbook: the one named, else the first that has two columns and two rows."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        sheets = [part] if part in book.sheet_names else book.sheet_names
        grids = [
            _grid(
                [[_text(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python(False)],
                name,
                empty=True,
            )
            for sheet in sheets
        ]
    except (python_calamine.CalamineError, OSError) as error:
        raise InputRefused("table_not_csv", file=name, row=1, value=str(error)) from None
    usable = [grid for grid in grids if len(grid.filled) > 1 and max(map(len, grid.rows), default=0) > 1]
    if not usable:
        raise InputRefused("table_empty", file=name)
    return usable[0]


def _grid(rows: Iterable[list[str]], name: str, *, empty: bool = False) -> Grid:
    kept = tuple(tuple(row) for row in rows)
    if sum(map(len, kept)) > MAX_CELLS:
        raise InputRefused("statistics_too_large", file=name, expected=MAX_CELLS)
    grid = Grid(kept, tuple(range(1, len(kept) + 1)), name)
    if not grid.filled and not empty:
        raise InputRefused("table_empty", file=name)
    return grid


def _text(cell: Any) -> str:
    """Return a cell of a workbook as text: whole numbers without a fraction, days as ISO."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
