"""Resources and services: stored, listed, found."""

from collections.abc import Iterable, Sequence
from typing import Any

from shapely import Point
from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.resources import Resource
from gis_app.store.geometry import work_epsg
from gis_app.store.models import ResourceRow
from gis_app.store.upsert import put

_FIELDS = tuple(name for name in Resource.__dataclass_fields__ if name not in {"geometry", "epsg"})
_COLUMNS = [getattr(ResourceRow, name) for name in (*_FIELDS, "geometry")]


def put_resources(session: Session, resources: Iterable[Resource]) -> None:
    """Store resources; one with the same id is replaced."""
    epsg = work_epsg(session)
    put(session, ResourceRow, "id", (_row(fact, epsg) for fact in resources))


def remove_resources(session: Session, ids: Iterable[str]) -> None:
    """Remove resources by their ids."""
    waiting = list(ids)
    for start in range(0, len(waiting), 500):
        session.execute(delete(ResourceRow).where(ResourceRow.id.in_(waiting[start : start + 500])))


def resources(session: Session, project: str, *, sensitive: bool, bounds: Bounds | None = None) -> list[Resource]:
    """Return the resources of a project by id.

    Parameters
    ----------
    sensitive
        Whether sensitive places are among them; the use case decides by the role.
    bounds
        Only those with a point inside this box (any CRS).
    """
    epsg = work_epsg(session)
    # Plain columns: thousands of rows of the mapper would take three times as long.
    query = select(*_COLUMNS).where(ResourceRow.project == project).order_by(ResourceRow.id)
    if not sensitive:
        query = query.where(ResourceRow.sensitive.is_(False))
    if bounds is not None:
        query = query.where(ResourceRow.touches(bounds.to(epsg)))
    return [_fact(row, epsg) for row in session.execute(query)]


def resources_by_id(session: Session, ids: Sequence[str]) -> list[Resource]:
    """Return resources, sensitive or not, in the order of their ids; one that is gone is left out."""
    epsg = work_epsg(session)
    found = {row.id: row for row in session.execute(select(*_COLUMNS).where(ResourceRow.id.in_(ids)))}
    return [_fact(found[key], epsg) for key in ids if key in found]


def resource(session: Session, resource_id: str) -> Resource:
    """Return one resource, sensitive or not.

    Raises
    ------
    NotFound
        If there is no such id.
    """
    row = session.get(ResourceRow, resource_id)
    if row is None:
        raise NotFound("resource_not_found", value=resource_id)
    return _fact(row, work_epsg(session))


def _row(fact: Resource, epsg: int) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(fact, name) for name in _FIELDS}
    shape = None if fact.geometry is None else to_crs(fact.geometry, source=fact.epsg, target=epsg)
    return columns | {"geometry": shape}


def _fact(row: ResourceRow | Row[Any], epsg: int) -> Resource:
    point = row.geometry if isinstance(row.geometry, Point) else None
    return Resource(**{name: getattr(row, name) for name in _FIELDS}, geometry=point, epsg=epsg)
