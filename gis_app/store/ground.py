"""What the checks of a mark need to know of the ground: territories, areas, public places."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.lists import SENSITIVE_KINDS
from gis_app.store.models import MarkRow, ProjectRow, ResourceRow, TerritoryRow


@dataclass(frozen=True, slots=True)
class Area:
    """A territory as somebody may name it; geometry in the work CRS."""

    id: str
    name: str
    level: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Place:
    """A listed public place; its point in the work CRS, ``kind`` one of ``RESOURCE_KINDS``."""

    id: str
    name: str
    point: Point
    kind: str = ""


def area(session: Session, territory_id: str) -> Area:
    """Return a territory.

    Raises
    ------
    NotFound
        If there is no such territory.
    """
    row = session.get(TerritoryRow, territory_id)
    if row is None or row.geometry is None:
        raise NotFound("not_found", value=territory_id)
    return Area(row.id, row.name, row.level, row.geometry)


def areas(session: Session, project: str, levels: Sequence[str]) -> list[Area]:
    """Return the territories of a project at these levels."""
    asked = select(TerritoryRow).where(TerritoryRow.project == project, TerritoryRow.level.in_(levels))
    return [
        Area(row.id, row.name, row.level, row.geometry) for row in session.scalars(asked) if row.geometry is not None
    ]


def area_names(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of territories by id."""
    asked = select(TerritoryRow.id, TerritoryRow.name).where(TerritoryRow.id.in_(ids))
    return {row.id: row.name for row in session.execute(asked)}


def public_places(session: Session, project: str) -> list[Place]:
    """Return the resources of a project that anybody may be sent to and whose point is known exactly."""
    asked = select(ResourceRow).where(
        ResourceRow.project == project,
        ResourceRow.precision == "exact",
        ResourceRow.sensitive.is_(False),
        ResourceRow.kind.not_in(SENSITIVE_KINDS),
    )
    return [
        Place(row.id, row.name, row.geometry, row.kind)
        for row in session.scalars(asked.order_by(ResourceRow.name))
        if isinstance(row.geometry, Point)
    ]


def sensitive_places(session: Session, project: str) -> list[Place]:
    """Return the places of a project that house or serve vulnerable people and whose point is known exactly (§6.3)."""
    asked = select(ResourceRow).where(
        ResourceRow.project == project,
        ResourceRow.precision == "exact",
        ResourceRow.sensitive | ResourceRow.kind.in_(SENSITIVE_KINDS),
    )
    return [
        Place(row.id, row.name, row.geometry)
        for row in session.scalars(asked.order_by(ResourceRow.name))
        if isinstance(row.geometry, Point)
    ]


@dataclass(frozen=True, slots=True)
class PlacedMarks:
    """Marks that wait or are approved, one row each: class, participant and sheet, ``(n, 2)`` in the work CRS."""

    kinds: list[str]
    sources: list[tuple[str | None, str | None]]
    xy: NDArray[np.float64]


def placed_marks(session: Session, meeting: str) -> PlacedMarks:
    """Return the marks of a meeting that wait or are approved and have a place; homes have none (§6.2)."""
    asked = (
        select(MarkRow.kind, MarkRow.participant, MarkRow.sheet, MarkRow.minx, MarkRow.miny)
        .where(MarkRow.meeting == meeting, MarkRow.state.in_(("waiting", "approved")))
        .where(MarkRow.kind != "home", MarkRow.minx.is_not(None))
        .order_by(MarkRow.uuid)
    )
    rows = session.execute(asked).all()
    xy = np.array([row[3:] for row in rows], dtype=float).reshape(-1, 2)
    return PlacedMarks([row[0] for row in rows], [(row[1], row[2]) for row in rows], xy)


def places_stamp(session: Session, project: str) -> Hashable:
    """Return a value that changes when a place of a project is added, removed, moved, renamed or of another kind."""
    asked = select(
        ResourceRow.id,
        ResourceRow.name,
        ResourceRow.kind,
        ResourceRow.precision,
        ResourceRow.sensitive,
        ResourceRow.minx,
        ResourceRow.miny,
    ).where(ResourceRow.project == project)
    return hash(frozenset(tuple(row) for row in session.execute(asked)))


def is_invented(session: Session, project: str) -> bool:
    """Whether a project stands on invented ground."""
    return bool(session.scalar(select(ProjectRow.invented).where(ProjectRow.code == project)))
