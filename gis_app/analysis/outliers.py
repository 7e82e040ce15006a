"""Single values that would set the scale alone: drawn in to quantiles, or one by one until the spread is calm."""

import math
from dataclasses import dataclass, replace

import numpy as np
from pandas import Series

from gis_app.analysis.normalise import Array
from gis_app.domain.criteria import Criterion

SKEWNESS = 2.0
KURTOSIS = 3.5
"""A criterion is calm below either limit: the rule of thumb of the JRC's audits and of the COINr package."""
LOG_SHIFT = 0.01
"""Share of the range added before a logarithm, so that the lowest value has one (as in the JRC's COIN tool)."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Treated values and how another year is treated alike.

    Attributes
    ----------
    points
        How many values were drawn in.
    limits
        To where lower and higher values are drawn in; infinite on a side that nothing was done to.
    logarithm
        Lowest value and what was added before all values became logarithms.
    """

    values: Series
    points: int = 0
    limits: tuple[float, float] | None = None
    logarithm: tuple[float, float] | None = None

    @property
    def logged(self) -> bool:
        """Whether all values became logarithms."""
        return self.logarithm is not None

    def again(self, values: Array) -> Array:
        """Return other values treated in the same way; one below the lowest counts as the lowest under a logarithm."""
        if self.logarithm is not None:
            lowest, added = self.logarithm
            return np.asarray(np.log(np.maximum(values - lowest, 0.0) + added))
        return values if self.limits is None else np.asarray(np.clip(values, *self.limits))


def treat(values: Series, *, criterion: Criterion) -> Treatment:
    """Return the criterion's values without outliers, as the criteria file asks for it."""
    winsorise = criterion.winsorise
    if isinstance(winsorise, int):
        return calm(values, most=winsorise)
    if winsorise is not None:
        low, high = (float(values.quantile(share)) for share in winsorise)
        return _drawn(values, Treatment(values, limits=(low, high)))
    return _drawn(values, Treatment(values, limits=criterion.limits, logarithm=criterion.logarithm))


def _drawn(values: Series, asked: Treatment) -> Treatment:
    found = Series(asked.again(values.to_numpy(dtype=float)), index=values.index, name=values.name)
    points = 0 if asked.logged else int((found != values)[values.notna()].sum())
    return replace(asked, values=found, points=points)


def calm(values: Series, *, most: int) -> Treatment:
    """Return values of which the outermost were set to the next one until skewness or kurtosis is calm.

    The side is that of the skew; values equal to the outermost go together. If ``most`` points do not suffice, the
    values stay as they were and become ``log(x - lowest + 0.01 range)`` instead: the default treatment of COINr (1.0
    and later), whose results these are.
    """
    known = values.dropna()
    found, points = known.to_numpy(dtype=float, copy=True), 0
    low, high_end = -math.inf, math.inf
    while not _is_calm(found) and points < most:
        high = _skewness(found) >= 0
        edge = found.max() if high else found.min()
        outermost = found == edge
        rest = found[~outermost]
        edge = float(rest.max() if high else rest.min())
        found[outermost] = edge
        low, high_end = (low, edge) if high else (edge, high_end)
        points = int((found != known.to_numpy(dtype=float)).sum())
    if _is_calm(found):
        calmed = Series(found, index=known.index, name=values.name).reindex(values.index)
        return Treatment(calmed, points=points, limits=(low, high_end) if points else None)
    lowest = float(known.min())
    return _drawn(values, Treatment(values, logarithm=(lowest, LOG_SHIFT * (float(known.max()) - lowest))))


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
