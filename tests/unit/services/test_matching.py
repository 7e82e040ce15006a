from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely import box

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Project, Territory, territory_id
from gis_app.services.matching import match_units
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories, territories

BEFORE, AFTER = date(2021, 1, 1), date(2021, 7, 1)
UNITS = [
    ("LV0006000", "state_city", "Rēzekne", "", AFTER),
    ("LV0043000", "municipality", "Rēzeknes novads", "", AFTER),
    ("LV0043210", "town", "Viļāni", "LV0043000", AFTER),
    ("LV0043600", "parish", "Viļānu pagasts", "LV0043000", AFTER),
    ("LV0020000", "municipality", "Aizkraukles novads", "", AFTER),
    ("LV0022000", "municipality", "Augšdaugavas novads", "", AFTER),
    ("LV0020500", "parish", "Pilskalnes pagasts", "LV0020000", AFTER),
    ("LV0022500", "parish", "Pilskalnes pagasts", "LV0022000", AFTER),
    ("LV0210000", "state_city", "Rēzekne", "", BEFORE),
    ("LV0780200", "municipality", "Rēzeknes novads", "", BEFORE),
]


@pytest.fixture
def register(context: Context) -> Context:
    """A few units before and after a reform, as the real ones are named; the older ones end with it."""
    rows = [
        Territory(
            id=territory_id("atvk", code, since),
            project="latvija",
            scheme="atvk",
            code=code,
            level=level,
            name=name,
            geometry=box(number, 0, number + 1, 1),
            epsg=3059,
            parent=territory_id("atvk", parent, since) if parent else None,
            valid_from=since,
            valid_to=date(2021, 6, 30) if since == BEFORE else None,
        )
        for number, (code, level, name, parent, since) in enumerate(UNITS)
    ]
    rows.sort(key=lambda row: row.parent or "")
    with context.database.transaction() as session:
        put_projects(session, [Project("latvija", {"lv": "Latvija", "en": "Latvia"})])
        put_territories(session, rows)
    return context


def one(context: Context, key: object, **asked: object) -> str:
    """Return the id matched to a single key, or why there is none."""
    found = match_units(context, [key], **asked)  # type: ignore[arg-type]
    if found.ambiguous:
        return "? " + ", ".join(f"{item.code} {item.why}" for item in found.ambiguous[0])
    return found.matched.get(0, "-")


@pytest.mark.parametrize("cell", ["LV0043210", "0043210", 43210, 43210.0, "43210.0", " lv0043210 "])
def test_a_code_in_any_form_finds_its_unit(register: Context, cell: object) -> None:
    assert one(register, cell) == "atvk:LV0043210@2021-07-01"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rēzekne", "LV0006000"),
        ("Rēzeknes nov.", "LV0043000"),
        ("Rēzekne municipality", "LV0043000"),
        ("Rēzeknes valstspilsēta", "LV0006000"),
        ("Rezeknes novads", "LV0043000"),
        ("Viļāni", "LV0043210"),
        ("..Viļānu pag.", "LV0043600"),
    ],
)
def test_names_that_look_alike_stay_apart(register: Context, name: str, code: str) -> None:
    assert one(register, name) == f"atvk:{code}@2021-07-01"


def test_an_ambiguous_name_is_asked_with_its_candidates(register: Context) -> None:
    assert one(register, "Pilskalnes pagasts") == "? LV0020500 same_name, LV0022500 same_name"


def test_the_parent_makes_an_ambiguous_name_plain(register: Context) -> None:
    found = match_units(register, ["Pilskalnes pagasts"] * 3, parents=["Augšdaugavas nov.", "0020000", "Cēsu novads"])
    assert found.matched == {0: "atvk:LV0022500@2021-07-01", 1: "atvk:LV0020500@2021-07-01"}
    assert {item.why for item in found.ambiguous[2]} == {"other_parent"}


def test_what_a_person_chose_is_taken(register: Context) -> None:
    chosen = {"Pilskalnes pagasts": "atvk:LV0022500@2021-07-01"}
    assert one(register, "Pilskalnes pagasts", chosen=chosen) == "atvk:LV0022500@2021-07-01"


def test_the_day_of_the_table_decides_between_versions_of_one_name(register: Context) -> None:
    assert one(register, "Rēzeknes novads", date=date(2019, 12, 31)) == "atvk:LV0780200@2021-01-01"
    assert one(register, "Rēzeknes novads", date=date(2021, 3, 1)) == "atvk:LV0780200@2021-01-01"
    assert one(register, "Rēzeknes novads", date=date(2023, 1, 1)) == "atvk:LV0043000@2021-07-01"


def test_a_code_of_other_boundaries_is_offered_and_not_taken(register: Context) -> None:
    assert one(register, "0780200", date=date(2023, 1, 1)) == "? LV0780200 other_date"


def test_a_unit_of_another_level_is_offered_and_not_taken(register: Context) -> None:
    assert one(register, "Viļāni", level="parish") == "? LV0043210 other_level"
    assert one(register, "Rēzekne", level="municipality") == "atvk:LV0006000@2021-07-01"


def test_what_resembles_nothing_is_listed(register: Context) -> None:
    found = match_units(register, ["Kopā", "", None, float("nan"), "LV9999999"])
    assert (found.matched, found.ambiguous, found.unmatched) == ({}, {}, (0, 1, 2, 3, 4))


def test_a_way_to_match_that_is_none_is_refused(register: Context, tmp_path: Path) -> None:
    with pytest.raises(UnknownCode) as refused:
        match_units(register, ["Rēzekne"], by="luck")
    assert refused.value.params["expected"] == "any, code, name"


def test_an_old_unit_is_offered_its_successors_only_when_asked(register: Context) -> None:
    with register.database.transaction() as session:
        whole = box(0, 0, 2, 1)  # the city and the municipality beside it, as one old municipality
        old = next(row for row in territories(session, "latvija") if row.code == "LV0780200")
        put_territories(session, [replace(old, geometry=whole)])
    day = date(2023, 1, 1)
    assert one(register, "0780200", date=day) == "? LV0780200 other_date"
    found = match_units(register, ["0780200"], date=day, with_successors=True).ambiguous[0]
    assert [(item.code, item.why, item.share) for item in found] == [
        ("LV0780200", "other_date", None),
        ("LV0006000", "successor", pytest.approx(0.5)),
        ("LV0043000", "successor", pytest.approx(0.5)),
    ]
