"""Would other, equally defensible ways of computing choose the same units? Every source of doubt in one simulation."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from pandas import DataFrame, Series, factorize

from gis_app.analysis.composite import Composite, largest_part, normalise_all, round_index, scale_of
from gis_app.analysis.missing import RANKED
from gis_app.analysis.normalise import Array, scaled
from gis_app.analysis.robustness.draws import (
    Members,
    Sides,
    Weights,
    draw_weights,
    index_of_draws,
    members_of,
)
from gis_app.analysis.robustness.sampling import redrawn
from gis_app.analysis.robustness.tally import DRAWS, Tally, chunks, table_of
from gis_app.domain.criteria import Criteria, Group
from gis_app.domain.errors import InputRefused

WEIGHTS, NORMALISE, AGGREGATE, LEAVE_OUT, SAMPLING = "weights", "normalise", "aggregate", "leave_one_out", "sampling"
VARY = (WEIGHTS, NORMALISE, AGGREGATE, LEAVE_OUT, SAMPLING)
"""Sources of doubt that ``simulate`` can vary."""

OTHER_SCALES = ("zscore", "minmax", "percentile")
OTHER_MEANS = ("arithmetic", "geometric", "median")
GEOMETRIC_SHIFT = 0.01
"""Added to a min–max scale before a geometric mean, so that the best unit is not zero (scale 1 to 100 of the JRC)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way of computing, and the index it gives to the units that are ranked."""

    criteria: Criteria
    members: Mapping[str, Members]
    leaves: Mapping[str, Array]
    sides: Sides
    units: DataFrame

    def index_of(self, weights: Weights, leaves: Mapping[str, Array] | None = None) -> Array:
        """Return one row a draw; a unit without any figure comes last."""
        found = index_of_draws(
            leaves or self.leaves, weights=weights, members=self.members, criteria=self.criteria, sides=self.sides
        )
        return np.where(np.isnan(found), -np.inf, found)

    def index(self) -> Series:
        """Return the index with the weights of the criteria file."""
        weights = draw_weights(self.members, draws=1, rng=np.random.default_rng(0), vary=False)
        parts = DataFrame({name: leaf[0] for name, leaf in self.leaves.items()}, index=self.units.index)
        index = Series(self.index_of(weights)[0], index=self.units.index)
        return round_index(index, largest=largest_part(parts, criteria=self.criteria))


def scenario(result: Composite, *, criteria: Criteria) -> Scenario:
    """Return another way of computing from the same treated figures; ``criteria`` may use fewer of them."""
    treated = result.treated[result.standing == RANKED].sort_index()
    used = treated[[item.column for item in criteria.used]]
    figures, counted = result.seen, criteria.aggregate == "count"
    leaves = (
        result.normalised.loc[used.index, list(used.columns)]
        if counted and result.criteria.aggregate == "count"
        else normalise_all(used, figures=figures, criteria=criteria)
    )
    people = figures.population if criteria.population_weights else None
    groups = figures.unit_groups
    return Scenario(
        criteria=criteria,
        members=members_of(criteria),
        leaves={str(name): leaves[name].to_numpy(dtype=float)[None, :] for name in leaves.columns},
        sides=Sides(
            people=None if people is None else people[used.index].to_numpy(dtype=float),
            unit_groups=None if groups is None else factorize(groups[used.index])[0].astype(float),
        ),
        units=used,
    )


def without(criteria: Criteria, column: str) -> Criteria | None:
    """Return the criteria without one of them (and without a group that becomes empty); None if it was the last."""
    left = tuple(item for item in criteria.criteria if item.column != column)
    groups = criteria.groups
    while any(_is_empty(group, left, groups) for group in groups):
        groups = tuple(group for group in groups if not _is_empty(group, left, groups))
    try:
        return replace(criteria, criteria=left, groups=groups, min_criteria=_fewer(criteria, left))
    except InputRefused:
        return None


def methods_of(result: Composite, *, vary: Collection[str]) -> list[Criteria]:
    """Return the criteria under each combination of scale and mean that the figures allow; the file's own is first."""
    own = result.criteria
    counted = own.aggregate == "count"
    scales = [own.normalise, *(OTHER_SCALES if NORMALISE in vary and not counted else ())]
    means = [own.aggregate, *(OTHER_MEANS if AGGREGATE in vary and not counted else ())]
    found = [own]
    for scale in dict.fromkeys(scales):
        for mean in dict.fromkeys(means):
            if (scale, mean) != (own.normalise, own.aggregate):
                found += _if_possible(result, _method(own, scale=scale, mean=mean))
    return found


def simulate(
    result: Composite, *, most: int, seed: int, draws: int = DRAWS, vary: Collection[str] = (WEIGHTS,)
) -> DataFrame:
    """Return for each unit how often it is among the first ``most``, and its 90 % rank interval.

    Columns are ``robustness.COLUMNS``; NaN for a unit without a rank. The same seed gives the same table for every
    order of rows, on any number of threads.

    Parameters
    ----------
    vary
        Some of ``VARY``: *weights* from a Dirichlet distribution around the given ones, on every level; *normalise* and
        *aggregate* among the methods the figures allow; *leave_one_out* one criterion or none, equally likely;
        *sampling* rates as uncertain as their numbers of events are small (see ``sampling.redrawn``).
    """
    rng = np.random.default_rng(seed)
    methods = methods_of(result, vary=vary)
    columns = [item.column for item in result.criteria.used]
    methods_drawn = rng.integers(len(methods), size=draws)
    left_out = rng.integers(-1, len(columns), size=draws) if LEAVE_OUT in vary else np.full(draws, -1)
    ranked = result.treated[result.standing == RANKED].sort_index()
    tally = Tally(len(ranked), most=most, draws=draws, intervals=True)
    for method, out in sorted(set(zip(methods_drawn.tolist(), left_out.tolist(), strict=True))):
        many = int(((methods_drawn == method) & (left_out == out)).sum())
        steps = methods[method] if out < 0 else without(methods[method], columns[out])
        for index in _block(result, steps or methods[method], draws=many, rng=rng, vary=vary):
            tally.add(index)
    return table_of(tally, units=ranked, everyone=result.treated, intervals=True)


def _block(
    result: Composite, criteria: Criteria, *, draws: int, rng: np.random.Generator, vary: Collection[str]
) -> Iterator[Array]:
    """Yield the indices of draws that share a method, some at a time."""
    way = scenario(result, criteria=criteria)
    weights = draw_weights(way.members, draws=draws, rng=rng, vary=WEIGHTS in vary)
    for part in chunks(draws, units=len(way.units)):
        some = {roof: drawn[part] for roof, drawn in weights.items()}
        leaves = _uncertain(result, way, draws=part.stop - part.start, rng=rng) if SAMPLING in vary else None
        yield way.index_of(some, leaves)


def _uncertain(result: Composite, way: Scenario, *, draws: int, rng: np.random.Generator) -> dict[str, Array]:
    """Return the normalised criteria with rates drawn anew, one row a draw; those without a base stay as they are."""
    leaves = dict(way.leaves)
    if way.criteria.aggregate == "count":
        return leaves
    people, shift = way.sides.people, way.criteria.shift if way.criteria.has_geometric else 0.0
    for item in way.criteria.used:
        if not item.denominator:
            continue
        drawn = redrawn(result, item, units=way.units.index, draws=draws, rng=rng)
        known = ~np.isnan(drawn[0])
        whole = np.full(draws, result.wholes[item.column])
        scale = scale_of(item, criteria=way.criteria)
        onto = np.full_like(drawn, np.nan)
        weights = None if people is None else people[known]
        onto[:, known] = scaled(drawn[:, known], scale=scale, whole=whole, people=weights) + shift
        leaves[item.column] = onto
    return leaves


def _method(own: Criteria, *, scale: str, mean: str) -> Criteria:
    """Return the criteria with another scale and mean; a frozen reference belongs to its own scale only."""
    kept = own.criteria if scale == own.normalise else tuple(replace(item, reference=None) for item in own.criteria)
    shift = own.shift or (GEOMETRIC_SHIFT if mean == "geometric" and scale == "minmax" else 0.0)
    return replace(own, criteria=kept, normalise=scale, aggregate=mean, shift=shift)


def _if_possible(result: Composite, criteria: Criteria) -> list[Criteria]:
    if criteria.aggregate == "geometric" and criteria.normalise == "zscore":
        return []
    try:
        scenario(result, criteria=criteria).index()
    except InputRefused:
        return []
    return [criteria]


def _is_empty(group: Group, criteria: Collection[object], groups: Collection[Group]) -> bool:
    return not any(getattr(member, "group", "") == group.id for member in (*criteria, *groups))


def _fewer(criteria: Criteria, left: Collection[object]) -> int | None:
    return None if criteria.min_criteria is None else max(1, min(criteria.min_criteria, len(left)))
