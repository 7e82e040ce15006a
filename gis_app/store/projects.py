"""Projects: stored, listed, removed with everything in them."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gis_app.domain.geography import Bounds, Project
from gis_app.store import models
from gis_app.store.geometry import work_epsg
from gis_app.store.marks import delete_of_meetings
from gis_app.store.models import ProjectRow
from gis_app.store.upsert import put

_OF_PROJECT = (
    models.ImportRow,
    models.AreaPublicationRow,
    models.EdgeEditsRow,
    models.WorkAreaRow,
    models.SelectionDraftRow,
    models.SelectionRow,
    models.FindingRow,
    models.ReportRow,
    models.IndicatorRow,
    models.ResourceRow,
    models.CommunityRow,
    models.MeetingRow,
    models.TerritoryRow,
)


def put_projects(session: Session, projects: Iterable[Project], *, first_place: int = 0) -> None:
    """Store projects in their order, beginning at ``first_place``; one with the same code is replaced."""
    epsg = work_epsg(session)
    rows = []
    for place, project in enumerate(projects, start=first_place):
        west, south, east, north = (None,) * 4 if project.bounds is None else project.bounds.to(epsg).box
        rows.append(
            {
                "code": project.code,
                "title": dict(project.title),
                "invented": project.invented,
                "place": place,
                "west": west,
                "south": south,
                "east": east,
                "north": north,
            }
        )
    put(session, ProjectRow, "code", rows)


def set_bounds(session: Session, code: str, bounds: Bounds | None) -> None:
    """Say where a project is (None: not known)."""
    box = (None,) * 4 if bounds is None else bounds.to(work_epsg(session)).box
    values = dict(zip(("west", "south", "east", "north"), box, strict=True))
    session.execute(update(ProjectRow).where(ProjectRow.code == code).values(**values))


def projects(session: Session) -> list[Project]:
    """Return the projects in their order."""
    epsg = work_epsg(session)
    rows = session.scalars(select(ProjectRow).order_by(ProjectRow.place, ProjectRow.code))
    return [_fact(row, epsg) for row in rows]


def remove_project(session: Session, code: str) -> bool:
    """Remove a project with its territories, resources, communities, meetings, marks, figures and findings.

    Returns whether there was such a project.
    """
    meetings = select(models.MeetingRow.id).where(models.MeetingRow.project == code)
    indicators = select(models.IndicatorRow.id).where(models.IndicatorRow.project == code)
    delete_of_meetings(session, meetings)
    session.execute(delete(models.ObservationRow).where(models.ObservationRow.indicator.in_(indicators)))
    for row in _OF_PROJECT:
        session.execute(delete(row).where(row.project == code))
    known = session.get(ProjectRow, code)
    if known is not None:
        session.delete(known)
    session.flush()
    return known is not None


def _fact(row: ProjectRow, epsg: int) -> Project:
    box = None
    if row.west is not None and row.south is not None and row.east is not None and row.north is not None:
        box = Bounds(row.west, row.south, row.east, row.north, epsg)
    return Project(code=row.code, title=row.title, invented=row.invented, bounds=box)
