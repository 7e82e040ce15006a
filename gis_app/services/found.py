"""The features of a layer as columns, read once for each state of the data and shared by everything that shows them."""

from collections.abc import Hashable

from gis_app.domain.layers import Layer
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.rows import Rows, rows_of
from gis_app.services.freshness import stamp_of
from gis_app.services.layers import features_of
from gis_app.services.wiring import Context
from gis_app.store.resource_columns import resource_columns

_OF_RESOURCES = ("name", "kind", "precision", "address", "hours", "description")
"""What maps and lists show of a resource; its own page shows the rest."""


def found(context: Context, layer: Layer, *, project: str, role: Role) -> Rows:
    """Return the features of a layer that the role may see, in the CRS they are stored in.

    Parameters
    ----------
    layer
        A layer that ``layers_of`` or ``layer_of`` gave to this role.

    Raises
    ------
    NotFound
        If there is no such project or layer, or the role may not see it.
    """
    kept: Rows = context.memory.frames.get(
        ("found", *key_of(layer, project=project, role=role)),
        stamp=stamp_of(context, layer),
        make=lambda: _read(context, layer, project=project, role=role),
    )
    return kept


def key_of(layer: Layer, *, project: str, role: Role) -> tuple[Hashable, ...]:
    """Return what tells apart the features of two layers, and of one layer as two roles see it."""
    return (layer.id, project, may(role, Permission.SEE_SENSITIVE)) if layer.table else (layer.id,)


def _read(context: Context, layer: Layer, *, project: str, role: Role) -> Rows:
    if not layer.table:
        return context.catalogue.rows(layer.id)
    if layer.table == "resource":
        with context.database.reading() as session:
            sensitive = may(role, Permission.SEE_SENSITIVE)
            return resource_columns(session, project, sensitive=sensitive, names=_OF_RESOURCES)
    epsg = context.settings.work_epsg
    return rows_of(features_of(context, layer.id, project=project, role=role, epsg=epsg), epsg=epsg)
