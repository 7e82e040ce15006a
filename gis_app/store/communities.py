"""Communities: stored and listed."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Bounds, Community
from gis_app.store.geometry import work_epsg
from gis_app.store.models import CommunityRow
from gis_app.store.upsert import put

_FIELDS = tuple(name for name in Community.__dataclass_fields__ if name not in {"geometry", "epsg"})


def put_communities(session: Session, communities: Iterable[Community]) -> None:
    """Store communities; one with the same id is replaced."""
    epsg = work_epsg(session)
    put(session, CommunityRow, "id", (_row(fact, epsg) for fact in communities))


def communities(session: Session, project: str, *, bounds: Bounds | None = None) -> list[Community]:
    """Return the communities of a project by id; with ``bounds`` only those with a place that touches it."""
    epsg = work_epsg(session)
    query = select(CommunityRow).where(CommunityRow.project == project).order_by(CommunityRow.id)
    if bounds is not None:
        query = query.where(CommunityRow.touches(bounds.to(epsg)))
    return [_fact(row, epsg) for row in session.scalars(query)]


def _row(fact: Community, epsg: int) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(fact, name) for name in _FIELDS}
    shape = None if fact.geometry is None else to_crs(fact.geometry, source=fact.epsg, target=epsg)
    return columns | {"geometry": shape}


def _fact(row: CommunityRow, epsg: int) -> Community:
    return Community(**{name: getattr(row, name) for name in _FIELDS}, geometry=row.geometry, epsg=epsg)
