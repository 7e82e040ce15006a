"""Typed cells become text as a person sees them: no ``.0`` behind a whole number, a date year first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

_EXACT = 1e15
"""Up to here a float holds every whole number, and programs show 15 digits."""


def grid_of_rows(rows: Sequence[Sequence[Any]]) -> DataFrame:
    """Return rows of typed cells as a grid of text, counted from 1."""
    width = max((len(row) for row in rows), default=0)
    if width == 0:
        return DataFrame(dtype=str)
    grid = DataFrame({place: texts_of(Series([row[place] for row in rows], dtype=object)) for place in range(width)})
    grid.index = pd.RangeIndex(1, len(grid) + 1)
    return grid


def texts_of(column: Series) -> Series:
    """Return a column as text; an empty cell is ``""``, truth is ``TRUE`` or ``FALSE``."""
    column = column.astype(object)
    kinds = column.map(_kind)
    texts = column.where(kinds == "text", "")
    numbers = kinds == "number"
    if numbers.any():
        said = Series(_number_texts(column[numbers].to_numpy(dtype=float)), index=column.index[numbers], dtype=object)
        texts = texts.mask(numbers, said.reindex(column.index))
    others = kinds == "other"
    if others.any():
        texts = texts.mask(others, column[others].map(_other).reindex(column.index))
    return texts.astype(str)


def _number_texts(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[Any]]:
    whole = np.isfinite(values) & (np.abs(values) < _EXACT) & (values == np.floor(values))
    said = np.empty(len(values), dtype=object)
    said[whole] = values[whole].astype(np.int64).astype(str)
    said[~whole] = ["" if np.isnan(value) else f"{value:.15g}" for value in values[~whole]]
    return said


def _kind(value: object) -> str:
    return "text" if isinstance(value, str) else "number" if isinstance(value, float) else "other"


def _other(value: object) -> str:
    if value is None or value is pd.NaT:
        return ""
    if isinstance(value, bool | np.bool_):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        whole_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:.15g}:00" if value.total_seconds() % 3600 == 0 else str(value)
    return str(value)
