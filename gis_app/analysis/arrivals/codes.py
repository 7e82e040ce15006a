"""Codes that a spreadsheet took for numbers: lost leading zeros, powers of ten."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from gis_app.analysis.arrivals.cells import Cells
from gis_app.analysis.arrivals.columns import words_of
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.atvk import read_code
from gis_app.domain.imports import Problem

ATVK_DIGITS = 7
_POWER = re.compile(r"[1-9](?:[.,]\d+)?[eE]\+?(\d{1,2})")
_ANY_POWER = re.compile(r"\d[eE]\+?\d")
_FEWEST_POWER = 8
_MOSTLY = 0.9
_CODE = frozenset({"kods", "kodi", "code", "codes", "atvk", "lau", "nuts", "zip", "indekss", "код", "plr"})
_MOST_LOST = 2
_SHORTEST = 5


def mended_codes(column: pd.Series, *, cells: Cells | None = None) -> tuple[pd.Series, list[Problem]]:
    """Return a column whose lost zeros are given back where it is sure, and what is doubtful.

    It is sure for codes of Latvian territories (ATVK has seven digits); for others it is only said. ``cells`` are those
    of the column where they are known already.
    """
    coded = _is_code(str(column.name))
    if not coded and column.dtype.kind in "iufbM":
        return column, []
    cells = Cells.of(column) if cells is None else cells
    problems = _powers(cells)
    if not coded:
        return column, problems
    known = cells.where(cells.filled)
    texts = known.series
    if column.dtype.kind == "f":
        texts = texts.str.replace(r"[.,]0+$", "", regex=True)
    if not len(texts) or not texts.str.fullmatch(r"\d+").all() or texts.str.startswith("0").any():
        return column, problems
    width = texts.str.len()
    if _atvk(str(column.name), texts):
        return _filled_up(column, texts[width < ATVK_DIGITS], texts, problems)
    top = int(width.max())
    short = texts[width < top]
    if len(short) and top >= _SHORTEST and width.min() >= top - _MOST_LOST and len(short) <= len(texts) / 2:
        expected = [text.zfill(top) for text in short]
        problems += each(
            "code_zeros_maybe_lost", short.index, column=str(column.name), values=short.tolist(), expected=expected
        )
    return column, problems


def _is_code(name: str) -> bool:
    return not _CODE.isdisjoint(words_of(name))


def _atvk(name: str, texts: pd.Series) -> bool:
    """Whether these are ATVK codes: the name says it, or nearly all of them are built like one and none is longer."""
    if texts.str.len().max() > ATVK_DIGITS or texts.str.len().min() < ATVK_DIGITS - 3:
        return False
    if texts.str.len().max() == ATVK_DIGITS and "atvk" not in words_of(name):
        return False  # seven digits without a leading zero are no ATVK code
    return bool(texts.head(500).map(lambda text: read_code(text) is not None).mean() >= _MOSTLY)


def _filled_up(
    column: pd.Series, short: pd.Series, texts: pd.Series, problems: list[Problem]
) -> tuple[pd.Series, list[Problem]]:
    mended = short.str.zfill(ATVK_DIGITS)
    result = column.astype(object).copy()
    result[texts.index] = texts
    result[mended.index] = mended
    listed = each(
        "code_zeros_restored",
        short.index,
        column=str(column.name),
        severity="mended",
        values=short.tolist(),
        expected=mended.tolist(),
    )
    return result, [*problems, *listed]


def _powers(cells: Cells) -> list[Problem]:
    """Notice codes that became powers of ten (``1,2E+10``): their last digits are gone."""
    if not _ANY_POWER.search(cells.joined):
        return []
    found = cells.where(np.array([_power(text) for text in cells.texts], dtype=bool))
    return each("code_as_power", found.rows, column=cells.name, values=found.texts)


def _power(text: str) -> bool:
    match = _POWER.fullmatch(text)
    return match is not None and int(match[1]) >= _FEWEST_POWER
