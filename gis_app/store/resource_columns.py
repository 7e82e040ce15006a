"""Resources as columns: for maps and lists of very many."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.rows import Rows
from gis_app.store.geometry import work_epsg
from gis_app.store.models import ResourceRow


def resource_columns(session: Session, project: str, *, sensitive: bool, names: Sequence[str]) -> Rows:
    """Return the resources of a project by id, in the work CRS; a resource is a point, so its box is its place.

    Parameters
    ----------
    sensitive
        Whether sensitive places are among them; the use case decides by the role.
    names
        The columns that are wanted.
    """
    columns = [ResourceRow.id, ResourceRow.minx, ResourceRow.miny, *(getattr(ResourceRow, name) for name in names)]
    query = select(*columns).where(ResourceRow.project == project).order_by(ResourceRow.id)
    if not sensitive:
        query = query.where(ResourceRow.sensitive.is_(False))
    found = session.execute(query).all()
    turned = list(zip(*found, strict=True)) if found else [()] * len(columns)
    arrays = [np.full(len(found), None, dtype=object) for _ in columns]
    for array, values in zip(arrays, turned, strict=True):
        array[:] = values
    return Rows(
        epsg=work_epsg(session),
        columns=dict(zip(names, arrays[3:], strict=True)),
        xy=np.column_stack([arrays[1].astype(np.float64), arrays[2].astype(np.float64)]),
        ids=arrays[0],
    )
