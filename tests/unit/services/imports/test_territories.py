from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from geopandas import GeoDataFrame
from shapely.geometry import Point

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.roles import Role
from gis_app.services.imports.undo import undo_import
from gis_app.services.layers import layers_of
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.territories import RegisterEntry, entries
from tests.unit.services.imports.territory_world import after, before, look, real, square, take, units

LATVIA = Path(__file__).resolve().parents[5] / "shared" / "data" / "latvia"
needs_reference = pytest.mark.skipif(not LATVIA.is_dir(), reason="the shared reference data are not on this machine")
OLD, NEW = {"name": "robezas-2021-01-01.gpkg", "layer": "pirms"}, {"name": "robezas_20220701.gpkg", "layer": "pec"}


@pytest.fixture
def land(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project("zeme", {"lv": "Zeme"}), Project("cita", {"lv": "Cita"})])
    return context


def register(context: Context) -> dict[str, RegisterEntry]:
    with context.database.reading() as session:
        return {entry.id: entry for entry in entries(session)}


def codes(draft: Any) -> list[str]:
    return [problem.code for problem in draft.problems]


def test_units_and_their_municipalities_become_territories_of_a_day(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    found = register(land)
    parish, municipality = found["atvk:LV0400268@2021-01-01"], found["atvk:LV0400200@2021-01-01"]
    assert (parish.level, parish.name, parish.parent) == ("parish", "Īslīces pagasts", municipality.id)
    assert (municipality.level, municipality.name, municipality.parent) == ("municipality", "Bauskas novads", None)
    assert found["atvk:LV0090000@2021-01-01"].level == "state_city"
    assert Counter(entry.level for entry in found.values()) == {"parish": 4, "municipality": 2, "state_city": 1}


def test_one_file_makes_a_layer_of_units_and_one_of_municipalities_each_with_its_day(
    land: Context, tmp_path: Path
) -> None:
    take(land, tmp_path, before(), **OLD)
    made = {layer.id: layer for layer in layers_of(land, project="zeme", role=Role.PLANNER) if layer.level}
    assert {(one.id, one.level, one.dated, one.made) for one in made.values()} == {
        ("pirms", "parish", date(2021, 1, 1), "published"),
        ("pirms-novadi", "municipality", date(2021, 1, 1), "computed"),
    }
    assert [len(land.catalogue.frame(layer)) for layer in ("pirms", "pirms-novadi")] == [5, 3]
    assert set(land.catalogue.frame("pirms-novadi")["id"]) <= register(land).keys()


def test_before_and_after_a_reform_stand_side_by_side_and_the_older_one_ends(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    draft = look(land, tmp_path, after(), **NEW)
    assert draft.facts["closes_on"] == "2021-06-30"
    assert "territory_version_closes" in codes(draft)
    take(land, tmp_path, after(), **NEW)
    ends = {(entry.valid_from, entry.valid_to) for entry in register(land).values()}
    assert ends == {(date(2021, 1, 1), date(2021, 6, 30)), (date(2022, 7, 1), None)}
    switched = {one.id: one.visible for one in layers_of(land, project="zeme", role=Role.PLANNER) if one.level}
    assert switched == {"pirms": False, "pirms-novadi": False, "pec": True, "pec-novadi": True}


def test_an_older_version_brought_later_ends_before_the_newer_one(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, after(), **NEW)
    draft = look(land, tmp_path, before(), **OLD)
    assert "territory_version_ends" in codes(draft)
    take(land, tmp_path, before(), **OLD)
    assert register(land)["atvk:LV0400268@2021-01-01"].valid_to == date(2022, 6, 30)
    assert register(land)["atvk:LV0025450@2022-07-01"].valid_to is None


def test_whoever_wants_it_leaves_the_older_version_open(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    take(land, tmp_path, after(), **NEW, options={"close_older": False})
    assert register(land)["atvk:LV0400268@2021-01-01"].valid_to is None


def test_undoing_an_import_of_boundaries_opens_the_older_ones_again(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    there = register(land)
    done = take(land, tmp_path, after(), **NEW)
    undo_import(land, done.import_id, account=None)
    assert register(land) == there


@pytest.mark.parametrize("form", ["0400268", 400268, 400268.0, "LV0400268"])
def test_a_code_in_any_form_is_kept_in_one(land: Context, tmp_path: Path, form: Any) -> None:
    frame = before()
    cells = [form, 400296, 409584, 409552, 90000] if isinstance(form, int | float) else [form, *frame["L1_code"][1:]]
    frame["L1_code"] = cells
    draft = look(land, tmp_path, frame, **OLD)
    take(land, tmp_path, frame, **OLD)
    assert "atvk:LV0400268@2021-01-01" in register(land)
    assert ("territory_codes_mended" in codes(draft)) == isinstance(form, int | float)


def test_a_doubled_code_is_refused_by_row_and_the_first_stays(land: Context, tmp_path: Path) -> None:
    frame = before()
    frame.loc[3, "L1_code"] = "LV0400268"
    draft = look(land, tmp_path, frame, **OLD, columns={"code": "L1_code"})
    (problem,) = [one for one in draft.problems if one.code == "territory_code_twice"]
    assert (problem.row, problem.column, problem.severity, problem.params["other"]) == (4, "L1_code", "refused", 1)
    done = take(land, tmp_path, frame, **OLD, columns={"code": "L1_code"})
    assert (done.refused, register(land)["atvk:LV0400268@2021-01-01"].name) == (1, "Īslīces pagasts")


def test_what_cannot_be_a_territory_is_refused_by_row_with_a_reason(land: Context, tmp_path: Path) -> None:
    rows = [
        ("LV0400268", "Īslīces pagasts", "LV0400200", "Bauskas novads", 7, Point(1, 1)),
        ("LV0400296", "", "LV0400200", "Bauskas novads", 7, square(1, 0)),
        ("nav", "Stelpes pagasts", "LV0400200", "Bauskas novads", 7, square(0, 1)),
        ("LV0400252", "Bārbeles pagasts", "LV0400200", "Bauskas novads", 7, square(1, 1)),
    ]
    draft = look(land, tmp_path, units(rows), **OLD, columns={"code": "L1_code"})
    found = {one.row: one.code for one in draft.problems if one.severity == "refused"}
    assert found == {1: "territory_not_area", 2: "territory_without_name", 3: "territory_code_unreadable"}


def test_levels_are_told_by_code_and_name_when_no_column_has_them(land: Context, tmp_path: Path) -> None:
    frame = units(
        [
            ("0960201", "Valmieras pilsēta", "0960200", "Valmieras novads", 0, square(0, 0)),
            ("0960260", "Kauguru pagasts", "0960200", "Valmieras novads", 0, square(1, 0)),
            ("0090000", "Jelgava", "0090000", "Jelgava", 0, square(2, 0)),
        ]
    ).drop(columns="L1_type")
    take(land, tmp_path, frame, **OLD)
    levels = {entry.name: entry.level for entry in register(land).values()}
    assert levels == {
        "Valmieras novads": "municipality",
        "Valmieras pilsēta": "town",
        "Kauguru pagasts": "parish",
        "Jelgava": "state_city",
    }


def test_a_level_that_nothing_says_is_asked_and_one_choice_answers_for_all(land: Context, tmp_path: Path) -> None:
    frame = GeoDataFrame({"vieta": ["Krasts", "Kalns"]}, geometry=[square(0, 0), square(1, 0)], crs=3059)
    asked = look(land, tmp_path, frame, columns={"name": "vieta"})
    assert codes(asked).count("territory_level_unknown") == 2
    take(land, tmp_path, frame, columns={"name": "vieta"}, options={"level": "neighbourhood"})
    assert {(entry.scheme, entry.level) for entry in register(land).values()} == {("own", "neighbourhood")}


def test_codes_of_neighbourhoods_of_the_statistical_bureau_are_known(land: Context, tmp_path: Path) -> None:
    frame = GeoDataFrame(
        {"Code": ["LVRIG11", "LVVAL05"], "Name": ["Centrs", "Centrs"]}, geometry=[square(0, 0), square(5, 5)], crs=3059
    )
    draft = look(land, tmp_path, frame, name="apkaimes_2021-01-01.gpkg")
    assert draft.facts["repeated_names"] == {"Centrs": ["LVRIG11", "LVVAL05"]}
    take(land, tmp_path, frame, name="apkaimes_2021-01-01.gpkg")
    assert register(land).keys() == {"csp:LVRIG11@2021-01-01", "csp:LVVAL05@2021-01-01"}
    assert {entry.level for entry in register(land).values()} == {"neighbourhood"}


def test_overlaps_and_holes_between_units_are_listed_with_their_area(land: Context, tmp_path: Path) -> None:
    rows = [
        (f"LV04002{number}", f"{number}. pagasts", "LV0400200", "Bauskas novads", 7, shape)
        for number, shape in enumerate(
            [
                square(0, 0, wide=3),
                square(0, 2, wide=3),
                square(0, 1),
                square(2, 1, wide=1.5),
                square(3, 0, wide=2, high=2),
            ],
            start=50,
        )
    ]
    found = {one.code: one.params for one in look(land, tmp_path, units(rows), **OLD).problems}
    assert found["territory_overlap"] == {"value": "53. pagasts", "other": "54. pagasts", "area": 0.5}
    assert found["territory_gap"]["area"] == 1.0


def test_a_date_that_is_not_known_is_said_and_kept_openly(land: Context, tmp_path: Path) -> None:
    draft = look(land, tmp_path, before())
    assert "territory_date_unknown" in codes(draft)
    take(land, tmp_path, before())
    assert register(land)["atvk:LV0400268@unknown"].valid_from is None


def test_codes_of_another_time_than_the_day_are_noticed(land: Context, tmp_path: Path) -> None:
    assert "territory_codes_older" in codes(look(land, tmp_path, before(), **NEW))
    assert "territory_codes_newer" in codes(look(land, tmp_path, after(), **OLD))


def test_a_day_that_is_none_is_refused_with_the_form_it_should_have(land: Context, tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        look(land, tmp_path, before(), options={"valid_from": "1.7.2021"})
    assert refused.value.code == "day_refused"


def test_territories_of_another_project_are_refused_and_never_replaced(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    there = register(land)
    draft = look(land, tmp_path, before(), **OLD | {"layer": "svess"}, project="cita")
    (problem,) = [one for one in draft.problems if one.code == "territory_of_other_project"]
    assert (problem.severity, problem.params["count"], problem.params["project"]) == ("refused", 7, "zeme")
    with pytest.raises(Conflict) as refused:
        take(land, tmp_path, before(), **OLD | {"layer": "svess"}, project="cita")
    assert refused.value.code == "territory_of_other_project"
    assert register(land) == there


def test_parents_that_only_the_register_has_are_found_there(land: Context, tmp_path: Path) -> None:
    take(land, tmp_path, before(), **OLD)
    villages = GeoDataFrame(
        {"nosaukums": ["Rītausmas"], "novads": ["Bauskas nov."]}, geometry=[square(0, 0, wide=0.2, high=0.2)], crs=3059
    )
    chosen = {"columns": {"name": "nosaukums", "parent_name": "novads"}, "options": {"level": "village"}}
    take(land, tmp_path, villages, name="ciemi_2021-02-01.gpkg", layer="ciemi", **chosen)
    (village,) = [entry for entry in register(land).values() if entry.level == "village"]
    assert village.parent == "atvk:LV0400200@2021-01-01"


@needs_reference
def test_119_then_43_then_42_municipalities_are_loaded_side_by_side(land: Context, tmp_path: Path) -> None:
    """Counts: the list of territories in the public register, before 1 July 2021, after it, and since 1 July 2025."""
    for day, name, layer in (
        ("2021-01-01", "lv_territorial_units_2021-01-01.gpkg", "vienibas-2021"),
        ("2022-07-01", "lv_territorial_units_2022-07-01.gpkg", "vienibas-2022"),
        ("2025-07-01", "lv_municipalities_2025-07-01_derived.gpkg", "novadi-2025"),
    ):
        draft = look(land, tmp_path, real(LATVIA, name), name=name, layer=layer)
        assert draft.choices.options["valid_from"] == day
        assert not {"territory_overlap", "territory_gap", "territory_unlike_units"} & set(codes(draft))
        take(land, tmp_path, real(LATVIA, name), name=name, layer=layer)
    counts = {layer.id: len(land.catalogue.frame(layer.id)) for layer in land.catalogue.layers()}
    assert counts == {
        "vienibas-2021": 587,
        "vienibas-2021-novadi": 119,
        "vienibas-2022": 592,
        "vienibas-2022-novadi": 43,
        "novadi-2025": 42,
    }
    ends = Counter((entry.valid_from, entry.valid_to) for entry in register(land).values())
    assert ends[date(2021, 1, 1), date(2021, 6, 30)] == 683
    assert ends[date(2022, 7, 1), date(2025, 6, 30)] == 43


def test_units_outside_the_country_are_noticed_by_row(land: Context, tmp_path: Path) -> None:
    frame = before()
    frame.loc[1, "geometry"] = square(900, 900)
    found = [
        (one.row, one.params["value"]) for one in look(land, tmp_path, frame, **OLD).problems if "outside" in one.code
    ]
    assert found == [(2, "Vecsaules pagasts")]
