"""The tables (first set of ``design/contracts.md``)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gis_app.store.geometry import HasGeometry

Json = dict[str, Any]


class Base(DeclarativeBase):
    """Base of every table; constraints have stable names so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {Json: JSON}  # noqa: RUF012 - read once by SQLAlchemy


class AccountRow(Base):
    """A staff account; records keep its id, exports show its role title, never a name."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120), default="")
    active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[str] = mapped_column(String(64), unique=True)


class ProjectRow(Base):
    """A project; bounds in the work CRS."""

    __tablename__ = "project"
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[Json]
    invented: Mapped[bool] = mapped_column(default=False)
    west: Mapped[float | None]
    south: Mapped[float | None]
    east: Mapped[float | None]
    north: Mapped[float | None]
    place: Mapped[int] = mapped_column(default=0)


class TerritoryRow(HasGeometry, Base):
    """The register of territories of every level and date."""

    __tablename__ = "territory"
    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    scheme: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    parent: Mapped[str | None] = mapped_column(ForeignKey("territory.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text, default="")


class CommunityRow(HasGeometry, Base):
    """A community: polygon, meeting points or none."""

    __tablename__ = "community"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")


class ResourceRow(HasGeometry, Base):
    """A resource or service."""

    __tablename__ = "resource"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    layer: Mapped[str] = mapped_column(String(60), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    formal: Mapped[bool]
    precision: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    provider: Mapped[str] = mapped_column(String(40), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    cost: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    sensitive: Mapped[bool] = mapped_column(default=False)
    verified_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[str] = mapped_column(Text, default="")


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


class ParticipantRow(Base):
    """One participant of one meeting; token and card are kept only as keyed hashes (§6.6)."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("meeting", "token_hash"),
        UniqueConstraint("meeting", "card_hash", name="uq_participant_card"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    card_hash: Mapped[str] = mapped_column(String(64))
    purpose_version: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(5))
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
    photo: Mapped[str | None] = mapped_column(String(80))
    photo_state: Mapped[str] = mapped_column(String(20), default="none")
    state: Mapped[str] = mapped_column(String(20))
    near_dwelling: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]


class ChangeRow(Base):
    """What happened to marks, in order; walls and the worker's page ask ``?since=<seq>``."""

    __tablename__ = "change"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    mark: Mapped[str] = mapped_column(String(36))
    what: Mapped[str] = mapped_column(String(20))


class IndicatorRow(Base):
    """A defined statistic: what it counts and what else it may mean (§5)."""

    __tablename__ = "indicator"
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    title: Mapped[Json]
    counts: Mapped[Json]
    may_mean: Mapped[Json]
    unit: Mapped[str] = mapped_column(String(40))
    base: Mapped[str] = mapped_column(String(200), default="")
    higher_is: Mapped[str] = mapped_column(String(10))
    invented: Mapped[bool] = mapped_column(default=False)
    computed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Json]
    licence: Mapped[str] = mapped_column(Text, default="")
    counting: Mapped[str] = mapped_column(String(20), default="")
    moment: Mapped[str] = mapped_column(String(10), default="")
    people: Mapped[bool] = mapped_column(default=False)
    dated: Mapped[date | None]


class ObservationRow(Base):
    """The value of an indicator for a territory and period; no value is *nav datu*, never 0."""

    __tablename__ = "observation"
    __table_args__ = (UniqueConstraint("indicator", "territory_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    indicator: Mapped[str] = mapped_column(ForeignKey("indicator.id"))
    territory_id: Mapped[str] = mapped_column(ForeignKey("territory.id"), index=True)
    period: Mapped[str] = mapped_column(String(20))
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    invented: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="published")
    sign: Mapped[str] = mapped_column(String(20), default="")


class FindingRow(Base):
    """One statement about a place: green, yellow or red; internal unless published."""

    __tablename__ = "finding"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    territory_id: Mapped[str | None] = mapped_column(ForeignKey("territory.id"), index=True)
    theme: Mapped[str] = mapped_column(String(30))
    light: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[date | None]
    published: Mapped[bool] = mapped_column(default=False)


class SelectionRow(Base):
    """A stored selection: everything that determines it, and the hash of that."""

    __tablename__ = "selection"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    decision_json: Mapped[Json]
    sha256: Mapped[str] = mapped_column(String(64))


class ImportRow(Base):
    """An import that was confirmed, and the way back (``store/undo.py``)."""

    __tablename__ = "import_run"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    target: Mapped[str] = mapped_column(String(20))
    layer: Mapped[str] = mapped_column(String(60), index=True)
    layers: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    file: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    source: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    dated: Mapped[date | None]
    features: Mapped[int]
    mended: Mapped[int]
    refused: Mapped[int]
    choices: Mapped[Json]
    facts: Mapped[Json]
    state: Mapped[str] = mapped_column(String(20), index=True)
    undo: Mapped[bytes | None] = mapped_column(deferred=True)


class JobRow(Base):
    """A piece of work for the worker process; without a heartbeat it is started again or failed."""

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    parameters: Mapped[Json]
    state: Mapped[str] = mapped_column(String(20), index=True)
    progress: Mapped[float] = mapped_column(default=0.0)
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat: Mapped[datetime | None]
    made: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    result: Mapped[Json | None]
    problem: Mapped[Json | None]


class AuditRow(Base):
    """Who did what to which record; the account's id, no name, no words of residents."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(String(36))
    what: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(120))
