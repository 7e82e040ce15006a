"""What a planner asks for: purpose, areas, criteria, who gives which weights, method; and the criteria that makes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from gis_app.analysis.robustness.simulation import VARY
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.drafts import VOICES
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.selections import PURPOSES
from gis_app.domain.statistics import Indicator
from gis_app.services.selection.evidence import Evidence, base_column, count_column
from gis_app.services.selection.robust import SEED

MAX_WORDS = 500
WEIGHTS_FROM = ("sliders", "budget", "pairwise", "equal")
"""How weights are given: freely, as a budget of 100 points, by comparing pairs, or all alike."""
REST = "other"
"""The group of criteria that were put in none while others were."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How one criterion counts; an empty ``higher_is`` is as its indicator says.

    Attributes
    ----------
    threshold
        In the unit of the rate (a share for per cent): from here on the criterion counts in *k of n*.
    winsorise, goalposts, reference
        See ``domain.criteria.Criterion``; goalposts and reference in the unit of the rate.
    """

    higher_is: str = ""
    threshold: float | None = None
    winsorise: tuple[float, float] | int | None = None
    group: str = ""
    goalposts: tuple[float, float] | None = None
    reference: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """The steps of the expert view; an empty ``missing`` is what suits the figures.

    Attributes
    ----------
    population
        Id of the count of residents (``Evidence.bases``) that weighs and that ``min_population`` asks for.
    unit_group
        ``level`` or ``part_of``: whose mean fills a gap; empty is that of all.
    min_events
        Cases needed for a rank, where that is more than the figures ask for anyway.
    reference
        Frozen mean and deviation of the index itself.
    """

    normalise: str = "zscore"
    ddof: int = 0
    aggregate: str = "arithmetic"
    missing: str = ""
    min_criteria: int | None = None
    restandardise: bool = False
    shift: float = 0.0
    reference: tuple[float, ...] | None = None
    population: str = ""
    min_population: float | None = None
    population_weights: bool = False
    suppress: bool = False
    unit_group: str = ""
    min_events: float = 0.0
    missing_codes: tuple[float, ...] = (-9999.0,)


@dataclass(frozen=True, slots=True)
class Areas:
    """Which territories are compared: level and date, base of the figures, and who is left out for which reason."""

    level: str = ""
    base: str = ""
    excluded: Mapping[str, str] = field(default_factory=dict)


EVERYWHERE = Areas()
PLAIN = Method()


@dataclass(frozen=True, slots=True)
class Voice:
    """The weights of one person, known by a role and never by a name."""

    role: str
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        if self.role not in VOICES:
            raise UnknownCode("voice_unknown", value=self.role, expected=", ".join(VOICES))

    @property
    def shares(self) -> dict[str, float]:
        """The weights divided by their sum; nothing when they are all zero."""
        total = math.fsum(self.weights.values())
        return {name: weight / total for name, weight in self.weights.items()} if total > 0 else {}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the planner filled in; ``weights`` are those that count, whoever gave them.

    ``vary`` names what the doubt draws anew (``analysis.robustness.simulation.VARY``).
    """

    purpose: str
    purpose_words: str
    weights: Mapping[str, float]
    reasons: Mapping[str, str]
    answers: Mapping[str, str]
    details: Mapping[str, Detail] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    areas: Areas = EVERYWHERE
    method: Method = PLAIN
    voices: tuple[Voice, ...] = ()
    weights_from: str = "sliders"
    most: int | None = None
    seed: int = SEED
    vary: tuple[str, ...] = VARY

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise UnknownCode("purpose_unknown", value=self.purpose, expected=", ".join(PURPOSES))
        texts = (self.purpose_words, *self.reasons.values(), *self.answers.values(), *self.areas.excluded.values())
        if any(len(text) > MAX_WORDS for text in texts):
            raise InputRefused("words_too_long", expected=MAX_WORDS)


def criteria_of(evidence: Evidence, wish: Wish) -> Criteria:
    """Return the criteria that the wish weighs; an indicator without figures weighs nothing.

    Raises
    ------
    InputRefused
        If the method and the criteria do not fit together (see ``domain.criteria``).
    """
    grouped = any(wish.details.get(item.id, Detail()).group for item in evidence.indicators)
    criteria = [_criterion(item, evidence, wish, grouped=grouped) for item in evidence.indicators]
    if grouped or wish.method.aggregate == "count":
        criteria = [item for item in criteria if item.weight > 0]
    method = wish.method
    return Criteria(
        criteria=tuple(criteria),
        groups=_groups_of(criteria, wish.groups),
        normalise=method.normalise,
        ddof=method.ddof,
        aggregate=method.aggregate,
        restandardise=method.restandardise,
        missing=method.missing or evidence.missing,
        reference=method.reference,
        min_criteria=method.min_criteria if method.missing in {"at_least", "group_mean"} else None,
        population=count_column(method.population) if method.population else "",
        min_population=method.min_population,
        population_weights=method.population_weights,
        suppress=method.suppress,
        unit_group=method.unit_group,
        min_events=max(method.min_events, evidence.min_events),
        shift=method.shift,
        missing_codes=method.missing_codes,
    )


def _criterion(item: Indicator, evidence: Evidence, wish: Wish, *, grouped: bool) -> Criterion:
    detail = wish.details.get(item.id, Detail())
    return Criterion(
        column=item.id,
        higher_is=detail.higher_is or item.higher_is,
        weight=wish.weights.get(item.id, 0.0) if item.id in evidence.usable else 0.0,
        goalposts=detail.goalposts,
        reference=detail.reference,
        threshold=detail.threshold,
        winsorise=detail.winsorise,
        denominator=base_column(item.id) if evidence.counted(item.id) else "",
        group=(detail.group or REST) if grouped else "",
        justification=wish.reasons.get(item.id, "").strip(),
    )


def _groups_of(criteria: list[Criterion], asked: Mapping[str, Group]) -> tuple[Group, ...]:
    """Return the groups that hold criteria, and those above them."""
    found: dict[str, Group] = {}
    for item in criteria:
        name = item.group
        while name and name not in found:
            found[name] = asked.get(name, Group(name))
            name = found[name].group
    return tuple(found.values())
