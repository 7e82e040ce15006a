"""A real process is killed (SIGKILL) while it stores an import, at every moment where something is half done."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gis_app.domain.geography import Project
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.history import imports_of
from gis_app.services.imports.placing import tidy
from gis_app.services.imports.undo import undo_import
from gis_app.services.layers import features_of
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.unit.services.imports.world import libraries, silent

TOP = Path(__file__).parents[4]

# The process does what a worker does, but dies when it comes to the named function (before it, or right after it).
DIES = """
import os, signal, sys
from pathlib import Path
from importlib import import_module
from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.undo import undo_import
from tests.unit.services.imports.world import libraries, silent

data, files, act, where, when = sys.argv[1:]
module, _, name = where.rpartition(".")
owner = import_module(module)
real = getattr(owner, name)

def deadly(*args, **kwargs):
    if when == "after":
        real(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, name, deadly)
context = wiring.build(Settings(data_dir=Path(data)))
if act == "undo":
    undo_import(context, "1", account=None)
else:
    confirm(context, libraries(context, Path(files)), account=None, progress=silent, import_id=act)
"""

BEFORE_ITS_TRANSACTION = [
    ("gis_app.catalog.writer._write_geopackage", "before"),
    ("gis_app.catalog.writer._write_geopackage", "after"),
    ("gis_app.services.imports.placing.flush", "after"),
    ("gis_app.store.imports.add_import", "before"),
    ("gis_app.store.imports.add_import", "after"),
    ("gis_app.store.audit.record", "after"),
]
AFTER_ITS_TRANSACTION = [
    ("gis_app.services.imports.placing.place", "before"),
    ("gis_app.services.imports.placing.place_version", "before"),
    ("gis_app.services.imports.placing.place_version", "after"),
    ("gis_app.store.imports.set_state", "after"),
    ("gis_app.services.imports.placing.clear", "before"),
]
IMPORT_ID = "6f6a2a0e-0000-4000-8000-000000000001"


@pytest.fixture
def town(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project(code="te", title={"lv": "Te"})])
    return context


def _dies(context: Context, files: Path, act: str, where: str, when: str) -> None:
    folder = str(context.settings.data_dir)
    done = subprocess.run([sys.executable, "-c", DIES, folder, str(files), act, where, when], cwd=TOP, check=False)
    assert done.returncode == -signal.SIGKILL


def _libraries_shown(context: Context) -> int:
    return len(features_of(context, "bibliotekas", project="te", role=Role.PLANNER))


def _hidden(context: Context) -> list[str]:
    return [file.name for file in context.layers_dir.rglob(".*") if file.name != ".imports.lock"]


@pytest.mark.parametrize(("where", "when"), BEFORE_ITS_TRANSACTION)
def test_killed_before_its_transaction_is_stored_an_import_leaves_nothing(
    town: Context, tmp_path: Path, where: str, when: str
) -> None:
    _dies(town, tmp_path, IMPORT_ID, where, when)
    assert imports_of(town) == []
    assert town.catalogue.versions("bibliotekas") == []
    tidy(town)
    assert _hidden(town) == []


@pytest.mark.parametrize(("where", "when"), AFTER_ITS_TRANSACTION)
def test_killed_after_its_transaction_an_import_is_ended_at_the_next_start(
    town: Context, tmp_path: Path, where: str, when: str
) -> None:
    _dies(town, tmp_path, IMPORT_ID, where, when)
    tidy(town)
    assert [run.state for run in imports_of(town)] == ["done"]
    assert _libraries_shown(town) == 2
    assert _hidden(town) == []


@pytest.mark.parametrize(("where", "when"), [*BEFORE_ITS_TRANSACTION, *AFTER_ITS_TRANSACTION])
def test_the_repeated_job_of_a_killed_one_stores_the_import_once(
    town: Context, tmp_path: Path, where: str, when: str
) -> None:
    _dies(town, tmp_path, IMPORT_ID, where, when)
    done = confirm(town, libraries(town, tmp_path), account=None, progress=silent, import_id=IMPORT_ID)
    assert (done.import_id, done.features, done.repeated) == (IMPORT_ID, 2, False)
    assert [run.state for run in imports_of(town)] == ["done"]
    assert len(town.catalogue.versions("bibliotekas")) == 1
    assert _libraries_shown(town) == 2
    assert _hidden(town) == []


@pytest.mark.parametrize(
    ("where", "when", "state"),
    [
        ("gis_app.store.imports.set_state", "before", "done"),
        ("gis_app.store.audit.record", "after", "done"),
        ("gis_app.services.imports.placing.take_away", "before", "undone"),
        ("gis_app.services.imports.placing.remove_version", "after", "undone"),
    ],
)
def test_an_undo_that_was_killed_is_either_not_done_or_ended(
    town: Context, tmp_path: Path, where: str, when: str, state: str
) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    _dies(town, tmp_path, "undo", where, when)
    tidy(town)
    assert [run.state for run in imports_of(town)] == [state]
    assert len(town.catalogue.versions("bibliotekas")) == (1 if state == "done" else 0)


def test_nothing_of_an_import_that_is_at_work_is_tidied_away(town: Context, tmp_path: Path) -> None:
    held: list[int] = []

    def meanwhile(_done: float) -> None:
        held.append(tidy(town))

    confirm(town, libraries(town, tmp_path), account=None, progress=meanwhile)
    assert set(held[:-1]) == {0}
    undo_import(town, "1", account=None)
    assert _hidden(town) == []
