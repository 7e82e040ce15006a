"""Which units are compared, and what stands where a figure is missing."""

import math

from pandas import DataFrame, Series

from gis_app.domain.criteria import Criteria
from gis_app.domain.errors import InputRefused
from gis_app.domain.statistics import SMALL

RANKED = "ranked"
FEW_EVENTS = "few_events"
SMALL_NUMBER = "small_number"
SMALL_POPULATION = "small_population"
MISSING_CRITERION = "missing_criterion"


def rates(counts: DataFrame, *, bases: DataFrame) -> DataFrame:
    """Return counts divided by their bases where a column has one; a base of zero or less is no data."""
    found = counts.copy()
    for column in bases.columns:
        found[column] = counts[column] / bases[column].where(bases[column] > 0)
    return found


def small_cells(counts: DataFrame, *, bases: DataFrame) -> DataFrame:
    """Return where a count of 1 to 10 or a base of at most 10 could point at people (columns with a base)."""
    small = DataFrame(data=False, index=counts.index, columns=counts.columns)
    for column in bases.columns:
        small[column] = ((counts[column] > 0) & (counts[column] <= SMALL)) | (bases[column] <= SMALL)
    return small


def few_events(counts: DataFrame, *, bases: DataFrame, at_least: float) -> Series:
    """Return the units of which some count (of a column with a base) is below ``at_least``; 0 asks nothing.

    A balance such as net migration may be negative, and is few of nothing.
    """
    few = Series(data=False, index=counts.index, dtype=bool)
    for column in bases.columns if at_least > 0 else ():
        few |= counts[column] < at_least
    return few


def standing(figures: DataFrame, *, criteria: Criteria, population: Series | None, few: Series) -> Series:
    """Return for each unit ``ranked``, or the reason why it is shown without a rank.

    Parameters
    ----------
    figures
        Rates of the used criteria; NaN is no data.
    population
        Inhabitants; a unit without a figure cannot show that it reaches the minimum.
    few
        Units with too few events.
    """
    reason = Series(RANKED, index=figures.index, dtype=object)
    own = criteria.min_criteria or 1
    need = {"leave_out": figures.shape[1], "at_least": own, "group_mean": own}[criteria.missing]
    reason[few] = FEW_EVENTS
    reason[figures.notna().sum(axis=1) < need] = MISSING_CRITERION
    if criteria.missing == "at_least":
        reason[~has_needed_groups(figures.notna(), criteria=criteria)] = MISSING_CRITERION
    if population is not None and criteria.min_population is not None:
        reason[~(population >= criteria.min_population)] = SMALL_POPULATION
    if population is not None and criteria.population_weights:
        reason[~(population > 0)] = SMALL_POPULATION
    return reason


def has_needed_groups(known: DataFrame, *, criteria: Criteria) -> Series:
    """Return whether a unit has a score in every group that leaves out those without one.

    Parameters
    ----------
    known
        Whether a unit has a figure, one column per used criterion.
    """
    scored: dict[str, Series] = {}

    def climb(roof: str, needed: int) -> Series:
        members = [known[item.column] for item in criteria.used if item.group == roof]
        for item in criteria.groups:
            if item.group == roof and criteria.counts(item.id):
                scored[item.id] = climb(item.id, item.min_criteria or 1)
                members.append(scored[item.id] | (item.missing == "group_mean"))
        has: Series = sum((member.astype(int) for member in members), Series(0, index=known.index)) >= needed
        return has

    whole = climb("", 1)
    for item in criteria.groups:
        if item.missing == "leave_out" and item.id in scored:
            whole &= scored[item.id]
    return whole


def fill(figures: DataFrame, *, unit_groups: Series | None) -> DataFrame:
    """Return figures whose gaps hold the mean of the unit's group (of all units when there are no groups).

    Raises
    ------
    InputRefused
        ``group_without_figures`` if no unit of a group has the figure.
    """
    groups = Series("", index=figures.index) if unit_groups is None else unit_groups
    filled = figures.copy()
    for column in figures.columns:
        for group, units in figures[column].groupby(groups):
            known = units.dropna()
            if len(known) == len(units):
                continue
            if known.empty:
                raise InputRefused("group_without_figures", column=str(column), value=str(group))
            filled.loc[units.index[units.isna()], column] = math.fsum(known) / len(known)
    return filled
