"""What a planner asks for: purpose, areas, criteria, who gives which weights, method; and the criteria that makes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.drafts import VOICES
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.selections import PURPOSES
from gis_app.domain.statistics import Indicator
from gis_app.services.selection.evidence import Evidence, base_column
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
    winsorise
        Share of the units, at each end, that is drawn in.
    """

    higher_is: str = ""
    threshold: float | None = None
    winsorise: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """The steps of the expert view; an empty ``missing`` is what suits the figures."""

    normalise: str = "zscore"
    ddof: int = 0
    aggregate: str = "arithmetic"
    missing: str = ""
    min_criteria: int | None = None
    restandardise: bool = False
    shift: float = 0.0


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
    """What the planner filled in; ``weights`` are those that count, whoever gave them."""

    purpose: str
    purpose_words: str
    weights: Mapping[str, float]
    reasons: Mapping[str, str]
    answers: Mapping[str, str]
    details: Mapping[str, Detail] = field(default_factory=dict)
    groups: Mapping[str, float] = field(default_factory=dict)
    areas: Areas = EVERYWHERE
    method: Method = PLAIN
    voices: tuple[Voice, ...] = ()
    weights_from: str = "sliders"
    most: int | None = None
    seed: int = SEED

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
        groups=tuple(Group(name, wish.groups.get(name, 1.0)) for name in _groups_of(criteria)),
        normalise=method.normalise,
        ddof=method.ddof,
        aggregate=method.aggregate,
        restandardise=method.restandardise,
        missing=method.missing or evidence.missing,
        min_criteria=method.min_criteria if method.missing == "at_least" else None,
        min_events=evidence.min_events,
        shift=method.shift,
    )


def _criterion(item: Indicator, evidence: Evidence, wish: Wish, *, grouped: bool) -> Criterion:
    detail = wish.details.get(item.id, Detail())
    return Criterion(
        column=item.id,
        higher_is=detail.higher_is or item.higher_is,
        weight=wish.weights.get(item.id, 0.0) if item.id in evidence.usable else 0.0,
        threshold=detail.threshold,
        winsorise=None if detail.winsorise is None else (detail.winsorise, 1.0 - detail.winsorise),
        denominator=base_column(item.id),
        group=(detail.group or REST) if grouped else "",
        justification=wish.reasons.get(item.id, "").strip(),
    )


def _groups_of(criteria: list[Criterion]) -> list[str]:
    return list(dict.fromkeys(item.group for item in criteria if item.group))
