"""The index of a selection in earlier years, on a scale frozen in one of them; who moved, and by how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame, Index, Series

from gis_app.analysis.classes import between
from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.frozen import changes, comparable, frozen
from gis_app.analysis.missing import FEW_EVENTS, RANKED
from gis_app.domain.criteria import Criteria
from gis_app.domain.errors import InputRefused, KarteError
from gis_app.domain.selections import MIN_EVENTS
from gis_app.services.selection.evidence import Cell
from gis_app.services.selection.result import BREAKS
from gis_app.services.selection.time_figures import Yearly

Cells = Mapping[tuple[str, str], Cell]
"""The figures of a period by unit and criterion."""
SPANS = (1, 2, 3)
"""How many years may be taken together."""
ENOUGH = 0.8
"""The default is the fewest years together that keep this share of the territories that any number of years keeps."""
MOVES = (-1.0, 1.0)
"""Limits of the classes of change, in standard deviations, as Berlin draws them."""


@dataclass(frozen=True, slots=True)
class Period:
    """Years taken together; a rate of theirs is their cases over their bases."""

    years: tuple[str, ...]

    @property
    def label(self) -> str:
        """First and last year."""
        return self.years[0] if len(self.years) == 1 else f"{self.years[0]}–{self.years[-1]}"


@dataclass(frozen=True, slots=True)
class Moment:
    """The index of one period by unit, on the frozen scale.

    Attributes
    ----------
    rates
        Of the used criteria; NaN where there is none or its cases are fewer than twenty.
    classes
        Between the limits of the map, NaN without an index.
    problem
        Why nothing could be computed, or None.
    """

    period: Period
    rates: DataFrame
    index: Series
    standing: Series
    classes: Series
    problem: KarteError | None = None

    @property
    def compared(self) -> int:
        """How many units have an index."""
        return int(self.index.notna().sum())


@dataclass(frozen=True, slots=True)
class Indexes:
    """The moments of a selection.

    Attributes
    ----------
    criteria
        Those of the reference period with its scale written into them.
    reference
        The period whose scale it is; None when no period could be computed.
    other_scale
        Whether the selection's own scale cannot be frozen and another stands in its place.
    """

    span: int
    moments: tuple[Moment, ...]
    criteria: Criteria
    reference: Period | None
    other_scale: bool

    @property
    def both(self) -> Index:
        """The units with an index in the first and in the last period."""
        if len(self.moments) < 2:
            return Index([], dtype=object)
        known = self.moments[0].index.notna() & self.moments[-1].index.notna()
        return known.index[known]


@dataclass(frozen=True, slots=True)
class Given:
    """What the figures of a period are made of: the selection's units and criteria, and what else it weighs by."""

    units: tuple[str, ...]
    criteria: Criteria
    yearly: Yearly
    population: Series | None = None
    unit_groups: Series | None = None


def periods_of(years: Sequence[str], span: int) -> tuple[Period, ...]:
    """Return every run of ``span`` years, the earliest first; runs of several years overlap."""
    return tuple(Period(tuple(years[start : start + span])) for start in range(len(years) - span + 1))


def indexes(given: Given, *, span: int, reference: str = "") -> Indexes:
    """Return the index of every period on the scale of one of them.

    Parameters
    ----------
    reference
        Label of the period whose scale it is; empty or unknown is the first that can be computed.
    """
    asked = comparable(given.criteria)
    periods = periods_of(given.yearly.periods, span)
    cells = {period: _cells(given, period) for period in periods}
    own = {period: _ranked(given, cells[period], asked) for period in periods}
    usable = [period for period in periods if isinstance(own[period], Composite)]
    chosen = next((period for period in usable if period.label == reference), usable[0] if usable else None)
    base = own[chosen] if chosen else None
    scale = frozen(base) if isinstance(base, Composite) else asked
    return Indexes(
        span=span,
        moments=tuple(_moment(given, period, cells[period], scale) for period in periods),
        criteria=scale,
        reference=chosen,
        other_scale=asked != given.criteria,
    )


def best_span(given: Given) -> int:
    """Return how many years to take together: the fewest that keep most of the territories."""
    kept = {span: len(indexes(given, span=span).both) for span in SPANS if len(given.yearly.periods) > span}
    most = max(kept.values(), default=0)
    return next((span for span, many in kept.items() if most and many >= ENOUGH * most), 1)


def moves(found: Indexes) -> Composite:
    """Return how much each unit moved from the first period to the last beside the others.

    Raises
    ------
    InputRefused
        If a criterion changed alike everywhere or too few units have both periods.
    """
    first, last = found.moments[0], found.moments[-1]
    both = found.both
    return changes(first.rates.loc[both], last.rates.loc[both], criteria=found.criteria)


def move_classes(moved: Composite) -> Mapping[str, int]:
    """Return 0 (fell against the others), 1 (as elsewhere) or 2 (rose) for each unit that has a move."""
    classes = between(moved.index, breaks=MOVES, outward=True).dropna()
    return {str(unit): int(code) for unit, code in classes.items()}


def _moment(given: Given, period: Period, cells: Cells, scale: Criteria) -> Moment:
    found = _ranked(given, cells, scale)
    rates, few = _rates(given, cells)
    if not isinstance(found, Composite):
        nothing = Series(float("nan"), index=rates.index)
        return Moment(period, rates, nothing, _standing(None, rates, few), nothing, problem=found)
    return Moment(
        period=period,
        rates=rates,
        index=found.index,
        standing=_standing(found.standing, rates, few),
        classes=between(found.index, breaks=BREAKS),
    )


def _ranked(given: Given, cells: Cells, criteria: Criteria) -> Composite | InputRefused:
    """Return the index of a period, or why there is none."""
    index = Index(given.units, dtype=object)
    counts, bases = (
        DataFrame(
            {
                item.column: Series([_part(cells[unit, item.column], part) for unit in given.units], index, dtype=float)
                for item in given.criteria.used
            },
            index=index,
        )
        for part in ("numerator", "denominator")
    )
    plain = {item.column: counts[item.column] / bases[item.column] for item in criteria.used if not item.denominator}
    figures = Figures(
        counts=counts.assign(**plain),
        bases=bases[[item.column for item in criteria.used if item.denominator]],
        population=given.population,
        unit_groups=given.unit_groups,
    )
    try:
        return composite(figures, criteria=criteria)
    except InputRefused as problem:
        return problem


def _cells(given: Given, period: Period) -> Cells:
    return {
        (unit, item.column): given.yearly.together(unit, item.column, period.years)
        for unit in given.units
        for item in given.criteria.used
    }


def _part(cell: Cell, part: str) -> float:
    """Return numerator or denominator; nothing of a figure whose cases are too few."""
    value = getattr(cell, part)
    return float("nan") if cell.rate is None or _is_few(cell) else float(value)


def _is_few(cell: Cell) -> bool:
    return cell.people and cell.rate is not None and (cell.numerator or 0.0) < MIN_EVENTS


def _rates(given: Given, cells: Cells) -> tuple[DataFrame, Series]:
    """Return the rates of a period, and which units have a figure of too few cases."""
    index = Index(given.units, dtype=object)
    columns = [item.column for item in given.criteria.used]
    rates = DataFrame(
        {name: [_rate(cells[unit, name]) for unit in given.units] for name in columns}, index=index, dtype=float
    )
    few = Series([any(_is_few(cells[unit, name]) for name in columns) for unit in given.units], index=index)
    return rates, few


def _rate(cell: Cell) -> float:
    return float("nan") if cell.rate is None or _is_few(cell) else cell.rate


def _standing(standing: Series | None, rates: DataFrame, few: Series) -> Series:
    found = Series(FEW_EVENTS, index=rates.index, dtype=object) if standing is None else standing.copy()
    found[few & (found != RANKED)] = FEW_EVENTS
    return found
