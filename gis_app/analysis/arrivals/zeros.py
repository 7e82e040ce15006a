"""Zeros that may mean *no data*."""

import pandas as pd

from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

FEWEST = 2
_FEWEST_OTHERS = 5
_PART = 0.03
_GAP = 20.0
"""The smallest value that is not zero, in counts or per cents, from which on zeros beside it are odd."""


def doubtful_zeros(values: pd.Series) -> list[Problem]:
    """Return the rows of a column of numbers that hold 0 while everything else is large.

    A count that is sometimes 0 is also sometimes 1, 2, 5; where nothing lies between 0 and values that are all of
    about one size, the zeros stand apart and may mean *no data*.
    """
    known = pd.to_numeric(values, errors="coerce").dropna()
    zero = known == 0
    others = known[~zero]
    if zero.sum() < FEWEST or zero.mean() < _PART or len(others) < _FEWEST_OTHERS or (others < 0).any():
        return []
    smallest, middle = float(others.min()), float(others.median())
    if smallest < _GAP or smallest < middle / 20:
        return []
    rows = known.index[zero]
    return each(
        "zero_may_be_missing", rows, column=str(values.name), values=["0"] * len(rows), expected=f"{smallest:g}"
    )
