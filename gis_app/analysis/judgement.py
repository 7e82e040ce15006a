"""Weights from people: pairs compared, a hundred points shared out, and what weights do in the end."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Series

from gis_app.analysis.normalise import Array
from gis_app.domain.errors import InputRefused, UnknownCode

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Mean consistency index of random comparisons of 1 to 15 criteria (Saaty 1980, in the OECD/JRC Handbook, 6.2)."""
CONSISTENT = 0.1
"""A larger ratio of consistency asks for a second look (Saaty)."""
POINTS = 100.0
_ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Weights (sum 1) from compared pairs and how well the comparisons agree with each other.

    ``ratio`` is Saaty's consistency ratio: 0 is perfect, below ``CONSISTENT`` is good. ``worst`` names the pair that
    contradicts the others most.
    """

    weights: Series
    ratio: float
    worst: tuple[str, str] | None

    @property
    def consistent(self) -> bool:
        """Whether the comparisons agree well enough."""
        return self.ratio < CONSISTENT


def pairwise(names: Sequence[str], *, compared: Mapping[tuple[str, str], float]) -> Pairwise:
    """Return the weights of an analytic hierarchy process: the principal eigenvector of the comparisons.

    Parameters
    ----------
    compared
        For a pair (a, b): how many times as important a is as b (1/9 to 9); every pair once, in either order.

    Raises
    ------
    InputRefused
        If a pair is missing, stands twice, names an unknown criterion or has a value outside 1/9 to 9, or there are
        more than 15 criteria.
    """
    if len(names) > len(RANDOM_INDEX):
        raise InputRefused("pairs_too_many", value=len(names), expected=len(RANDOM_INDEX))
    matrix = _matrix(names, compared)
    weights = _eigenvector(matrix)
    many = len(names)
    largest = float(np.mean((matrix * weights).sum(axis=1) / weights))
    index = (largest - many) / (many - 1) if many > 1 else 0.0
    ratio = max(0.0, index / RANDOM_INDEX[many - 1]) if many > 2 else 0.0
    return Pairwise(Series(weights, index=list(names)), ratio=ratio, worst=_worst(names, matrix, weights))


def _matrix(names: Sequence[str], compared: Mapping[tuple[str, str], float]) -> Array:
    place = {name: number for number, name in enumerate(names)}
    matrix = np.eye(len(names))
    for (one, other), times in compared.items():
        for name in (one, other):
            if name not in place:
                raise UnknownCode("pair_unknown", value=name, expected=", ".join(names))
        if not (math.isfinite(times) and 1 / 9 - 1e-9 <= times <= 9 + 1e-9):
            raise InputRefused("pair_out_of_scale", column=f"{one} : {other}", value=times)
        if one == other or matrix[place[one], place[other]] != 0:
            raise InputRefused("pair_twice", column=f"{one} : {other}")
        matrix[place[one], place[other]] = times
        matrix[place[other], place[one]] = 1 / times
    if (matrix == 0).any():
        row, column = np.argwhere(matrix == 0)[0]
        raise InputRefused("pair_missing", column=f"{names[row]} : {names[column]}")
    return matrix


def _eigenvector(matrix: Array) -> Array:
    """Return the principal eigenvector, by repeated multiplication: all entries are positive, so it converges."""
    weights = np.full(len(matrix), 1 / len(matrix))
    for _round in range(_ROUNDS):
        before = weights
        weights = (matrix * weights).sum(axis=1)
        weights = weights / weights.sum()
        if np.abs(weights - before).max() < 1e-15:
            break
    return weights


def _worst(names: Sequence[str], matrix: Array, weights: Array) -> tuple[str, str] | None:
    off = np.abs(np.log(matrix * weights[None, :] / weights[:, None]))
    row, column = divmod(int(off.argmax()), len(names))
    return (names[min(row, column)], names[max(row, column)]) if off.max() > 1e-9 else None


def budget(points: DataFrame) -> DataFrame:
    """Return what several people's points say together: ``weight`` (sum 1), ``lowest``, ``highest``, ``spread``.

    The weight is the mean share; the spread the standard deviation of the shares (n - 1; NaN for one person).

    Parameters
    ----------
    points
        One row per person, one column per criterion; each row sums to 100.

    Raises
    ------
    InputRefused
        If a person's points are negative, missing, or do not sum to 100.
    """
    if points.empty:
        raise InputRefused("points_none")
    for person, row in zip(points.index, points.to_numpy(dtype=float), strict=True):
        if not (row >= 0).all() or abs(math.fsum(row) - POINTS) > 1e-6:
            raise InputRefused("points_not_hundred", value=str(person), expected=POINTS)
    shares = points / POINTS
    mean = Series({name: math.fsum(shares[name]) / len(shares) for name in shares.columns})
    return DataFrame(
        {"weight": mean, "lowest": shares.min(), "highest": shares.max(), "spread": shares.std(ddof=1)},
        index=points.columns,
    )


def influence(normalised: DataFrame, *, index: Series) -> Series:
    """Return the correlation (Pearson) of each criterion with the index: what it really decides, whatever its weight.

    NaN for a criterion with fewer than three common units or one value only.
    """
    found = {}
    for name in normalised.columns:
        known = normalised[name].notna() & index.notna()
        one, other = normalised[name][known], index[known]
        flat = known.sum() < 3 or one.min() == one.max() or other.min() == other.max()
        found[str(name)] = math.nan if flat else float(one.corr(other))
    return Series(found, dtype=float, name="influence")
