"""The years of a kept selection: index by period, who changed class, changes of each criterion, former work areas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gis_app.analysis.composite import Composite
from gis_app.analysis.transitions import moved, transitions
from gis_app.domain.criteria import Criteria
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.domain.statistics import Indicator
from gis_app.services.selection import workbench
from gis_app.services.selection.result import BREAKS
from gis_app.services.selection.time_coverage import Coverage, coverage
from gis_app.services.selection.time_figures import whole_of, yearly_figures
from gis_app.services.selection.time_index import (
    SPANS,
    Given,
    Indexes,
    best_span,
    indexes,
    move_classes,
    moves,
)
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much a rate moved from the first period to the last, here and less the move of the whole."""

    own: float
    apart: float


@dataclass(frozen=True, slots=True)
class Line:
    """One territory through the periods.

    Attributes
    ----------
    indexes, classes, standings
        One a period; None without an index.
    move
        0 fell against the others, 1 as elsewhere, 2 rose; None where both periods are not known.
    changes
        By criterion; a criterion without both periods is not there.
    carried
        Whether a figure of some year came from earlier boundaries.
    """

    id: str
    name: str
    indexes: tuple[float | None, ...]
    classes: tuple[int | None, ...]
    standings: tuple[str, ...]
    move: int | None
    move_index: float | None
    changes: Mapping[str, Moved]
    carried: bool

    @property
    def compared(self) -> bool:
        """Whether it has an index in some period."""
        return any(index is not None for index in self.indexes)


@dataclass(frozen=True, slots=True)
class Whole:
    """A criterion in all territories together: its rate in every period, and its unit."""

    id: str
    indicator: Indicator | None
    unit: str
    rates: tuple[float | None, ...]

    @property
    def change(self) -> float | None:
        """From the first period to the last."""
        first, last = self.rates[0], self.rates[-1]
        return None if first is None or last is None else last - first


@dataclass(frozen=True, slots=True)
class TimePage:
    """Everything the page of the years shows; without two years ``found`` is None.

    Attributes
    ----------
    spans
        How many years may be taken together here.
    lines
        The territories by name: no order that ranks.
    table
        Names of the territories by their class in the first and in the last period.
    moved
        How many went to a lower class, a higher one, stayed, or are not known in both.
    move_problem
        Why changes cannot be compared between territories, or None.
    """

    project: Project
    kept: Selection
    years: tuple[str, ...]
    found: Indexes | None
    spans: tuple[int, ...]
    lines: tuple[Line, ...]
    wholes: tuple[Whole, ...]
    table: Mapping[tuple[int, int], tuple[str, ...]]
    moved: Mapping[str, int]
    move_problem: InputRefused | None
    coverage: Coverage
    breaks: tuple[float, ...] = BREAKS

    @property
    def silent(self) -> tuple[Line, ...]:
        """The territories without an index in any period."""
        return tuple(line for line in self.lines if not line.compared)

    @property
    def overlap(self) -> tuple[str, ...]:
        """The years that the first and the last period share."""
        if not self.found:
            return ()
        first, last = (self.found.moments[number].period.years for number in (0, -1))
        return tuple(year for year in first if year in last)


def time_page(context: Context, selection_id: str, *, role: Role, span: int = 0, reference: str = "") -> TimePage:
    """Return the years of a kept selection.

    Its units, criteria and weights are those of then; the figures of single years are those stored today.

    Parameters
    ----------
    span
        Years taken together; 0 or one that does not fit is chosen by the cases there are.

    Raises
    ------
    NotFound
        If there is no such selection.
    NotAllowed
        If the role may not see selections.
    """
    kept = workbench.kept_selection(context, selection_id, role=role)
    evidence = workbench.evidence_of_kept(context, kept, role=role)
    result = workbench.rank_again(kept).result
    units = tuple(str(unit) for unit in result.index.index)
    places = [place for place in evidence.territories if place.id in set(units)]
    yearly = yearly_figures(
        context, evidence.project, indicators=evidence.indicators, places=places, base=evidence.base
    )
    given = Given(
        units=units,
        criteria=replace(result.criteria, min_events=0, suppress=False),
        yearly=yearly,
        population=result.figures.population,
        unit_groups=result.figures.unit_groups,
    )
    years = _years_of(given)
    spans = tuple(number for number in SPANS if len(years) > number)
    found = indexes(given, span=span if span in spans else best_span(given), reference=reference) if spans else None
    moved_by, problem = _moves(found)
    names = kept.names
    wholes = _wholes(given, found, {item.id: item for item in evidence.indicators}) if found else ()
    apart = {whole.id: whole.change for whole in wholes}
    lines = _lines(given, found, moved_by, names, wholes=apart) if found else ()
    pairs = transitions(found.moments[0].classes, found.moments[-1].classes) if found else {}
    return TimePage(
        project=evidence.project,
        kept=kept,
        years=years,
        found=found,
        spans=spans,
        lines=lines,
        wholes=wholes,
        table={pair: tuple(sorted((names[unit] for unit in some), key=sort_key)) for pair, some in pairs.items()},
        moved=moved(pairs),
        move_problem=problem,
        coverage=coverage(context, kept),
    )


def _years_of(given: Given) -> tuple[str, ...]:
    """Return the years of which some used criterion has a figure."""
    used = {item.column for item in given.criteria.used}
    known = {period for _place, name, period in given.yearly.cells if name in used}
    return tuple(period for period in given.yearly.periods if period in known)


def _moves(found: Indexes | None) -> tuple[Composite | None, InputRefused | None]:
    if found is None or len(found.both) < 2:
        return None, None
    try:
        return moves(found), None
    except InputRefused as problem:
        return None, problem


def _lines(
    given: Given,
    found: Indexes,
    moved_by: Composite | None,
    names: Mapping[str, str],
    *,
    wholes: Mapping[str, float | None],
) -> tuple[Line, ...]:
    classes = move_classes(moved_by) if moved_by else {}
    carried = {place for place, _name, _period in given.yearly.carried}
    return tuple(
        Line(
            id=unit,
            name=names[unit],
            indexes=tuple(_known(moment.index[unit]) for moment in found.moments),
            classes=tuple(_class(moment.classes[unit]) for moment in found.moments),
            standings=tuple(str(moment.standing[unit]) for moment in found.moments),
            move=classes.get(unit),
            move_index=float(moved_by.index[unit]) if moved_by and unit in classes else None,
            changes=_changes(found, unit, given.criteria, wholes),
            carried=unit in carried,
        )
        for unit in sorted(given.units, key=lambda unit: sort_key(names[unit]))
    )


def _changes(found: Indexes, unit: str, criteria: Criteria, wholes: Mapping[str, float | None]) -> dict[str, Moved]:
    changes = {}
    for item in criteria.used:
        first, last = (_known(found.moments[number].rates[item.column][unit]) for number in (0, -1))
        whole = wholes[item.column]
        if first is not None and last is not None and whole is not None:
            changes[item.column] = Moved(last - first, last - first - whole)
    return changes


def _wholes(given: Given, found: Indexes, known: Mapping[str, Indicator]) -> tuple[Whole, ...]:
    units = {name: cell.unit for (_place, name, _period), cell in given.yearly.cells.items()}
    return tuple(
        Whole(
            id=item.column,
            indicator=known.get(item.column),
            unit=units.get(item.column, "%"),
            rates=tuple(
                whole_of(given.yearly, given.units, item.column, moment.period.years).rate for moment in found.moments
            ),
        )
        for item in given.criteria.used
    )


def _known(value: object) -> float | None:
    number = float(str(value))
    return None if number != number else number  # noqa: PLR0124 - NaN alone differs from itself


def _class(value: object) -> int | None:
    number = _known(value)
    return None if number is None else int(number)
