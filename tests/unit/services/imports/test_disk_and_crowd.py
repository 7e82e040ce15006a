"""The disk is full or closed; two people import at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.catalog import writer
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.history import imports_of
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.unit.services.imports.world import ROWS, libraries, silent

TOP = Path(__file__).parents[4]
FULL = """
import resource, sys
from pathlib import Path
from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.services.imports.confirm import confirm
from tests.unit.services.imports.world import libraries, silent

context = wiring.build(Settings(data_dir=Path(sys.argv[1])))
draft = libraries(context, Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # no file may grow beyond 20 kB, as on a full disk
try:
    confirm(context, draft, account=None, progress=silent)
except Exception as error:
    print(type(error).__name__, getattr(error, "code", ""))
"""


@pytest.fixture
def town(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project(code="te", title={"lv": "Te"})])
    return context


def _hidden(context: Context) -> list[str]:
    return [file.name for file in context.layers_dir.rglob(".*") if file.name != ".imports.lock"]


def test_on_a_full_disk_nothing_is_stored_and_the_person_is_told(town: Context, tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(town.settings.data_dir), str(tmp_path)]
    told = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout
    assert told.split() in (["InputRefused", "layer_not_written"], ["InputRefused", "import_not_written"])
    assert (imports_of(town), town.catalogue.versions("bibliotekas"), _hidden(town)) == ([], [], [])


def test_a_folder_that_takes_nothing_is_told_as_such(
    town: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writer, "_write_geopackage", closed)
    with pytest.raises(InputRefused) as refused:
        confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    assert (refused.value.code, refused.value.params) == ("import_not_written", {"value": "Permission denied"})
    assert (imports_of(town), _hidden(town)) == ([], [])


def test_two_people_who_import_the_same_file_at_once_store_it_once(town: Context, tmp_path: Path) -> None:
    draft = libraries(town, tmp_path)
    with ThreadPoolExecutor(2) as crowd:
        done = list(crowd.map(lambda _who: confirm(town, draft, account=None, progress=silent), range(2)))
    assert sorted(one.repeated for one in done) == [False, True]
    assert len(imports_of(town)) == len(town.catalogue.versions("bibliotekas")) == 1


def test_two_versions_at_once_are_two_and_the_later_one_is_shown(town: Context, tmp_path: Path) -> None:
    drafts = [replace(libraries(town, tmp_path, rows=ROWS[:count]), sha256=str(count)) for count in (1, 2)]

    with ThreadPoolExecutor(2) as crowd:
        done = list(crowd.map(lambda draft: confirm(town, draft, account=None, progress=silent), drafts))
    newest = max(done, key=lambda one: one.number)
    assert len(town.catalogue.versions("bibliotekas")) == 2
    assert len(town.catalogue.frame("bibliotekas")) == newest.features
    assert _hidden(town) == []
