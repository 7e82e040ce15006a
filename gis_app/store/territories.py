"""The register of territories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import Conflict, NotFound
from gis_app.domain.geography import Bounds, Territory
from gis_app.store.geometry import work_epsg
from gis_app.store.models import TerritoryRow
from gis_app.store.upsert import put

_AT_ONCE = 500
_FIELDS = tuple(name for name in Territory.__dataclass_fields__ if name not in {"geometry", "epsg"})


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A territory without its shape, as lists and matching need it; ``parent`` is an id."""

    id: str
    project: str
    scheme: str
    code: str
    level: str
    name: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None


_ENTRY = tuple(RegisterEntry.__dataclass_fields__)


def put_territories(session: Session, territories: Iterable[Territory]) -> None:
    """Store territories, a parent before its children; one with the same id is replaced.

    Raises
    ------
    Conflict
        If a territory belongs to another project: it is somebody's own, and nothing is stored.
    """
    epsg, given = work_epsg(session), list(territories)
    foreign = owners(session, {fact.id: fact.project for fact in given})
    if foreign:
        first, project = next(iter(foreign.items()))
        raise Conflict("territory_of_other_project", value=first, project=project, count=len(foreign))
    put(session, TerritoryRow, "id", (_row(fact, epsg) for fact in given))


def owners(session: Session, wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the ids, of those given with their project, that belong to another project, and that project."""
    found: dict[str, str] = {}
    for ids in _chunks(list(wanted)):
        query = select(TerritoryRow.id, TerritoryRow.project).where(TerritoryRow.id.in_(ids)).order_by(TerritoryRow.id)
        found |= {row.id: row.project for row in session.execute(query) if row.project != wanted[row.id]}
    return found


def shapes(session: Session, ids: Sequence[str]) -> dict[str, BaseGeometry]:
    """Return the shapes of territories by id, in the work CRS."""
    query = select(TerritoryRow.id, TerritoryRow.geometry)
    rows = (row for some in _chunks(ids) for row in session.execute(query.where(TerritoryRow.id.in_(some))))
    return {row.id: row.geometry for row in rows if row.geometry is not None}


def close(session: Session, ids: Sequence[str], *, valid_to: date) -> None:
    """Say that territories were valid to a day, that day included."""
    for some in _chunks(ids):
        session.execute(update(TerritoryRow).where(TerritoryRow.id.in_(some)).values(valid_to=valid_to))


def territories(session: Session, project: str, *, level: str = "", bounds: Bounds | None = None) -> list[Territory]:
    """Return the territories of a project by id, of one level if given, those whose box touches ``bounds``."""
    epsg = work_epsg(session)
    query = select(TerritoryRow).where(TerritoryRow.project == project).order_by(TerritoryRow.id)
    if level:
        query = query.where(TerritoryRow.level == level)
    if bounds is not None:
        query = query.where(TerritoryRow.touches(bounds.to(epsg)))
    return [_fact(row, epsg) for row in session.scalars(query)]


def entries(session: Session, project: str = "") -> list[RegisterEntry]:
    """Return every territory (of one project, if named) by id, without reading shapes."""
    query = select(*(getattr(TerritoryRow, name) for name in _ENTRY)).order_by(TerritoryRow.id)
    if project:
        query = query.where(TerritoryRow.project == project)
    return [RegisterEntry(*row) for row in session.execute(query)]


def territory(session: Session, territory_id: str) -> Territory:
    """Return one territory.

    Raises
    ------
    NotFound
        If the register has no such id.
    """
    row = session.get(TerritoryRow, territory_id)
    if row is None:
        raise NotFound("territory_not_found", value=territory_id)
    return _fact(row, work_epsg(session))


def _row(fact: Territory, epsg: int) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(fact, name) for name in _FIELDS}
    return columns | {"geometry": to_crs(fact.geometry, source=fact.epsg, target=epsg)}


def _fact(row: TerritoryRow, epsg: int) -> Territory:
    if row.geometry is None:
        raise NotFound("territory_not_found", value=row.id)
    return Territory(**{name: getattr(row, name) for name in _FIELDS}, geometry=row.geometry, epsg=epsg)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
