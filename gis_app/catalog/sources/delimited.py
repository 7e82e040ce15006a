"""Text files of cells: CSV, TSV and their relatives from every country and program."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
from pandas import DataFrame

from gis_app.catalog.separators import SEPARATORS, separator_of
from gis_app.catalog.sources.encoding import decode
from gis_app.catalog.sources.rows import decimal_sign, table_of
from gis_app.catalog.sources.source import Found, Source
from gis_app.catalog.sources.statistics import is_pxweb
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_SAID = re.compile(r"\ufeff?sep=(.)\r?\n")
_WIDE, _WIDEST = 300, 20_000
_QUOTED = re.compile('"[^"]*"')


def read_delimited(found: Found, choices: Choices) -> Source:
    """Return the table of a CSV or TSV file; a table exported by PX-Web is recognised as statistics.

    Raises
    ------
    InputRefused
        If a quotation mark is never closed, or there are no rows.
    """
    text, encoding, problems = decode(found.file.read_bytes(), name=found.name, chosen=choices.encoding)
    grid, separator, mixed = grid_of(text, name=found.name, separator=choices.separator)
    table, odd = table_of(grid, name=found.name)
    statistics = is_pxweb(text)
    return Source(
        format="pxweb" if statistics else "csv",
        kind="statistics" if statistics else "table",
        encoding=encoding,
        separator=separator,
        decimal=choices.decimal or decimal_sign(table.cells),
        table=table,
        features=len(table.cells),
        problems=(*problems, *mixed, *odd),
    )


def grid_of(text: str, *, name: str, separator: str = "") -> tuple[DataFrame, str, tuple[Problem, ...]]:
    """Return all cells as text with row numbers as index, the separator, and rows that use another one.

    Raises
    ------
    InputRefused
        If a quotation mark is never closed or a row has an absurd number of cells.
    """
    said = _SAID.match(text)
    skipped = 1 if said else 0
    if said:
        text = text[said.end() :]
    separator = separator or (said.group(1) if said else separator_of(text))
    cells = _parse(text, separator=separator, name=name)
    cells.index = pd.RangeIndex(1 + skipped, 1 + skipped + len(cells))
    cells, problems = _resplit(cells, separator=separator)
    return cells, separator, problems


def _parse(text: str, *, separator: str, name: str) -> DataFrame:
    width = _width(text, separator=separator, name=name)
    try:
        return pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            names=list(range(width)),
            index_col=False,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            engine="c",
        )
    except pd.errors.EmptyDataError:
        raise InputRefused("table_empty", file=name) from None
    except pd.errors.ParserError as error:
        row = re.search(r"row (\d+)", str(error))
        raise InputRefused(
            "table_quote_open", file=name, row=int(row.group(1)) + 1 if row else 1, value=separator
        ) from None


def _width(text: str, *, separator: str, name: str) -> int:
    """Return how many cells the widest row can have; separators inside quotation marks count when they are few."""
    width = max((line.count(separator) for line in text.splitlines()), default=0) + 1
    if width > _WIDE and '"' in text:
        bare = _QUOTED.sub("", text)
        width = max((line.count(separator) for line in bare.splitlines()), default=0) + 1
    if width > _WIDEST:
        raise InputRefused("table_too_wide", file=name, value=width, expected=_WIDEST)
    return width


def _resplit(cells: DataFrame, *, separator: str) -> tuple[DataFrame, tuple[Problem, ...]]:
    """Split rows that use another separator than the rest: all their text stands in the first cell."""
    if cells.shape[1] < 2:
        return cells, ()
    alone = cells[0].str.strip() != ""
    for place in range(1, cells.shape[1]):
        alone &= cells[place] == ""
        if not alone.any():
            return cells, ()
    usual = int((cells[~alone] != "").sum(axis=1).mode().max()) if not alone.all() else 0
    problems = []
    for row in cells.index[alone]:
        for sign in SEPARATORS:
            parts = next(csv.reader([str(cells.at[row, 0])], delimiter=sign))
            if sign != separator and usual > 1 and usual <= len(parts) <= cells.shape[1]:
                cells.loc[row] = parts + [""] * (cells.shape[1] - len(parts))
                problems.append(Problem("separator_other", row=int(row), severity="mended", params={"value": sign}))
                break
    return cells, tuple(problems)
