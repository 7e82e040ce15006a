"""Single values that would set the scale alone: drawn in to quantiles, or one by one until the spread is calm."""

import math
from dataclasses import dataclass

import numpy as np
from pandas import Series

SKEWNESS = 2.0
KURTOSIS = 3.5
"""A criterion is calm below either limit: the rule of thumb of the JRC's audits and of the COINr package."""
LOG_SHIFT = 0.01
"""Share of the range added before a logarithm, so that the lowest value has one (as in the JRC's COIN tool)."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Treated values; ``points`` were drawn in, or all became logarithms (``logged``)."""

    values: Series
    points: int = 0
    logged: bool = False


def treat(values: Series, *, winsorise: tuple[float, float] | int | None) -> Treatment:
    """Return the criterion's values without outliers, as the criteria file asks for it."""
    if winsorise is None:
        return Treatment(values)
    if isinstance(winsorise, int):
        return calm(values, most=winsorise)
    low, high = (float(values.quantile(share)) for share in winsorise)
    drawn = values.clip(low, high)
    return Treatment(drawn, points=int((drawn != values)[values.notna()].sum()))


def calm(values: Series, *, most: int) -> Treatment:
    """Return values of which the outermost were set to the next one until skewness or kurtosis is calm.

    The side is that of the skew; values equal to the outermost go together. If ``most`` points do not suffice, the
    values stay as they were and become ``log(x - lowest + 0.01 range)`` instead: the default treatment of COINr (1.0
    and later), whose results these are.
    """
    known = values.dropna()
    found, points = known.to_numpy(dtype=float, copy=True), 0
    while not _is_calm(found) and points < most:
        high = _skewness(found) >= 0
        edge = found.max() if high else found.min()
        outermost = found == edge
        rest = found[~outermost]
        found[outermost] = rest.max() if high else rest.min()
        points = int((found != known.to_numpy(dtype=float)).sum())
    if _is_calm(found):
        return Treatment(Series(found, index=known.index, name=values.name).reindex(values.index), points=points)
    shift = LOG_SHIFT * (known.max() - known.min())
    return Treatment(np.log(values - known.min() + shift), logged=True)


def _is_calm(values: np.ndarray) -> bool:
    """Whether absolute skewness or excess kurtosis is below its limit; too few or equal values are left alone."""
    if len(values) < 4 or values.min() == values.max():
        return True
    return abs(_skewness(values)) < SKEWNESS or _kurtosis(values) < KURTOSIS


def _skewness(values: np.ndarray) -> float:
    """Return the sample skewness with the correction of spreadsheets (G1)."""
    many = len(values)
    second, third = (_moment(values, power) for power in (2, 3))
    return math.sqrt(many) * third / math.pow(second, 1.5) * math.sqrt(many * (many - 1)) / (many - 2)


def _kurtosis(values: np.ndarray) -> float:
    """Return the sample excess kurtosis with the correction of spreadsheets (G2)."""
    many = len(values)
    ratio = many * _moment(values, 4) / _moment(values, 2) ** 2
    return ((many + 1) * (ratio - 3) + 6) * (many - 1) / ((many - 2) * (many - 3))


def _moment(values: np.ndarray, power: int) -> float:
    mean = math.fsum(values.tolist()) / len(values)
    return math.fsum(((values - mean) ** power).tolist())
