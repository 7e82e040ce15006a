"""From the class of one period to the class of another."""

from collections.abc import Sequence

from pandas import DataFrame, Series

NOT_COMPARED = -1
"""Class of a unit without an index."""


def transitions(first: Series, last: Series, *, classes: Sequence[int]) -> DataFrame:
    """Return how many units went from each class to each class.

    Parameters
    ----------
    first, last
        Class of each unit in either period, NaN for one that is not compared then; the same units.
    classes
        Every class, from low to high; a row and a column for each, and one for ``NOT_COMPARED``.

    Returns
    -------
    DataFrame
        Counts; rows are classes of the first period, columns of the last.
    """
    every = [*classes, NOT_COMPARED]
    table = DataFrame(0, index=every, columns=every)
    ordered = last.reindex(first.index)
    for before, after in zip(_codes(first), _codes(ordered), strict=True):
        table.loc[before, after] += 1
    return table


def _codes(classes: Series) -> list[int]:
    return classes.fillna(NOT_COMPARED).astype(int).tolist()
