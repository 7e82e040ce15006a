"""Text tables that a program or a hand wrote without the rules of CSV: quotation marks inside, entities, lost rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from pandas import DataFrame, Index, Series

from gis_app.catalog.separators import SEPARATORS
from gis_app.domain.imports import Problem

_ENTITY = re.compile(r"(&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5}));")
_SEMICOLON, _MENDED = "\ue000", "\ue001"
"""Signs of the private area of Unicode stand in for what the parser must not see, and are put back after it."""

_WHOLE = re.compile(r'"(?:[^"]|"")*"?')
_EACH = 500


def prepared(text: str, *, separator: str) -> str:
    """Return the text with entities kept together and quotation marks inside quoted cells doubled, as they must be."""
    if separator == ";" and "&" in text:
        text = _ENTITY.sub(rf"\1{_SEMICOLON}", text)
    sign = re.escape(separator)
    lonely = rf'[^{sign}"\r\n]"[^{sign}"\r\n]'
    if '"' not in text or not re.search(lonely, text):
        return text
    cell = re.compile(rf'(?:^|(?<={sign}))"[^{sign}\r\n]*(?=$|{sign})')
    return re.sub(rf"(?m)^[^\r\n]*{lonely}[^\r\n]*", lambda line: cell.sub(_with_doubled, line.group()), text)


def is_prepared(text: str) -> bool:
    """Whether ``prepared`` hid anything in the text."""
    return _SEMICOLON in text or _MENDED in text


def restored(cells: DataFrame) -> tuple[DataFrame, list[Problem]]:
    """Return the cells with what ``prepared`` hid put back, and the rows whose quotation marks were mended."""
    mended: set[int] = set()
    for place in range(cells.shape[1]):
        hidden = cells[place].str.contains(f"[{_SEMICOLON}{_MENDED}]", regex=True)
        if not hidden.any():
            continue
        texts = cells.loc[hidden, place]
        mended.update(int(row) for row in texts.index[texts.str.contains(_MENDED, regex=False)])
        cells.loc[hidden, place] = texts.str.replace(_SEMICOLON, ";", regex=False).str.replace(_MENDED, "", regex=False)
    return cells, [Problem("quotes_inside", row=row, severity="mended") for row in sorted(mended)[:_EACH]]


def resplit(cells: DataFrame, *, separator: str) -> tuple[DataFrame, list[Problem]]:
    """Split rows that use another separator than the rest: all their text stands in the first cell."""
    alone = _only_first(cells)
    if cells.shape[1] < 2 or not alone.any() or alone.all():
        return cells, []
    usual = int((cells[~alone] != "").sum(axis=1).mode().max())
    problems = []
    for row in cells.index[alone]:
        for sign in SEPARATORS:
            parts = _divided(str(cells.at[row, 0]), sign)
            if sign != separator and usual > 1 and usual <= len(parts) <= cells.shape[1]:
                cells.loc[row] = parts + [""] * (cells.shape[1] - len(parts))
                problems.append(Problem("separator_other", row=int(row), severity="mended", params={"value": sign}))
                break
    return cells, problems


def swallowed(cells: DataFrame, *, separator: str) -> Iterator[Problem]:
    """Notice cells with lines that look like rows of their own: a quotation mark is missing or one too many."""
    least = cells.shape[1] - 1
    for place in range(cells.shape[1]) if least > 0 else ():
        lines = cells[place].str.contains("\n", regex=False)
        for row, text in cells.loc[lines, place].head(_EACH).items():
            held = sum(line.count(separator) >= least for line in str(text).split("\n")[1:])
            if held:
                params = {"count": held, "value": str(text).split("\n")[1].strip()[:80]}
                yield Problem("rows_in_cell", row=int(str(row)), params=params)


def written_widths(text: str, *, separator: str, rows: Index[int]) -> dict[int, int]:
    """Return how many cells each of the first rows has as it is written, empty ones at its end included."""
    reader = csv.reader(islice(io.StringIO(text, newline=""), len(rows)), delimiter=separator)
    widths: dict[int, int] = {}
    try:
        for row, record in zip(rows, reader, strict=False):
            widths[int(row)] = len(record)
    except csv.Error:  # a cell longer than Python's reader takes: what was counted until there is enough
        return widths
    return widths


def _with_doubled(found: re.Match[str]) -> str:
    text = found.group()
    if _WHOLE.fullmatch(text):
        return text
    inner = text[1:-1] if text.endswith('"') else text
    return f'"{_MENDED}{inner.replace(chr(34), chr(34) * 2)}"'


def _divided(text: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=sign))
    except csv.Error:  # it holds line breaks, so it is a text and not a row
        return [text]


def _only_first(cells: DataFrame) -> Series:
    alone = cells[0].str.strip() != ""
    for place in range(1, cells.shape[1]):
        if not alone.any():
            break
        alone &= cells[place] == ""
    return alone
