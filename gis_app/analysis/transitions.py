"""From the class of one period to the class of another."""

from collections import Counter
from collections.abc import Mapping

from pandas import Series

NOT_COMPARED = -1
"""Class of a unit without an index."""


def transitions(first: Series, last: Series) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Return the units that went from one class to another, by both; a pair of classes that nobody made is not there.

    Parameters
    ----------
    first, last
        Class of each unit in either period, NaN for one that is not compared then; the same units.
    """
    before, after = (_codes(classes) for classes in (first, last.reindex(first.index)))
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for unit, pair in zip(first.index.tolist(), zip(before, after, strict=True), strict=True):
        found[pair] = (*found.get(pair, ()), str(unit))
    return found


def moved(found: Mapping[tuple[int, int], tuple[str, ...]]) -> Mapping[str, int]:
    """Return how many units went to a lower class, a higher one, stayed, or are not compared in both periods."""
    many: Counter[str] = Counter(lower=0, higher=0, same=0, unknown=0)
    for (before, after), units in found.items():
        if NOT_COMPARED in (before, after):
            many["unknown"] += len(units)
        else:
            many["same" if before == after else "higher" if after > before else "lower"] += len(units)
    return dict(many)


def _codes(classes: Series) -> list[int]:
    return [int(code) for code in classes.fillna(NOT_COMPARED).tolist()]
