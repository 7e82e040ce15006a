"""Publishing work areas: what is shown, what is refused, and what two publications together would tell."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.errors import Conflict, NotFound
from gis_app.domain.selections import Selection
from gis_app.services.published_areas import features_of_areas, public_acts, public_area
from gis_app.services.wiring import Context
from gis_app.services.work_areas.publish import gate, publish, take_back
from gis_app.services.work_areas.told import FEWEST, told_people
from gis_app.store import audit, work_areas
from gis_app.store.resources import put_resources, resources
from tests.areas_world import AT, CRITERIA, NORTH, PROJECT, SOUTH, UNITS, build_town, new_area, new_selection, two_areas


@pytest.fixture
def town(context: Context) -> Context:
    build_town(context)
    return context


@pytest.fixture
def kept(town: Context) -> Selection:
    return new_selection(town)


def now_published(context: Context, kept: Selection, chosen: Sequence[str] | None = None) -> None:
    found = gate(context, kept.id, chosen=chosen)
    publish(context, kept.id, chosen=found.chosen, seen=found.seen, account=None)


def refusals(context: Context, kept: Selection, chosen: Sequence[str] | None = None) -> list[str]:
    return [error.code for error in gate(context, kept.id, chosen=chosen).refusals]


def names(context: Context) -> list[str]:
    return [area.name for act in public_acts(context, PROJECT) for area in act.shown.areas]


def test_nothing_is_public_before_somebody_publishes_it(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    assert names(town) == []
    with pytest.raises(NotFound):
        public_area(town, NORTH)


def test_what_is_published_is_what_the_preview_showed_in_the_order_of_the_alphabet(
    town: Context, kept: Selection
) -> None:
    two_areas(town, kept)
    preview = gate(town, kept.id).preview
    now_published(town, kept)
    (act,) = public_acts(town, PROJECT)
    assert act.shown == preview
    assert names(town) == ["Ezeri un Mālnieki", "Ūdensrozes un Avoti"]
    with town.database.reading() as session:
        assert {area.state for area in work_areas.areas(session, PROJECT)} == {"published"}
        assert audit.entries(session)[0].what == "areas.publish"


def test_rule_6_12_what_is_stored_to_be_shown_holds_no_unit_no_reason_and_no_weight(
    town: Context, kept: Selection
) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    with town.database.reading() as session:
        (act,) = work_areas.publications(session, PROJECT)
    text = repr(act.shown)
    assert [word for word in (*UNITS, "core", "mixed_in", "weight", "index", "rank") if word in text] == []


def test_population_is_rounded_and_sensitive_places_are_left_out(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    _act, area = public_area(town, SOUTH)
    assert area.people == 9200  # 1811 + 2017 + 2609 + 2803 = 9240
    assert [one.name for one in area.resources] == ["Ezeru klubs"]


def test_a_resource_that_becomes_sensitive_disappears_at_once(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    with town.database.transaction() as session:
        club = next(one for one in resources(session, PROJECT, sensitive=True) if one.name == "Ezeru klubs")
        put_resources(session, [replace(club, sensitive=True)])
    assert public_area(town, SOUTH)[1].resources == ()


def test_rule_6_13_delicate_criteria_are_counted_and_not_named(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    preview = gate(town, kept.id).preview
    assert preview is not None
    assert ([title["lv"] for title in preview.criteria], preview.delicate) == (["Bezdarbnieki"], 1)
    assert preview.doubt is not None
    assert preview.doubt.of == 12


def test_an_area_without_what_publishing_needs_is_refused(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    new_area(town, kept, (3, 7), key="x", name="Dumbrāji", core=(7,), complete=False)
    assert gate(town, kept.id).chosen == {NORTH, SOUTH}
    assert refusals(town, kept, [NORTH, "x"]) == ["areas_lack"]
    assert refusals(town, kept, []) == ["areas_none_chosen"]


def test_rule_6_12_an_area_of_core_units_alone_is_refused(town: Context, kept: Selection) -> None:
    new_area(town, kept, (0, 1), key="x", name="Avoti", core=(0, 1))
    found = gate(town, kept.id, chosen=["x"])
    assert found.candidates[0].lacks == ("core_only",)
    with pytest.raises(Conflict, match="areas_lack"):
        publish(town, kept.id, chosen=["x"], seen=found.seen, account=None)


def test_a_preview_that_changed_since_it_was_seen_is_not_published(town: Context, kept: Selection) -> None:
    north, _south = two_areas(town, kept)
    seen = gate(town, kept.id).seen
    with town.database.transaction() as session:
        work_areas.put_area(session, replace(north, name="Avoti un Bitenieki"), at=AT)
    with pytest.raises(Conflict, match="preview_changed"):
        publish(town, kept.id, chosen=[NORTH, SOUTH], seen=seen, account=None)


def test_rule_6_7_what_is_taken_back_is_gone_at_once_and_stays_on_record(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    assert [one.properties["name"] for one in features_of_areas(town, PROJECT, epsg=4326)] == names(town)
    take_back(town, kept.id, account=None)
    assert names(town) == []
    assert features_of_areas(town, PROJECT, epsg=4326) == []
    with town.database.reading() as session:
        (act,) = work_areas.publications(session, PROJECT)
        assert act.withdrawn_at is not None
        assert {area.state for area in work_areas.areas(session, PROJECT)} == {"withdrawn"}


def test_publishing_again_takes_the_former_act_back(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    now_published(town, kept, [SOUTH])
    assert names(town) == ["Ezeri un Mālnieki"]


def test_rule_6_5_a_unit_of_ten_people_does_not_follow_from_two_publications(town: Context, kept: Selection) -> None:
    area = new_area(town, kept, (6, 7, 10), key=NORTH, name="Niedrāji", core=(7,))
    now_published(town, kept)
    take_back(town, kept.id, account=None)
    wider = new_area(town, kept, (6, 7, 10, 11), key=NORTH, name="Niedrāji", core=(7,))
    assert wider.units[:3] == area.units
    assert refusals(town, kept) == ["areas_tell_few_people"]
    assert "Ošleja" in str(gate(town, kept.id).refusals[0])


def test_rule_6_12_the_core_does_not_follow_from_two_publications_around_it(town: Context, kept: Selection) -> None:
    new_area(town, kept, (0, 1, 2), key=NORTH, name="Avoti", core=(0, 1))
    now_published(town, kept)
    new_area(town, kept, (0, 1, 5), key=NORTH, name="Avoti", core=(0, 1))
    assert refusals(town, kept) == ["areas_tell_a_reason"]
    new_area(town, kept, (0, 1, 2, 5), key=NORTH, name="Avoti", core=(0, 1))
    assert refusals(town, kept) == []


def test_rule_6_12_two_selections_do_not_tell_why_one_unit_came(town: Context, kept: Selection) -> None:
    new_area(town, kept, (0, 1, 2), key=NORTH, name="Avoti", core=(0, 1))
    now_published(town, kept)
    other = new_selection(
        town, key="1e000000-0000-4000-8000-000000000002", criteria=CRITERIA.replace("weight = 0.6", "weight = 2.0")
    )
    new_area(town, other, (0, 1, 2, 6), key=SOUTH, name="Avoti", core=(0, 1))
    assert refusals(town, other) == ["areas_tell_a_reason"]
    new_area(town, other, (0, 1, 2, 6, 4), key=SOUTH, name="Avoti", core=(0, 1, 4))
    assert refusals(town, other) == []


def test_rule_6_5_counts_of_doubt_do_not_tell_of_one_territory_left_out(town: Context, kept: Selection) -> None:
    two_areas(town, kept)
    now_published(town, kept)
    other = new_selection(town, key="1e000000-0000-4000-8000-000000000002", units=11)
    new_area(town, other, (6, 7, 10), key="z", name="Niedrāji", core=(7,))
    assert refusals(town, other) == ["areas_tell_a_choice"]
    fewer = new_selection(town, key="1e000000-0000-4000-8000-000000000003", units=7)
    new_area(town, fewer, (3, 6), key="y", name="Gaiļi", core=(3,))
    new_area(town, fewer, (6, 10), key="y", name="Gaiļi", core=(6,))
    assert refusals(town, fewer, ["y"]) == []


@given(people=st.floats(0, 60_000), more=st.floats(0.5, 10))
def test_ten_people_more_never_show_as_ten_people_more(people: float, more: float) -> None:
    before, after = told_people(people), told_people(people + more)
    if before is None or after is None:
        assert people < FEWEST
    else:
        assert after - before == 0 or after - before >= 50


def test_rule_5_areas_that_leave_few_people_of_the_whole_are_refused(town: Context, kept: Selection) -> None:
    """The unit with eight residents would be all that is left of the town, whose total stands in open statistics."""
    new_area(town, kept, (0, 1, 2, 3, 4), key=NORTH, name="Ziemeļi", core=(0,))
    new_area(town, kept, (5, 6, 7, 8, 9, 10), key=SOUTH, name="Dienvidi", core=(7,))
    assert refusals(town, kept, [NORTH]) == []
    assert refusals(town, kept, [NORTH, SOUTH]) == ["areas_tell_few_people"]
