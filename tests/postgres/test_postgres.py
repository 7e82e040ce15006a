"""The store on PostgreSQL: the same tables, the same answers, and the way there and back.

Marked ``postgres``: the module starts a server of its own; without PostgreSQL it skips with the reason.
"""

import json
import zipfile
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shapely import Point, box

from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.resources import Resource
from gis_app.services import wiring
from gis_app.services.archive.restore import restore_archive
from gis_app.services.archive.write import write_archive
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store.audit import record
from gis_app.store.models import Base
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources, resources
from gis_app.web.factory import create_app

pytestmark = pytest.mark.postgres


def place(key: str, x: float) -> Resource:
    return Resource(key, "there", "there-resursi", f"Ābele {key}", "library", True, Point(x, 300500), LKS92, "exact")


def put(context: Context, *places: Resource) -> None:
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur", "en": "There"})])
        put_resources(session, places)


def tables(file: Path) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.startswith("tables/")]
        return {name: [json.loads(line) for line in archive.read(name).splitlines()] for name in names}


def test_migrations_make_the_tables_of_the_models(postgres: Context) -> None:
    with postgres.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_places_come_back_by_their_box(postgres: Context) -> None:
    put(postgres, place("1", 500500), place("2", 509500))
    with postgres.database.reading() as session:
        found = resources(session, "there", sensitive=True, bounds=Bounds(500000, 300000, 501000, 301000, LKS92))
    assert [one.name for one in found] == ["Ābele 1"]
    assert found[0].geometry is not None
    assert found[0].geometry.equals(Point(500500, 300500))


def test_writers_at_one_time_all_get_their_turn(postgres: Context) -> None:
    put(postgres)

    def write(number: int) -> None:
        with postgres.database.transaction() as session:
            put_resources(session, [place(str(number), 500000 + number)])

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with postgres.database.reading() as session:
        assert len(resources(session, "there", sensitive=True)) == 8


def test_the_map_shows_a_new_place_at_once(postgres: Context) -> None:
    put(postgres, place("1", 500500))
    client = create_app(context=postgres).test_client()
    asked = "/api/v1/layers/there-resursi/features?project=there&bbox=23.9,56.8,24.3,57.0&zoom=16"
    west, south, east, north = Bounds(*box(500000, 300000, 501000, 301000).bounds, epsg=LKS92).to(4326).box
    asked = f"/api/v1/layers/there-resursi/features?project=there&bbox={west},{south},{east},{north}&zoom=16"
    assert len(client.get(asked).get_json(force=True)["features"]) == 1
    put(postgres, place("2", 500600))
    assert len(client.get(asked).get_json(force=True)["features"]) == 2


def test_an_installation_moves_from_sqlite_to_postgresql_and_back_unchanged(
    context: Context, postgres: Context, tmp_path: Path
) -> None:
    put(context, place("1", 500500), place("2", 509500))
    with context.database.transaction() as session:
        record(session, None, "account.add", "1", context.clock())
    first, second, third = (tmp_path / f"{name}.zip" for name in ("first", "second", "third"))
    write_archive(context, first)
    restore_archive(postgres, first)
    write_archive(postgres, second)
    back = wiring.build(Settings(data_dir=tmp_path / "back"))
    restore_archive(back, second)
    write_archive(back, third)
    back.database.close()
    assert tables(first) == tables(second) == tables(third)


def test_numbers_go_on_after_a_move(context: Context, postgres: Context, tmp_path: Path) -> None:
    with context.database.transaction() as session:
        record(session, None, "account.add", "1", context.clock())
        record(session, None, "account.add", "2", context.clock())
    write_archive(context, tmp_path / "all.zip")
    restore_archive(postgres, tmp_path / "all.zip")
    with postgres.database.transaction() as session:
        record(session, None, "account.add", "3", postgres.clock())
    write_archive(postgres, tmp_path / "after.zip")
    assert [row["id"] for row in tables(tmp_path / "after.zip")["tables/audit.jsonl"]] == [1, 2, 3]
