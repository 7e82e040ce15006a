"""The smallest change of weights that brings a unit into the choice or out of it; exact, nothing is drawn.

For an index that is linear in its weights: arithmetic means, and geometric ones through logarithms, on one level or
several. The index along one weight is then a line for every unit, and the choice changes only where the lines of its
last unit and of another one cross; those crossings are visited one by one.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from gis_app.analysis.composite import DIGITS, Composite
from gis_app.analysis.missing import RANKED
from gis_app.analysis.normalise import Array
from gis_app.domain.criteria import Criteria
from gis_app.domain.errors import InputRefused

LINEAR = ("arithmetic", "geometric")
SAME_PLACE = 1e-9
"""Crossings closer than this share of weight are one crossing."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The ranked units as ``index = parts @ weights``; weights are shares of the whole index and sum to 1."""

    parts: DataFrame
    weights: Series


def linear(result: Composite) -> Linear:
    """Return the composite as a sum of parts with weights.

    Raises
    ------
    InputRefused
        ``flips_need_a_mean`` if it is none (median, count, groups on a scale of their own, gaps).
    """
    criteria = result.criteria
    parts = result.normalised[result.standing == RANKED].sort_index()
    means = {criteria.aggregate, *(group.aggregate or criteria.aggregate for group in criteria.groups)}
    scaled = any(group.normalise != "none" for group in criteria.groups)
    if len(means) > 1 or criteria.aggregate not in LINEAR or scaled or parts.isna().to_numpy().any():
        raise InputRefused("flips_need_a_mean")
    if criteria.aggregate == "geometric":
        parts = DataFrame(np.log(parts.to_numpy()), index=parts.index, columns=parts.columns)
    return Linear(parts=parts, weights=whole_weights(criteria)[parts.columns])


def whole_weights(criteria: Criteria) -> Series:
    """Return the share of each used criterion in the whole index: the product of its shares on every level."""

    def share(group: str) -> float:
        if not group:
            return 1.0
        item = next(one for one in criteria.groups if one.id == group)
        beside = [one for one in criteria.groups if one.group == item.group and criteria.counts(one.id)]
        total = _total(criteria, item.group) + math.fsum(one.weight for one in beside)
        return item.weight / total * share(item.group)

    found = {}
    for item in criteria.used:
        groups = [one for one in criteria.groups if one.group == item.group and criteria.counts(one.id)]
        total = _total(criteria, item.group) + math.fsum(one.weight for one in groups)
        found[item.column] = item.weight / total * share(item.group)
    return Series(found, dtype=float)


def flips_along(given: Linear, *, most: int) -> DataFrame:
    """Return the shares at which each unit enters or leaves the first ``most`` when one weight alone is turned.

    One row per unit; columns are pairs of a criterion and ``down`` or ``up``: the nearest share of that criterion below
    and above its own at which the unit's place changes, the others keeping their proportions; NaN where none does.
    """
    found = {}
    for name in given.parts.columns:
        share = float(given.weights[name])
        if share >= 1.0:
            continue
        rest = given.weights.drop(name)
        others = _sum_product(given.parts[rest.index], rest / (1.0 - share))
        start = _rounded(others + share * (given.parts[name].to_numpy() - others))
        slope = _rounded(given.parts[name].to_numpy() - others)
        found[name, "down"] = share - _first_flips(start, -slope, most=most, reach=share)
        found[name, "up"] = share + _first_flips(start, slope, most=most, reach=1.0 - share)
    return DataFrame(found, index=given.parts.index)


def smallest_turns(given: Linear, *, most: int) -> DataFrame:
    """Return for each unit the one weight whose turning changes its place soonest.

    Columns: ``criterion``, its ``share`` now, ``flips_at`` (the share at which it happens) and ``change``; empty for a
    unit that no single weight moves.
    """
    along = flips_along(given, most=most)
    rows = {}
    for unit, values in zip(along.index, along.to_numpy(dtype=float), strict=True):
        steps = [
            (abs(value - given.weights[column[0]]), place, str(column[0]), value)
            for place, (column, value) in enumerate(zip(along.columns.tolist(), values, strict=True))
            if not math.isnan(value)
        ]
        if steps:
            _step, _place, name, value = min(steps)
            share = float(given.weights[name])
            rows[unit] = {"criterion": name, "share": share, "flips_at": value, "change": value - share}
    columns = ["criterion", "share", "flips_at", "change"]
    return DataFrame.from_dict(rows, orient="index", columns=columns).reindex(along.index)


def _first_flips(start: Array, slope: Array, *, most: int, reach: float) -> Array:
    """Return how far along its line each unit first changes sides; NaN where it does not within ``reach``."""
    lines, line_of, many = np.unique(np.column_stack([start, slope]), axis=0, return_inverse=True, return_counts=True)
    line_of = line_of.reshape(-1)
    order = np.lexsort((-lines[:, 1], -lines[:, 0]))
    above = np.empty(len(lines), dtype=np.int64)
    above[order] = np.cumsum(many[order]) - many[order]
    limit = np.sort(start)[::-1][most - 1]
    chosen_now = lines[:, 0] >= limit
    walk = _Walk(lines[:, 0], lines[:, 1], many, inside=above < most, before=chosen_now, most=most)
    walk.run(level=int(order[int((above < most).sum()) - 1]), above=above, reach=reach)
    found: Array = walk.first[line_of]
    return found


class _Walk:
    """Follows the last chosen line from crossing to crossing."""

    def __init__(
        self,
        start: Array,
        slope: Array,
        many: NDArray[np.int64],
        *,
        inside: NDArray[np.bool_],
        before: NDArray[np.bool_],
        most: int,
    ) -> None:
        self.start, self.slope, self.many, self.most = start, slope, many, most
        self.inside, self.before = inside.copy(), before
        self.first = np.where(inside == before, np.nan, 0.0)

    def run(self, *, level: int, above: NDArray[np.int64], reach: float) -> None:
        over, now = int(above[level]), 0.0
        while True:
            other, now = self._next(level, now)
            if other < 0 or now > reach:
                return
            level, over = self._cross(level, other, over=over, now=now)

    def _next(self, level: int, now: float) -> tuple[int, float]:
        """Return the line that crosses the level next and where; -1 when none does."""
        steeper = self.slope - self.slope[level]
        meets = np.where(self.inside, steeper < 0, steeper > 0)
        if not meets.any():
            return -1, now
        lines = np.flatnonzero(meets)
        at = np.maximum((self.start[level] - self.start[lines]) / steeper[lines], now)
        soonest = at.min()
        tied = lines[at == soonest]
        inner = tied[self.inside[tied]]
        return int(inner[0] if len(inner) else tied[0]), float(soonest)

    def _cross(self, level: int, other: int, *, over: int, now: float) -> tuple[int, int]:
        """Exchange two lines and return the new last chosen line with the number of units above it."""
        if self.inside[other]:
            over_level = over - int(self.many[other])
            over_other = over_level + int(self.many[level])
            if over_other < self.most:
                return other, over_other
            self._move(other, now, inside=False)
            return level, over_level
        self._move(other, now, inside=True)
        over_level = over + int(self.many[other])
        if over_level < self.most:
            return level, over_level
        self._move(level, now, inside=False)
        return other, over

    def _move(self, line: int, now: float, *, inside: bool) -> None:
        """Note a change of sides; where three lines meet in one point, one may go and come back there: no change."""
        self.inside[line] = inside
        if np.isnan(self.first[line]):
            self.first[line] = now
        elif inside == self.before[line] and now - self.first[line] <= SAME_PLACE:
            self.first[line] = np.nan


def _total(criteria: Criteria, roof: str) -> float:
    return math.fsum(item.weight for item in criteria.used if item.group == roof)


def _sum_product(parts: DataFrame, weights: Series) -> Array:
    found: Array = np.einsum("nk,k->n", parts.to_numpy(dtype=float), weights.to_numpy(dtype=float))
    return found


def _rounded(values: Array) -> Array:
    """Return values with the digits of an index, so that equal units stay equal."""
    largest = float(np.abs(values).max())
    return values if largest == 0 else values.round(DIGITS - 1 - math.floor(math.log10(largest))) + 0.0
