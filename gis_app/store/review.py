"""What waits for review, a page at a time, and approving many marks at once; nothing is sorted or counted in memory."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, insert, or_, select, update
from sqlalchemy.orm import Session

from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.domain.meetings import Mark
from gis_app.store.marks import selected_marks
from gis_app.store.models import ChangeRow, MarkRow

_AT_ONCE = 500


def waiting_marks(
    session: Session, meeting: str, *, kind: str = "", channel: str = "", offset: int = 0, limit: int = 50
) -> list[Mark]:
    """Return marks of which something is undecided: near dwellings first, then words, then photos, then the rest.

    Within each of these they come by their random ids, so that the queue tells no order of placing.
    """
    rank = case(
        (and_(MarkRow.state == "waiting", MarkRow.near_dwelling.is_(True)), 0),
        (MarkRow.text_state == "waiting", 1),
        (MarkRow.photo_state == "waiting", 2),
        else_=3,
    )
    found = select(MarkRow.uuid).where(MarkRow.meeting == meeting, _waits())
    if kind:
        found = found.where(MarkRow.kind == kind)
    if channel:
        found = found.where(MarkRow.channel == channel)
    ids = list(session.scalars(found.order_by(rank, MarkRow.uuid).offset(offset).limit(limit)))
    by_id = {mark.uuid: mark for mark in selected_marks(session, ids)}
    return [by_id[uuid] for uuid in ids]


def wordless_likes(session: Session, meeting: str) -> list[tuple[str, float, float]]:
    """Return id and place, in the work CRS, of the likes of a meeting that wait and have neither words nor a photo."""
    asked = select(MarkRow.uuid, MarkRow.minx, MarkRow.miny).where(
        MarkRow.meeting == meeting,
        MarkRow.kind == "like",
        MarkRow.state == "waiting",
        MarkRow.text == "",
        MarkRow.photo.is_(None),
    )
    rows = session.execute(asked.order_by(MarkRow.uuid))
    return [(uuid, x, y) for uuid, x, y in rows if x is not None and y is not None]


def approve_marks(session: Session, meeting: str, uuids: Sequence[str]) -> int:
    """Approve those of these marks that still wait without words or photo, with a change row each; returns how many."""
    done = 0
    for start in range(0, len(uuids), _AT_ONCE):
        chosen = and_(
            MarkRow.uuid.in_(uuids[start : start + _AT_ONCE]),
            MarkRow.meeting == meeting,
            MarkRow.state == "waiting",
            MarkRow.text == "",
            MarkRow.photo.is_(None),
        )
        ids = list(session.scalars(select(MarkRow.uuid).where(chosen)))
        approved = update(MarkRow).where(MarkRow.uuid.in_(ids)).values(state="approved")
        session.execute(approved.execution_options(synchronize_session=False))
        if ids:
            session.execute(insert(ChangeRow), [{"meeting": meeting, "mark": one, "what": "approved"} for one in ids])
        done += len(ids)
    return done


def _waits() -> ColumnElement[bool]:
    undecided = or_(MarkRow.text_state == "waiting", MarkRow.photo_state == "waiting")
    return and_(
        MarkRow.kind != "home",
        MarkRow.state.not_in(EMPTY_MARK_STATES),
        or_(MarkRow.state == "waiting", and_(MarkRow.state == "approved", undecided)),
    )
