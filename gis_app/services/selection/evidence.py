"""What a selection rests on: indicators, their figures by territory, and why a figure is not there."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from gis_app.catalog.tables import Table
from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import SMALL, Indicator
from gis_app.services.selection.grounds import Base, Ground
from gis_app.services.selection.rank import INVENTED

ID = "id"
NAME = "name"
SUPPLY = "supply"
LEVEL, PART_OF = "level", "part_of"
KNOWN = "known"
NO_DATA = "no_data"
PUBLISHED_AS = 5.0
"""Counts of 1 to 10 people stand as 5 in every file, as the national statistics office publishes them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of an indicator for a territory: a count over its base, or the reason why there is none.

    ``unit`` is that of the rate: per cent, or another one when the base is 1.
    """

    numerator: float | None = None
    denominator: float | None = None
    standing: str = KNOWN
    people: bool = True
    unit: str = "%"

    @property
    def rate(self) -> float | None:
        """Count divided by base; None is *nav datu*."""
        if self.standing != KNOWN or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator

    @property
    def small(self) -> bool:
        """Whether the figure could point at single people."""
        if not self.people or self.numerator is None or self.denominator is None:
            return False
        return 0 < self.numerator <= SMALL or self.denominator <= SMALL


_NOTHING = Cell(standing=NO_DATA)


@dataclass(frozen=True)
class Evidence:
    """The figures of a project, ready to be weighed.

    Attributes
    ----------
    kind
        ``graz`` (six criteria), ``supply`` (computed by us) or ``own`` (figures the project imported).
    cells
        By territory id and indicator id; what is not there is *nav datu*.
    min_events
        Smallest count with which a territory is ranked.
    optional
        Ids of indicators that weigh nothing until somebody asks for them.
    places
        By kind of place: how many are located, how many are not.
    facts
        More figures of a territory, shown beside and never weighed.
    level, base
        The level and date, and the base, that were chosen (``grounds``); empty when the figures chose.
    grounds, bases
        What else could have been chosen.
    counts
        Residents by territory id and base id, of the last year that knows them.
    years
        The periods of the figures, the earliest first.
    """

    project: Project
    kind: str
    indicators: tuple[Indicator, ...]
    territories: tuple[Territory, ...]
    cells: Mapping[tuple[str, str], Cell]
    period: str
    min_events: float = 0
    missing: str = "leave_out"
    optional: frozenset[str] = frozenset()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    level: str = ""
    base: str = ""
    grounds: tuple[Ground, ...] = ()
    bases: tuple[Base, ...] = ()
    counts: Mapping[tuple[str, str], float] = field(default_factory=dict)
    years: tuple[str, ...] = ()

    def cell(self, territory: str, indicator: str) -> Cell:
        """Return a figure, or that there is none."""
        return self.cells.get((territory, indicator), _NOTHING)

    def in_per_cent(self, indicator: str) -> bool:
        """Whether the rates of an indicator are shares; one of which nobody knows a figure counts as such."""
        cells = (self.cell(place.id, indicator) for place in self.territories)
        return next((cell.unit == "%" for cell in cells if cell.rate is not None), True)

    def counted(self, indicator: str) -> bool:
        """Whether an indicator counts cases over a base; one that came as a mere figure has nothing to count."""
        return indicator not in self._mere_figures

    @cached_property
    def _mere_figures(self) -> frozenset[str]:
        if self.kind == SUPPLY:
            return frozenset()
        inside = {place.id for place in self.territories}
        known = [
            (name, cell) for (place, name), cell in self.cells.items() if place in inside and cell.rate is not None
        ]
        return frozenset(name for name, _cell in known) - {name for name, cell in known if cell.people}

    @cached_property
    def unit_groups(self) -> tuple[str, ...]:
        """By what territories can be put together: ``level``, and the unit they are ``part_of``."""
        levels = {place.level for place in self.territories}
        above = {place.parent for place in self.territories if place.parent}
        return tuple(name for name, found in ((LEVEL, levels), (PART_OF, above)) if len(found) > 1)

    @cached_property
    def table(self) -> Table:
        """The figures as a table, made once (see ``table_of``)."""
        return table_of(self)

    @cached_property
    def usable(self) -> frozenset[str]:
        """Ids of the indicators of which at least two territories have a figure."""
        return frozenset(
            item.id
            for item in self.indicators
            if sum(self.cell(place.id, item.id).rate is not None for place in self.territories) > 1
        )


def without(evidence: Evidence, excluded: Collection[str]) -> Evidence:
    """Return the evidence without some territories, by id: they influence nothing."""
    if not excluded:
        return evidence
    return replace(evidence, territories=tuple(place for place in evidence.territories if place.id not in excluded))


def base_column(indicator: str) -> str:
    """Return the name of the column that holds an indicator's base."""
    return f"{indicator}:base"


def count_column(base: str) -> str:
    """Return the name of the column that holds a count of residents."""
    return f"{base}:count"


def table_of(evidence: Evidence) -> Table:
    """Return the figures as the table that the page, the file and the command line rank.

    Counts of 1 to 10 people stand as 5; a base of 10 people or fewer is left out. A figure that came without cases has
    the base 1, which its criterion does not use.
    """
    lead = [INVENTED] if evidence.project.invented else []
    columns = [*lead, ID, NAME]
    for item in evidence.indicators:
        columns += [item.id, base_column(item.id)]
    counted = {item.id: evidence.counted(item.id) for item in evidence.indicators}
    columns += [*(count_column(base.id) for base in evidence.bases), *evidence.unit_groups]
    rows = []
    for place in evidence.territories:
        marks = ["izdomāts"] if evidence.project.invented else []
        figures = [
            text
            for item in evidence.indicators
            for text in _texts(evidence.cell(place.id, item.id), counted=counted[item.id])
        ]
        people = [_people(evidence.counts.get((place.id, base.id))) for base in evidence.bases]
        sides = {LEVEL: place.level, PART_OF: place.parent or ""}
        rows.append((*marks, place.id, place.name, *figures, *people, *(sides[name] for name in evidence.unit_groups)))
    return table_from(columns, rows)


def table_from(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table made in memory."""
    body = tuple(tuple(row) for row in rows)
    return Table("values.csv", tuple(columns), body, tuple(range(2, len(body) + 2)))


def table_csv(table: Table) -> bytes:
    """Return a table as UTF-8 CSV."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return target.getvalue().encode()


def _people(count: float | None) -> str:
    return "" if count is None or count <= SMALL else repr(count)


def _texts(cell: Cell, *, counted: bool) -> tuple[str, str]:
    if cell.rate is None or cell.numerator is None or cell.denominator is None:
        return "", ""
    if not counted:
        return repr(cell.rate), "1.0"
    if cell.people and cell.denominator <= SMALL:
        return "", ""
    return repr(PUBLISHED_AS if cell.small else cell.numerator), repr(cell.denominator)
