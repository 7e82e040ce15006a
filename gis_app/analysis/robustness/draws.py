"""The index of many draws at once: drawn weights climb the levels from criteria to the top."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gis_app.analysis.normalise import Array, Scale, scaled, steady
from gis_app.analysis.robustness.tally import dirichlet, weighted_means
from gis_app.domain.criteria import Criteria, Group
from gis_app.domain.errors import InputRefused

Weights = Mapping[str, Array]
"""The weights of the members under each roof ("" is the top): one draw a row, one member a column."""


@dataclass(frozen=True, slots=True)
class Members:
    """What stands directly under a roof: criteria, then groups."""

    criteria: tuple[str, ...]
    groups: tuple[Group, ...]
    weights: Array


@dataclass(frozen=True, slots=True)
class Sides:
    """What the levels need of the units besides figures, in their order; see ``aggregate.Levels``."""

    people: Array | None
    unit_groups: Array | None


def members_of(criteria: Criteria) -> dict[str, Members]:
    """Return the members of every roof that counts; the top comes first."""
    roofs = ["", *(group.id for group in criteria.groups if criteria.counts(group.id))]
    found = {}
    for roof in roofs:
        listed = [item for item in criteria.used if item.group == roof]
        groups = [item for item in criteria.groups if item.group == roof and item.id in roofs and item.weight > 0]
        found[roof] = Members(
            criteria=tuple(item.column for item in listed),
            groups=tuple(groups),
            weights=np.array([*(item.weight for item in listed), *(item.weight for item in groups)], dtype=np.float64),
        )
    return found


def draw_weights(members: Mapping[str, Members], *, draws: int, rng: np.random.Generator, vary: bool) -> Weights:
    """Return weights around those of the criteria file, drawn for every roof; the file's own when nothing varies."""
    return {
        roof: dirichlet(under.weights, draws=draws, rng=rng) if vary else np.tile(under.weights, (draws, 1))
        for roof, under in members.items()
    }


def index_of_draws(
    leaves: Mapping[str, Array],
    *,
    weights: Weights,
    members: Mapping[str, Members],
    criteria: Criteria,
    sides: Sides,
) -> Array:
    """Return the index of every unit (columns) in every draw (rows).

    Parameters
    ----------
    leaves
        Normalised values of each criterion: one row for all draws, or one row a draw; NaN is no figure, the same units
        in every row.
    """

    def score(roof: str, aggregate: str) -> Array:
        under = members[roof]
        parts = [leaves[name] for name in under.criteria]
        parts += [
            _finish(score(group.id, group.aggregate or criteria.aggregate), group, criteria, sides)
            for group in under.groups
        ]
        needed = next((group.min_criteria or 1 for group in criteria.groups if group.id == roof), 1)
        combined = combine_draws(parts, weights=weights[roof], aggregate=aggregate)
        enough = np.sum([~np.isnan(part[:1]) for part in parts], axis=0) >= needed
        return combined if enough.all() else np.where(enough, combined, np.nan)

    return score("", criteria.aggregate)


def combine_draws(parts: list[Array], *, weights: Array, aggregate: str) -> Array:
    """Return one row a draw from the members' values (see ``aggregate.combine``, which does one row a unit)."""
    if aggregate == "median":
        return _medians(parts, weights)
    if aggregate == "geometric":
        if any((part <= 0).any() for part in parts):
            raise InputRefused("robustness_geometric_needs_positive")
        return np.exp(_means([np.log(part) for part in parts], weights))
    means = _means(parts, weights)
    return means * len(parts) if aggregate == "count" else means


def _means(parts: list[Array], weights: Array) -> Array:
    if all(len(part) == 1 for part in parts):
        return weighted_means(np.vstack(parts), weights=weights)
    top = np.zeros((len(weights), parts[0].shape[1]))
    base = np.zeros_like(top)
    for place, part in enumerate(parts):
        weight = weights[:, place : place + 1]
        known = ~np.isnan(part)
        top += np.where(known, part, 0.0) * weight
        base += known * weight
    return np.divide(top, base, out=np.full_like(top, np.nan), where=base > 0)


def _medians(parts: list[Array], weights: Array) -> Array:
    """Return weighted medians: the value with half of the weight on each side, or the middle between two such."""
    shape = (len(weights), parts[0].shape[1])
    values = np.stack([np.broadcast_to(part, shape) for part in parts])
    share = np.where(np.isnan(values), 0.0, weights.T[:, :, None])
    order = np.argsort(values, axis=0, kind="stable")
    values = np.take_along_axis(values, order, axis=0)
    total = share.sum(axis=0)
    below = np.cumsum(np.take_along_axis(share, order, axis=0), axis=0)
    half = total / 2
    first, last = ((below < half + side * total * 1e-12).sum(axis=0) for side in (-1, 1))
    last = np.minimum(last, (~np.isnan(values)).sum(axis=0) - 1).clip(0)
    ends = (np.take_along_axis(values, place[None], axis=0)[0] for place in (first.clip(0, len(parts) - 1), last))
    return sum(ends, np.zeros(shape)) / 2


def _finish(score: Array, group: Group, criteria: Criteria, sides: Sides) -> Array:
    filled = _fill(score, sides.unit_groups) if group.missing == "group_mean" else score
    scale = Scale(group.id, group.normalise, ddof=criteria.ddof)
    known = ~np.isnan(filled[0])
    if group.normalise == "none":
        return filled
    found = np.full_like(filled, np.nan)
    people = None if sides.people is None else sides.people[known]
    found[:, known] = scaled(steady(filled[:, known]), scale=scale, people=people)
    return found


def _fill(score: Array, unit_groups: Array | None) -> Array:
    groups = np.zeros(score.shape[1]) if unit_groups is None else unit_groups
    filled = score.copy()
    known = ~np.isnan(score[0])
    for group in np.unique(groups[~known]):
        inside = groups == group
        filled[:, inside & ~known] = score[:, inside & known].mean(axis=1, keepdims=True)
    return filled
