"""The passes of meetings: to the screen in the hall, to helpers, to the shared tablet."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.passes import MeetingPass
from gis_app.store.models import MeetingPassRow
from gis_app.store.moments import in_utc, without_zone

_NAMES = tuple(MeetingPass.__dataclass_fields__)


def put_pass(session: Session, made: MeetingPass) -> None:
    """Store a new pass."""
    values = {name: getattr(made, name) for name in _NAMES}
    session.add(MeetingPassRow(**{**values, "valid_until": without_zone(made.valid_until)}))
    session.flush()


def pass_by_secret(session: Session, secret_hash: str) -> MeetingPass | None:
    """Return the pass whose secret has this keyed hash, if there is one."""
    return _one(session, MeetingPassRow.secret_hash == secret_hash)


def pass_by_session(session: Session, session_hash: str) -> MeetingPass | None:
    """Return the pass that was exchanged for the token with this keyed hash, if there is one."""
    return _one(session, MeetingPassRow.session_hash == session_hash)


def passes_of(session: Session, meeting: str, *, kind: str | None = None) -> list[MeetingPass]:
    """Return the passes of a meeting that are not revoked, the longest valid first."""
    asked = select(MeetingPassRow).where(MeetingPassRow.meeting == meeting, MeetingPassRow.revoked.is_(False))
    if kind is not None:
        asked = asked.where(MeetingPassRow.kind == kind)
    rows = session.scalars(asked.order_by(MeetingPassRow.valid_until.desc(), MeetingPassRow.label, MeetingPassRow.id))
    return [_fact(row) for row in rows]


def bind_session(session: Session, pass_id: str, *, session_hash: str) -> bool:
    """Exchange a pass for a session, if nobody has yet; of two who try at once exactly one is told True."""
    done = session.execute(
        update(MeetingPassRow)
        .where(MeetingPassRow.id == pass_id, MeetingPassRow.session_hash.is_(None), MeetingPassRow.revoked.is_(False))
        .values(session_hash=session_hash)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(done, "rowcount", 0)) == 1


def revoke_pass(session: Session, pass_id: str, *, meeting: str) -> None:
    """End a pass for good.

    Raises
    ------
    NotFound
        If the meeting has no such pass.
    """
    row = session.get(MeetingPassRow, pass_id)
    if row is None or row.meeting != meeting:
        raise NotFound("not_found", value=pass_id)
    row.revoked = True
    session.flush()


def _one(session: Session, condition: ColumnElement[bool]) -> MeetingPass | None:
    row = session.scalar(select(MeetingPassRow).where(condition))
    return None if row is None else _fact(row)


def _fact(row: MeetingPassRow) -> MeetingPass:
    values = {name: getattr(row, name) for name in _NAMES}
    return MeetingPass(**{**values, "valid_until": in_utc(row.valid_until)})
