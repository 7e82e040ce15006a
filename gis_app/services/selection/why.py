"""The why-card of a territory in a selection: what makes its index, beside what the place can build on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gis_app.analysis.contributions import Contributions, contributions
from gis_app.analysis.missing import RANKED
from gis_app.domain.errors import NotAllowed, NotFound
from gis_app.domain.findings import Finding
from gis_app.domain.geography import Project, Territory
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import MIN_EVENTS
from gis_app.domain.statistics import Indicator
from gis_app.maps.trend import Trend, trend
from gis_app.services.selection import workbench
from gis_app.services.selection.evidence import Cell, Evidence
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.result import Result, centred, result_of_kept
from gis_app.services.selection.similar_units import Similar, similar_units
from gis_app.services.selection.time_figures import NOTHING, Yearly, sum_of, whole_of, yearly_figures
from gis_app.services.territory_facts import TerritoryFacts, territory_facts
from gis_app.services.wiring import Context


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a criterion: the figure here and that of all territories together."""

    period: str
    own: Cell
    whole: float | None
    carried: bool

    @property
    def apart(self) -> float | None:
        """The rate here less that of the whole."""
        return None if self.own.rate is None or self.whole is None else self.own.rate - self.whole

    @property
    def times(self) -> float | None:
        """The rate here as a multiple of that of the whole."""
        return None if self.own.rate is None or not self.whole else self.own.rate / self.whole


@dataclass(frozen=True, slots=True)
class Change:
    """From the first known year to the last: by how much the rate here and that of the whole moved.

    ``small`` says that one of the two years has so few cases that the change may be chance.
    """

    first: str
    last: str
    own: float
    whole: float
    small: bool = False

    @property
    def apart(self) -> float:
        """The change here less that of the whole."""
        return self.own - self.whole


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion of the card.

    Attributes
    ----------
    indicator
        None if it has been removed since the decision was kept.
    part
        What it gives to the index; None where nothing can be said.
    score
        The figure on the common scale: higher is more disadvantaged.
    cell, alike, whole
        The figure here, of the similar territories together, and of all together.
    filled
        Whether the gap here was filled with the mean of its group.
    veiled
        Whether small counts are stored as 5, so that only their mark may be shown.
    """

    id: str
    indicator: Indicator | None
    weight: float
    part: float | None
    score: float | None
    cell: Cell
    alike: Cell
    whole: Cell
    filled: bool
    veiled: bool
    years: tuple[Year, ...]

    @property
    def known(self) -> tuple[Year, ...]:
        """The years with a figure here."""
        return tuple(year for year in self.years if year.own.rate is not None)

    @property
    def silent(self) -> tuple[str, ...]:
        """The years of which there is no figure here."""
        return tuple(year.period for year in self.years if year.own.rate is None)

    @property
    def change(self) -> Change | None:
        """From the first to the last known year, if there are two."""
        both = [year for year in self.known if year.whole is not None]
        if len(both) < 2:
            return None
        first, last = both[0], both[-1]
        own, whole = ((last.own.rate or 0) - (first.own.rate or 0), (last.whole or 0) - (first.whole or 0))
        small = any(year.own.people and (year.own.numerator or 0) < MIN_EVENTS for year in (first, last))
        return Change(first.period, last.period, own, whole, small=small)

    @property
    def drawing(self) -> Trend:
        """The years as lines: here, and all together."""
        own = [year.own.rate for year in self.years]
        return trend([year.period for year in self.years], own, [year.whole for year in self.years])


@dataclass(frozen=True, slots=True)
class WhyCard:
    """Everything the card shows.

    Attributes
    ----------
    exact, constant
        See ``analysis.contributions``.
    centred
        Whether 0 is the mean of the territories compared.
    facts
        Findings, resources and communities of the place as the role may see them; None if the register lost it.
    reasons
        The used criteria in the order of the selection.
    """

    project: Project
    kind: str
    period: str
    id: str
    name: str
    territory: Territory | None
    index: float | None
    standing: str
    over: int
    known: int
    compared: int
    exact: bool
    constant: float
    centred: bool
    reasons: tuple[Reason, ...]
    similar: Similar | None
    facts: TerritoryFacts | None

    @property
    def ranked(self) -> bool:
        """Whether the territory is compared at all."""
        return self.standing == RANKED

    def said(self, light: str) -> tuple[Finding, ...]:
        """Return the findings of a colour; red ones only together with green (``design/domain.md`` §3, §6.12)."""
        every = self.facts.findings if self.facts else ()
        if light == "red" and not any(item.light == "green" for item in every):
            return ()
        return tuple(item for item in every if item.light == light)

    @property
    def waiting(self) -> bool:
        """Whether red findings wait until somebody writes down a strength."""
        every = self.facts.findings if self.facts else ()
        return any(item.light == "red" for item in every) and not self.said("red")

    @property
    def widest(self) -> float:
        """The largest part of the index by size, which its bars are drawn to; 1 when there is none."""
        return max((abs(item.part) for item in self.reasons if item.part), default=1.0)


def kept_unit(context: Context, selection_id: str, unit: str, *, role: Role) -> WhyCard:
    """Return the card of a territory in a stored selection: figures of then, words and years of today.

    Raises
    ------
    NotFound
        If there is no such selection, or the territory is not in it.
    NotAllowed
        If the role may not see selections.
    """
    kept = workbench.kept_selection(context, selection_id, role=role)
    evidence = workbench.evidence_of_kept(context, kept, role=role)
    ranking = workbench.rank_again(kept)
    shown = result_of_kept(kept, ranking)
    return why_card(context, evidence, ranking=ranking, shown=shown, unit=unit, role=role)


def why_card(
    context: Context, evidence: Evidence, *, ranking: Ranking, shown: Result, unit: str, role: Role
) -> WhyCard:
    """Return the card of one territory of a ranking.

    Parameters
    ----------
    evidence
        What is known today: indicators with their words, territories with their shapes.
    shown
        The ranking made ready: the figure of each territory and criterion.

    Raises
    ------
    NotFound
        If the ranking has no such territory.
    NotAllowed
        If the role may not see selections.
    """
    if not may(role, Permission.SEE_SELECTIONS):
        raise NotAllowed("not_allowed")
    row = next((row for row in shown.rows if row.id == unit), None)
    if row is None:
        raise NotFound("unit_not_in_selection", value=unit[:80])
    among = [place for place in evidence.territories if place.id in {row.id for row in shown.rows}]
    here = next((place for place in among if place.id == unit), None)
    similar = _similar(context, evidence, here, among) if here else None
    figures = evidence.indicators if may(role, Permission.SEE_INDICATORS) else ()
    yearly = yearly_figures(context, evidence.project, indicators=figures, places=among, base=evidence.base)
    parts = contributions(ranking.result, unit=unit)
    return WhyCard(
        project=evidence.project,
        kind=evidence.kind,
        period=evidence.period,
        id=row.id,
        name=row.name,
        territory=here,
        index=row.index,
        standing=row.standing,
        over=row.over,
        known=row.known,
        compared=shown.ranked,
        exact=parts.exact,
        constant=parts.constant,
        centred=centred(ranking.result.criteria),
        reasons=_reasons(
            _Sources(
                evidence,
                ranking,
                shown,
                yearly,
                parts,
                similar,
                unit=unit,
                may_see_small=may(role, Permission.SEE_INDICATORS),
            )
        ),
        similar=similar,
        facts=_facts(context, unit, role),
    )


@dataclass(frozen=True, slots=True)
class _Sources:
    evidence: Evidence
    ranking: Ranking
    shown: Result
    yearly: Yearly
    parts: Contributions
    similar: Similar | None
    unit: str
    may_see_small: bool

    @property
    def cells(self) -> Mapping[str, Mapping[str, Cell]]:
        """Figures by territory and criterion."""
        return {row.id: dict(zip(self.shown.columns, row.cells, strict=True)) for row in self.shown.rows}


def _reasons(told: _Sources) -> tuple[Reason, ...]:
    known = {item.id: item for item in told.evidence.indicators}
    places = [place.id for place in told.evidence.territories]
    cells, result = told.cells, told.ranking.result
    near = [one.id for one in told.similar.units] if told.similar else []
    found = []
    for name, weight in told.shown.weights.items():
        score = float(result.normalised[name][told.unit])
        found.append(
            Reason(
                id=name,
                indicator=known.get(name),
                weight=weight,
                part=told.parts.parts[name],
                score=None if score != score else score,  # noqa: PLR0124 - NaN alone differs from itself
                cell=cells[told.unit].get(name, NOTHING),
                alike=_together(cells, near, name),
                whole=_together(cells, list(cells), name),
                filled=bool(result.imputed.loc[told.unit, name]),
                veiled=told.shown.veiled or not told.may_see_small,
                years=_years(told.yearly, places, name, told.unit),
            )
        )
    return tuple(found)


def _together(cells: Mapping[str, Mapping[str, Cell]], places: Sequence[str], name: str) -> Cell:
    each = [cells[place].get(name, NOTHING) for place in places if place in cells]
    return sum_of([cell for cell in each if cell.rate is not None])


def _years(yearly: Yearly, places: Sequence[str], name: str, unit: str) -> tuple[Year, ...]:
    if not any(key[1] == name for key in yearly.cells):
        return ()
    return tuple(
        Year(
            period=period,
            own=yearly.cell(unit, name, period),
            whole=whole_of(yearly, places, name, [period]).rate,
            carried=(unit, name, period) in yearly.carried,
        )
        for period in yearly.periods
    )


def _similar(context: Context, evidence: Evidence, here: Territory, among: Sequence[Territory]) -> Similar:
    addresses = {place: facts["addresses"] for place, facts in evidence.facts.items() if "addresses" in facts}
    return similar_units(context, evidence.project, here=here, among=among, addresses=addresses)


def _facts(context: Context, unit: str, role: Role) -> TerritoryFacts | None:
    try:
        return territory_facts(context, unit, role=role)
    except NotFound:
        return None
