"""Geometry as one value column with indexed bounds beside it."""

from typing import Any

from shapely import from_wkb, to_wkb
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, Dialect, Float, LargeBinary, TypeDecorator, and_, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from gis_app.domain.geography import Bounds

WORK_EPSG = "work_epsg"
"""Key of ``session.info`` under which ``Database`` says the CRS of every stored geometry."""


def work_epsg(session: Session) -> int:
    """Return the EPSG code of every geometry that this session reads and writes."""
    return int(session.info[WORK_EPSG])


class Geometry(TypeDecorator[BaseGeometry]):
    """A shapely geometry in the work CRS, stored as WKB."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the WKB of a geometry."""
        return None if value is None else to_wkb(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> BaseGeometry | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the geometry of a WKB."""
        return None if value is None else from_wkb(value)


class HasGeometry:
    """A row with a geometry (or none) in the work CRS; its bounds are kept beside it and indexed."""

    geometry: Mapped[BaseGeometry | None] = mapped_column(Geometry)
    minx: Mapped[float | None] = mapped_column(Float, index=True)
    miny: Mapped[float | None] = mapped_column(Float, index=True)
    maxx: Mapped[float | None] = mapped_column(Float, index=True)
    maxy: Mapped[float | None] = mapped_column(Float, index=True)

    @classmethod
    def touches(cls, bounds: Bounds) -> ColumnElement[bool]:
        """Return the condition that a row's box touches ``bounds`` (given in the work CRS)."""
        return and_(
            cls.minx <= bounds.east,
            cls.maxx >= bounds.west,
            cls.miny <= bounds.north,
            cls.maxy >= bounds.south,
        )


def _keep_bounds(_mapper: Mapper[Any], _connection: Connection, target: HasGeometry) -> None:
    empty = target.geometry is None or target.geometry.is_empty
    box = (None,) * 4 if empty or target.geometry is None else target.geometry.bounds
    target.minx, target.miny, target.maxx, target.maxy = box


event.listen(HasGeometry, "before_insert", _keep_bounds, propagate=True)
event.listen(HasGeometry, "before_update", _keep_bounds, propagate=True)
