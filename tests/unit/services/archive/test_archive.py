import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shapely import Point, box

from gis_app.catalog.schema import read_layer
from gis_app.catalog.writer import write_layer
from gis_app.domain.accounts import Account
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services import wiring
from gis_app.services.archive.restore import restore_archive
from gis_app.services.archive.write import write_archive
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store.accounts import put_account
from gis_app.store.audit import record
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import projects, put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories
from tests.unit.catalog.world import layer_file, squares

LATER = [("revision", "9999", "archive_newer"), ("work_epsg", 25884, "archive_other_crs")]
TEXT = {"lv": "Gadījumi", "en": "Cases"}


@pytest.fixture
def other(migrated: Path, tmp_path: Path) -> Iterator[Context]:
    """Another, empty installation."""
    folder = tmp_path / "other"
    shutil.copytree(migrated, folder)
    (folder / "secret").unlink()
    built = wiring.build(Settings(data_dir=folder))
    yield built
    built.database.close()


def fill(context: Context, code: str, tmp_path: Path) -> None:
    def area(key: str, parent: str | None, x: float) -> Territory:
        shape = box(x, 300000, x + 1000, 301000)
        since = date(2021, 7, 1)
        return Territory(
            f"own:{code}{key}@2021-07-01", code, "own", key, "parish", "Āriņi", shape, LKS92, parent, since
        )

    # The child stands before its parent by name, as it may in the table too.
    parent = area("z", None, 500000)
    place = Resource(
        f"{code}-1", code, f"{code}-resursi", "Ābele", "library", True, Point(500500, 300500), LKS92, "exact"
    )
    figure = Observation(f"{code}-cases", parent.id, "2024", None, denominator=500)
    with context.database.transaction() as session:
        put_projects(session, [Project(code, {"lv": "Tur"})])
        put_territories(session, [parent, area("a", parent.id, 501000)])
        put_resources(session, [place, replace(place, id=f"{code}-2", geometry=None, precision="none")])
        put_indicators(session, [Indicator(f"{code}-cases", code, TEXT, TEXT, TEXT, "skaits", "worse", TEXT)])
        put_observations(session, [figure])
    layer = replace(read_layer(layer_file(tmp_path / code)).layer, id=f"{code}-layer", project=code)
    write_layer(layer, squares(), living=context.layers_dir, version="1")


def staff(context: Context) -> None:
    with context.database.transaction() as session:
        put_account(session, Account("1", "anna", Role.ADMIN, session_key="k"), password_hash="-")
        record(session, "1", "account.add", "1", datetime(2026, 5, 20, tzinfo=UTC))


def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def rows_of(file: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of every table without the numbers that only count."""
    found = {}
    for name, content in members(file).items():
        if name.endswith("jsonl"):
            rows = [json.loads(line) for line in content.splitlines()]
            found[name] = [{key: value for key, value in row.items() if type(value) is not int} for row in rows]
    return found


def test_everything_comes_back_equal_into_an_empty_installation(
    context: Context, other: Context, tmp_path: Path
) -> None:
    fill(context, "here", tmp_path)
    staff(context)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    written = write_archive(context, first)
    restored = restore_archive(other, first)
    assert restored.rows == written.rows > 8
    again = wiring.build(other.settings)
    assert again.secret == context.secret
    write_archive(again, second)
    again.database.close()
    assert members(first) == members(second)


def test_one_project_goes_beside_another_and_leaves_accounts_behind(
    context: Context, other: Context, tmp_path: Path
) -> None:
    fill(context, "here", tmp_path)
    fill(context, "elsewhere", tmp_path)
    staff(context)
    fill(other, "third", tmp_path / "o")
    file = tmp_path / "here.zip"
    write_archive(context, file, project="here")
    restore_archive(other, file)
    after = tmp_path / "after.zip"
    write_archive(other, after, project="here")
    assert rows_of(after) == rows_of(file)
    assert "tables/account.jsonl" not in members(file)
    assert "secret" not in members(file)


def test_the_file_is_readable_by_its_owner_only(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    write_archive(context, file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_whole_installation_goes_only_into_an_empty_one(context: Context, tmp_path: Path) -> None:
    fill(context, "here", tmp_path)
    write_archive(context, tmp_path / "all.zip")
    with pytest.raises(Conflict, match="archive_not_empty"):
        restore_archive(context, tmp_path / "all.zip")


def test_a_project_that_is_there_is_never_replaced(context: Context, tmp_path: Path) -> None:
    fill(context, "here", tmp_path)
    write_archive(context, tmp_path / "here.zip", project="here")
    with pytest.raises(Conflict, match="archive_project_taken"):
        restore_archive(context, tmp_path / "here.zip")


def _spoil(file: Path, name: str, content: bytes) -> None:
    kept = {**members(file), "manifest.json": zipfile.ZipFile(file).read("manifest.json"), name: content}
    with zipfile.ZipFile(file, "w") as archive:
        for member, data in kept.items():
            archive.writestr(member, data)


@pytest.mark.parametrize("name", ["tables/resource.jsonl", "tables/stranger.jsonl", "../out.txt"])
def test_a_file_that_was_changed_is_refused_and_nothing_is_stored(
    context: Context, other: Context, tmp_path: Path, name: str
) -> None:
    fill(context, "here", tmp_path)
    file = tmp_path / "all.zip"
    write_archive(context, file)
    _spoil(file, name, b"{}\n")
    with pytest.raises(InputRefused, match="archive_"):
        restore_archive(other, file)
    assert list(other.catalogue.layers()) == []
    assert not list(other.settings.data_dir.glob(".restore-*"))


def test_a_file_that_would_be_unpacked_outside_is_refused(context: Context, other: Context, tmp_path: Path) -> None:
    """``layers//tmp/x`` is no absolute path; without ``layers/`` it is one."""
    file, outside = tmp_path / "all.zip", tmp_path / "outside.txt"
    write_archive(context, file)
    name, content = f"layers/{outside}", b"here I am"
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    _spoil(file, name, content)
    _spoil(file, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(InputRefused, match="archive_foreign"):
        restore_archive(other, file)
    assert not outside.exists()


def test_a_file_cut_short_or_of_somebody_else_is_refused(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    write_archive(context, file)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputRefused, match="archive_damaged"):
        restore_archive(context, file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "[]")
    with pytest.raises(InputRefused, match="archive_foreign"):
        restore_archive(context, file)
    with pytest.raises(NotFound):
        restore_archive(context, tmp_path / "nowhere.zip")


@pytest.mark.parametrize("said", LATER)
def test_a_file_of_a_later_version_or_another_crs_is_refused(
    context: Context, other: Context, tmp_path: Path, said: tuple[str, object, str]
) -> None:
    key, value, code = said
    file = tmp_path / "all.zip"
    write_archive(context, file)
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json")) | {key: value}
    _spoil(file, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(InputRefused, match=code):
        restore_archive(other, file)


def test_a_clash_of_records_takes_back_rows_and_layers(context: Context, other: Context, tmp_path: Path) -> None:
    fill(context, "here", tmp_path)
    file = tmp_path / "here.zip"
    write_archive(context, file, project="here")
    with other.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Cits"})])
        place = Resource("here-1", "there", "there-resursi", "Cita", "library", True, None, LKS92, "none")
        put_resources(session, [place])
    with pytest.raises(Conflict, match="archive_rows_taken"):
        restore_archive(other, file)
    assert list(other.catalogue.layers()) == []
    with other.database.reading() as session:
        assert [project.code for project in projects(session)] == ["there"]


def test_an_archive_of_one_project_brings_nothing_of_another(context: Context, other: Context, tmp_path: Path) -> None:
    fill(context, "here", tmp_path)
    file = tmp_path / "here.zip"
    write_archive(context, file, project="here")
    rows = members(file)["tables/resource.jsonl"].replace(b'"project": "here"', b'"project": "there"')
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"]["tables/resource.jsonl"] = hashlib.sha256(rows).hexdigest()
    _spoil(file, "tables/resource.jsonl", rows)
    _spoil(file, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(InputRefused, match="archive_foreign"):
        restore_archive(other, file)
