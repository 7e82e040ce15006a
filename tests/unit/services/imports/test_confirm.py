from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from shapely.geometry import Point

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.history import imports_of
from gis_app.services.imports.undo import undo_import
from gis_app.services.imports.versions import remove_version, versions_of
from gis_app.services.layers import features_of, layer_of
from gis_app.services.wiring import Context
from gis_app.store.projects import projects, put_projects
from tests.conftest import NOW
from tests.unit.services.imports.world import ROWS, libraries, silent


@pytest.fixture
def town(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project(code="te", title={"lv": "Te"})])
    return context


def _names(context: Context) -> list[str]:
    found = features_of(context, "bibliotekas", project="te", role=Role.PLANNER, epsg=3059)
    return [feature.properties["nosaukums"] for feature in found]


def _later(context: Context) -> Context:
    return replace(context, clock=lambda: NOW + timedelta(hours=1))


def test_an_import_becomes_a_layer_with_everything_that_was_said_of_it(town: Context, tmp_path: Path) -> None:
    said = {"source": "Kultūras karte", "licence": "CC0", "dated": date(2026, 3, 1)}
    done = confirm(town, libraries(town, tmp_path, **said), account=None, progress=silent)
    layer = layer_of(town, "bibliotekas", project="te", role=Role.PLANNER)
    assert (done.features, done.refused, done.repeated) == (2, 1, False)
    assert (layer.source["lv"], layer.licence, layer.dated) == ("Kultūras karte", "CC0", date(2026, 3, 1))
    assert (layer.name_field, layer.id_field, layer.geometry, layer.public) == ("nosaukums", "kods", "point", False)
    found = features_of(town, "bibliotekas", project="te", role=Role.PLANNER, epsg=3059)
    assert [(one.id, one.properties["kods"], one.geometry) for one in found] == [
        (code, code, place) for _name, code, place in ROWS
    ]


def test_what_nobody_knows_of_the_source_is_kept_openly(town: Context, tmp_path: Path) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    layer = layer_of(town, "bibliotekas", project="te", role=Role.PLANNER)
    assert (layer.source["lv"], layer.licence, layer.dated) == ("nav zināms", "not known", None)


def test_rule_6_7_an_imported_layer_is_a_private_draft_until_somebody_chooses(town: Context, tmp_path: Path) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    with pytest.raises(NotFound):
        layer_of(town, "bibliotekas", project="te", role=Role.PUBLIC)
    confirm(town, libraries(town, tmp_path, layer="atvertas", public=True), account=None, progress=silent)
    assert layer_of(town, "atvertas", project="te", role=Role.PUBLIC).public


def test_the_same_file_again_says_so_and_stores_nothing(town: Context, tmp_path: Path) -> None:
    first = confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    again = confirm(_later(town), libraries(town, tmp_path), account=None, progress=silent)
    assert again == replace(first, repeated=True)
    assert len(imports_of(town)) == len(versions_of(town, "bibliotekas")) == 1


def test_another_file_is_a_new_version_and_the_old_one_is_kept(town: Context, tmp_path: Path) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    confirm(_later(town), libraries(town, tmp_path, rows=ROWS[:1]), account=None, progress=silent)
    assert _names(town) == ["Centra bibliotēka"]
    assert [found.layer.version for found in versions_of(town, "bibliotekas")] == [
        "20260520T183000Z",
        "20260520T173000Z",
    ]


def test_two_versions_of_one_second_have_an_order(town: Context, tmp_path: Path) -> None:
    for count in (1, 2):
        confirm(town, libraries(town, tmp_path, rows=ROWS[:count]), account=None, progress=silent)
    assert len(_names(town)) == 2
    assert versions_of(town, "bibliotekas")[0].layer.version == "20260520T173000Z.001"


def test_an_import_that_is_undone_gives_the_version_before_back(town: Context, tmp_path: Path) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    second = confirm(_later(town), libraries(town, tmp_path, rows=ROWS[:1]), account=None, progress=silent)
    undo_import(town, second.import_id, account=None)
    assert _names(town) == ["Centra bibliotēka", "Krasta bibliotēka"]
    assert [run.state for run in imports_of(town)] == ["undone", "done"]
    undo_import(town, "1", account=None)
    assert not (town.layers_dir / "bibliotekas").exists()
    with pytest.raises(Conflict, match="import_undone"):
        undo_import(town, "1", account=None)


def test_an_import_on_which_a_later_one_stands_is_not_undone_first(town: Context, tmp_path: Path) -> None:
    first = confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    confirm(_later(town), libraries(town, tmp_path, rows=ROWS[:1]), account=None, progress=silent)
    with pytest.raises(Conflict) as refused:
        undo_import(town, first.import_id, account=None)
    assert refused.value.params == {"value": 1, "other": 2, "file": "bibliotekas.csv"}


def test_one_version_can_be_removed_from_the_catalogue(town: Context, tmp_path: Path) -> None:
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    confirm(_later(town), libraries(town, tmp_path, rows=ROWS[:1]), account=None, progress=silent)
    remove_version(town, "bibliotekas", "20260520T183000Z", account=None)
    assert len(_names(town)) == 2
    with pytest.raises(NotFound):
        remove_version(town, "bibliotekas", "20260520T183000Z", account=None)


def test_a_file_of_which_nothing_can_be_stored_is_refused(town: Context, tmp_path: Path) -> None:
    draft = libraries(town, tmp_path, rows=[("Nekur", "1", None), ("Arī nekur", "2", None)])
    with pytest.raises(InputRefused, match="import_nothing_left"):
        confirm(town, draft, account=None, progress=silent)
    assert imports_of(town) == []


@pytest.mark.parametrize("taken", ["riga-adreses", "cita-projekta"])
def test_the_id_of_another_layer_is_not_taken(town: Context, tmp_path: Path, taken: str) -> None:
    with town.database.transaction() as session:
        put_projects(session, [Project(code="cits", title={"lv": "Cits"})], first_place=1)
    confirm(town, libraries(town, tmp_path, layer="cita-projekta", project="cits"), account=None, progress=silent)
    with pytest.raises(Conflict, match="layer_id_taken"):
        confirm(town, libraries(town, tmp_path, layer=taken, project="te"), account=None, progress=silent)


def test_an_id_that_cannot_be_one_is_refused_with_a_proposal(town: Context, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        confirm(town, libraries(town, tmp_path, layer="Mūsu skolas!"), account=None, progress=silent)
    assert refused.value.params["expected"] == "musu-skolas"


def test_without_any_project_one_is_made_around_the_data(context: Context, tmp_path: Path) -> None:
    done = confirm(context, libraries(context, tmp_path, project="ogre"), account=None, progress=silent)
    with context.database.reading() as session:
        (made,) = projects(session)
    assert (done.made_project, made.code) == ("ogre", "ogre")
    assert made.bounds is not None
    west, south, east, north = made.bounds.to(4326).box
    assert (west < 24.05, east > 24.1) == (True, True)
    assert (south < 56.9, north > 56.95) == (True, True)


def test_columns_that_a_geopackage_keeps_for_itself_get_other_names(town: Context, tmp_path: Path) -> None:
    draft = libraries(town, tmp_path)
    assert draft.frame is not None
    odd = draft.frame.assign(fid=["a", "b", "c"], Kods=["x", "y", "z"])
    confirm(town, replace(draft, frame=odd), account=None, progress=silent)
    found = features_of(town, "bibliotekas", project="te", role=Role.PLANNER)[0]
    assert found.properties == {"nosaukums": "Centra bibliotēka", "kods": "007", "fid_2": "a", "Kods_2": "x"}


def test_a_layer_of_points_and_lines_together_is_of_any_geometry(town: Context, tmp_path: Path) -> None:
    draft = libraries(town, tmp_path, rows=[*ROWS])
    assert draft.frame is not None
    draft.frame.loc[2, "geometry"] = Point(0, 0).buffer(5)
    confirm(town, draft, account=None, progress=silent)
    assert layer_of(town, "bibliotekas", project="te", role=Role.PLANNER).geometry == "any"


def test_a_project_that_an_import_made_grows_with_the_next_one(context: Context, tmp_path: Path) -> None:
    confirm(context, libraries(context, tmp_path), account=None, progress=silent)
    far = libraries(context, tmp_path, layer="talu")
    seen = replace(far.understanding, bounds=Bounds(26.5, 55.8, 26.6, 55.9, 4326))
    confirm(context, replace(far, understanding=seen), account=None, progress=silent)
    with context.database.reading() as session:
        (made,) = projects(session)
    assert made.bounds is not None
    west, south, east, north = made.bounds.to(4326).box
    assert (west < 24.05, south < 55.8, east > 26.6, north > 56.95) == (True, True, True, True)


def test_a_project_that_people_made_stays_where_it_is(town: Context, tmp_path: Path) -> None:
    here = Project(code="te", title={"lv": "Te"}, bounds=Bounds(500_000, 300_000, 501_000, 301_000, 3059))
    with town.database.transaction() as session:
        put_projects(session, [here])
    confirm(town, libraries(town, tmp_path), account=None, progress=silent)
    with town.database.reading() as session:
        assert projects(session) == [here]
