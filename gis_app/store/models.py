"""The tables (first set of ``design/contracts.md``); others stand in ``meeting_models`` and ``selection_models``."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gis_app.store.base import Base, Json
from gis_app.store.geometry import HasGeometry
from gis_app.store.meeting_models import (
    CardRow,
    ChangeRow,
    IdentityAnswerRow,
    MarkRow,
    MeetingPackRow,
    MeetingPassRow,
    MeetingRow,
    PaperSheetRow,
    ParticipantDeviceRow,
    ParticipantRow,
    PlaceTalkRow,
    ProblemCardRow,
    PublicationRow,
    PurposeTextRow,
    ReportRow,
    RetentionRunRow,
)
from gis_app.store.selection_models import (
    AreaPublicationRow,
    EdgeEditsRow,
    SelectionDraftRow,
    SelectionRow,
    WorkAreaRow,
)

__all__ = [
    "AccountRow",
    "AreaPublicationRow",
    "AuditRow",
    "Base",
    "CardRow",
    "ChangeRow",
    "CommunityRow",
    "EdgeEditsRow",
    "FindingRow",
    "IdentityAnswerRow",
    "ImportRow",
    "IndicatorRow",
    "JobRow",
    "Json",
    "MarkRow",
    "MeetingPackRow",
    "MeetingPassRow",
    "MeetingRow",
    "ObservationRow",
    "PaperSheetRow",
    "ParticipantDeviceRow",
    "ParticipantRow",
    "PlaceTalkRow",
    "ProblemCardRow",
    "ProjectRow",
    "PublicationRow",
    "PurposeTextRow",
    "ReportRow",
    "ResourceRow",
    "RetentionRunRow",
    "SelectionDraftRow",
    "SelectionRow",
    "TerritoryRow",
    "WorkAreaRow",
]


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
    reports: Mapped[bool] = mapped_column(default=False)


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
