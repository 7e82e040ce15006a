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
    threshold
        In the column's own unit (of the rate, with a denominator): the criterion counts from this value on.
    winsorise
        Quantiles (0 to 1) to which lower and higher values are drawn in.
    justification
        Why a delicate criterion (origin, child protection) is used at all.
    """

    column: str
    higher_is: str
    weight: float = 1.0
    goalposts: tuple[float, float] | None = None
    threshold: float | None = None
    winsorise: tuple[float, float] | None = None
    denominator: str = ""
    group: str = ""
    justification: str = ""

    def __post_init__(self) -> None:
        refuse_protected(self.column)
        _one_of(self.column, "higher_is", self.higher_is, HIGHER_IS)
        _weight(self.column, self.weight)
        if self.goalposts is not None and not self.goalposts[0] < self.goalposts[1]:
            raise _bad(self.column, "goalposts", list(self.goalposts), "[low, high], low < high")
        if self.winsorise is not None and not 0 <= self.winsorise[0] < self.winsorise[1] <= 1:
            raise _bad(self.column, "winsorise", list(self.winsorise), "[low, high], 0 <= low < high <= 1")


@dataclass(frozen=True, slots=True)
class Group:
    """A domain of criteria; ``group`` names the group it belongs to, if it is not at the top."""

    id: str
    weight: float = 1.0
    group: str = ""

    def __post_init__(self) -> None:
        _weight(self.id, self.weight)


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything that turns a table into an index (``design/contracts.md``, criteria file).

    Attributes
    ----------
    ddof
        0 divides a variance by n, 1 by n - 1; used by z-scores.
    restandardise
        Whether the index itself becomes a z-score.
    min_criteria
        With ``missing = at_least``: how many criteria a unit needs.
    unit_group
        Column of the group of units whose mean fills a gap (``missing = group_mean``); empty means all units.
    population
        Column of inhabitants; a unit below ``min_population`` or without a figure is left out.
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
    missing: str = "leave_out"
    min_criteria: int | None = None
    ties: str = "min"
    population: str = ""
    min_population: float | None = None
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
        self._check_missing()
        if self.min_population is not None and not self.population:
            raise InputRefused("criteria_needs_key", key="min_population", expected="population")
        if self.aggregate == "count":
            for item in self.criteria:
                if item.threshold is None:
                    raise InputRefused("threshold_needed", column=item.column)
        check_tree(self.criteria, self.groups)

    def _check_missing(self) -> None:
        if self.missing == "at_least":
            if self.min_criteria is None:
                raise InputRefused("criteria_needs_key", key='missing = "at_least"', expected="min_criteria")
            if not 1 <= self.min_criteria <= len(self.criteria):
                raise _bad("", "min_criteria", self.min_criteria, f"1 … {len(self.criteria)}")

    @property
    def used(self) -> tuple[Criterion, ...]:
        """The criteria that count: those with a weight above zero, in groups that count."""
        return tuple(item for item in self.criteria if item.weight > 0 and self._group_counts(item.group))

    @property
    def grouped(self) -> bool:
        """Whether the criteria stand in groups."""
        return any(item.group for item in self.criteria)

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
            raise UnknownCode("group_unknown", value=name, expected=", ".join(declared) or "[[group]]")
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
    if not (math.isfinite(weight) and weight >= 0):
        raise _bad(where, "weight", weight, "0 … ∞")


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
