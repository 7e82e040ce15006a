"""Indicators and their observed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.layers import COUNTINGS

SMALL = 10
"""A count of people of 1 to 10 is small: never published, printed or exported (``design/domain.md`` §5)."""

PUBLISHED, PROVISIONAL, NO_DATA, SUPPRESSED = "published", "provisional", "no_data", "suppressed"
STATUSES = (PUBLISHED, PROVISIONAL, NO_DATA, SUPPRESSED)
"""How an office gives a figure: as final, to be revised, not at all, or kept back because it could point at people."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A defined statistic; texts by language: what it counts, what else it may mean, where it comes from.

    Attributes
    ----------
    higher_is
        ``worse``, ``better``, or empty while nobody has said it: it can then be shown and not weighed.
    counting
        One of ``domain.layers.COUNTINGS``, or empty when it is not known.
    moment
        ``start`` or ``end`` when the figures are of one day of the year, else empty.
    people
        Whether its values are counts of people, of which few may not be shown.
    dated
        Day on which the source gave the figures.
    """

    id: str
    project: str
    title: Mapping[str, str]
    counts: Mapping[str, str]
    may_mean: Mapping[str, str]
    unit: str
    higher_is: str
    source: Mapping[str, str]
    base: str = ""
    invented: bool = False
    computed: bool = False
    licence: str = ""
    counting: str = ""
    moment: str = ""
    people: bool = False
    dated: date | None = None

    def __post_init__(self) -> None:
        if self.higher_is not in {"worse", "better", ""}:
            raise InputRefused("higher_is_unknown", value=self.higher_is, expected="worse, better")
        if self.counting not in {"", *COUNTINGS}:
            raise UnknownCode("unknown_counting", value=self.counting, expected=", ".join(COUNTINGS))


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of an indicator for a territory and period; ``value is None`` is *nav datu*, never 0.

    Attributes
    ----------
    status
        One of ``STATUSES``.
    sign
        What stood in the table: the sign in place of a value, or a letter beside it.
    """

    indicator: str
    territory_id: str
    period: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    invented: bool = False
    source: str = ""
    status: str = PUBLISHED
    sign: str = ""

    @property
    def is_small(self) -> bool:
        """Whether the figure could point at single people."""
        few = self.numerator is not None and 0 < self.numerator <= SMALL
        return few or (self.denominator is not None and self.denominator <= SMALL)
