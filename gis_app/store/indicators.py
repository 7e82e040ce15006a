"""Indicators and observations: stored, listed, and kept apart by whether their ground is invented."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from gis_app.domain.errors import InputRefused, NotFound, UnknownCode
from gis_app.domain.statistics import Indicator, Observation
from gis_app.store.models import IndicatorRow, ObservationRow, ProjectRow, TerritoryRow

_CHUNK = 500
"""Ids per statement: SQLite takes 32,766 parameters, older builds 999."""

_INDICATOR = tuple(Indicator.__dataclass_fields__)
_OBSERVATION = tuple(Observation.__dataclass_fields__)


def put_indicators(session: Session, indicators: Iterable[Indicator]) -> None:
    """Store indicators; one that is already there is replaced.

    Raises
    ------
    InputRefused
        If an invented indicator is meant for a real project, or a real one for an invented project.
    """
    invented = {row.code: row.invented for row in session.execute(select(ProjectRow.code, ProjectRow.invented))}
    for indicator in indicators:
        _refuse_mixture(
            indicator.id, place=indicator.project, figure=indicator.invented, ground=invented.get(indicator.project)
        )
        session.merge(IndicatorRow(**{name: getattr(indicator, name) for name in _INDICATOR} | _json(indicator)))
    session.flush()


def described_as(indicator: Indicator, before: Indicator | None) -> Indicator:
    """Return the indicator with the words that people gave it before, where a new table says none."""
    if before is None:
        return indicator
    lacking = ("counts", "may_mean", "higher_is", "base", "counting", "licence", "dated")
    return replace(indicator, **{name: getattr(before, name) for name in lacking if not getattr(indicator, name)})


def put_observations(session: Session, observations: Iterable[Observation]) -> None:
    """Store observations; one of the same indicator, territory and period is replaced.

    Raises
    ------
    UnknownCode
        If an indicator or a territory is not stored.
    InputRefused
        If an invented figure would stand on a territory of a real project, or a real figure on invented ground:
        invented figures never stand on real ground.
    """
    given = list(observations)
    _check_ground(session, given)
    keys = {(item.indicator, item.territory_id, item.period) for item in given}
    stored = session.execute(
        select(ObservationRow.id, ObservationRow.indicator, ObservationRow.territory_id, ObservationRow.period).where(
            ObservationRow.indicator.in_({item.indicator for item in given})
        )
    )
    old = [row.id for row in stored if (row.indicator, row.territory_id, row.period) in keys]
    for start in range(0, len(old), _CHUNK):
        session.execute(delete(ObservationRow).where(ObservationRow.id.in_(old[start : start + _CHUNK])))
    if given:
        session.execute(
            insert(ObservationRow), [{name: getattr(item, name) for name in _OBSERVATION} for item in given]
        )


def indicators(session: Session, project: str) -> list[Indicator]:
    """Return the indicators of a project in the order of their ids."""
    rows = session.scalars(select(IndicatorRow).where(IndicatorRow.project == project).order_by(IndicatorRow.id))
    return [Indicator(**{name: getattr(row, name) for name in _INDICATOR}) for row in rows]


def indicator(session: Session, indicator_id: str) -> Indicator:
    """Return one indicator.

    Raises
    ------
    NotFound
        If there is none of that id.
    """
    row = session.get(IndicatorRow, indicator_id)
    if row is None:
        raise NotFound("indicator_not_found", value=indicator_id)
    return Indicator(**{name: getattr(row, name) for name in _INDICATOR})


def observations(
    session: Session,
    *,
    indicator_ids: Collection[str],
    period: str | None = None,
    territory_ids: Collection[str] | None = None,
) -> list[Observation]:
    """Return the observations of indicators, of one period and some territories if given.

    In the order of indicator, territory and period; a territory without a row is as missing as one whose value is
    None.
    """
    row = ObservationRow
    query = select(row).where(row.indicator.in_(indicator_ids)).order_by(row.indicator, row.territory_id, row.period)
    if period is not None:
        query = query.where(row.period == period)
    if territory_ids is not None:
        query = query.where(row.territory_id.in_(territory_ids))
    return [Observation(**{name: getattr(found, name) for name in _OBSERVATION}) for found in session.scalars(query)]


def periods_of_each(session: Session, *, indicator_ids: Collection[str]) -> dict[str, list[str]]:
    """Return for each indicator the periods of which any territory has a row, in order."""
    pairs = select(ObservationRow.indicator, ObservationRow.period).where(ObservationRow.indicator.in_(indicator_ids))
    found: dict[str, list[str]] = {}
    for indicator, period in session.execute(pairs.distinct().order_by(ObservationRow.period)):
        found.setdefault(indicator, []).append(period)
    return found


def levels_of_each(session: Session, *, indicator_ids: Collection[str]) -> dict[str, set[str]]:
    """Return for each indicator the levels of the territories of which there are rows."""
    pairs = (
        select(ObservationRow.indicator, TerritoryRow.level)
        .join(TerritoryRow, TerritoryRow.id == ObservationRow.territory_id)
        .where(ObservationRow.indicator.in_(indicator_ids))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for indicator, level in session.execute(pairs):
        found.setdefault(indicator, set()).add(level)
    return found


def _json(indicator: Indicator) -> dict[str, dict[str, str]]:
    return {name: dict(getattr(indicator, name)) for name in ("title", "counts", "may_mean", "source")}


def _check_ground(session: Session, given: Sequence[Observation]) -> None:
    on = ProjectRow.code == TerritoryRow.project
    grounds = select(TerritoryRow.id, ProjectRow.invented).join(ProjectRow, on)
    territories = {row.id: row.invented for row in session.execute(grounds)}
    known = {row.id: row.invented for row in session.execute(select(IndicatorRow.id, IndicatorRow.invented))}
    for item in given:
        if item.indicator not in known:
            raise UnknownCode("unknown_indicator", value=item.indicator)
        if item.territory_id not in territories:
            raise UnknownCode("unknown_territory", value=item.territory_id)
        for figure in (item.invented, known[item.indicator]):
            _refuse_mixture(
                item.indicator, place=item.territory_id, figure=figure, ground=territories[item.territory_id]
            )


def _refuse_mixture(what: str, *, place: str, figure: bool, ground: bool | None) -> None:
    if figure and not ground:
        raise InputRefused("invented_on_real_ground", value=what, place=place)
    if ground and not figure:
        raise InputRefused("real_on_invented_ground", value=what, place=place)
