"""Selections in the making."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.drafts import LogLine, SelectionDraft
from gis_app.domain.errors import NotFound
from gis_app.store.models import SelectionDraftRow
from gis_app.store.moments import in_utc, without_zone


def put_draft(session: Session, draft: SelectionDraft, *, at: datetime) -> None:
    """Store a draft; one of the same id is replaced."""
    row = session.get(SelectionDraftRow, draft.id) or SelectionDraftRow(id=draft.id, project=draft.project)
    row.content, row.blind, row.account = dict(draft.content), draft.blind, draft.account
    row.fixed_at = None if draft.fixed_at is None else without_zone(draft.fixed_at)
    row.log = [
        {"at": without_zone(line.at).isoformat(), "role": line.role, "what": line.what, "reason": line.reason}
        for line in draft.log
    ]
    row.changed_at = without_zone(at)
    session.add(row)
    session.flush()


def get_draft(session: Session, draft_id: str) -> SelectionDraft:
    """Return one draft.

    Raises
    ------
    NotFound
        If there is none with that id.
    """
    row = session.get(SelectionDraftRow, draft_id)
    if row is None:
        raise NotFound("draft_not_found", value=draft_id[:40])
    return _fact(row)


def drafts(session: Session, project: str) -> list[SelectionDraft]:
    """Return the drafts of a project, the one changed last first."""
    asked = select(SelectionDraftRow).where(SelectionDraftRow.project == project)
    return [_fact(row) for row in session.scalars(asked.order_by(SelectionDraftRow.changed_at.desc()))]


def delete_draft(session: Session, draft_id: str) -> None:
    """Delete a draft."""
    row = session.get(SelectionDraftRow, draft_id)
    if row is not None:
        session.delete(row)
        session.flush()


def _fact(row: SelectionDraftRow) -> SelectionDraft:
    return SelectionDraft(
        id=row.id,
        project=row.project,
        content=row.content,
        blind=row.blind,
        fixed_at=None if row.fixed_at is None else in_utc(row.fixed_at),
        log=tuple(
            LogLine(in_utc(datetime.fromisoformat(line["at"])), line["role"], line["what"], line["reason"])
            for line in row.log
        ),
        account=row.account,
        changed_at=in_utc(row.changed_at),
    )
