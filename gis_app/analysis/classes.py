"""Classes of an index: between breaks, given from low to high."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import Series

from gis_app.analysis.normalise import Array, exact_mean, moments


def between(values: Series, *, breaks: Sequence[float], outward: bool = False) -> Series:
    """Return the number (0, 1, …) of the class in which each value lies; NaN stays NaN.

    Parameters
    ----------
    breaks
        Limits from low to high; ``len(breaks) + 1`` classes.
    outward
        Whether a value on a limit stays on the side of zero, as in Berlin's classes (high is *below* -1, very low is
        *above* 1.5); else it belongs to the class above.
    """
    limits = np.asarray(breaks, dtype=float)
    upper = np.searchsorted(limits, values.to_numpy(dtype=float), side="right").astype(float)
    if outward:
        lower = np.searchsorted(limits, values.to_numpy(dtype=float), side="left").astype(float)
        upper = np.where(values > 0, lower, upper)
    return Series(np.where(values.isna(), np.nan, upper), index=values.index, name="class")


def deviation_breaks(values: Series, *, steps: Sequence[float] = (-1.5, -0.5, 0.5, 1.5), ddof: int = 0) -> list[float]:
    """Return limits at multiples of the standard deviation around the mean."""
    mean = exact_mean(values)
    deviation = float(moments(_rows(values), ddof=ddof)[1][0, 0])
    return [mean + step * deviation for step in steps]


def quantile_breaks(values: Series, *, classes: int = 5) -> list[float]:
    """Return limits between classes of as nearly equal numbers of units as ties allow (linear, as in R and numpy)."""
    return [float(values.quantile(place / classes)) for place in range(1, classes)]


def percentile_breaks(values: Series, *, bands: Sequence[float] = (0.01, 0.1, 0.5, 0.9, 0.99)) -> list[float]:
    """Return limits at given shares of the units: the default bands show both tails."""
    return [float(values.quantile(share)) for share in bands]


def box_breaks(values: Series, *, hinge: float = 1.5) -> list[float]:
    """Return limits of a box plot: far low, low, below the middle, above it, high, far high (six classes)."""
    low, middle, high = (float(values.quantile(share)) for share in (0.25, 0.5, 0.75))
    reach = hinge * (high - low)
    return [low - reach, low, middle, high, high + reach]


def natural_breaks(values: Series, *, classes: int = 5) -> list[float]:
    """Return the limits that make classes most alike inside: Fisher's exact optimum (1958), known as Jenks.

    A limit lies on the lowest value of the class above it. Fewer distinct values than classes give fewer limits.
    Method: dynamic programme over sorted distinct values; the best start of a class moves only upwards with its end, so
    each class costs n log n steps.
    """
    distinct, many = np.unique(values.dropna().to_numpy(dtype=float), return_counts=True)
    wanted = min(classes, len(distinct))
    if wanted < 2:
        return []
    centred = distinct - distinct.mean()
    sums = [np.concatenate([[0.0], np.cumsum(many * centred**power)]) for power in (0, 1, 2)]
    cost = _cost(sums, np.zeros(len(distinct), dtype=np.int64), np.arange(1, len(distinct) + 1))
    starts = []
    for _class in range(1, wanted):
        cost, first = _next_class(cost, sums)
        starts.append(first)
    breaks, end = [], len(distinct)
    for first in reversed(starts):
        end = int(first[end - 1])
        breaks.append(float(distinct[end]))
    return breaks[::-1]


def _cost(sums: list[Array], first: NDArray[np.int64], end: NDArray[np.int64]) -> Array:
    """Return the squared deviation from the mean within ``first`` … ``end - 1``; 0 for an empty class."""
    many, total, squares = (part[end] - part[first] for part in sums)
    return np.maximum(squares - np.divide(total**2, many, out=np.zeros_like(total), where=many > 0), 0.0)


def _next_class(before: Array, sums: list[Array]) -> tuple[Array, NDArray[np.int64]]:
    """Return the least cost of the values up to each end with one class more, and where that last class starts.

    The middles of all open spans of ends are settled together, one depth at a time.
    """
    many = len(before)
    cost = np.full(many, np.inf)
    starts = np.zeros(many, dtype=np.int64)
    low, high, earliest, latest = (np.array([bound]) for bound in (1, many - 1, 1, many - 1))
    while len(low):
        middle = (low + high) // 2
        tried = np.minimum(middle, latest) - earliest + 1
        ends = np.cumsum(tried)
        first = np.arange(ends[-1]) + np.repeat(earliest - (ends - tried), tried)
        costs = before[first - 1] + _cost(sums, first, np.repeat(middle + 1, tried))
        least = np.minimum.reduceat(costs, ends - tried)
        hits = np.flatnonzero(costs == np.repeat(least, tried))
        best = first[hits[np.searchsorted(hits, ends - tried)]]
        cost[middle], starts[middle] = least, best
        low, high = np.concatenate([low, middle + 1]), np.concatenate([middle - 1, high])
        earliest, latest = np.concatenate([earliest, best]), np.concatenate([best, latest])
        open_ones = low <= high
        low, high, earliest, latest = (bound[open_ones] for bound in (low, high, earliest, latest))
    return cost, starts


def _rows(values: Series) -> Array:
    return values.dropna().to_numpy(dtype=float)[None, :]
