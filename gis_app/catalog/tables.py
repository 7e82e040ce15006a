"""Tables of figures as people have them: CSV from a spreadsheet, ids kept as text."""

import csv
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gis_app.catalog.separators import separator_of
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.no_data import NO_DATA

LARGEST = 1e30
"""A figure beyond this is a slip of the keyboard; sums of such figures would overflow."""

_SPACES = str.maketrans({"\u00a0": None, "\u202f": None, "\u2009": None, " ": None, "\u2212": "-"})
_POINT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d+)?")
_THOUSANDS_POINT = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d*")
_THOUSANDS_COMMA = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d*")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
_AMBIGUOUS_POINT = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
_WHOLE = re.compile(r"[+-]?\d+")
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text; ``numbers[i]`` is the row number of ``rows[i]`` as in a spreadsheet (header: 1).

    ``decimal_comma`` says that some cell has one (``3,5``), in a table whose separator is another.
    Columns that were read as numbers once are remembered: a moved slider asks for the same ones again.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    separator: str = ","
    decimal_comma: bool = False
    _read: dict[tuple[str, tuple[float, ...]], tuple[float, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def texts(self, column: str) -> list[str]:
        """Return the cells of a column as they stand.

        Raises
        ------
        InputRefused
            If the table has no such column, or has it twice.
        """
        place = self._place(column)
        return [row[place] for row in self.rows]

    def ids(self, column: str) -> list[str]:
        """Return the cells of a column that names each row once; ``01100101`` stays ``01100101``.

        Raises
        ------
        InputRefused
            If an id is empty or stands in two rows.
        """
        seen: dict[str, int] = {}
        texts = self.texts(column)
        for number, text in zip(self.numbers, texts, strict=True):
            bare = text.strip()
            if not bare:
                raise InputRefused("table_empty_id", file=self.name, row=number, column=column)
            if bare in seen:
                raise InputRefused(
                    "table_duplicate_id", file=self.name, row=number, column=column, value=text, other=seen[bare]
                )
            seen[bare] = number
        return texts

    def figures(self, column: str, *, missing_codes: Sequence[float] = ()) -> list[float]:
        """Return the cells of a column as numbers; no data (an empty cell, ``NA``, ``…``, a missing code) is NaN.

        Raises
        ------
        InputRefused
            If a cell is not a number, or could be two: file, row, column and value are named.
        """
        key = column, tuple(missing_codes)
        if key not in self._read:
            texts = self.texts(column)
            if self.separator == ";":
                self._check_points(texts, column=column)
            cells = zip(self.numbers, texts, strict=True)
            values = (self._figure(text, row=number, column=column) for number, text in cells)
            self._read[key] = tuple(math.nan if value in key[1] else value for value in values)
        return list(self._read[key])

    def _check_points(self, texts: Sequence[str], *, column: str) -> None:
        """Refuse ``1.234`` where nothing in the column says whether the point begins thousands or decimals.

        Where commas are decimals, or whole numbers up to 999 stand without a point, it may well be thousands.
        """
        plain = [text.translate(_SPACES) for text in texts]
        pointed = [place for place, text in enumerate(plain) if "." in text and text.strip(".")]
        if not pointed or not all(_AMBIGUOUS_POINT.fullmatch(plain[place]) for place in pointed):
            return
        if self.decimal_comma or any(_WHOLE.fullmatch(text) for text in plain):
            row, value = self.numbers[pointed[0]], texts[pointed[0]]
            raise InputRefused("table_two_readings", file=self.name, row=row, column=column, value=value)

    def _place(self, column: str) -> int:
        column = _composed(column)
        if column not in self.columns:
            raise InputRefused("table_no_column", file=self.name, column=column, expected=", ".join(self.columns))
        if self.columns.count(column) > 1:
            raise InputRefused("table_column_twice", file=self.name, column=column)
        return self.columns.index(column)

    def _figure(self, text: str, *, row: int, column: str) -> float:
        if _POINT.fullmatch(text) and abs(float(text)) <= LARGEST:  # most cells, and nothing below changes it
            return float(text)
        plain = text.translate(_SPACES).strip()
        if plain.lower() in NO_DATA:
            return math.nan
        if self.separator == "," and _AMBIGUOUS.fullmatch(plain):
            raise InputRefused("table_two_readings", file=self.name, row=row, column=column, value=text)
        if plain in _DASHES:
            raise InputRefused("table_dash", file=self.name, row=row, column=column, value=text)
        value = _number(plain)
        if value is None or not abs(value) <= LARGEST:
            raise InputRefused("table_not_a_number", file=self.name, row=row, column=column, value=text)
        return value


def _number(text: str) -> float | None:
    if _POINT.fullmatch(text):
        return float(text)
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    if _THOUSANDS_POINT.fullmatch(text):
        return float(text.replace(",", ""))
    if _THOUSANDS_COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return None


def read_table(path: Path) -> Table:
    """Return the table of a CSV file: UTF-8 with or without BOM, ``,`` or ``;``.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If the file is not UTF-8, has no rows, or a row has more or fewer cells than the header.
    """
    if not path.is_file():
        raise NotFound("table_not_found", file=str(path))
    return parse_table(path.read_bytes(), name=path.name)


def parse_table(content: bytes, *, name: str) -> Table:
    """Return the table in the bytes of a CSV file; ``name`` stands in its errors (see ``read_table``)."""
    text = _decode(content, name=name)
    separator = separator_of(text, among=(";", ","))
    records = _records(text, separator=separator, name=name)
    if not records:
        raise InputRefused("table_empty", file=name)
    header = tuple(_composed(cell) for cell in records[0][1])
    body = records[1:]
    if not body:
        raise InputRefused("table_empty", file=name)
    for number, cells in body:
        if len(cells) != len(header):
            raise InputRefused("table_row_width", file=name, row=number, value=len(cells), expected=len(header))
    return Table(
        name=name,
        columns=header,
        rows=tuple(tuple(cells) for _number, cells in body),
        numbers=tuple(number for number, _cells in body),
        separator=separator,
        decimal_comma=separator != ","
        and any(_COMMA.fullmatch(cell.strip()) for _row, cells in body for cell in cells),
    )


def _composed(name: str) -> str:
    """Return a column's name so that an ``ī`` of one sign and one of two (as macOS writes it) are the same."""
    return unicodedata.normalize("NFC", name.strip())


def _decode(content: bytes, *, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise InputRefused("table_not_utf8", file=name, row=row) from None


def _records(text: str, *, separator: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [(number, cells) for number, cells in enumerate(reader, start=1) if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise InputRefused("table_not_csv", file=name, row=reader.line_num, value=str(error)) from None
