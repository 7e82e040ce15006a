"""Work areas, the edits of adjacency beneath them, and what of them was published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.work_areas import AreaPublication, EdgeEdits, NotedTalk, Support, WorkArea
from gis_app.store.models import AreaPublicationRow, EdgeEditsRow, WorkAreaRow
from gis_app.store.moments import in_utc, without_zone


def put_area(session: Session, area: WorkArea, *, at: datetime) -> None:
    """Store a work area; one of the same id is replaced."""
    row = session.get(WorkAreaRow, area.id) or WorkAreaRow(id=area.id, project=area.project)
    row.selection, row.name, row.state, row.geometry = area.selection, area.name, area.state, area.geometry
    row.units, row.resources, row.provider = list(area.units), list(area.resources), area.provider
    row.reasons, row.limits, row.checklist = dict(area.reasons), dict(area.limits), dict(area.checklist)
    row.supports = [support.stored() for support in area.supports]
    row.review_on = area.review_on
    row.talk_on = area.talk.on if area.talk else None
    row.talk_with, row.talk_words = (area.talk.role, area.talk.words) if area.talk else ("", "")
    row.changed_at = without_zone(at)
    session.add(row)
    session.flush()


def get_area(session: Session, area_id: str) -> WorkArea:
    """Return one work area.

    Raises
    ------
    NotFound
        If there is none with that id.
    """
    row = session.get(WorkAreaRow, area_id)
    if row is None:
        raise NotFound("work_area_not_found", value=area_id[:40])
    return _area(row)


def areas(session: Session, project: str, *, selection: str | None = None, state: str | None = None) -> list[WorkArea]:
    """Return the work areas of a project by name, those of one selection or state if given."""
    asked = select(WorkAreaRow).where(WorkAreaRow.project == project)
    if selection is not None:
        asked = asked.where(WorkAreaRow.selection == selection)
    if state is not None:
        asked = asked.where(WorkAreaRow.state == state)
    return [_area(row) for row in session.scalars(asked.order_by(WorkAreaRow.name, WorkAreaRow.id))]


def delete_area(session: Session, area_id: str) -> None:
    """Delete a work area."""
    row = session.get(WorkAreaRow, area_id)
    if row is not None:
        session.delete(row)
        session.flush()


def put_edges(session: Session, edits: EdgeEdits, *, at: datetime, account: str | None) -> EdgeEdits:
    """Keep edits of adjacency as the next version, which is returned; earlier ones stay."""
    rows = select(func.max(EdgeEditsRow.version))
    of_level = rows.where(EdgeEditsRow.project == edits.project, EdgeEditsRow.level == edits.level)
    version = (session.scalar(of_level) or 0) + 1
    session.add(
        EdgeEditsRow(
            project=edits.project,
            level=edits.level,
            version=version,
            cut=[list(pair) for pair in edits.cut],
            bridge=[list(pair) for pair in edits.bridge],
            at=without_zone(at),
            account=account,
        )
    )
    session.flush()
    return EdgeEdits(edits.project, edits.level, edits.cut, edits.bridge, version)


def edges(session: Session, project: str, level: str, *, version: int | None = None) -> EdgeEdits:
    """Return the edits of adjacency of a project's units of a level, the newest unless a version is named."""
    asked = select(EdgeEditsRow).where(EdgeEditsRow.project == project, EdgeEditsRow.level == level)
    if version is not None:
        asked = asked.where(EdgeEditsRow.version == version)
    row = session.scalar(asked.order_by(EdgeEditsRow.version.desc()).limit(1))
    if row is None:
        return EdgeEdits(project, level)
    return EdgeEdits(project, level, _pairs(row.cut), _pairs(row.bridge), row.version)


def edge_versions(session: Session, project: str, level: str) -> list[tuple[int, datetime, int]]:
    """Return number, time and count of changes of every version of a level's links, the newest first."""
    asked = select(EdgeEditsRow).where(EdgeEditsRow.project == project, EdgeEditsRow.level == level)
    rows = session.scalars(asked.order_by(EdgeEditsRow.version.desc()))
    return [(row.version, in_utc(row.at), len(row.cut) + len(row.bridge)) for row in rows]


def add_publication(session: Session, act: AreaPublication) -> None:
    """Keep an act of publishing."""
    session.add(
        AreaPublicationRow(
            id=act.id,
            project=act.project,
            at=without_zone(act.at),
            account=act.account,
            areas=list(act.areas),
            shown=dict(act.shown),
            basis=dict(act.basis),
            decision_sha256=act.decision_sha256,
            withdrawn_at=None if act.withdrawn_at is None else without_zone(act.withdrawn_at),
        )
    )
    session.flush()


def publications(session: Session, project: str) -> list[AreaPublication]:
    """Return every act of a project, also those withdrawn, the newest first: people may have kept what they showed."""
    asked = select(AreaPublicationRow).where(AreaPublicationRow.project == project)
    return [_act(row) for row in session.scalars(asked.order_by(AreaPublicationRow.at.desc(), AreaPublicationRow.id))]


def standing_publications(session: Session, project: str) -> list[AreaPublication]:
    """Return the acts of a project that hold now, the newest first."""
    asked = select(AreaPublicationRow).where(_holds(project))
    return [_act(row) for row in session.scalars(asked.order_by(AreaPublicationRow.at.desc(), AreaPublicationRow.id))]


def has_standing_publication(session: Session, project: str) -> bool:
    """Whether an act of a project holds now; nothing of what it shows is read."""
    return bool(session.scalar(select(select(AreaPublicationRow.id).where(_holds(project)).exists())))


def withdraw(session: Session, publication_id: str, *, at: datetime) -> None:
    """Note that an act no longer holds; what it showed stays on record.

    Raises
    ------
    NotFound
        If there is no such act.
    """
    row = session.get(AreaPublicationRow, publication_id)
    if row is None:
        raise NotFound("not_found", value=publication_id[:40])
    row.withdrawn_at = without_zone(at)
    session.flush()


def _holds(project: str) -> ColumnElement[bool]:
    return (AreaPublicationRow.project == project) & AreaPublicationRow.withdrawn_at.is_(None)


def _area(row: WorkAreaRow) -> WorkArea:
    talk = (
        NotedTalk(row.talk_on, row.talk_with, row.talk_words)
        if row.talk_on or row.talk_with or row.talk_words
        else None
    )
    return WorkArea(
        id=row.id,
        project=row.project,
        name=row.name,
        units=tuple(row.units),
        geometry=row.geometry,
        selection=row.selection,
        reasons=row.reasons,
        limits=row.limits,
        supports=tuple(map(Support.from_stored, row.supports)),
        resources=tuple(row.resources),
        provider=row.provider,
        review_on=row.review_on,
        checklist=row.checklist,
        talk=talk,
        state=row.state,
        changed_at=in_utc(row.changed_at),
    )


def _pairs(stored: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in stored)


def _act(row: AreaPublicationRow) -> AreaPublication:
    shown: dict[str, Any] = row.shown
    basis: dict[str, Any] = row.basis
    return AreaPublication(
        id=row.id,
        project=row.project,
        at=in_utc(row.at),
        account=row.account,
        areas=tuple(row.areas),
        shown=shown,
        decision_sha256=row.decision_sha256,
        withdrawn_at=None if row.withdrawn_at is None else in_utc(row.withdrawn_at),
        basis=basis,
    )
