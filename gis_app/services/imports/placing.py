"""Versions of layers, staged before the transaction and renamed into place after it; what a crash left is ended."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from gis_app.catalog.staging import (
    flush,
    nobody_at_work,
    place_version,
    remove_version,
    staged,
    staging_folder,
)
from gis_app.catalog.writer import take_version, write_version
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import ImportRun
from gis_app.services.imports.target import NewLayer
from gis_app.services.wiring import Context
from gis_app.store import imports as store


def stage(context: Context, import_id: str, layers: Sequence[NewLayer]) -> None:
    """Write every new version whole into the hidden folder of an import."""
    folder = staging_folder(context.layers_dir, import_id)
    for new in layers:
        if new.frame is not None:
            write_version(new.layer, new.frame, folder / new.layer.id)
        elif new.file is not None:
            take_version(new.layer, new.file, folder / new.layer.id)
        else:
            raise InputRefused("layer_empty", value=new.layer.id)
    if folder.is_dir():
        flush(folder)


def place(context: Context, run: ImportRun) -> None:
    """Rename the staged versions of a stored import into place and say that it is done; may be repeated."""
    folder = staging_folder(context.layers_dir, run.id)
    for one in run.layers:
        place_version(folder / one.id, living=context.layers_dir, version=one.version)
    with context.database.transaction() as session:
        store.set_state(session, run.id, "done")
    clear(context, run.id)


def take_away(context: Context, run: ImportRun) -> None:
    """Remove the versions of an import whose rows are gone and say that it is undone; may be repeated."""
    for one in run.layers:
        remove_version(one.id, one.version, living=context.layers_dir)
    with context.database.transaction() as session:
        store.set_state(session, run.id, "undone")


def clear(context: Context, import_id: str) -> None:
    """Remove the staging folder of an import, if there is one."""
    shutil.rmtree(staging_folder(context.layers_dir, import_id), ignore_errors=True)


def scratch(context: Context, import_id: str) -> Path:
    """Return an empty folder into which a target may write files for its layers."""
    folder = staging_folder(context.layers_dir, import_id) / ".scratch"
    folder.mkdir(parents=True)
    return folder


def tidy(context: Context) -> int:
    """End what a killed process left: place or take away what was decided, remove what was not; return how much.

    Does nothing while any process is storing an import.
    """
    with nobody_at_work(context.layers_dir) as alone:
        if not alone:
            return 0
        with context.database.reading() as session:
            halfway = store.imports(session, states=("placing", "removing"))
        for run in halfway:
            (place if run.state == "placing" else take_away)(context, run)
        left = staged(context.layers_dir)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
    return len(halfway) + len(left)
