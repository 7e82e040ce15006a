"""The way back: an import is undone, what was before stands again."""

from typing import Any

from gis_app.domain.errors import Conflict
from gis_app.domain.imports import ImportRun
from gis_app.services.imports import placing
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import imports as store
from gis_app.store.undo import Undo


def undo_import(context: Context, import_id: str, *, account: str | None) -> ImportRun:
    """Take an import back: its rows go, rows it replaced return, the layer's version before is shown again.

    Parameters
    ----------
    import_id
        The id of the import or its number.

    Raises
    ------
    NotFound
        If there is no such import.
    Conflict
        If it is undone already, a later import stands on it, or other records depend on what would go.
    """
    placing.tidy(context)
    with context.database.transaction() as session:
        run = store.get_import(session, import_id)
        if run.state not in store.STANDING:
            raise Conflict("import_undone", value=run.number)
        blob = store.way_back(session, run.id)
        undo = Undo.from_blob(blob) if blob else Undo()
        _refuse_later(session, run, undo)
        undo.apply(session)
        store.set_state(session, run.id, "removing")
        audit.record(session, account, "import.undone", run.id, context.clock())
    placing.take_away(context, run)
    return run


def _refuse_later(session: Any, run: ImportRun, undo: Undo) -> None:
    mine, layers = undo.keys(), {run.layer, *(one.id for one in run.layers)}
    for later in store.imports(session, project=run.project, states=store.STANDING):
        if later.number <= run.number:
            return
        same_layer = layers & {later.layer, *(one.id for one in later.layers)}
        if same_layer or _share_rows(mine, store.way_back(session, later.id)):
            raise Conflict("import_built_upon", value=run.number, other=later.number, file=later.file)


def _share_rows(mine: dict[str, set[tuple[Any, ...]]], blob: bytes | None) -> bool:
    if not mine or blob is None:
        return False
    theirs = Undo.from_blob(blob).keys()
    return any(keys & theirs.get(table, set()) for table, keys in mine.items())
