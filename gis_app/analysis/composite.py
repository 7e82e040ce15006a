"""A composite index: rate, missing, outliers, normalise, weight, aggregate, rank; every step is kept."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pandas import DataFrame, Index, Series

from gis_app.analysis import missing
from gis_app.analysis.aggregate import Levels, climb
from gis_app.analysis.normalise import Scale, exact_mean, normalise, zscore
from gis_app.analysis.outliers import Treatment, treat
from gis_app.domain.criteria import Criteria, Criterion
from gis_app.domain.errors import InputRefused

DIGITS = 12
"""Significant digits kept of an index, so that figures equal on paper are equal in rank."""
SURE_DIGITS = 15
"""Digits of the largest summand that a sum of floating-point numbers can still know (IEEE 754 double precision)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What goes in: one row per unit, in any order.

    Attributes
    ----------
    counts
        One numeric column per criterion; NaN is no data.
    bases
        Denominators of the criteria that have one, under the criterion's name.
    population, unit_groups
        Inhabitants and group of each unit, where the criteria ask for them.
    """

    counts: DataFrame
    bases: DataFrame
    population: Series | None = None
    unit_groups: Series | None = None


@dataclass(frozen=True, slots=True)
class Composite:
    """What comes out, and every step on the way; all indexed by unit in the order of the input.

    ``standing`` is ``ranked`` or the reason why a unit has no index. ``over`` counts the used criteria of a unit that
    reach their threshold (none have one: 0); ``known`` the used criteria it has a figure for.
    """

    criteria: Criteria
    figures: Figures
    rates: DataFrame
    suppressed: DataFrame
    imputed: DataFrame
    treated: DataFrame
    filled: DataFrame
    treatments: Mapping[str, Treatment]
    wholes: Mapping[str, float]
    normalised: DataFrame
    groups: DataFrame
    index: Series
    rank: Series
    standing: Series
    known: Series
    over: Series

    @property
    def seen(self) -> Figures:
        """The figures without the counts that are suppressed: what everything after them may rest on."""
        return _seen(self.figures, self.suppressed)


def composite(figures: Figures, *, criteria: Criteria) -> Composite:
    """Return the index (higher is more disadvantaged) and rank (1 is most) of every unit.

    Units that are left out influence nothing: neither means and deviations nor the ranks of the others.

    Raises
    ------
    InputRefused
        A criterion without figures, equal everywhere or unfit for the method; duplicate units; nobody left to compare.
    """
    _check_units(figures.counts)
    by_column = {item.column: item for item in criteria.used}
    columns = list(by_column)
    bases = figures.bases[[name for name in columns if name in figures.bases.columns]]
    rates, suppressed = _rates(figures.counts[columns], bases=bases, criteria=criteria)
    few = missing.few_events(figures.counts, bases=bases, at_least=criteria.min_events)
    standing = missing.standing(rates, criteria=criteria, population=figures.population, few=few)
    known = rates.notna().sum(axis=1)
    standing[(standing == missing.MISSING_CRITERION) & suppressed.any(axis=1)] = missing.SMALL_NUMBER
    compared = rates[standing == missing.RANKED]
    _check_compared(rates, compared)
    filled = _fill(compared, figures=figures, criteria=criteria)
    treatments = {name: treat(filled[name], criterion=item) for name, item in by_column.items()}
    treated = DataFrame({name: done.values for name, done in treatments.items()}, index=filled.index)
    imputed = filled.notna() & compared.isna()
    over = _flags(filled.where(~imputed), criteria=criteria).sum(axis=1)
    scale_from = filled if criteria.aggregate == "count" else treated
    seen = _seen(figures, suppressed)
    normalised = normalise_all(scale_from, figures=seen, criteria=criteria)
    levels = levels_of(figures, criteria=criteria, units=compared.index)
    index, groups = climb(normalised, criteria=criteria, levels=levels)
    index = _finish(index, criteria=criteria, people=levels.people, parts=normalised)
    everyone = rates.index
    return Composite(
        criteria=criteria,
        figures=figures,
        rates=rates,
        suppressed=suppressed,
        imputed=imputed.reindex(everyone, fill_value=False),
        treated=treated.reindex(everyone),
        filled=filled.reindex(everyone),
        treatments=treatments,
        wholes={name: whole_of(filled[name], criterion=item, figures=seen) for name, item in by_column.items()},
        normalised=normalised.reindex(everyone),
        groups=groups.reindex(everyone),
        index=index.reindex(everyone).rename("index"),
        rank=index.rank(method="min", ascending=False).reindex(everyone).rename("rank"),
        standing=standing.rename("standing"),
        known=known.rename("known"),
        over=over.reindex(everyone, fill_value=0).astype(int).rename("over"),
    )


def _check_units(counts: DataFrame) -> None:
    if counts.index.has_duplicates:
        raise InputRefused("unit_twice", value=str(counts.index[counts.index.duplicated()][0]))


def _check_compared(rates: DataFrame, compared: DataFrame) -> None:
    for column in rates.columns:
        if not rates[column].notna().any():
            raise InputRefused("indicator_without_figures", column=str(column))
    if compared.empty:
        raise InputRefused("nobody_to_compare", value=len(rates))
    for column in compared.columns:
        if not compared[column].notna().any():
            raise InputRefused("indicator_without_figures", column=str(column))


def _rates(counts: DataFrame, *, bases: DataFrame, criteria: Criteria) -> tuple[DataFrame, DataFrame]:
    found = missing.rates(counts, bases=bases)
    if not criteria.suppress:
        return found, DataFrame(data=False, index=counts.index, columns=counts.columns)
    small = missing.small_cells(counts, bases=bases)
    return found.mask(small), small


def _seen(figures: Figures, suppressed: DataFrame) -> Figures:
    hidden = suppressed.reindex(columns=figures.counts.columns, fill_value=False)
    return replace(figures, counts=figures.counts.mask(hidden)) if hidden.to_numpy().any() else figures


def _fill(compared: DataFrame, *, figures: Figures, criteria: Criteria) -> DataFrame:
    if criteria.missing != "group_mean":
        return compared
    groups = figures.unit_groups
    return missing.fill(compared, unit_groups=None if groups is None else groups[compared.index])


def levels_of(figures: Figures, *, criteria: Criteria, units: Index) -> Levels:
    """Return what the levels above the criteria need of the units compared."""
    people, groups = figures.population, figures.unit_groups
    return Levels(
        people=people[units] if people is not None and criteria.population_weights else None,
        unit_groups=None if groups is None else groups[units],
    )


def normalise_all(treated: DataFrame, *, figures: Figures, criteria: Criteria) -> DataFrame:
    """Return the used criteria of the units compared on the criteria's scale, shifted before a geometric mean.

    Raises
    ------
    InputRefused
        If a criterion is equal everywhere or unfit for the method.
    """
    if criteria.aggregate == "count":
        return _flags(treated, criteria=criteria)
    people = levels_of(figures, criteria=criteria, units=treated.index).people
    scaled = {
        item.column: normalise(
            treated[item.column],
            scale=scale_of(item, criteria=criteria),
            whole=whole_of(treated[item.column], criterion=item, figures=figures),
            people=people,
        )
        for item in criteria.used
    }
    found = DataFrame(scaled, index=treated.index)
    return found + criteria.shift if criteria.has_geometric else found


def scale_of(criterion: Criterion, *, criteria: Criteria) -> Scale:
    """Return the scale of a criterion."""
    return Scale(
        name=criterion.column,
        method=criteria.normalise,
        higher_is=criterion.higher_is,
        ddof=criteria.ddof,
        goalposts=criterion.goalposts,
        reference=criterion.reference,
        divided=criteria.turned_by_division(criterion),
    )


def _flags(treated: DataFrame, *, criteria: Criteria) -> DataFrame:
    """Return 1 where a figure reaches its threshold on the worse side, 0 where not, NaN where it is not known."""
    flags = DataFrame(index=treated.index)
    for item in criteria.used:
        figure = treated[item.column]
        limit = math.nan if item.threshold is None else item.threshold
        reached = figure >= limit if item.higher_is == "worse" else figure <= limit
        flags[item.column] = reached.astype(float).where(figure.notna())
    return flags


def whole_of(values: Series, *, criterion: Criterion, figures: Figures) -> float:
    """Return the figure of all compared units together: summed counts over summed bases, else the (weighted) mean."""
    known = values.dropna().index
    if criterion.denominator:
        counts, bases = (part.loc[known, criterion.column] for part in (figures.counts, figures.bases))
        own = counts.notna() & (bases > 0)  # a filled gap has a rate and no cases
        base = math.fsum(bases[own])
        return math.fsum(counts[own]) / base if base else math.nan
    if figures.population is None:
        return exact_mean(values)
    people = figures.population[known].fillna(0.0)
    total = math.fsum(people)
    return math.fsum(values[known] * people) / total if total else math.nan


def _finish(index: Series, *, criteria: Criteria, people: Series | None, parts: DataFrame) -> Series:
    if criteria.restandardise:
        index = zscore(index.rename("index"), ddof=criteria.ddof, reference=criteria.reference, people=people)
        return round_index(index, largest=Series(1.0, index=index.index))
    return round_index(index, largest=largest_part(parts, criteria=criteria))


def largest_part(parts: DataFrame, *, criteria: Criteria) -> Series:
    """Return the largest figure each unit's index is summed from; 0 where it is no plain sum of the criteria."""
    means = {criteria.aggregate, *(group.aggregate for group in criteria.groups)}
    if means & {"geometric", "median"} or any(group.normalise != "none" for group in criteria.groups):
        return Series(0.0, index=parts.index)
    return parts.abs().max(axis=1).fillna(0.0)


def round_index(index: Series, *, largest: Series) -> Series:
    """Return each value with ``DIGITS`` significant digits of its own, however far apart the units lie.

    What is left when large figures cancel out has fewer: nothing below ``SURE_DIGITS`` of ``largest``, the largest
    figure it is summed from, is kept.
    """
    rows = zip(index.tolist(), largest.tolist(), strict=True)
    return Series([_rounded(value, beside) for value, beside in rows], index=index.index, name=index.name, dtype=float)


def _rounded(value: float, beside: float) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    decimals = DIGITS - 1 - math.floor(math.log10(abs(value)))
    if beside > 0:
        decimals = min(decimals, SURE_DIGITS - 1 - math.floor(math.log10(beside)))
    return round(value, decimals) + 0.0
