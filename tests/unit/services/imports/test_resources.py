from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.geography import Project
from gis_app.domain.imports import Column
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import Imported, confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.imports.targets.resource_kinds import said_kinds
from gis_app.services.imports.undo import undo_import
from gis_app.services.resources import resources_of
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.text.resource_words import kind_meant
from tests.unit.services.imports.world import silent, understood

Row = tuple[str, str, str]
ROWS: list[Row] = [
    ("Centra bibliotēka", "publiskā bibliotēka", "Skolas iela 1"),
    ("Ozoli", "Grupu dzīvoklis", "Ozolu iela 2"),
    ("Tautas nams", "tautas nams", "Skolas iela 3"),
]


@pytest.fixture
def town(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project(code="te", title={"lv": "Te"})])
    return context


def _draft(context: Context, folder: Path, rows: list[Row] = ROWS, **choices: Any) -> Draft:
    """Return a draft of services with name, kind in their own words, and address."""
    placed = [(name, str(number), Point(500_000 + number, 300_000)) for number, (name, _k, _a) in enumerate(rows)]
    draft = understood(folder, rows=list(placed), **{"layer": "pakalpojumi", "target": "resources", **choices})
    assert draft.frame is not None
    frame = draft.frame.drop(columns="kods").assign(veids=[row[1] for row in rows], adrese=[row[2] for row in rows])
    draft.file.write_text(repr(rows), encoding="utf-8")
    columns = tuple(Column(name, "text") for name in ("nosaukums", "veids", "adrese"))
    understanding = replace(draft.understanding, columns=columns)
    return examined(context, replace(draft, frame=frame, understanding=understanding, sha256=repr(rows)))


def _put(context: Context, folder: Path, rows: list[Row] = ROWS, **choices: Any) -> Imported:
    return confirm(context, _draft(context, folder, rows, **choices), account=None, progress=silent)


def _known(context: Context, role: Role = Role.WORKER) -> dict[str, Resource]:
    return {one.name: one for one in resources_of(context, project="te", role=role).resources}


def test_their_words_for_kinds_become_ours_and_addresses_come_along(town: Context, tmp_path: Path) -> None:
    _put(town, tmp_path, source="Novada dome")
    known = _known(town)
    assert {name: one.kind for name, one in known.items()} == {
        "Centra bibliotēka": "library",
        "Ozoli": "group_flat",
        "Tautas nams": "culture_house",
    }
    library = known["Centra bibliotēka"]
    assert (library.address, library.precision, library.source) == ("Skolas iela 1", "exact", "Novada dome")


def test_rule_6_4_a_place_that_houses_vulnerable_people_is_seen_by_staff_only(town: Context, tmp_path: Path) -> None:
    draft = _draft(town, tmp_path)
    assert "resources_sensitive" in {problem.code for problem in draft.problems}
    _put(town, tmp_path, public=True)
    assert set(_known(town, Role.PUBLIC)) == {"Centra bibliotēka", "Tautas nams"}


def test_rule_6_7_services_imported_for_staff_are_public_only_after_somebody_says_so(
    town: Context, tmp_path: Path
) -> None:
    _put(town, tmp_path)
    assert set(_known(town)) == {"Centra bibliotēka", "Ozoli", "Tautas nams"}
    assert _known(town, Role.PUBLIC) == {}
    _put(town, tmp_path, public=True)
    assert set(_known(town, Role.PUBLIC)) == {"Centra bibliotēka", "Tautas nams"}


def test_a_word_that_nobody_knows_is_asked_and_its_row_waits(town: Context, tmp_path: Path) -> None:
    rows: list[Row] = [*ROWS, ("Krūmi", "noslēpums", "Meža iela 4")]
    draft = _draft(town, tmp_path, rows)
    assert draft.facts["kinds_unknown"] == {"noslēpums": 1}
    assert [(one.row, one.code) for one in draft.problems if one.severity == "refused"] == [
        (5, "resource_kind_unknown")
    ]
    assert _put(town, tmp_path, rows).features == 3
    assert _put(town, tmp_path, rows, options={"kinds": "Noslēpums=meeting_room"}).features == 4
    assert _known(town)["Krūmi"].kind == "meeting_room"


def test_one_kind_can_be_said_for_all_that_is_not_known(town: Context, tmp_path: Path) -> None:
    rows: list[Row] = [("Krūmi", "", ""), ("Lauki", "?", "")]
    _put(town, tmp_path, rows, options={"kind": "notice_point"})
    assert {one.kind for one in _known(town).values()} == {"notice_point"}


@pytest.mark.parametrize(("options", "error"), [({"kind": "castle"}, UnknownCode), ({"kinds": "pils"}, InputRefused)])
def test_a_kind_that_we_do_not_have_is_refused(
    town: Context, tmp_path: Path, options: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        _draft(town, tmp_path, options=options)


def test_a_new_version_renews_and_does_not_double(town: Context, tmp_path: Path) -> None:
    _put(town, tmp_path)
    before = _known(town)
    changed: list[Row] = [ROWS[0], ROWS[1], ("Tautas nams", "tautas nams", "skolas iela 3."), ("Jauns", "skola", "")]
    draft = _draft(town, tmp_path, changed)
    assert {key: draft.facts[key] for key in ("new", "changed", "same", "gone")} == {
        "new": 1,
        "changed": 1,
        "same": 2,
        "gone": [],
    }
    _put(town, tmp_path, changed)
    after = _known(town)
    assert len(after) == 4
    assert {name: after[name].id for name in before} == {name: one.id for name, one in before.items()}


def test_what_people_here_checked_survives_a_new_version(town: Context, tmp_path: Path) -> None:
    _put(town, tmp_path)
    checked = replace(_known(town)["Tautas nams"], verified_by="pašvaldība")
    with town.database.transaction() as session:
        put_resources(session, [checked])
    _put(town, tmp_path, [ROWS[0], ROWS[1], ("Tautas nams", "tautas nams", "Skolas iela, 3")])
    assert _known(town)["Tautas nams"].verified_by == "pašvaldība"
    assert _known(town)["Tautas nams"].address == "Skolas iela, 3"


def test_what_vanished_is_listed_and_kept_unless_chosen(town: Context, tmp_path: Path) -> None:
    _put(town, tmp_path)
    draft = _draft(town, tmp_path, ROWS[:1])
    assert draft.facts["gone"] == ["Ozoli", "Tautas nams"]
    _put(town, tmp_path, ROWS[:1])
    assert len(_known(town)) == 3
    removed = _put(town, tmp_path, ROWS[:1], options={"gone": "remove"})
    assert list(_known(town)) == ["Centra bibliotēka"]
    undo_import(town, removed.import_id, account=None)
    assert len(_known(town)) == 3


def test_an_import_of_resources_is_taken_back_with_the_words_from_before(town: Context, tmp_path: Path) -> None:
    _put(town, tmp_path)
    second = _put(town, tmp_path, [*ROWS[:2], ("Tautas nams", "tautas nams", "Skolas iela. 3"), ("Jauns", "skola", "")])
    undo_import(town, second.import_id, account=None)
    assert sorted(_known(town)) == ["Centra bibliotēka", "Ozoli", "Tautas nams"]
    assert _known(town)["Tautas nams"].address == "Skolas iela 3"


def test_two_services_of_one_provider_at_one_address_are_two(town: Context, tmp_path: Path) -> None:
    rows: list[Row] = [("Biedrība", "dienas centrs", "Skolas iela 1"), ("Biedrība", "krīzes centrs", "Skolas iela 1")]
    assert _put(town, tmp_path, rows).features == 2


def test_a_row_without_a_name_is_left_out_and_one_without_a_place_is_kept(town: Context, tmp_path: Path) -> None:
    draft = _draft(town, tmp_path, [("", "skola", "x"), ("Skola", "skola", "y")])
    assert draft.frame is not None
    draft.frame.loc[3, "geometry"] = None
    confirm(town, draft, account=None, progress=silent)
    assert _known(town)["Skola"].precision == "none"


@pytest.mark.parametrize("text", ["muiža=park; krogs=shop", "muiža=park, krogs=shop", "muiža=park\nkrogs=shop"])
def test_words_for_kinds_may_be_parted_as_people_part_them(text: str) -> None:
    assert said_kinds(text) == {"muiza": "park", "krogs": "shop"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Pagasta bibliotēka", "library"),
        ("place_of_worship", "church"),
        ("school", "education"),
        ("Sporta skola", "education"),
        ("детский сад", "education"),
        ("ģimenes ārsta prakse", "gp"),
        ("cits: dienas centrs", "day_centre"),
        ("parking", ""),
        ("Pašvaldības policija", "police"),
        ("atmodas piemineklis", ""),
        ("", ""),
    ],
)
def test_words_of_other_lists_mean_our_kinds_and_what_only_sounds_alike_does_not(words: str, kind: str) -> None:
    assert kind_meant(words) == kind


def test_a_file_without_a_column_of_names_says_so_and_is_not_stored(town: Context, tmp_path: Path) -> None:
    draft = understood(tmp_path, target="resources", layer="pakalpojumi")
    assert draft.frame is not None
    columns = (Column("kods", "text"),)
    nameless = replace(
        draft,
        frame=draft.frame.drop(columns="nosaukums"),
        understanding=replace(draft.understanding, columns=columns),
    )
    found = examined(town, nameless)
    assert "name_column_unknown" in {one.code for one in found.problems}
    with pytest.raises(InputRefused, match="import_nothing_left"):
        confirm(town, found, account=None, progress=silent)
