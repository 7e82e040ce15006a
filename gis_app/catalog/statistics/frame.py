"""The tidy frame that every table of figures becomes, and what the table says about itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pandas import DataFrame

from gis_app.domain.imports import Problem

COLUMNS = (
    "row",
    "code",
    "name",
    "parent",
    "valid_from",
    "valid_to",
    "period",
    "indicator",
    "value",
    "numerator",
    "denominator",
    "status",
    "sign",
    "meaning",
)
"""One line per figure: the territory as the table names it, period, indicator, value and why there may be none."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a table: its label there, the unit if the table says it, its wording without the title."""

    label: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """A table of figures as it was read.

    Attributes
    ----------
    frame
        The columns ``COLUMNS``; ``valid_from`` and ``valid_to`` are days or None; a figure that is none is None.
    layout
        ``long``, ``wide``, ``turned`` (territories stand in the header) or ``jsonstat``.
    measures
        The indicators in the order of the table.
    moment
        ``start`` or ``end`` when the figures are of one day of the year.
    shares
        Whether the table gives only numerators and denominators: the values are computed here, in per cent.
    legend
        What signs mean by the table's own footnotes.
    """

    frame: DataFrame
    layout: str
    title: str = ""
    measures: tuple[Measure, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    updated: date | None = None
    moment: str = ""
    decimal: str = "."
    shares: bool = False
    legend: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of the table, in order."""
        return tuple(sorted({str(period) for period in self.frame["period"].unique() if period}))
