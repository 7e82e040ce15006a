from dataclasses import replace
from pathlib import Path

import pytest
from shapely import Point

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.imports import Choices
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.imports.understand import understand
from gis_app.services.layers import features_of, layer_of
from gis_app.services.search import geocode, search
from gis_app.services.search_places import has_names
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.register_world import register_zip
from tests.unit.services.imports.world import silent

CHOICES = Choices(project="zoseni", target="addresses", layer="adreses")


def brought(context: Context, file: Path) -> Draft:
    return examined(context, understand(context, file, name=file.name, choices=CHOICES))


@pytest.fixture
def register(context: Context, tmp_path: Path) -> Context:
    confirm(context, brought(context, register_zip(tmp_path / "varis.zip")), account=None, progress=silent)
    return context


def test_the_tables_are_known_and_counted_before_anything_is_stored(context: Context, tmp_path: Path) -> None:
    draft = brought(context, register_zip(tmp_path / "varis.zip"))
    assert draft.facts["preset"] == "address_register"
    assert (draft.facts["houses"], draft.facts["farms"], draft.facts["villages"], draft.facts["gone"]) == (6, 3, 2, 2)
    assert (draft.choices.source, str(draft.choices.dated)) == (
        "Valsts adrešu reģistrs (Valsts zemes dienests)",
        "2026-02-14",
    )
    told = draft.problems[0]
    assert (told.code, told.params["value"]) == ("register_tables_absent", "towns")


def test_an_address_says_street_village_parish_and_municipality(register: Context) -> None:
    houses = features_of(register, "adreses", project="zoseni", role=Role.PUBLIC, epsg=3059)
    said = {one.properties["number"] + one.id: one.properties for one in houses}
    assert said["111"]["address"] == "Zosu iela 1, Zosēni, Zosēnu pag., Zosu nov."
    assert said["3 k-212"]["address"] == "Zosu iela 3 k-2, Zosēni, Zosēnu pag., Zosu nov."
    assert (said["713"]["street"], said["713"]["address"]) == ("Zosēni", "Zosēni 7, Zosēnu pag., Zosu nov.")
    assert (said["Liepas10"]["street"], said["Liepas10"]["locality"]) == ("", "Zosēnu pag.")
    places = {one.id: one.geometry for one in houses}
    assert places["10"] == Point(600_000, 340_000)


def test_villages_stand_amid_their_houses_or_where_the_register_says(register: Context) -> None:
    names = features_of(register, "adreses-vardi", project="zoseni", role=Role.PUBLIC, epsg=3059)
    found = {(one.properties["name"], one.properties["kind"]): one.geometry for one in names}
    assert set(found) == {("Zosēni", "village"), ("Zaķi", "hamlet"), ("Liepas", "farm")}
    village, hamlet = found["Zosēni", "village"], found["Zaķi", "hamlet"]
    # The median of the four houses of Zosēni, and the middle that the register gives for Zaķi.
    assert (village, hamlet) == (Point(601_060, 341_060), Point(605_500, 345_500))


def test_farms_and_villages_are_found_by_the_names_people_use(register: Context) -> None:
    hits = search(register, "liepas", project="zoseni", role=Role.PUBLIC)
    assert [(hit.kind, hit.title) for hit in hits] == [
        ("address", "Liepas, Zaķu pag., Zosu nov."),
        ("address", "Liepas, Zosēnu pag., Zosu nov."),
    ]
    (village, *_) = search(register, "zoseni", project="zoseni", role=Role.PUBLIC)
    assert (village.kind, village.title, village.code) == ("place", "Zosēni", "village")


def test_a_farm_of_a_named_parish_is_geocoded_and_a_name_alone_stays_ambiguous(register: Context) -> None:
    one = geocode(register, "„Liepas”, Zaķu pagasts, Zosu novads, LV-4112", project="zoseni")
    assert (one[0].title, one[0].score) == ("Liepas, Zaķu pag., Zosu nov.", 1.0)
    both = geocode(register, "Liepas", project="zoseni")
    assert [hit.score for hit in both] == [1.0, 1.0]


def test_only_houses_on_and_around_the_ground_of_the_project_are_taken(context: Context, tmp_path: Path) -> None:
    ground = Bounds(599_500, 339_500, 600_500, 340_500, 3059)
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"}, bounds=ground)])
    draft = brought(context, register_zip(tmp_path / "varis.zip"))
    assert draft.facts["houses"] == 5
    away = replace(CHOICES, project="talu")
    with context.database.transaction() as session:
        put_projects(
            session, [Project("talu", {"lv": "Tālu"}, bounds=Bounds(300_000, 200_000, 300_100, 200_100, 3059))]
        )
    file = register_zip(tmp_path / "again.zip")
    with pytest.raises(InputRefused, match="register_nothing_here"):
        examined(context, understand(context, file, name=file.name, choices=away))


def test_a_zip_without_buildings_says_which_table_is_missing(context: Context, tmp_path: Path) -> None:
    file = register_zip(tmp_path / "aw_eka.csv.zip", without=("aw_eka.csv",))
    draft = understand(context, file, name="aw_eka.csv", choices=CHOICES)
    with pytest.raises(InputRefused, match="register_without_buildings"):
        examined(context, draft)


def test_a_project_without_names_says_so(context: Context, tmp_path: Path) -> None:
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"})])
    assert not has_names(context, project="zoseni", role=Role.PUBLIC)
    confirm(context, brought(context, register_zip(tmp_path / "varis.zip")), account=None, progress=silent)
    assert has_names(context, project="zoseni", role=Role.PUBLIC)
    assert layer_of(context, "adreses", project="zoseni", role=Role.PUBLIC).dated is not None
