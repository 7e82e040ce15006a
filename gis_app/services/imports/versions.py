"""Versions of layers: named, listed, one removed."""

from typing import Any

from gis_app.catalog.schema import LayerFile
from gis_app.catalog.staging import remove_version as remove_files
from gis_app.domain.errors import NotFound
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import imports as store


def new_version(context: Context, session: Any, layer_id: str) -> str:
    """Return the name of the next version of a layer: the time, later than every version there is or will be."""
    stamp = context.clock().strftime("%Y%m%dT%H%M%SZ")
    coming = [
        one.version for run in store.imports(session, states=("placing",)) for one in run.layers if one.id == layer_id
    ]
    newest = max([*coming, *(found.layer.version for found in context.catalogue.versions(layer_id))], default="")
    if stamp > newest:
        return stamp
    base, _point, count = newest.rpartition(".") if newest[-4:-3] == "." else (newest, "", "0")
    return f"{base}.{int(count) + 1:03}"


def versions_of(context: Context, layer_id: str) -> list[LayerFile]:
    """Return every version of a layer of files, the one that is shown first."""
    return context.catalogue.versions(layer_id)


def remove_version(context: Context, layer_id: str, version: str, *, account: str | None) -> None:
    """Remove one version of a layer; if it was the newest, the one before is shown again.

    Raises
    ------
    NotFound
        If there is no such version.
    """
    if version not in {found.layer.version for found in versions_of(context, layer_id)}:
        raise NotFound("layer_version_not_found", value=f"{layer_id}/{version}")
    with context.database.transaction() as session:
        for run in store.imports(session, states=store.STANDING):
            left = tuple(one for one in run.layers if (one.id, one.version) != (layer_id, version))
            if left != run.layers:
                store.set_layers(session, run.id, left)
        audit.record(session, account, "import.version_removed", f"{layer_id}/{version}"[:120], context.clock())
    remove_files(layer_id, version, living=context.layers_dir)
