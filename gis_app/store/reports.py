"""Residents' messages about public places."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from shapely.geometry import Point
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.reports import Report
from gis_app.store.geometry import work_epsg
from gis_app.store.models import ProjectRow, ReportRow

_NAMES = tuple(name for name in Report.__dataclass_fields__ if name != "epsg")


def put_report(session: Session, report: Report) -> None:
    """Store a report; one with its id is replaced. Its geometry must be in the work CRS."""
    session.merge(ReportRow(**{name: getattr(report, name) for name in _NAMES}))
    session.flush()


def get_report(session: Session, report_id: str, *, project: str | None = None) -> Report | None:
    """Return the report of this id, of this project if given, None without it."""
    row = session.get(ReportRow, report_id)
    if row is None or project not in {None, row.project}:
        return None
    return _fact(row, work_epsg(session))


def reports_of(session: Session, project: str, *, states: Sequence[str]) -> list[Report]:
    """Return the reports of a project in these states, in the order of their random ids."""
    asked = select(ReportRow).where(ReportRow.project == project, ReportRow.state.in_(states)).order_by(ReportRow.id)
    return [_fact(row, work_epsg(session)) for row in session.scalars(asked)]


def count_reports(session: Session, project: str, *, state: str) -> int:
    """Return how many reports of a project are in a state."""
    asked = select(func.count()).where(ReportRow.project == project, ReportRow.state == state)
    return session.scalar(asked) or 0


def report_of_code(session: Session, code_hash: str) -> Report | None:
    """Return the report whose code has this keyed hash, if there is one."""
    row = session.scalar(select(ReportRow).where(ReportRow.code_hash == code_hash))
    return None if row is None else _fact(row, work_epsg(session))


def delete_report(session: Session, report_id: str) -> None:
    """Delete a report."""
    session.execute(delete(ReportRow).where(ReportRow.id == report_id))


def delete_before(session: Session, day: date) -> int:
    """Delete reports that came, and were answered if they were, before a day; returns how many."""
    last = func.coalesce(ReportRow.answered_on, ReportRow.day)
    gone = session.execute(delete(ReportRow).where(last < day))
    return int(getattr(gone, "rowcount", 0))


def is_on(session: Session, project: str) -> bool:
    """Whether a project takes reports."""
    return bool(session.scalar(select(ProjectRow.reports).where(ProjectRow.code == project)))


def switch(session: Session, project: str, *, on: bool) -> None:
    """Let a project take reports, or no more."""
    session.execute(update(ProjectRow).where(ProjectRow.code == project).values(reports=on))


def _fact(row: ReportRow, epsg: int) -> Report:
    values: dict[str, Any] = {name: getattr(row, name) for name in _NAMES}
    point = values["geometry"] if isinstance(values["geometry"], Point) else None
    return Report(**{**values, "geometry": point, "status": row.status or "received", "epsg": epsg})
