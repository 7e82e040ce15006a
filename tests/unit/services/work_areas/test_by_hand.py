"""Work areas without a calculation: drawn whole, refused by the same conditions, published with that sentence."""

import pytest

from gis_app.domain.errors import Conflict, InputRefused, NotAllowed, NotFound
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WorkArea
from gis_app.services.published_areas import public_acts
from gis_app.services.selection.workbench import rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.by_hand import field_of, hand_areas, keep_by_hand
from gis_app.services.work_areas.documents import print_document
from gis_app.services.work_areas.publish import gate, publish, take_back
from gis_app.services.work_areas.ready import readiness
from gis_app.store import work_areas
from tests.areas_world import NAMES, NORTH, PROJECT, SOUTH, UNITS, build_town, new_area, new_selection, two_areas
from tests.unit.prints.pdf import text_of


@pytest.fixture
def town(context: Context) -> Context:
    build_town(context)
    return context


def keep(context: Context, *numbers: int, name: str = "", area_id: str | None = None) -> WorkArea:
    units = [UNITS[number] for number in numbers]
    return keep_by_hand(
        context, PROJECT, level="", units=units, name=name, area_id=area_id, role=Role.PLANNER, account=None
    )


def open_to_all(context: Context) -> None:
    found = gate(context, None, project=PROJECT)
    publish(context, None, project=PROJECT, chosen=found.chosen, seen=found.seen, account=None)


def test_an_area_is_named_after_its_two_largest_places_and_has_no_reason(town: Context) -> None:
    area = keep(town, 0, 1, 2)
    assert (area.selection, area.reasons) == (None, {})
    assert area.name == f"{NAMES[2]} – {NAMES[1]}"
    assert area.geometry is not None
    assert area.geometry.area == pytest.approx(3_000_000, rel=1e-3)
    assert [one.name for one in hand_areas(town, PROJECT)] == [area.name]


def test_it_gets_a_new_shape_and_keeps_its_name(town: Context) -> None:
    area = keep(town, 0, 1, name="  Pie  parka ")
    wider = keep(town, 0, 1, 2, area_id=area.id)
    assert (wider.id, wider.name, len(wider.units)) == (area.id, "Pie parka", 3)


def test_what_is_not_whole_is_refused_by_the_names_that_hang_on_to_nothing(town: Context) -> None:
    with pytest.raises(InputRefused) as refused:
        keep(town, 0, 1, 3)
    assert refused.value.params["value"] == NAMES[3]
    with pytest.raises(InputRefused):
        keep(town)
    with pytest.raises(InputRefused):
        keep_by_hand(town, PROJECT, level="", units=["own:nowhere"], role=Role.PLANNER, account=None)


def test_no_unit_is_in_two_areas_drawn_by_hand(town: Context) -> None:
    keep(town, 0, 1)
    with pytest.raises(Conflict):
        keep(town, 1, 2)


def test_only_who_makes_selections_keeps_one_and_none_of_a_selection_is_changed(town: Context) -> None:
    with pytest.raises(NotAllowed):
        keep_by_hand(town, PROJECT, level="", units=UNITS[:2], role=Role.WORKER, account=None)
    with pytest.raises(NotAllowed):
        field_of(town, PROJECT, level="", role=Role.PUBLIC)
    two_areas(town, new_selection(town))
    with pytest.raises(NotFound):
        keep(town, 0, 1, area_id=NORTH)


def test_it_lacks_what_every_area_lacks(town: Context) -> None:
    area = keep(town, 0, 1, 2)
    assert readiness(town, area) == ["support", "resource", "review_missing", "checklist", "talk"]
    found = gate(town, None, project=PROJECT, chosen=[area.id])
    assert [error.code for error in found.refusals] == ["areas_lack"]


def test_rule_6_12_what_a_selection_calls_core_alone_is_not_published_by_drawing_it_by_hand(town: Context) -> None:
    index = rank_again(new_selection(town)).result.index
    core = [number for number, unit in enumerate(UNITS) if index[unit] >= 1.0]
    worst = new_area(town, None, core[:1], key=NORTH, name="Viena")
    mixed = new_area(town, None, (core[0], 2), key=SOUTH, name="Divas")
    assert readiness(town, worst) == ["core_only"]
    assert readiness(town, mixed) == []


def test_everybody_reads_that_no_calculation_was_used_on_the_page_and_on_paper(town: Context) -> None:
    new_area(town, None, (0, 1, 2), key=NORTH, name="Pie parka")
    open_to_all(town)
    (act,) = public_acts(town, PROJECT)
    shown = act.shown
    assert (shown.kind, shown.criteria, shown.doubt, shown.seal) == ("none", (), None, "")
    said = text_of(print_document(town, None, project=PROJECT, kind="council", language="lv"))
    assert "Aprēķins nav izmantots" in said
    assert "Pie parka" in said
    assert "svari" not in said


def test_it_is_taken_back_without_touching_what_a_selection_published(town: Context) -> None:
    kept = new_selection(town)
    new_area(town, kept, (6, 7), key=SOUTH, name="Gaiļi un Ķauķi", core=(7,))
    found = gate(town, kept.id)
    publish(town, kept.id, chosen=found.chosen, seen=found.seen, account=None)
    new_area(town, None, (0, 1, 2), key=NORTH, name="Pie parka")
    open_to_all(town)
    assert len(public_acts(town, PROJECT)) == 2
    take_back(town, None, project=PROJECT, account=None)
    assert [area.name for act in public_acts(town, PROJECT) for area in act.shown.areas] == ["Gaiļi un Ķauķi"]
    with town.database.reading() as session:
        assert work_areas.get_area(session, NORTH).state == "withdrawn"


def test_laid_over_an_earlier_publication_it_must_not_cut_out_the_core(town: Context) -> None:
    kept = new_selection(town)
    new_area(town, kept, (4, 5, 8, 9), key=SOUTH, name="Ezeri un Mālnieki", core=(4,))
    found = gate(town, kept.id)
    publish(town, kept.id, chosen=found.chosen, seen=found.seen, account=None)
    new_area(town, None, (2, 4), key=NORTH, name="Avoti un Ezeri")
    assert [error.code for error in gate(town, None, project=PROJECT).refusals] == ["areas_tell_a_reason"]
    new_area(town, None, (2, 4, 5), key=NORTH, name="Avoti un Ezeri")
    assert gate(town, None, project=PROJECT).refusals == ()
