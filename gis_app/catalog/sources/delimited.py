"""Text files of cells: CSV, TSV and their relatives from every country and program."""

from __future__ import annotations

import io
import re

import pandas as pd
from pandas import DataFrame

from gis_app.catalog.separators import separator_of
from gis_app.catalog.sources.encoding import decode
from gis_app.catalog.sources.rows import decimal_sign, table_of
from gis_app.catalog.sources.source import Found, Source
from gis_app.catalog.sources.statistics import is_pxweb
from gis_app.catalog.sources.untidy import is_prepared, prepared, resplit, restored, swallowed, written_widths
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_SAID = re.compile(r"sep=(.)\r?\n")
_LOOK = 100
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
    grid, separator, untidy, widths = grid_of(text, name=found.name, separator=choices.separator)
    table, odd = table_of(grid, name=found.name, widths=widths)
    statistics = is_pxweb(text)
    return Source(
        format="pxweb" if statistics else "csv",
        kind="statistics" if statistics else "table",
        encoding=encoding,
        separator=separator,
        decimal=choices.decimal or decimal_sign(table.cells),
        table=table,
        features=len(table.cells),
        problems=(*problems, *untidy, *odd),
    )


def grid_of(text: str, *, name: str, separator: str = "") -> tuple[DataFrame, str, tuple[Problem, ...], dict[int, int]]:
    """Return all cells as text with row numbers as index, the separator, what was untidy, and the first rows' widths.

    Raises
    ------
    InputRefused
        If a quotation mark is never closed or a row has an absurd number of cells.
    """
    text = text.removeprefix("\ufeff")
    said = _SAID.match(text)
    skipped = 1 if said else 0
    if said:
        text = text[said.end() :]
    separator = separator or (said.group(1) if said else separator_of(text))
    text = prepared(text, separator=separator)
    cells = _parse(text, separator=separator, name=name, first=1 + skipped)
    cells, quoted = restored(cells) if is_prepared(text) else (cells, [])
    cells, divided = resplit(cells, separator=separator)
    widths = written_widths(text, separator=separator, rows=cells.index[:_LOOK])
    lost = swallowed(cells, separator=separator) if '"' in text else ()  # a line break needs quotation marks around it
    return cells, separator, (*quoted, *divided, *lost), widths


def _parse(text: str, *, separator: str, name: str, first: int) -> DataFrame:
    width = _width(text, separator=separator, name=name)
    try:
        cells = _cells(text, separator=separator, width=width)
    except pd.errors.EmptyDataError:
        raise InputRefused("table_empty", file=name) from None
    except pd.errors.ParserError as error:
        wider, row = re.search(r"saw (\d+)", str(error)), re.search(r"row (\d+)", str(error))
        if not wider:
            raise InputRefused("table_quote_open", file=name, row=int(row.group(1)) + first if row else first) from None
        cells = _cells(text, separator=separator, width=min(max(int(wider.group(1)), 2 * width), _WIDEST))
    cells.index = pd.RangeIndex(first, first + len(cells))
    return cells


def _cells(text: str, *, separator: str, width: int) -> DataFrame:
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


def _width(text: str, *, separator: str, name: str) -> int:
    """Return how many cells the widest row can have; separators inside quotation marks count when they are few."""
    width = max((line.count(separator) for line in io.StringIO(text, newline=None)), default=0) + 1
    if width > _WIDE and '"' in text:
        bare = _QUOTED.sub("", text)
        width = max((line.count(separator) for line in io.StringIO(bare, newline=None)), default=0) + 1
    if width > _WIDEST:
        raise InputRefused("table_too_wide", file=name, value=width, expected=_WIDEST)
    return width
