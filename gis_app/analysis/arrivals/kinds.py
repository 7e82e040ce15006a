"""What the columns of a file hold: text, numbers, whole numbers, dates, links; and their values as such."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from gis_app.analysis.arrivals.columns import words_of
from gis_app.analysis.arrivals.dates import dates
from gis_app.analysis.arrivals.numerals import number, numbers
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Column, Problem
from gis_app.domain.no_data import NO_DATA

_CODE_WORDS = frozenset(
    (
        *("code", "codes", "kods", "kodi", "kodu", "atvk", "id", "ids", "uuid", "guid"),
        *("kadastrs", "kadastra", "zip", "postcode", "pasta", "indekss", "phone", "telefons", "talrunis", "talr"),
        *("tel", "mob", "fax", "faks", "reg", "regnr", "registracijas", "inn", "osm", "ean"),
        *("isbn", "konts", "iban", "nace", "teryt", "nuts", "lau", "код", "индекс", "тел"),
    )
)
_LONG_CODE = 9
"""Whole numbers with more digits are numbers of registers, not quantities."""
_LEADING_ZERO = re.compile(r"0\d+")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A column as it was understood, its values (same index), and what is doubtful in it."""

    column: Column
    values: pd.Series
    problems: tuple[Problem, ...] = ()


def is_code_name(name: str) -> bool:
    """Whether the name of a column says that it holds codes or numbers of documents, not quantities."""
    return not _CODE_WORDS.isdisjoint(words_of(name))


def read_column(values: pd.Series, *, decimal: str = "", typed: bool = False) -> Read:
    """Return what a column holds.

    Parameters
    ----------
    decimal
        The decimal sign of the table when known.
    typed
        Whether the file can tell numbers from text (GeoPackage, workbook …), so that numbers as text are notable.
    """
    name = str(values.name)
    kind = {"i": "whole", "u": "whole", "f": "number", "b": "flag", "M": "date"}.get(values.dtype.kind)
    if kind is not None:
        return Read(_column(name, kind, values, values.notna()), values)
    texts = values.astype(object).where(values.notna(), "").astype(str)
    plain = texts.str.strip()
    filled = plain != ""
    missing = filled & plain.str.lower().isin(NO_DATA)
    known = plain[filled & ~missing]
    if len(known) and not is_code_name(name):
        numeric = _numeric(values, known, missing, decimal=decimal, typed=typed)
        if numeric is not None:
            return numeric
        if (dated := _dated(values, known)) is not None:
            return dated
    kind = "link" if len(known) and known.str.match(r"https?://\S+$").all() else "text"
    return Read(_column(name, kind, plain, filled), values)


def _column(name: str, kind: str, shown: pd.Series, filled: pd.Series) -> Column:
    examples = tuple(str(value)[:60] for value in shown[filled].head(200).drop_duplicates().head(_EXAMPLES))
    return Column(name=name, kind=kind, examples=examples, empty=int((~filled).sum()))


def _numeric(values: pd.Series, known: pd.Series, missing: pd.Series, *, decimal: str, typed: bool) -> Read | None:
    """Return the column as numbers, None when some cell is none, or the digits are a code."""
    name = str(values.name)
    found = numbers(known, decimal=decimal)
    if found.isna().any() or known.str.fullmatch(_LEADING_ZERO).any():
        return None
    if known.str.fullmatch(r"\d+").all() and known.str.len().min() > _LONG_CODE:
        return None
    whole = bool((found % 1 == 0).all()) and not known.str.contains(r"[.,]\d*$").any() and found.abs().max() < 2**53
    result = pd.Series(float("nan"), index=values.index, name=values.name)
    result[known.index] = found
    problems = [*_two_decimals(known, name, decimal), *_markers(values, missing, name)]
    if typed:
        problems.append(Problem("numbers_as_text", column=name, severity="mended", params={"count": len(known)}))
    column = _column(name, "whole" if whole else "number", known, pd.Series(True, index=known.index))
    column = Column(name, column.kind, column.examples, len(values) - len(known))
    return Read(column, result.astype("Int64") if whole else result, tuple(problems))


def _two_decimals(known: pd.Series, name: str, decimal: str) -> list[Problem]:
    """List the cells whose decimal sign is not that of the others in the column."""
    comma = known.str.fullmatch(r"[-+]?[\d\s]*\d,\d+")
    point = known.str.fullmatch(r"[-+]?[\d\s]*\d\.\d+")
    if not (comma.any() and point.any()):
        return []
    usual = decimal or ("," if comma.sum() >= point.sum() else ".")
    other = known[point if usual == "," else comma]
    read = [f"{number(text, decimal=decimal):.10g}" for text in other]
    return each("decimal_mixed", other.index, column=name, severity="mended", values=other.tolist(), expected=read)


def _markers(values: pd.Series, missing: pd.Series, name: str) -> list[Problem]:
    """Say which signs were taken for *no data*."""
    if not missing.any():
        return []
    signs = ", ".join(sorted(set(values[missing].astype(str).str.strip())))
    return [Problem("no_data_signs", column=name, params={"value": signs, "count": int(missing.sum())})]


def _dated(values: pd.Series, known: pd.Series) -> Read | None:
    found = dates(known)
    if found is None:
        return None
    result = pd.Series([None] * len(values), index=values.index, name=values.name, dtype=object)
    result[known.index] = found.values
    empty = len(values) - len(known)
    examples = tuple(found.values.drop_duplicates().head(_EXAMPLES))
    return Read(Column(str(values.name), "date", examples, empty), result, found.problems)
