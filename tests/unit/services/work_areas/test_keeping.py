"""Keeping areas, their links and their supports."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from shapely import box

from gis_app.domain.errors import Conflict, InputRefused, NotAllowed, NotFound, UnknownCode
from gis_app.domain.roles import Role
from gis_app.domain.selections import FIELD_OF_WORK
from gis_app.domain.work_areas import PUBLISHED, WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.draw import areas_of
from gis_app.services.work_areas.edges import change_links, links_shown
from gis_app.services.work_areas.keep import delete_area, keep_all, keep_area
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.supports import AreaForm, area_page, form_of, save_form
from gis_app.services.work_areas.terrain import terrain_of
from gis_app.store import archive, audit
from gis_app.store import work_areas as store
from tests.area_world import OTHER, SELECTION

LIMITS = AreaLimits(min_population=300, max_population=500)


def keep(context: Context, *units: str, role: Role = Role.PLANNER, **more: str) -> WorkArea:
    return keep_area(context, SELECTION, units=units, limits=LIMITS, role=role, account=None, **more)


def link(context: Context, one: str, other: str, change: str) -> tuple[object, object]:
    edits = change_links(context, SELECTION, one=one, other=other, change=change, role=Role.PLANNER, account=None)
    return edits.cut, edits.bridge


def kinds(context: Context) -> dict[tuple[str, str], str]:
    terrain = terrain_of(context, SELECTION, role=Role.PLANNER)
    return {(item.one, item.other): item.kind for item in links_shown(terrain)}


def test_a_kept_area_has_its_shape_its_reasons_its_limits_and_a_name_of_places(town: Context) -> None:
    area = keep(town, "u4", "u0", "u5")
    with town.database.reading() as session:
        kept = store.get_area(session, area.id)
        acts = [entry.what for entry in audit.entries(session)]
    assert kept.units == ("u0", "u4", "u5")
    assert kept.geometry is not None
    assert kept.geometry.symmetric_difference(box(0, 0, 1000, 2000).union(box(1000, 1000, 2000, 2000))).area < 1
    assert kept.reasons == {"u0": "core", "u4": "core", "u5": "mixed_in"}
    assert kept.name == "Āres – Ezeri"
    assert kept.limits["min_population"] == 300
    assert kept.limits["links"] == {"level": "neighbourhood", "version": 0}
    assert acts == ["area.drawn"]


def test_the_checklist_begins_with_what_the_selection_answered_but_not_with_not_known(town: Context) -> None:
    assert keep(town, "u0", "u1").checklist == {"touches_many": "yes", "who_works": "Biedrība"}


@pytest.mark.parametrize(
    ("units", "code"),
    [((), "areas_empty"), (("u0", "zz"), "areas_unit_unknown"), (("u0", "u3"), "areas_not_connected")],
)
def test_what_is_no_area_is_not_kept(town: Context, units: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        keep(town, *units)
    assert refused.value.code == code
    assert areas_of(town, terrain_of(town, SELECTION, role=Role.PLANNER)) == []


def test_no_unit_belongs_to_two_areas_of_a_selection(town: Context) -> None:
    keep(town, "u0", "u1", name="Pirmā")
    with pytest.raises(Conflict) as refused:
        keep(town, "u1", "u2")
    assert refused.value.params == {"value": "Bērzi", "other": "Pirmā"}


def test_an_area_gets_a_new_shape_and_keeps_the_rest(town: Context) -> None:
    area = keep(town, "u0", "u1", name="Pirmā")
    changed = keep(town, "u0", "u1", "u2", area_id=area.id)
    assert (changed.id, changed.name, len(changed.units)) == (area.id, "Pirmā", 3)


def test_a_published_area_changes_no_shape_and_is_not_thrown_away(town: Context) -> None:
    area = keep(town, "u0", "u1")
    with town.database.transaction() as session:
        store.put_area(session, replace(area, state=PUBLISHED), at=town.clock())
    with pytest.raises(Conflict):
        keep(town, "u0", area_id=area.id)
    with pytest.raises(Conflict):
        delete_area(town, area.id, role=Role.PLANNER, account=None)


def test_an_area_of_another_selection_cannot_be_changed_from_here(town: Context) -> None:
    other = keep_area(town, OTHER, units=["u0"], limits=LIMITS, role=Role.PLANNER, account=None)
    with pytest.raises(NotFound):
        keep(town, "u0", area_id=other.id)


def test_a_proposal_is_kept_whole_or_not_at_all(town: Context) -> None:
    with pytest.raises(InputRefused):
        keep_all(town, SELECTION, sets=[["u0"], ["u1", "u3"]], limits=LIMITS, role=Role.PLANNER, account=None)
    terrain = terrain_of(town, SELECTION, role=Role.PLANNER)
    assert areas_of(town, terrain) == []
    keep_all(town, SELECTION, sets=[["u0"], ["u2", "u3"]], limits=LIMITS, role=Role.PLANNER, account=None)
    assert [area.name for area in areas_of(town, terrain)] == ["Cēres – Dzirnas", "Āres"]


@pytest.mark.parametrize("role", [Role.WORKER, Role.ADMIN, Role.REPRESENTATIVE])
def test_who_may_only_look_keeps_changes_and_deletes_nothing(town: Context, role: Role) -> None:
    area = keep(town, "u0", "u1")
    with pytest.raises(NotAllowed):
        keep(town, "u2", role=role)
    with pytest.raises(NotAllowed):
        delete_area(town, area.id, role=role, account=None)
    with pytest.raises(NotAllowed):
        save_form(town, area.id, form_of(area), role=role, account=None)
    with pytest.raises(NotAllowed):
        change_links(town, SELECTION, one="u0", other="u1", change="cut", role=role, account=None)


def test_a_cut_river_parts_what_touches_and_a_bridge_joins_what_does_not(town: Context) -> None:
    assert link(town, "u1", "u0", "cut") == ((("u0", "u1"),), ())
    assert kinds(town)["u0", "u1"] == "cut"
    with pytest.raises(InputRefused):
        keep(town, "u0", "u1")
    link(town, "u0", "u3", "bridge")
    assert kinds(town)["u0", "u3"] == "bridge"
    assert keep(town, "u0", "u3").limits["links"] == {"level": "neighbourhood", "version": 2}


def test_every_version_of_the_links_stays(town: Context) -> None:
    link(town, "u0", "u1", "cut")
    link(town, "u0", "u1", "restore")
    with town.database.reading() as session:
        assert [(number, many) for number, _at, many in store.edge_versions(session, "pils", "neighbourhood")] == [
            (2, 0),
            (1, 1),
        ]
        assert store.edges(session, "pils", "neighbourhood", version=1).cut == (("u0", "u1"),)
    assert kinds(town)["u0", "u1"] == "touch"


@pytest.mark.parametrize(
    ("one", "other", "change", "code"),
    [
        ("u0", "u0", "cut", "areas_link_needs_two"),
        ("", "u0", "cut", "areas_link_needs_two"),
        ("u0", "u3", "cut", "areas_cut_without_link"),
        ("u0", "u1", "bridge", "areas_bridge_of_neighbours"),
        ("u0", "zz", "cut", "areas_unit_unknown"),
        ("u0", "u1", "burn", "areas_link_change_unknown"),
    ],
)
def test_a_link_that_cannot_be_changed_so_is_refused(
    town: Context, one: str, other: str, change: str, code: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        link(town, one, other, change)
    assert refused.value.code == code


def test_cutting_a_bridge_takes_it_away_and_bridging_a_cut_heals_it(town: Context) -> None:
    link(town, "u0", "u3", "bridge")
    assert link(town, "u0", "u3", "cut") == ((), ())
    link(town, "u0", "u1", "cut")
    assert link(town, "u0", "u1", "bridge") == ((), ())


def filled(**more: str | tuple[object, ...]) -> AreaForm:
    line = {"kind": "centre", "what": "Centrs", "who": "Biedrība", "starts": "2026-01-01", "ends": "2027-12-31"}
    form = AreaForm(
        name="Pie parka",
        provider="Sociālais dienests",
        review_on="2027-05-01",
        talk_on="2026-05-01",
        talk_role="bibliotēkas vadītāja",
        talk_words="Gaidām.",
        supports=(line, {**line, "kind": "worker", "what": "", "who": "", "starts": "", "ends": ""}),
        resources=("library", "shelter", "elsewhere"),
        answers={name: answers[0] for name, answers in FIELD_OF_WORK.items()},
    )
    return replace(form, **more)  # type: ignore[arg-type]


def test_a_filled_form_makes_an_area_ready_and_counts_only_on_what_lies_inside(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    saved = save_form(town, area.id, filled(), role=Role.PLANNER, account=None)
    assert saved.wrong == {}
    page = area_page(town, area.id, role=Role.WORKER)
    assert (page.area.resources, list(page.lacks)) == (("library",), [])
    assert [item.id for item in page.inside] == ["library", "park", "somewhere"]
    assert len(page.area.supports) == 1


def test_what_cannot_be_stored_is_named_and_everything_else_is_kept(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    bad = {"kind": "centre", "what": "Centrs", "who": "Biedrība", "starts": "2027-01-01", "ends": "2026-01-01"}
    lines = (bad, {**bad, "ends": ""}, {**bad, "who": ""}, {**bad, "kind": "castle"})
    form = filled(supports=lines, review_on="rīt", talk_on="", name=" ")
    saved = save_form(town, area.id, form, role=Role.PLANNER, account=None)
    assert saved.wrong == {
        "review_on": "day",
        "support.0": "ends_first",
        "support.1": "days",
        "support.2": "missing",
        "support.3": "kind",
        "name": "missing",
    }
    page = area_page(town, area.id, role=Role.PLANNER)
    assert (page.area.name, page.area.provider, page.area.supports) == ("Āres – Bērzi", "Sociālais dienests", ())
    assert {"support", "review_missing", "talk"} <= set(page.lacks)


def test_a_talk_without_its_day_is_kept_and_still_lacking(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    save_form(town, area.id, filled(talk_on="", talk_words="Par autobusu"), role=Role.PLANNER, account=None)
    page = area_page(town, area.id, role=Role.PLANNER)
    assert (form_of(page.area).talk_on, form_of(page.area).talk_words) == ("", "Par autobusu")
    assert "talk" in page.lacks


def test_a_talk_that_is_still_to_come_is_kept_and_opens_no_publishing(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    ahead = (town.clock().date() + timedelta(days=1)).isoformat()
    saved = save_form(town, area.id, filled(talk_on=ahead), role=Role.PLANNER, account=None)
    page = area_page(town, area.id, role=Role.PLANNER)
    assert (form_of(page.area).talk_on, dict(saved.wrong)) == (ahead, {})
    assert list(page.lacks) == ["talk_ahead"]
    save_form(town, area.id, filled(talk_on=town.clock().date().isoformat()), role=Role.PLANNER, account=None)
    assert list(area_page(town, area.id, role=Role.PLANNER).lacks) == []


def test_the_form_knows_what_was_answered_for_the_whole_selection(town: Context) -> None:
    whole = area_page(town, keep(town, "u0", "u1").id, role=Role.PLANNER).whole
    assert dict(whole) == {"touches_many": "yes", "our_job": "unknown", "who_works": "Biedrība"}


def test_a_form_shows_again_what_was_stored(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    saved = save_form(town, area.id, filled(), role=Role.PLANNER, account=None)
    again = save_form(town, area.id, form_of(saved.area), role=Role.PLANNER, account=None)
    assert replace(again.area, changed_at=None) == replace(saved.area, changed_at=None)


def test_words_without_end_are_refused(town: Context) -> None:
    area = keep(town, "u0", "u1")
    with pytest.raises(InputRefused):
        save_form(town, area.id, filled(talk_words="a" * 501), role=Role.PLANNER, account=None)
    with pytest.raises(UnknownCode):
        link(town, "u0", "u1", "burn")
    assert area_page(town, area.id, role=Role.PLANNER).area.talk is None


def test_rule_6_12_an_area_of_core_units_only_lacks_the_ordinary_places(town: Context) -> None:
    area = keep(town, "u0", "u4")
    save_form(town, area.id, filled(resources=("park",)), role=Role.PLANNER, account=None)
    assert list(area_page(town, area.id, role=Role.PLANNER).lacks) == ["core_only"]


def test_the_day_of_a_review_is_a_date(town: Context) -> None:
    area = keep(town, "u0", "u1", "u2")
    saved = save_form(town, area.id, filled(), role=Role.PLANNER, account=None)
    assert saved.area.review_on == date(2027, 5, 1)


def test_an_archive_of_the_project_takes_areas_and_links_along(town: Context) -> None:
    area = keep(town, "u0", "u1")
    link(town, "u2", "u3", "cut")
    with town.database.reading() as session:
        rows = {name: list(archive.dump(session, name, project="pils")) for name in archive.tables(whole=False)}
    assert [row["id"] for row in rows["work_area"]] == [area.id]
    assert [row["cut"] for row in rows["edge_edits"]] == [[["u2", "u3"]]]
