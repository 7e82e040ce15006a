"""Imports that were confirmed, for a page or a list."""

from gis_app.domain.imports import ImportRun
from gis_app.services.wiring import Context
from gis_app.store import imports as store


def imports_of(context: Context, *, project: str = "", layer: str = "") -> list[ImportRun]:
    """Return imports, newest first, undone ones included; only those of a project or a layer, if given."""
    with context.database.reading() as session:
        return store.imports(session, project=project, layer=layer)


def import_of(context: Context, import_id: str) -> ImportRun:
    """Return one import by its id or number.

    Raises
    ------
    NotFound
        If there is none.
    """
    with context.database.reading() as session:
        return store.get_import(session, import_id)
