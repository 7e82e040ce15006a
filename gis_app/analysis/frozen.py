"""A scale frozen in one period, so that the index of another is comparable with it."""

import math
from dataclasses import replace

import numpy as np
from pandas import DataFrame, Series

from gis_app.analysis.aggregate import climb
from gis_app.analysis.composite import Composite, Figures, composite, levels_of, whole_of
from gis_app.analysis.missing import RANKED
from gis_app.analysis.normalise import moments
from gis_app.domain.criteria import REFERENCED, Criteria, Criterion

GEOMETRIC = "geometric"


def comparable(criteria: Criteria) -> Criteria:
    """Return criteria whose scale can be frozen.

    Places in an order (percentiles, ranks, the exponential ones) say nothing of another year, and the scale of a group
    is made anew each year: z-scores stand in their place, or minimum to maximum under a geometric mean.
    """
    groups = tuple(replace(item, normalise="none") for item in criteria.groups)
    if criteria.normalise in (*REFERENCED, "none") or criteria.aggregate == "count":
        return replace(criteria, groups=groups)
    instead = "minmax" if GEOMETRIC in (criteria.aggregate, *(item.aggregate for item in groups)) else "zscore"
    return replace(criteria, groups=groups, normalise=instead)


def frozen(result: Composite) -> Criteria:
    """Return the criteria of a result with its scale written into them: means and deviations, limits, or the whole.

    What was done to outliers is written down too: limits or a logarithm made anew each year would be another scale.
    Goalposts and thresholds are as fixed as they were. The criteria must be ``comparable``.
    """
    criteria = result.criteria
    items = tuple(_frozen(item, result) if item in criteria.used else item for item in criteria.criteria)
    if not criteria.restandardise:
        return replace(criteria, criteria=items)
    levels = levels_of(result.figures, criteria=criteria, units=_compared(result).index)
    raw, _groups = climb(_compared(result), criteria=criteria, levels=levels)
    return replace(criteria, criteria=items, reference=_moments(raw, criteria=criteria, people=levels.people))


def changes(first: DataFrame, last: DataFrame, *, criteria: Criteria) -> Composite:
    """Return how much each unit moved beside the others: the dynamic index of Berlin's social monitoring (MSS).

    Changes of the rates become z-scores, their weighted mean becomes one again; higher is more difficulties.

    Parameters
    ----------
    first, last
        Rates by unit, a column for each used criterion, NaN is no data; in percentage points or any unit.

    Raises
    ------
    InputRefused
        If a criterion changed alike everywhere, or no unit has all figures of both periods.
    """
    moved = last - first
    items = tuple(
        Criterion(item.column, item.higher_is, weight=item.weight, group=item.group) for item in criteria.used
    )
    groups = tuple(
        replace(item, aggregate="", normalise="none", missing="known", min_criteria=None)
        for item in criteria.groups
        if criteria.counts(item.id)
    )
    asked = Criteria(items, groups, ddof=criteria.ddof, restandardise=True)
    return composite(Figures(moved, DataFrame(index=moved.index)), criteria=asked)


def _compared(result: Composite) -> DataFrame:
    return result.normalised[result.standing == RANKED]


def _frozen(item: Criterion, result: Composite) -> Criterion:
    criteria = result.criteria
    item = _with_outliers(item, result)
    values = result.treated[item.column].dropna()
    if criteria.aggregate == "count" or item.goalposts is not None or criteria.normalise == "none":
        return item
    if criteria.normalise == "minmax":
        return replace(item, reference=(float(values.min()), float(values.max())))
    if criteria.normalise == "relative":
        return replace(item, reference=(whole_of(values, criterion=item, figures=result.seen),))
    people = levels_of(result.figures, criteria=criteria, units=values.index).people
    return replace(item, reference=_moments(values, criteria=criteria, people=people))


def _with_outliers(item: Criterion, result: Composite) -> Criterion:
    if item.winsorise is None:
        return item
    done = result.treatments[item.column]
    return replace(item, winsorise=None, limits=done.limits, logarithm=done.logarithm)


def _moments(values: Series, *, criteria: Criteria, people: Series | None) -> tuple[float, float]:
    known = values.dropna()
    weights = None if people is None else people[known.index].to_numpy(dtype=float)
    mean, deviation = moments(known.to_numpy(dtype=float)[np.newaxis, :], ddof=criteria.ddof, people=weights)
    return math.fsum(mean[0].tolist()), math.fsum(deviation[0].tolist())
