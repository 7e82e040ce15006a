"""One criterion on a common scale: higher is always more disadvantaged afterwards."""

import math
from collections.abc import Callable

import numpy as np
from pandas import Series

from gis_app.domain.criteria import Criteria, Criterion
from gis_app.domain.errors import InputRefused

Figures = Series

_IMD_SCALE = 23.0
"""Constant of the exponential transformation of the English Indices of Deprivation (technical report, appendix)."""


def exact_mean(values: Figures) -> float:
    """Return the mean of the known values, the same for every order of the rows; NaN when there is none."""
    known = values.dropna()
    return math.fsum(known) / len(known) if len(known) else math.nan


def exact_deviation(values: Figures, *, ddof: int) -> float:
    """Return the standard deviation of the known values with ``n - ddof`` below the line, the same for every order."""
    known = values.dropna()
    if len(known) <= ddof:
        return math.nan
    mean = exact_mean(known)
    return math.sqrt(math.fsum((known - mean) ** 2) / (len(known) - ddof))


def zscore(values: Figures, *, ddof: int) -> Figures:
    """Return (value - mean) / standard deviation.

    Raises
    ------
    InputRefused
        ``indicator_constant`` if all known values are equal or too few.
    """
    known = values.dropna()
    deviation = exact_deviation(known, ddof=ddof)
    if not known.size or known.min() == known.max() or not deviation > 0:
        raise InputRefused("indicator_constant", column=str(values.name))
    return (values - exact_mean(known)) / deviation


def minmax(values: Figures, *, goalposts: tuple[float, float] | None = None) -> Figures:
    """Return values on a scale from 0 (lowest, or the lower goalpost) to 1; values beyond a goalpost are capped.

    Raises
    ------
    InputRefused
        ``indicator_constant`` if all known values are equal and there are no goalposts.
    """
    low, high = goalposts or (values.min(), values.max())
    if not low < high:
        raise InputRefused("indicator_constant", column=str(values.name))
    return ((values - low) / (high - low)).clip(0.0, 1.0)


def ranks(values: Figures, *, ascending: bool = True) -> Figures:
    """Return the place of each value, ties sharing the first (1, 2, 2, 4); NaN stays NaN."""
    return values.rank(method="min", ascending=ascending)


def percentile(values: Figures) -> Figures:
    """Return 100 × place / n: the percentile rank of the OECD/JRC Handbook (2008), table 15."""
    return 100.0 * ranks(values) / values.count()


def exponential(values: Figures) -> Figures:
    """Return the exponential rank score of the English Indices of Deprivation, from near 0 to 100.

    With ``rank`` 1 for the highest value, R = (n - rank + 1) / n and E = -23 ln(1 - R (1 - exp(-100 / 23))).
    """
    share = (values.count() - ranks(values, ascending=False) + 1) / values.count()
    scores = -_IMD_SCALE * np.log(1.0 - share.to_numpy() * (1.0 - math.exp(-100.0 / _IMD_SCALE)))
    return Series(scores, index=values.index, name=values.name)


def relative(values: Figures, *, whole: float) -> Figures:
    """Return the distance to the value of the whole as a share of it: 0 is as the whole, 0.2 is a fifth above.

    Raises
    ------
    InputRefused
        ``whole_is_zero`` if there is no whole to compare with.
    """
    if not math.isfinite(whole) or whole == 0:
        raise InputRefused("whole_is_zero", column=str(values.name))
    return (values - whole) / abs(whole)


def normalise(values: Figures, *, criterion: Criterion, criteria: Criteria, whole: float) -> Figures:
    """Return the criterion on the scale that ``criteria`` asks for, turned so that higher is more disadvantaged.

    Parameters
    ----------
    values
        Rates or counts of the units compared, by unit.
    whole
        The value of all units together; used by ``relative`` only.
    """
    sign = 1.0 if criterion.higher_is == "worse" else -1.0
    if criteria.normalise == "minmax":
        scaled = minmax(values, goalposts=criterion.goalposts)
        return scaled if sign > 0 else 1.0 - scaled
    if criteria.normalise == "relative":
        return sign * relative(values, whole=whole)
    method: dict[str, Callable[[Figures], Figures]] = {
        "zscore": lambda turned: zscore(turned, ddof=criteria.ddof),
        "percentile": percentile,
        "rank": ranks,
        "exponential": exponential,
        "none": lambda turned: turned,
    }
    return method[criteria.normalise](sign * values)
