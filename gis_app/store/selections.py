"""Stored selections: put once, never changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.selections import Selection
from gis_app.store.models import SelectionRow


def put_selection(session: Session, selection: Selection) -> None:
    """Store a selection."""
    session.add(
        SelectionRow(
            id=selection.id,
            project=selection.project,
            decision_json=dict(selection.decision),
            sha256=selection.sha256,
        )
    )
    session.flush()


def selections(session: Session, project: str) -> list[Selection]:
    """Return the selections of a project, the newest first."""
    rows = session.scalars(select(SelectionRow).where(SelectionRow.project == project))
    return sorted(map(_fact, rows), key=lambda item: (str(item.decision["run"]["date"]), item.id), reverse=True)


def selection(session: Session, selection_id: str) -> Selection:
    """Return one selection.

    Raises
    ------
    NotFound
        If there is none with that id.
    """
    row = session.get(SelectionRow, selection_id)
    if row is None:
        raise NotFound("selection_not_found", value=selection_id)
    return _fact(row)


def _fact(row: SelectionRow) -> Selection:
    return Selection(id=row.id, project=row.project, decision=row.decision_json, sha256=row.sha256)
