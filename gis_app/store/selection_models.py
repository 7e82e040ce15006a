"""Tables of choosing territories: selections, drafts of them, work areas and what of them was published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gis_app.store.base import Base, Json
from gis_app.store.geometry import HasGeometry


class SelectionRow(Base):
    """A stored selection: everything that determines it, and the hash of that."""

    __tablename__ = "selection"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    decision_json: Mapped[Json]
    sha256: Mapped[str] = mapped_column(String(64))


class SelectionDraftRow(Base):
    """A selection in the making."""

    __tablename__ = "selection_draft"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    content: Mapped[Json]
    blind: Mapped[bool] = mapped_column(default=False)
    fixed_at: Mapped[datetime | None]
    log: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]


class WorkAreaRow(HasGeometry, Base):
    """A work area, from draft to withdrawn."""

    __tablename__ = "work_area"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    selection: Mapped[str | None] = mapped_column(ForeignKey("selection.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    units: Mapped[list[str]] = mapped_column(JSON)
    reasons: Mapped[Json]
    limits: Mapped[Json]
    supports: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    resources: Mapped[list[str]] = mapped_column(JSON)
    provider: Mapped[str] = mapped_column(String(200), default="")
    review_on: Mapped[date | None]
    checklist: Mapped[Json]
    talk_on: Mapped[date | None]
    talk_with: Mapped[str] = mapped_column(String(200), default="")
    talk_words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), index=True)
    changed_at: Mapped[datetime]


class EdgeEditsRow(Base):
    """Borders cut and bridges added on the map of a project's units of one level; every version stays."""

    __tablename__ = "edge_edits"
    __table_args__ = (UniqueConstraint("project", "level", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    cut: Mapped[list[list[str]]] = mapped_column(JSON)
    bridge: Mapped[list[list[str]]] = mapped_column(JSON)
    at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class AreaPublicationRow(Base):
    """An act of publishing work areas, with exactly what was shown."""

    __tablename__ = "area_publication"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("project.code"), index=True)
    at: Mapped[datetime]
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    areas: Mapped[list[str]] = mapped_column(JSON)
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)
    basis: Mapped[dict[str, Any]] = mapped_column(JSON)
    decision_sha256: Mapped[str] = mapped_column(String(64), default="")
    withdrawn_at: Mapped[datetime | None]
