"""Meetings, the versions of their purpose text, their participants and the pages these mark with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.meetings import Device, Meeting, Participant
from gis_app.store.marks import delete_of_meetings
from gis_app.store.meeting_json import from_json, to_json
from gis_app.store.models import Base, MeetingRow, ParticipantDeviceRow, ParticipantRow, PurposeTextRow
from gis_app.store.moments import in_utc, without_zone

_MEETING = tuple(Meeting.__dataclass_fields__)
_PARTICIPANT = tuple(Participant.__dataclass_fields__)
_DEVICE = tuple(Device.__dataclass_fields__)


def put_meetings(session: Session, meetings: Iterable[Meeting]) -> None:
    """Store meetings; one that is there already (same id) is replaced."""
    for meeting in meetings:
        values = {name: getattr(meeting, name) for name in _MEETING} | to_json(meeting)
        values["starts"] = without_zone(meeting.starts)
        values["closed_at"] = without_zone(meeting.closed_at) if meeting.closed_at else None
        session.merge(MeetingRow(**values))
    session.flush()


def get_meeting(session: Session, meeting_id: str) -> Meeting:
    """Return a meeting by its id.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise NotFound("not_found", value=meeting_id)
    return _fact(row)


def find_meeting(session: Session, meeting_id: str) -> Meeting | None:
    """Return the meeting with this id, if there is one."""
    row = session.get(MeetingRow, meeting_id)
    return None if row is None else _fact(row)


def meeting_by_code(session: Session, code: str) -> Meeting | None:
    """Return the meeting that residents reach by this code, if there is one."""
    row = session.scalar(select(MeetingRow).where(MeetingRow.code == code))
    return None if row is None else _fact(row)


def list_meetings(session: Session, *, project: str | None = None) -> list[Meeting]:
    """Return meetings, the latest first; those of one project if it is named."""
    asked = select(MeetingRow).order_by(MeetingRow.starts.desc(), MeetingRow.id)
    if project is not None:
        asked = asked.where(MeetingRow.project == project)
    return [_fact(row) for row in session.scalars(asked)]


def put_purpose(session: Session, version: int, texts: Mapping[str, str]) -> None:
    """Store the purpose text of one version by language; a stored version is never changed (§6.1)."""
    for language, text in texts.items():
        if session.get(PurposeTextRow, (version, language)) is None:
            session.add(PurposeTextRow(version=version, lang=language, text=text))
    session.flush()


def newest_purpose(session: Session, *, below: int | None = None) -> int | None:
    """Return the newest version of the purpose text, if any is stored; with ``below`` the newest before that one."""
    asked = select(func.max(PurposeTextRow.version))
    return session.scalar(asked if below is None else asked.where(PurposeTextRow.version < below))


def purpose_texts(session: Session, version: int) -> dict[str, str]:
    """Return the purpose text of a version by language."""
    rows = session.scalars(select(PurposeTextRow).where(PurposeTextRow.version == version))
    return {row.lang: row.text for row in rows}


def purpose_version_of(session: Session, texts: Mapping[str, str]) -> int | None:
    """Return the oldest version that says exactly this, if one does."""
    language, text = min(texts.items())
    alike = select(PurposeTextRow.version).where(PurposeTextRow.lang == language, PurposeTextRow.text == text)
    versions = session.scalars(alike.order_by(PurposeTextRow.version)).all()
    return next((version for version in versions if purpose_texts(session, version) == texts), None)


def put_participants(session: Session, participants: Iterable[Participant]) -> None:
    """Store new participants."""
    for person in participants:
        session.add(ParticipantRow(**{name: getattr(person, name) for name in _PARTICIPANT}))
    session.flush()


def put_devices(session: Session, devices: Iterable[Device]) -> None:
    """Store pages through which participants mark."""
    for device in devices:
        session.add(ParticipantDeviceRow(**{name: getattr(device, name) for name in _DEVICE}))
    session.flush()


def device_of_token(session: Session, *, token_hash: str, meeting: str) -> Device | None:
    """Return the page of a meeting that holds this token, if anybody has joined with it."""
    row = session.get(ParticipantDeviceRow, (meeting, token_hash))
    return None if row is None else Device(**{name: getattr(row, name) for name in _DEVICE})


def participants_by_token(
    session: Session, *, token_hash: Sequence[str], meeting: str | None = None
) -> list[Participant]:
    """Return the participants, of one meeting or of all, whose token has one of these keyed hashes."""
    known = select(ParticipantDeviceRow.participant).where(ParticipantDeviceRow.token_hash.in_(token_hash))
    return _people(session, ParticipantRow.id.in_(known), meeting)


def participants_by_card(
    session: Session, *, card_hash: Sequence[str], meeting: str | None = None
) -> list[Participant]:
    """Return the participants, of one meeting or of all, whose card has one of these keyed hashes.

    A card given up for a drawn one is kept among the devices of its holder.
    """
    given_up = select(ParticipantDeviceRow.participant).where(ParticipantDeviceRow.token_hash.in_(card_hash))
    return _people(session, ParticipantRow.card_hash.in_(card_hash) | ParticipantRow.id.in_(given_up), meeting)


def rename_card(session: Session, participant: str, *, card_hash: str) -> None:
    """Give a participant another card."""
    session.execute(update(ParticipantRow).where(ParticipantRow.id == participant).values(card_hash=card_hash))


def move_participant(session: Session, participant: str, *, to: str) -> None:
    """Give whatever belongs to a participant to another one, and remove the first."""
    for table in Base.metadata.sorted_tables:
        if "participant" in table.c:
            session.execute(update(table).where(table.c.participant == participant).values(participant=to))
    session.execute(delete(ParticipantRow).where(ParticipantRow.id == participant))
    session.expire_all()


def hash_keys(session: Session) -> list[str]:
    """Return the keys of the hashes of all meetings that have one of their own."""
    asked = select(MeetingRow.hash_key).where(MeetingRow.hash_key.is_not(None)).order_by(MeetingRow.id)
    return [key for key in session.scalars(asked) if key]


def delete_meeting(session: Session, meeting_id: str) -> None:
    """Delete a meeting and everything that belongs to it."""
    delete_of_meetings(session, [meeting_id])
    session.execute(delete(MeetingRow).where(MeetingRow.id == meeting_id))


def count_participants(session: Session, meeting: str) -> int:
    """Return how many people joined a meeting."""
    asked = select(func.count()).select_from(ParticipantRow).where(ParticipantRow.meeting == meeting)
    return session.scalar(asked) or 0


def _fact(row: MeetingRow) -> Meeting:
    values = {name: getattr(row, name) for name in _MEETING}
    starts: datetime = values["starts"]
    closed: datetime | None = values["closed_at"]
    moments = {"starts": in_utc(starts), "closed_at": in_utc(closed) if closed else None}
    return Meeting(**{**values, **from_json(row), **moments})


def _person(row: ParticipantRow) -> Participant:
    return Participant(**{name: getattr(row, name) for name in _PARTICIPANT})


def _people(session: Session, condition: ColumnElement[bool], meeting: str | None) -> list[Participant]:
    asked = select(ParticipantRow).where(condition)
    if meeting is not None:
        asked = asked.where(ParticipantRow.meeting == meeting)
    return [_person(row) for row in session.scalars(asked)]
