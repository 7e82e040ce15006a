"""How units are compared: criteria, their groups and the steps from figures to an index."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.refused_columns import refuse_protected

NORMALISE = ("zscore", "minmax", "percentile", "rank", "exponential", "relative", "none")
AGGREGATE = ("arithmetic", "geometric", "median", "count")
MISSING = ("leave_out", "at_least", "group_mean")
TIES = ("min",)
HIGHER_IS = ("worse", "better")
DDOF = (0, 1)
GROUP_AGGREGATE = ("arithmetic", "geometric", "median")
GROUP_NORMALISE = ("none", "zscore", "minmax", "percentile", "rank", "exponential")
GROUP_MISSING = ("known", "leave_out", "group_mean")
REFERENCED = {"zscore": 2, "minmax": 2, "relative": 1}
"""Normalisations that can be frozen, and how many numbers a reference has."""
HEAVIEST = 1e12
"""Beyond it a weight is a slip of the keyboard, and sums of weights would overflow."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One column of figures and how it counts.

    Attributes
    ----------
    column
        Column of the table; with ``denominator`` it is a count, and the two make a rate.
    higher_is
        ``worse`` or ``better``: said, never guessed.
    goalposts
        Lowest and highest value of a min–max scale; values outside are capped.
    reference
        Frozen scale of another year: mean and standard deviation (``zscore``), lowest and highest, not capped
        (``minmax``), or the value of the whole (``relative``); values are then comparable between the years.
    threshold
        In the column's own unit (of the rate, with a denominator): the criterion counts from this value on.
    winsorise
        Quantiles (0 to 1) to which lower and higher values are drawn in; or the most values that may be drawn in
        until skewness and kurtosis are calm (see ``analysis.outliers``).
    limits, logarithm
        Outliers treated as in another year, in the place of ``winsorise``: values are drawn in to these two limits (one
        may be infinite), or become log(value - lowest + added).
    justification
        Why a delicate criterion (origin, child protection) is used at all.
    """

    column: str
    higher_is: str
    weight: float = 1.0
    goalposts: tuple[float, float] | None = None
    threshold: float | None = None
    winsorise: tuple[float, float] | int | None = None
    denominator: str = ""
    group: str = ""
    justification: str = ""
    reference: tuple[float, ...] | None = None
    limits: tuple[float, float] | None = None
    logarithm: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        refuse_protected(self.column)
        refuse_protected(self.denominator)
        _one_of(self.column, "higher_is", self.higher_is, HIGHER_IS)
        _weight(self.column, self.weight)
        _finite(self.column, goalposts=self.goalposts, reference=self.reference, threshold=self.threshold)
        _finite(self.column, logarithm=self.logarithm)
        if self.goalposts is not None and not self.goalposts[0] < self.goalposts[1]:
            raise _bad(self.column, "goalposts", list(self.goalposts), "[low, high], low < high")
        _winsorise(self.column, self.winsorise)
        _frozen_outliers(self)


@dataclass(frozen=True, slots=True)
class Group:
    """A domain of criteria; ``group`` names the group it belongs to, if it is not at the top.

    Attributes
    ----------
    aggregate
        How its members become its score; empty is as the criteria say.
    normalise
        The scale its score gets before it goes up, e.g. ``exponential`` for the domains of the English index.
    min_criteria
        How many members with a figure a unit needs to have a score here; None is one.
    missing
        What a unit without a score here means: ``known`` (the level above goes without it), ``leave_out`` (no rank),
        ``group_mean`` (it gets the mean score of its ``unit_group``).
    """

    id: str
    weight: float = 1.0
    group: str = ""
    aggregate: str = ""
    normalise: str = "none"
    min_criteria: int | None = None
    missing: str = "known"

    def __post_init__(self) -> None:
        _weight(self.id, self.weight)
        _one_of(self.id, "aggregate", self.aggregate, ("", *GROUP_AGGREGATE))
        _one_of(self.id, "normalise", self.normalise, GROUP_NORMALISE)
        _one_of(self.id, "missing", self.missing, GROUP_MISSING)
        if self.min_criteria is not None and self.min_criteria < 1:
            raise _bad(self.id, "min_criteria", self.min_criteria, "1 … n")


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything that turns a table into an index (``design/contracts.md``, criteria file).

    Attributes
    ----------
    ddof
        0 divides a variance by n, 1 by n - 1; used by z-scores.
    restandardise
        Whether the index itself becomes a z-score.
    reference
        With ``restandardise``: frozen mean and standard deviation of the index.
    min_criteria
        With ``missing = at_least`` or ``group_mean``: how many criteria with a figure of its own a unit needs.
    unit_group
        Column of the group of units whose mean fills a gap (``missing = group_mean``); empty means all units.
    population
        Column of inhabitants; a unit below ``min_population`` or without a figure is left out.
    population_weights
        Whether means and deviations of z-scores count every inhabitant once, not every unit.
    suppress
        Whether counts of 1 to 10 people and bases of 10 or fewer are treated as no data.
    min_events
        Smallest numerator with which a unit is ranked; 0 asks nothing.
    shift
        Added to every normalised value before a geometric mean.
    missing_codes
        Numbers that mean *no data* in the table.
    """

    criteria: tuple[Criterion, ...]
    groups: tuple[Group, ...] = ()
    normalise: str = "zscore"
    ddof: int = 0
    aggregate: str = "arithmetic"
    restandardise: bool = False
    reference: tuple[float, ...] | None = None
    missing: str = "leave_out"
    min_criteria: int | None = None
    ties: str = "min"
    population: str = ""
    min_population: float | None = None
    population_weights: bool = False
    suppress: bool = False
    unit_group: str = ""
    min_events: float = 0
    shift: float = 0.0
    missing_codes: tuple[float, ...] = (-9999.0,)

    def __post_init__(self) -> None:
        _one_of("", "normalise", self.normalise, NORMALISE)
        _one_of("", "aggregate", self.aggregate, AGGREGATE)
        _one_of("", "missing", self.missing, MISSING)
        _one_of("", "ties", self.ties, TIES)
        _one_of("", "ddof", self.ddof, DDOF)
        if not self.criteria:
            raise InputRefused("criteria_none")
        _unique([item.column for item in self.criteria], "column")
        _unique([item.id for item in self.groups], "id")
        refuse_protected(self.population)
        refuse_protected(self.unit_group)
        check_tree(self.criteria, self.groups)
        self._check_missing()
        self._check_needed_keys()
        self._check_references()

    def _check_missing(self) -> None:
        if self.missing == "at_least" and self.min_criteria is None:
            raise InputRefused("criteria_needs_key", key='missing = "at_least"', expected="min_criteria")
        if self.min_criteria is not None and not 1 <= self.min_criteria <= len(self.used):
            raise _bad("", "min_criteria", self.min_criteria, f"1 … {len(self.used)}")
        for item in self.groups:
            below: list[Criterion | Group] = [*self.criteria, *self.groups]
            members = len([one for one in below if one.group == item.id and one.weight > 0])
            if item.min_criteria is not None and item.min_criteria > members:
                raise _bad(item.id, "min_criteria", item.min_criteria, f"1 … {members}")

    def _check_needed_keys(self) -> None:
        for key in ("min_population", "population_weights"):
            if getattr(self, key) not in (None, False) and not self.population:
                raise InputRefused("criteria_needs_key", key=key, expected="population")
        if self.aggregate == "count":
            for item in self.criteria:
                if item.threshold is None:
                    raise InputRefused("threshold_needed", column=item.column)

    def _check_references(self) -> None:
        for item in self.criteria:
            if item.reference is not None:
                _reference(item.column, item.reference, method=self.normalise)
        if self.reference is not None:
            _finite("", reference=self.reference)
            _reference("", self.reference, method="zscore")

    @property
    def used(self) -> tuple[Criterion, ...]:
        """The criteria that count: those with a weight above zero, in groups that count."""
        return tuple(item for item in self.criteria if item.weight > 0 and self._group_counts(item.group))

    @property
    def grouped(self) -> bool:
        """Whether the criteria stand in groups."""
        return any(item.group for item in self.criteria)

    def turned_by_division(self, criterion: Criterion) -> bool:
        """Whether *better* turns the criterion's own figures into their reciprocals: under a geometric mean.

        There a figure below zero has no meaning, and 1/x is what leaves every ratio as it was.
        """
        mean = next((group.aggregate for group in self.groups if group.id == criterion.group), "") or self.aggregate
        return (criterion.higher_is, self.normalise, mean, self.shift) == ("better", "none", "geometric", 0.0)

    @property
    def has_geometric(self) -> bool:
        """Whether a geometric mean is taken on some level, before which values are shifted."""
        return "geometric" in {self.aggregate, *(group.aggregate for group in self.groups)}

    def counts(self, group: str) -> bool:
        """Return whether a criterion that is used stands under the group."""
        below = {group}
        for _level in self.groups:
            below |= {item.id for item in self.groups if item.group in below}
        return any(item.group in below for item in self.used)

    def _group_counts(self, name: str) -> bool:
        parents = {item.id: item for item in self.groups}
        while name:
            if parents[name].weight == 0:
                return False
            name = parents[name].group
        return True


def check_tree(criteria: Sequence[Criterion], groups: Sequence[Group]) -> None:
    """Check that every criterion stands in a declared group, or none does, and that the weights of each level add up.

    Raises
    ------
    InputRefused
        If a group is unknown, empty, or its own ancestor, or the weights under one roof are all zero.
    """
    if not any(item.group for item in criteria):
        _weights_add_up(criteria, ())
        return
    declared = {item.id: item for item in groups}
    named = [item.group for item in criteria if item.group] + [item.group for item in groups if item.group]
    for name in named:
        if name not in declared:
            raise UnknownCode("group_unknown", value=name, expected=", ".join(declared) or f'[[group]] id = "{name}"')
    for item in criteria:
        if not item.group:
            raise InputRefused("group_needed", column=item.column, expected=", ".join(declared))
    _no_cycle(declared)
    for name in declared:
        if name not in named:
            raise InputRefused("group_empty", value=name)
    _weights_add_up(criteria, groups)


def _no_cycle(declared: dict[str, Group]) -> None:
    for name in declared:
        seen = [name]
        while parent := declared[seen[-1]].group:
            if parent in seen:
                raise InputRefused("group_cycle", value=name)
            seen.append(parent)


def _weights_add_up(criteria: Sequence[Criterion], groups: Sequence[Group]) -> None:
    roofs: dict[str, float] = {}
    members: list[Criterion | Group] = [*criteria, *groups]
    for member in members:
        roofs[member.group] = roofs.get(member.group, 0.0) + member.weight
    for roof, total in roofs.items():
        if total <= 0:
            raise InputRefused("weights_sum_zero", value=roof or "[[criterion]]")


def _weight(where: str, weight: float) -> None:
    if not 0 <= weight <= HEAVIEST:
        raise _bad(where, "weight", weight, f"0 … {HEAVIEST:g}")


def _finite(where: str, **numbers: float | Sequence[float] | None) -> None:
    for key, given in numbers.items():
        listed = [] if given is None else [given] if isinstance(given, int | float) else list(given)
        if not all(map(math.isfinite, listed)):
            raise _bad(where, key, given, "-∞ < … < ∞")


def _winsorise(where: str, given: tuple[float, float] | int | None) -> None:
    if isinstance(given, int):
        if given < 1:
            raise _bad(where, "winsorise", given, "1 … n")
    elif given is not None and not 0 <= given[0] < given[1] <= 1:
        raise _bad(where, "winsorise", list(given), "[low, high], 0 <= low < high <= 1")


def _frozen_outliers(item: Criterion) -> None:
    if item.limits is not None and not item.limits[0] <= item.limits[1]:
        raise _bad(item.column, "limits", list(item.limits), "[low, high], low <= high")
    if item.logarithm is not None and not item.logarithm[1] > 0:
        raise _bad(item.column, "logarithm", list(item.logarithm), "[lowest, added > 0]")
    if sum(given is not None for given in (item.winsorise, item.limits, item.logarithm)) > 1:
        raise _bad(item.column, "winsorise", item.winsorise, "winsorise | limits | logarithm")


def _reference(where: str, given: tuple[float, ...], *, method: str) -> None:
    if method not in REFERENCED:
        raise _bad(where, "reference", list(given), "normalise = " + " | ".join(REFERENCED))
    fits = {
        "zscore": len(given) == 2 and given[1] > 0,
        "minmax": len(given) == 2 and given[0] < given[-1],
        "relative": len(given) == 1 and given[0] != 0,
    }
    if not fits[method]:
        expected = {"zscore": "[mean, deviation > 0]", "minmax": "[low, high], low < high", "relative": "[whole ≠ 0]"}
        raise _bad(where, "reference", list(given), expected[method])


def _one_of(where: str, key: str, value: object, allowed: Sequence[object]) -> None:
    if value not in allowed:
        raise _bad(where, key, value, " | ".join(str(item) for item in allowed))


def _bad(where: str, key: str, value: object, expected: str) -> InputRefused:
    name = f"{where}: {key}" if where else key
    return UnknownCode("criteria_bad_value", key=name, value=value, expected=expected)


def _unique(names: Sequence[str], key: str) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise InputRefused("criteria_twice", key=key, value=name)
