"""What the columns of a file hold: text, numbers, whole numbers, dates, links; and their values as such."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis_app.analysis.arrivals.cells import BETWEEN, Cells
from gis_app.analysis.arrivals.columns import words_of
from gis_app.analysis.arrivals.dates import dates
from gis_app.analysis.arrivals.numerals import number, numbers
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Column, Problem
from gis_app.domain.no_data import NO_DATA

_CODE_WORDS = frozenset(
    (
        *("code", "codes", "kods", "kodi", "kodu", "atvk", "id", "ids", "uuid", "guid", "kadastrs", "kadastra", "zip"),
        *("postcode", "pasta", "indekss", "phone", "telefons", "talrunis", "talr", "tel", "mob", "fax", "faks", "reg"),
        *("regnr", "registracijas", "inn", "osm", "ean", "isbn", "konts", "iban", "nace", "teryt", "nuts", "lau"),
        *("код", "индекс", "тел"),
    )
)
_LONG_CODE = 1e9
"""Whole numbers that are all larger are numbers of registers, not quantities."""
_LEADING_ZERO = re.compile(rf"{BETWEEN}0\d+{BETWEEN}")
_COMMA = re.compile(r"[-+]?[\d\s]*\d,\d+")
_POINT = re.compile(r"[-+]?[\d\s]*\d\.\d+")
_LINK = re.compile(r"https?://\S+")
_LONGEST_SIGN = max(len(sign) for sign in NO_DATA)
_EXAMPLES = 3
_FIRST = 50


@dataclass(frozen=True, slots=True)
class Read:
    """A column as it was understood, its values (same index), and what is doubtful in it."""

    column: Column
    values: pd.Series
    problems: tuple[Problem, ...] = ()


def is_code_name(name: str) -> bool:
    """Whether the name of a column says that it holds codes or numbers of documents, not quantities."""
    return not _CODE_WORDS.isdisjoint(words_of(name))


def read_column(values: pd.Series, *, decimal: str = "", typed: bool = False, cells: Cells | None = None) -> Read:
    """Return what a column holds.

    Parameters
    ----------
    decimal
        The decimal sign of the table when known.
    typed
        Whether the file can tell numbers from text (GeoPackage, workbook …), so that numbers as text are notable.
    cells
        The cells of the column where they are known already.
    """
    name = str(values.name)
    kind = {"i": "whole", "u": "whole", "f": "number", "b": "flag", "M": "date"}.get(values.dtype.kind)
    if kind is not None:
        known = values.notna()
        return Read(Column(name, kind, _examples(values[known].head(200).astype(str)), int((~known).sum())), values)
    cells = Cells.of(values) if cells is None else cells
    brief = {text for text in cells.texts if len(text) <= _LONGEST_SIGN}
    signs = {text for text in brief if text and text.lower() in NO_DATA}
    missing = np.array([text in signs for text in cells.texts]) if signs else np.zeros(len(values), dtype=bool)
    known_cells = cells.where(cells.filled & ~missing)
    if known_cells.texts and not is_code_name(name):
        read = _numeric(known_cells, decimal=decimal, typed=typed) or _dated(known_cells)
        if read is not None:
            return _spread(read, values, missing, signs)
    first = known_cells.texts[:_FIRST]
    link = bool(first) and all(map(_LINK.fullmatch, first)) and all(map(_LINK.fullmatch, known_cells.texts))
    column = Column(name, "link" if link else "text", _examples(known_cells.texts[:200]), int((~cells.filled).sum()))
    return Read(column, values)


def _examples(texts: Sequence[str] | pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(text)[:60] for text in texts))[:_EXAMPLES]


def _spread(read: Read, values: pd.Series, missing: NDArray[np.bool_], signs: set[str]) -> Read:
    """Return a reading of the filled cells for all rows of the column, and say what counted as *no data*."""
    full = read.values if len(read.values) == len(values) else read.values.reindex(values.index)
    column = replace(read.column, empty=len(values) - len(read.values))
    params = {"value": ", ".join(sorted(signs)), "count": int(missing.sum())}
    problems = [Problem("no_data_signs", column=column.name, params=params)] if signs else []
    return Read(column, full, (*read.problems, *problems))


def _numeric(known: Cells, *, decimal: str, typed: bool) -> Read | None:
    """Return the cells as numbers, None when some cell is none, or the digits are a code."""
    if any(isnan(number(text, decimal=decimal)) for text in known.texts[:_FIRST]):
        return None
    found = numbers(known.series, decimal=decimal)
    if found.isna().any() or _LEADING_ZERO.search(f"{BETWEEN}{known.joined}{BETWEEN}"):
        return None
    plain = "." not in known.joined and "," not in known.joined
    whole = plain and bool((found % 1 == 0).all()) and bool(found.abs().max() < 2**53)
    if whole and found.min() >= _LONG_CODE:
        return None
    problems = _two_decimals(known, decimal)
    if typed:
        params = {"count": len(known.texts)}
        problems.append(Problem("numbers_as_text", column=known.name, severity="mended", params=params))
    column = Column(known.name, "whole" if whole else "number", _examples(known.texts[:200]))
    return Read(column, found.astype("Int64") if whole else found, tuple(problems))


def _two_decimals(known: Cells, decimal: str) -> list[Problem]:
    """List the cells whose decimal sign is not that of the others in the column."""
    if "," not in known.joined or "." not in known.joined:
        return []
    comma = np.array([bool(_COMMA.fullmatch(text)) for text in known.texts])
    point = np.array([bool(_POINT.fullmatch(text)) for text in known.texts])
    if not (comma.any() and point.any()):
        return []
    usual = decimal or ("," if comma.sum() >= point.sum() else ".")
    other = known.where(point if usual == "," else comma)
    read = [f"{number(text, decimal=decimal):.10g}" for text in other.texts]
    return each("decimal_mixed", other.rows, column=known.name, severity="mended", values=other.texts, expected=read)


def _dated(known: Cells) -> Read | None:
    found = dates(known.series)
    if found is None:
        return None
    return Read(Column(known.name, "date", _examples(found.values.head(200))), found.values, found.problems)
