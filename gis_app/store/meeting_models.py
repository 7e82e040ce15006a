"""The tables of meetings: what is asked, who takes part, what they say and what becomes of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gis_app.store.base import Base, Json
from gis_app.store.geometry import HasGeometry


class PurposeTextRow(Base):
    """The purpose shown before the first mark; versions are never changed, only added (§6.1)."""

    __tablename__ = "purpose_text"
    version: Mapped[int] = mapped_column(primary_key=True)
    lang: Mapped[str] = mapped_column(String(5), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class MeetingRow(Base):
    """A meeting; ``code`` is what residents type or scan."""

    __tablename__ = "meeting"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    territory_id: Mapped[str] = mapped_column(ForeignKey("territory.id"))
    title: Mapped[str] = mapped_column(String(200))
    starts: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    phase: Mapped[str] = mapped_column(String(20))
    purpose_version: Mapped[int | None]
    controller: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    retention_on: Mapped[date | None]
    ask_home: Mapped[bool] = mapped_column(default=False)
    headcount: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(20), default="online")
    ends: Mapped[date | None]
    questions: Mapped[Json] = mapped_column(default=dict)
    place_names: Mapped[Json] = mapped_column(default=dict)
    closing: Mapped[Json] = mapped_column(default=dict)
    hash_key: Mapped[str | None] = mapped_column(String(64))
    frozen: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date | None]
    wall: Mapped[Json] = mapped_column(default=dict)
    closed_at: Mapped[datetime | None]


class ParticipantRow(Base):
    """One participant of one meeting; the card is kept only as a keyed hash (§6.6)."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("meeting", "card_hash", name="uq_participant_card"),)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    card_hash: Mapped[str] = mapped_column(String(64))
    purpose_version: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(5))
    day: Mapped[date]


class ParticipantDeviceRow(Base):
    """A page that marks for a participant: the keyed hash of its token; one card may join several."""

    __tablename__ = "participant_device"
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    participant: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20), default="phone")


class CardRow(Base):
    """A card of the printed deck, known only by the keyed hash of its code."""

    __tablename__ = "card"
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    card_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    made: Mapped[date]


class MeetingPassRow(Base):
    """A key that the facilitator hands out: to the wall, to a helper (once), to the shared tablet."""

    __tablename__ = "meeting_pass"
    __table_args__ = (UniqueConstraint("secret_hash"), UniqueConstraint("session_hash"))
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(60), default="")
    secret_hash: Mapped[str] = mapped_column(String(64))
    session_hash: Mapped[str | None] = mapped_column(String(64))
    valid_until: Mapped[datetime]
    revoked: Mapped[bool] = mapped_column(default=False)


class PaperSheetRow(Base):
    """A printed sheet with a grid: box in the work CRS, columns A–…, rows 1–…, and how many people used it."""

    __tablename__ = "paper_sheet"
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    epsg: Mapped[int]
    west: Mapped[float]
    south: Mapped[float]
    east: Mapped[float]
    north: Mapped[float]
    grid_columns: Mapped[int]
    grid_rows: Mapped[int]
    scale: Mapped[int]
    paper: Mapped[str] = mapped_column(String(10))
    headcount: Mapped[int | None]
    made: Mapped[date]


class IdentityAnswerRow(Base):
    """An answer to an identity question; shown only in aggregate."""

    __tablename__ = "identity_answer"
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    participant: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), index=True)
    question: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    text_state: Mapped[str] = mapped_column(String(20), default="waiting")
    channel: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]


class ProblemCardRow(HasGeometry, Base):
    """A public place talked about in the room, and the reason in the room's own words."""

    __tablename__ = "problem_card"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    words: Mapped[Json] = mapped_column(default=dict)
    public: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class PublicationRow(Base):
    """That a meeting was published or taken back, with the noted talk with a community representative (§6.7)."""

    __tablename__ = "publication"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    talk_on: Mapped[date | None]
    talk_with: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[Json] = mapped_column(default=dict)


class MeetingPackRow(Base):
    """A pack of a meeting that was made here or taken over here; ``number`` is the last change it holds."""

    __tablename__ = "meeting_pack"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    taken: Mapped[bool]
    number: Mapped[int]
    day: Mapped[date]
    confirmation: Mapped[str] = mapped_column(String(20))


class PlaceTalkRow(Base):
    """A talk with a place that serves vulnerable people, at which somebody of a meeting left a dislike (§6.3)."""

    __tablename__ = "place_talk"
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    resource: Mapped[str] = mapped_column(String(36), primary_key=True)
    day: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")


class RetentionRunRow(Base):
    """What the job of deletion took away on a day, in numbers."""

    __tablename__ = "retention_run"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    day: Mapped[date]
    removed: Mapped[Json] = mapped_column(default=dict)


class ReportRow(HasGeometry, Base):
    """A resident's message about a public place outside meetings, with the institution's answer."""

    __tablename__ = "report"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    place: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), index=True)
    status: Mapped[str] = mapped_column(String(20), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    day: Mapped[date]


class MarkRow(HasGeometry, Base):
    """A mark; no IP, no browser, no time finer than the day (§6.8, §6.15)."""

    __tablename__ = "mark"
    __table_args__ = (Index("ix_mark_meeting_state", "meeting", "state"),)
    uuid: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    participant: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), index=True)
    sheet: Mapped[str | None] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column("class", String(20))
    area_id: Mapped[str | None] = mapped_column(String(120))
    territory_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    uncertainty_m: Mapped[float | None]
    channel: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    text_state: Mapped[str] = mapped_column(String(20), default="none")
    photo: Mapped[str | None] = mapped_column(String(80), index=True)
    photo_state: Mapped[str] = mapped_column(String(20), default="none")
    state: Mapped[str] = mapped_column(String(20))
    on_wall: Mapped[bool] = mapped_column(default=False)
    near_dwelling: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]


class ChangeRow(Base):
    """What happened to marks, in order; walls and the worker's page ask ``?since=<seq>``."""

    __tablename__ = "change"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    mark: Mapped[str] = mapped_column(String(36))
    what: Mapped[str] = mapped_column(String(20))
