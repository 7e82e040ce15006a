"""One criterion on a common scale: higher is always more disadvantaged afterwards.

The arithmetic stands once, for rows of values (one row a criterion, or one row a draw of a simulation); the functions
on Series give it one row. Sums are exact (``math.fsum``), so no result hangs on the order of the units.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import Series

from gis_app.domain.errors import InputRefused

Figures = Series
Array = NDArray[np.float64]

_IMD_SCALE = 23.0
"""Constant of the exponential transformation of the English Indices of Deprivation (technical report, appendix)."""
_STEADY_BITS = 40
"""About twelve decimal digits, as many as an index keeps."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How values become comparable.

    Attributes
    ----------
    name
        Criterion or group, for errors.
    method
        One of ``domain.criteria.NORMALISE``.
    goalposts, reference
        See ``domain.criteria.Criterion``.
    divided
        With ``none``: whether *better* turns a figure into its reciprocal and not into its negative.
    """

    name: str
    method: str
    higher_is: str = "worse"
    ddof: int = 0
    goalposts: tuple[float, float] | None = None
    reference: tuple[float, ...] | None = None
    divided: bool = False


def exact_mean(values: Figures) -> float:
    """Return the mean of the known values, the same for every order of the rows; NaN when there is none."""
    known = values.dropna().tolist()
    return math.fsum(known) / len(known) if known else math.nan


def zscore(
    values: Figures, *, ddof: int, reference: tuple[float, ...] | None = None, people: Series | None = None
) -> Figures:
    """Return (value - mean) / standard deviation.

    Parameters
    ----------
    reference
        A frozen mean and standard deviation.
    people
        Inhabitants: each counts once in mean and variance; ``ddof`` is taken from their number.

    Raises
    ------
    InputRefused
        ``indicator_constant`` if all known values are equal or too few.
    """
    return _of_series(values, Scale(str(values.name), "zscore", ddof=ddof, reference=reference), people=people)


def minmax(
    values: Figures,
    *,
    goalposts: tuple[float, float] | None = None,
    reference: tuple[float, ...] | None = None,
) -> Figures:
    """Return values on a scale from 0 (lowest, or the lower goalpost) to 1; values beyond a goalpost are capped.

    A ``reference`` (the lowest and highest of another year) caps nothing.

    Raises
    ------
    InputRefused
        ``indicator_constant`` if all known values are equal and there are no goalposts.
    """
    return _of_series(values, Scale(str(values.name), "minmax", goalposts=goalposts, reference=reference))


def ranks(values: Figures, *, ascending: bool = True) -> Figures:
    """Return the place of each value, ties sharing the first (1, 2, 2, 4); NaN stays NaN."""
    return values.rank(method="min", ascending=ascending)


def percentile(values: Figures) -> Figures:
    """Return 100 × place / n: the percentile rank of the OECD/JRC Handbook (2008), table 15."""
    return _of_series(values, Scale(str(values.name), "percentile"))


def exponential(values: Figures) -> Figures:
    """Return the exponential rank score of the English Indices of Deprivation, from near 0 to 100.

    With ``rank`` 1 for the highest value, R = (n - rank + 1) / n and E = -23 ln(1 - R (1 - exp(-100 / 23))).
    """
    return _of_series(values, Scale(str(values.name), "exponential"))


def relative(values: Figures, *, whole: float) -> Figures:
    """Return the distance to the value of the whole as a share of it: 0 is as the whole, 0.2 is a fifth above.

    Raises
    ------
    InputRefused
        ``whole_is_zero`` if there is no whole to compare with.
    """
    return _of_series(values, Scale(str(values.name), "relative"), whole=whole)


def normalise(values: Figures, *, scale: Scale, whole: float = math.nan, people: Series | None = None) -> Figures:
    """Return the values on a scale, turned so that higher is more disadvantaged; NaN stays NaN.

    Parameters
    ----------
    values
        Rates or counts of the units compared, by unit.
    whole
        The value of all units together; used by ``relative`` only.
    people
        Inhabitants of each unit, where they weigh means and deviations.
    """
    return _of_series(values, scale, whole=whole, people=people)


def scaled(values: Array, *, scale: Scale, whole: Array | None = None, people: Array | None = None) -> Array:
    """Return each row of known values on the scale (see ``normalise``); ``whole`` has one value a row."""
    sign = 1.0 if scale.higher_is == "worse" else -1.0
    if scale.divided:
        return np.divide(1.0, values, out=values.copy(), where=values > 0)  # others stay, for the mean to refuse them
    if scale.method == "minmax":
        onto = _minmax(values, scale)
        return onto if sign > 0 else 1.0 - onto
    if scale.method == "relative":
        return sign * _relative(values, scale, whole)
    if scale.method == "zscore":
        return sign * _zscore(values, scale, people)
    method: dict[str, Callable[[Array], Array]] = {
        "percentile": lambda turned: 100.0 * _places(turned) / turned.shape[1],
        "rank": _places,
        "exponential": _exponential,
        "none": lambda turned: turned,
    }
    return method[scale.method](sign * values)


def moments(values: Array, *, ddof: int, people: Array | None = None) -> tuple[Array, Array]:
    """Return mean and standard deviation of each row as columns; NaN where a row is too short."""
    weights = np.ones(values.shape[1]) if people is None else people
    total = math.fsum(weights.tolist())
    if not total > ddof:
        return np.full((len(values), 1), math.nan), np.full((len(values), 1), math.nan)
    mean = _sums(values * weights) / total
    return mean, np.sqrt(_sums((values - mean) ** 2 * weights) / (total - ddof))


def _of_series(values: Figures, scale: Scale, *, whole: float = math.nan, people: Series | None = None) -> Figures:
    known = values.dropna()
    weights = None if people is None else people[known.index].to_numpy(dtype=float)
    rows = known.to_numpy(dtype=float)[None, :]
    if not known.size and scale.method in ("zscore", "minmax"):
        raise InputRefused("indicator_constant", column=scale.name)
    onto = scaled(rows, scale=scale, whole=np.array([whole]), people=weights)[0]
    return Series(onto, index=known.index, name=values.name).reindex(values.index)


def _sums(values: Array) -> Array:
    return np.array([[math.fsum(row)] for row in values.tolist()])


def _zscore(values: Array, scale: Scale, people: Array | None) -> Array:
    if scale.reference is not None:
        mean, deviation = scale.reference
        return (values - mean) / deviation
    means, deviations = moments(values, ddof=scale.ddof, people=people)
    equal = values.min(axis=1) == values.max(axis=1)
    if equal.any() or not (deviations > 0).all():
        raise InputRefused("indicator_constant", column=scale.name)
    return (values - means) / deviations


def _minmax(values: Array, scale: Scale) -> Array:
    if scale.reference is not None:
        low, high = scale.reference
        return np.asarray((values - low) / (high - low))
    if scale.goalposts is not None:
        low, high = scale.goalposts
        return np.clip((values - low) / (high - low), 0.0, 1.0)
    lowest, highest = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    if not (lowest < highest).all():
        raise InputRefused("indicator_constant", column=scale.name)
    return np.asarray((values - lowest) / (highest - lowest))


def _relative(values: Array, scale: Scale, whole: Array | None) -> Array:
    given = np.full(len(values), math.nan) if whole is None else whole
    base = given if scale.reference is None else np.full(len(values), scale.reference[0])
    if not np.isfinite(base).all() or (base == 0).any():
        raise InputRefused("whole_is_zero", column=scale.name)
    return (values - base[:, None]) / np.abs(base)[:, None]


def _places(values: Array) -> Array:
    return ranks_of(-values).astype(float)


def _exponential(values: Array) -> Array:
    many = values.shape[1]
    share = (many - ranks_of(values) + 1) / many
    scores: Array = -_IMD_SCALE * np.log(1.0 - share * (1.0 - math.exp(-100.0 / _IMD_SCALE)))
    return scores


def steady(values: Array) -> Array:
    """Return scores so that those equal on paper are equal: the last bits of a sum hang on the order of its parts."""
    mantissa, exponent = np.frexp(values)
    return np.asarray(np.ldexp(np.rint(np.ldexp(mantissa, _STEADY_BITS)), exponent - _STEADY_BITS))


def ranks_of(values: Array) -> NDArray[np.int64]:
    """Return the rank of each value in its row: 1 for the highest, equal values share the first (1, 2, 2, 4)."""
    turned = -values
    order = np.argsort(turned, axis=1)
    ordered = np.take_along_axis(turned, order, axis=1)
    place = np.broadcast_to(np.arange(values.shape[1]), values.shape).copy()
    place[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    found = np.empty_like(place)
    np.put_along_axis(found, order, place + 1, axis=1)
    return found
