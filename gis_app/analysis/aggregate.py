"""Several criteria become one figure: weighted mean, geometric mean, median or count."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Index, Series, concat

from gis_app.analysis.missing import fill
from gis_app.analysis.normalise import Scale, normalise, steady
from gis_app.domain.criteria import Criteria, Group
from gis_app.domain.errors import InputRefused

Array = NDArray[np.float64]


def combine(parts: DataFrame, *, weights: Sequence[float], aggregate: str) -> Series:
    """Return one figure per row of ``parts``; weights are divided by the sum of those whose part is known.

    A row without any known part gets NaN. ``count`` adds flags: its weights are scaled to sum to the number of parts,
    so that equal weights give a plain count.

    Raises
    ------
    InputRefused
        ``geometric_needs_positive`` if a part is zero or negative under a geometric mean.
    """
    values = parts.to_numpy(dtype=float)
    share = _shares(values, np.asarray(weights, dtype=float))
    if aggregate == "geometric":
        _check_positive(parts)
        found = np.exp(_weighted_sum(np.log(np.where(np.isnan(values), 1.0, values)), share))
    elif aggregate == "median":
        found = np.array([_median(row, part) for row, part in zip(values, share, strict=True)])
    else:
        found = _weighted_sum(values, share) * (values.shape[1] if aggregate == "count" else 1)
    return Series(np.where(np.isnan(values).all(axis=1), np.nan, found), index=parts.index, dtype=float)


@dataclass(frozen=True, slots=True)
class Levels:
    """What the levels above the criteria need besides the figures, by unit."""

    people: Series | None = None
    unit_groups: Series | None = None


def climb(normalised: DataFrame, *, criteria: Criteria, levels: Levels = Levels()) -> tuple[Series, DataFrame]:
    """Return the index and the score of every group, from the criteria up to the top.

    A group's score is combined, filled where its rule says so, and brought onto the group's own scale.

    Parameters
    ----------
    normalised
        The used criteria, one column each, higher is more disadvantaged (flags 0 and 1 with ``count``).
    """
    scores: dict[str, Series] = {}

    def score(roof: str, aggregate: str) -> Series:
        members = [(item.column, normalised[item.column], item.weight) for item in criteria.used if item.group == roof]
        for group in criteria.groups:
            if group.group == roof and criteria.counts(group.id):
                found = score(group.id, group.aggregate or criteria.aggregate)
                scores[group.id] = _finish(found, group=group, criteria=criteria, levels=levels)
                members.append((group.id, scores[group.id], group.weight))
        parts = concat([part for _name, part, _weight in members], axis=1)
        parts.columns = Index([name for name, _part, _weight in members])
        needed = next((group.min_criteria or 1 for group in criteria.groups if group.id == roof), 1)
        combined = combine(parts, weights=[weight for _name, _part, weight in members], aggregate=aggregate)
        return combined.where(parts.notna().sum(axis=1) >= needed)

    index = score("", criteria.aggregate)
    ordered = {item.id: scores[item.id] for item in criteria.groups if item.id in scores}
    return index, DataFrame(ordered, index=normalised.index)


def _finish(score: Series, *, group: Group, criteria: Criteria, levels: Levels) -> Series:
    named = score.rename(group.id)
    if group.missing == "group_mean":
        named = fill(named.to_frame(), unit_groups=levels.unit_groups)[group.id]
    if group.normalise == "none":
        return named
    scale = Scale(group.id, group.normalise, ddof=criteria.ddof)
    scores = Series(steady(named.to_numpy(dtype=float)), index=named.index, name=group.id)
    return normalise(scores, scale=scale, people=levels.people)


def _shares(values: Array, weights: Array) -> Array:
    known = np.where(np.isnan(values), 0.0, weights)
    total = known.sum(axis=1, keepdims=True)
    shares: Array = np.divide(known, total, out=np.zeros_like(known), where=total > 0)
    return shares


def _weighted_sum(values: Array, share: Array) -> Array:
    product = np.where(share > 0, values * share, 0.0)
    return np.array([math.fsum(row) for row in product])


def _median(values: Array, share: Array) -> float:
    """Return the value with half of the weight on each side, or the middle between two such values."""
    order = np.argsort(values[share > 0], kind="stable")
    known, below = values[share > 0][order], np.cumsum(share[share > 0][order])
    if not known.size:
        return math.nan
    first = int(np.searchsorted(below, 0.5 - 1e-12))
    last = int(np.searchsorted(below, 0.5 + 1e-12))
    return float(known[first] + known[min(last, known.size - 1)]) / 2


def _check_positive(parts: DataFrame) -> None:
    wrong = (parts <= 0).to_numpy()
    if wrong.any():
        row, place = np.argwhere(wrong)[0]
        column = str(parts.columns[place])
        value = float(parts.iloc[row, place])
        raise InputRefused("geometric_needs_positive", column=column, unit=str(parts.index[row]), value=value)
