"""Marks and the list of what happened to them; a mark and its change are stored in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shapely.geometry import Point
from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.domain.meetings import Change, Mark
from gis_app.store.models import Base, ChangeRow, MarkRow, MeetingRow, PaperSheetRow, ParticipantDeviceRow
from gis_app.store.moments import in_utc

_NAMES = {
    "uuid": MarkRow.uuid,
    "meeting": MarkRow.meeting,
    "kind": MarkRow.kind,
    "channel": MarkRow.channel,
    "state": MarkRow.state,
    "day": MarkRow.day,
    "participant": MarkRow.participant,
    "geometry": MarkRow.geometry,
    "area_id": MarkRow.area_id,
    "uncertainty_m": MarkRow.uncertainty_m,
    "text": MarkRow.text,
    "text_state": MarkRow.text_state,
    "near_dwelling": MarkRow.near_dwelling,
    "territory_id": MarkRow.territory_id,
    "sheet": MarkRow.sheet,
    "photo": MarkRow.photo,
    "photo_state": MarkRow.photo_state,
    "on_wall": MarkRow.on_wall,
}
_MARK = MarkRow.__table__
_CHANGE = ChangeRow.__table__
_COLUMNS = {name: column.property.columns[0].name for name, column in _NAMES.items()}
_NEW_MARK = insert(_MARK)  # type: ignore[arg-type]
_NEW_CHANGE = insert(_CHANGE)  # type: ignore[arg-type]


_PLACED = (
    select(func.count())
    .select_from(MarkRow)
    .where(
        MarkRow.participant == ParticipantDeviceRow.participant,
        MarkRow.kind == bindparam("kind"),
        MarkRow.state != "withdrawn",
    )
    .correlate(ParticipantDeviceRow)
    .scalar_subquery()
)
_TAKEN = select(MarkRow.uuid).where(MarkRow.uuid == bindparam("uuid")).exists()
_STANDING = (
    select(
        MeetingRow.state,
        MeetingRow.retention_on,
        MeetingRow.closed_at,
        ParticipantDeviceRow.participant,
        ParticipantDeviceRow.channel,
        _PLACED,
        _TAKEN,
    )
    .outerjoin(
        ParticipantDeviceRow,
        (ParticipantDeviceRow.meeting == MeetingRow.id) & (ParticipantDeviceRow.token_hash == bindparam("token_hash")),
    )
    .where(MeetingRow.id == bindparam("meeting"))
)
"""Made once: building a statement takes longer than SQLite needs to answer it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store knows when a mark arrives.

    Attributes
    ----------
    state, retention_on, closed_at
        Of the meeting, as they are now; the last in UTC.
    participant
        Id of the participant with this token, None if nobody joined with it.
    channel
        What kind of page has this token: a phone, the shared tablet or a helper's; None like the participant.
    placed
        How many marks of this class the participant has.
    taken
        Whether a mark with this uuid is there already.
    """

    state: str
    retention_on: date | None
    closed_at: datetime | None
    participant: str | None
    channel: str | None
    placed: int
    taken: bool


def standing(session: Session, *, meeting: str, token_hash: str, kind: str, uuid: str) -> Standing | None:
    """Return what a mark that arrives must be judged by, in one look; None without such a meeting."""
    asked = {"meeting": meeting, "token_hash": token_hash, "kind": kind, "uuid": uuid}
    row = session.connection().execute(_STANDING, asked).first()
    if row is None:
        return None
    state, retention_on, closed_at, *rest = row
    return Standing(state, retention_on, closed_at and in_utc(closed_at), *rest)


def add_marks(session: Session, marks: Iterable[Mark], *, what: str = "placed") -> None:
    """Store new marks, each with its change row; their geometry must be in the work CRS."""
    rows = [_values(mark) for mark in marks]
    if not rows:
        return
    connection = session.connection()
    connection.execute(_NEW_MARK, rows)
    connection.execute(_NEW_CHANGE, [{"meeting": row["meeting"], "mark": row["uuid"], "what": what} for row in rows])


def replace_mark(session: Session, mark: Mark, *, what: str) -> None:
    """Store a mark in the place of the one with its uuid, with a change row."""
    values = _values(mark)
    session.connection().execute(update(_MARK).where(MarkRow.uuid == mark.uuid).values(values))  # type: ignore[arg-type]
    session.connection().execute(_NEW_CHANGE, [{"meeting": mark.meeting, "mark": mark.uuid, "what": what}])


def find_mark(session: Session, uuid: str) -> Mark | None:
    """Return the mark with this uuid, if there is one."""
    row = session.execute(select(*_NAMES.values()).where(MarkRow.uuid == uuid)).first()
    return None if row is None else _fact(row)


def selected_marks(session: Session, uuids: Sequence[str]) -> list[Mark]:
    """Return the marks with these uuids, those that are there; their order is the alphabet of their random ids."""
    asked = select(*_NAMES.values()).where(MarkRow.uuid.in_(uuids)).order_by(MarkRow.uuid)
    return [_fact(row) for row in session.execute(asked)]


def get_mark(session: Session, uuid: str, *, meeting: str) -> Mark:
    """Return a mark of a meeting.

    Raises
    ------
    NotFound
        If the meeting has no such mark.
    """
    mark = find_mark(session, uuid)
    if mark is None or mark.meeting != meeting:
        raise NotFound("not_found", value=uuid)
    return mark


def marks_of(
    session: Session,
    *,
    meeting: str | None = None,
    participant: str | None = None,
    sheet: str | None = None,
    withdrawn: bool = False,
) -> list[Mark]:
    """Return the marks of a meeting, a participant or a sheet; their order is the alphabet of their random ids."""
    asked = select(*_NAMES.values()).order_by(MarkRow.uuid)
    if meeting is not None:
        asked = asked.where(MarkRow.meeting == meeting)
    if participant is not None:
        asked = asked.where(MarkRow.participant == participant)
    if sheet is not None:
        asked = asked.where(MarkRow.sheet == sheet)
    if not withdrawn:
        asked = asked.where(MarkRow.state != "withdrawn")
    return [_fact(row) for row in session.execute(asked)]


def has_marks(session: Session, participant: str) -> bool:
    """Whether a participant has any mark that is not withdrawn."""
    placed = (MarkRow.participant == participant) & (MarkRow.state != "withdrawn")
    return bool(session.scalar(select(select(MarkRow.uuid).where(placed).exists())))


def marks_with_photo(session: Session, meeting: str, *, state: str) -> list[Mark]:
    """Return the marks of a meeting whose photo is in this state, in the order of their random ids."""
    asked = select(*_NAMES.values()).where(MarkRow.meeting == meeting, MarkRow.photo_state == state)
    return [_fact(row) for row in session.execute(asked.where(MarkRow.photo.is_not(None)).order_by(MarkRow.uuid))]


def mark_of_photo(session: Session, name: str) -> Mark | None:
    """Return the mark that names this photo, if there is one."""
    row = session.execute(select(*_NAMES.values()).where(MarkRow.photo == name)).first()
    return None if row is None else _fact(row)


def photo_names(session: Session, meeting: str) -> list[str]:
    """Return the names of all photos that marks of a meeting have."""
    asked = select(MarkRow.photo).where(MarkRow.meeting == meeting, MarkRow.photo.is_not(None))
    return [name for name in session.scalars(asked.order_by(MarkRow.photo)) if name]


def approved_of(session: Session, meeting: str, *, kind: str) -> list[Mark]:
    """Return the approved marks of one class of a meeting."""
    asked = select(*_NAMES.values()).where(MarkRow.meeting == meeting, MarkRow.kind == kind)
    return [_fact(row) for row in session.execute(asked.where(MarkRow.state == "approved").order_by(MarkRow.uuid))]


def points_of(session: Session, meeting: str, *, kind: str) -> list[Point]:
    """Return the places of the marks of one class of a meeting, hidden and withdrawn ones left out; in the work CRS."""
    asked = select(MarkRow.minx, MarkRow.miny).where(
        MarkRow.meeting == meeting, MarkRow.kind == kind, MarkRow.state.in_(("waiting", "approved"))
    )
    return [Point(x, y) for x, y in session.execute(asked) if x is not None and y is not None]


def count_marks(session: Session, meeting: str) -> dict[tuple[str, str], int]:
    """Return the number of marks of a meeting by class and state."""
    asked = select(MarkRow.kind, MarkRow.state, func.count()).where(MarkRow.meeting == meeting)
    rows = session.execute(asked.group_by(MarkRow.kind, MarkRow.state))
    return {(kind, state): number for kind, state, number in rows}


def count_classes(session: Session, meeting: str) -> dict[str, int]:
    """Return the number of marks of a meeting by class; withdrawn ones and homes do not count."""
    asked = select(MarkRow.kind, func.count()).where(
        MarkRow.meeting == meeting, MarkRow.kind != "home", MarkRow.state != "withdrawn"
    )
    return dict(session.execute(asked.group_by(MarkRow.kind)).all())


def count_homes(session: Session, meeting: str) -> dict[str, int]:
    """Return how many participants of a meeting named each home area."""
    asked = (
        select(MarkRow.area_id, func.count())
        .where(MarkRow.meeting == meeting, MarkRow.kind == "home", MarkRow.state != "withdrawn")
        .group_by(MarkRow.area_id)
    )
    return {area: number for area, number in session.execute(asked) if area is not None}


def count_people(session: Session, meetings: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return, per meeting, how many people stand behind its marks, and behind how many marks nobody is counted.

    People are participants with marks and those counted around a sheet of paper, though not more of these than it has
    marks without a card.
    """
    asked = (
        select(
            MarkRow.meeting,
            func.count(MarkRow.participant.distinct()),
            func.count() - func.count(MarkRow.participant),
        )
        .where(MarkRow.meeting.in_(meetings), MarkRow.state != "withdrawn")
        .group_by(MarkRow.meeting)
    )
    found = {meeting: (people, loose) for meeting, people, loose in session.execute(asked)}
    on_sheets = (
        select(MarkRow.meeting, func.coalesce(PaperSheetRow.headcount, 0), func.count())
        .join(PaperSheetRow, (PaperSheetRow.code == MarkRow.sheet) & (PaperSheetRow.meeting == MarkRow.meeting))
        .where(MarkRow.meeting.in_(meetings), MarkRow.state != "withdrawn", MarkRow.participant.is_(None))
        .where(PaperSheetRow.headcount.is_not(None))
        .group_by(MarkRow.meeting, MarkRow.sheet, PaperSheetRow.headcount)
    )
    for meeting, headcount, number in session.execute(on_sheets):
        people, loose = found[meeting]
        found[meeting] = (people + min(headcount, number), loose - number)
    return found


def changes_since(session: Session, *, meeting: str, seq: int, limit: int = 1000) -> list[Change]:
    """Return what happened in a meeting after ``seq``, the oldest first."""
    asked = (
        select(ChangeRow.seq, ChangeRow.meeting, ChangeRow.mark, ChangeRow.what)
        .where(ChangeRow.meeting == meeting, ChangeRow.seq > seq)
        .order_by(ChangeRow.seq)
        .limit(limit)
    )
    return [Change(*row) for row in session.execute(asked)]


def last_change(session: Session, meeting: str) -> int:
    """Return the number of the newest change of a meeting, 0 without any."""
    return session.scalar(select(func.max(ChangeRow.seq)).where(ChangeRow.meeting == meeting)) or 0


def expire_marks(session: Session, meetings: Sequence[str]) -> int:
    """Take place, words and participant from every mark of these meetings; returns from how many.

    What remains are numbers: the class of a mark, and of a home its area.
    """
    gone = session.execute(
        update(MarkRow)
        .where(MarkRow.meeting.in_(meetings), MarkRow.state.not_in(EMPTY_MARK_STATES))
        .values(
            state="expired",
            participant=None,
            geometry=None,
            minx=None,
            miny=None,
            maxx=None,
            maxy=None,
            uncertainty_m=None,
            text="",
            text_state="none",
            photo=None,
            photo_state="none",
        )
        .execution_options(synchronize_session=False)
    )
    return int(getattr(gone, "rowcount", 0))


def delete_of_meetings(session: Session, meetings: Sequence[str] | Select[Any]) -> None:
    """Delete everything that belongs to these meetings: marks, changes, participants, cards, answers."""
    for table in reversed(Base.metadata.sorted_tables):
        if "meeting" in table.c:
            session.execute(delete(table).where(table.c.meeting.in_(meetings)))


def _values(mark: Mark) -> dict[str, object]:
    values: dict[str, object] = {_COLUMNS[name]: getattr(mark, name) for name in _NAMES}
    x, y = (None, None) if mark.geometry is None else (mark.geometry.x, mark.geometry.y)
    return {**values, "minx": x, "miny": y, "maxx": x, "maxy": y}


def _fact(row: Iterable[Any]) -> Mark:
    values = dict(zip(_NAMES, row, strict=True))
    geometry = values["geometry"]
    return Mark(**{**values, "geometry": geometry if isinstance(geometry, Point) else None})
