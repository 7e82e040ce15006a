"""What leaves the house of residents' marks: approved likes and nothing else."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import count
from math import dist

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point
from sqlalchemy import update

from gis_app.analysis.hexagons import SIZES_M, hexagon_centre, hexagon_reach, hexagon_size
from gis_app.domain.errors import Conflict
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Role
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.found import found
from gis_app.services.layers import features_of, layer_of
from gis_app.services.listing import list_everything
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import without_small_numbers
from gis_app.services.meetings import set_headcount, set_state
from gis_app.services.my_marks import remove_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.store.models import ResourceRow
from tests.meeting_world import (
    HOUSE,
    MEADOW,
    NEIGHBOUR,
    PARK,
    SHELTER,
    Phone,
    build_world,
    join,
    make_public,
    mark,
    new_meeting,
    uuid,
    write_houses,
)

CROWD = range(1, 12)


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    return new_meeting(context, ask_home=True)


def _crowd(context: Context, meeting: Meeting, people: range = CROWD, kind: str = "like") -> None:
    for number in people:
        join(context, meeting, Phone(number))
        _place(context, meeting, Phone(number), mark(number, PARK, kind=kind, text=f"vārds {number}"))


def _place(context: Context, meeting: Meeting, phone: Phone, body: dict[str, object]) -> None:
    place_mark(context, code=meeting.code, token=phone.token, sent=read_mark(body))


def _approve(context: Context, meeting: Meeting, *numbers: int) -> None:
    for number in numbers:
        review_mark(context, meeting.id, uuid(number), decision="approve")


def test_rule_6_7_nothing_is_public_before_approval(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    make_public(context, meeting)
    assert published_likes(context, "p") == []


def test_rule_6_7_what_is_approved_stays_inside_until_somebody_publishes_the_meeting(
    context: Context, meeting: Meeting
) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, *CROWD)
    assert published_likes(context, "p") == []
    make_public(context, meeting)
    assert len(published_likes(context, "p")) == 1


def test_rule_6_7_nothing_is_added_to_what_was_on_the_preview(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, 1)
    make_public(context, meeting)
    with pytest.raises(Conflict, match="published_already"):
        _approve(context, meeting, 2)
    with pytest.raises(Conflict, match="published_already"):
        review_text(context, meeting.id, uuid(1), decision="approve")


def test_rule_6_7_opening_a_published_meeting_again_makes_it_private(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, *CROWD)
    make_public(context, set_state(context, meeting.id, "closed"))
    assert set_state(context, meeting.id, "open").published_on is None
    assert published_likes(context, "p") == []


def test_rule_6_3_marks_of_specialists_are_never_public(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, *CROWD)
    make_public(context, replace(meeting, kind="specialists"))
    assert published_likes(context, "p") == []


def test_likes_of_one_public_place_stand_at_that_place_and_are_counted(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, 1, 2, 3)
    make_public(context, meeting)
    (feature,) = published_likes(context, "p", epsg=3059)
    assert feature.geometry is not None
    assert feature.geometry.distance(Point(PARK)) < 0.01
    assert feature.properties == {"class": "like", "place": "Liepu parks", "likes": 3, "text": "", "size_m": 10.0}
    assert [item.properties["likes"] for item in features_of(context, "p-atzimes", project="p", role=Role.PUBLIC)] == [
        3
    ]


def test_words_are_public_only_after_their_own_approval(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, 1, 2, 3)
    review_text(context, meeting.id, uuid(2), decision="approve")
    review_text(context, meeting.id, uuid(3), decision="refuse")
    make_public(context, meeting)
    (feature,) = published_likes(context, "p")
    assert feature.properties["text"] == "vārds 2"
    with context.database.reading() as session:
        refused = marks.find_mark(session, uuid(3))
    assert refused is not None
    assert refused.text == ""


def test_rule_6_3_a_like_near_a_dwelling_is_never_drawn(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _place(context, meeting, Phone(1), mark(100, HOUSE))
    _approve(context, meeting, 100)
    make_public(context, meeting)
    assert published_likes(context, "p") == []


def test_rule_6_3_dislikes_are_never_published_as_points(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting, kind="dislike")
    _approve(context, meeting, *CROWD)
    make_public(context, meeting)
    assert published_likes(context, "p") == []


def test_rule_6_7_a_meeting_of_ten_publishes_no_marks(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting, range(1, 11))
    _approve(context, meeting, 1)
    make_public(context, meeting)
    assert published_likes(context, "p") == []
    set_headcount(context, meeting.id, 40)
    assert published_likes(context, "p") == [], "ten people left marks, however many sat in the room"
    _crowd(context, meeting, range(11, 12))
    assert len(published_likes(context, "p")) == 1
    set_headcount(context, meeting.id, 10)
    assert published_likes(context, "p") == [], "ten people were in the room, however many phones they used"


def test_rule_6_6_a_removed_or_hidden_mark_leaves_the_map_at_once(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting, range(1, 13))
    _approve(context, meeting, 1, 2)
    review_mark(context, meeting.id, uuid(1), decision="hide")
    remove_mark(context, credential=Phone(2).card, uuid=uuid(2))
    make_public(context, meeting)
    assert published_likes(context, "p") == []


def test_rule_6_6_after_the_day_of_deletion_nothing_is_public(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, 1)
    later = replace(context, clock=lambda: context.clock() + timedelta(days=400))
    make_public(context, meeting)
    assert len(published_likes(context, "p")) == 1
    assert published_likes(later, "p") == []


def test_rule_6_8_no_public_byte_says_who_when_or_in_which_order(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, *reversed(CROWD))
    for number in CROWD:
        review_text(context, meeting.id, uuid(number), decision="approve")
    make_public(context, meeting)
    (feature,) = published_likes(context, "p")
    whole = json.dumps({"id": feature.id, **feature.properties, "geometry": str(feature.geometry)})
    with context.database.reading() as session:
        people = {found.participant or "-" for found in marks.marks_of(session, meeting=meeting.id)}
    forbidden = {*people, *(uuid(number) for number in CROWD), meeting.id, "2026", "17:30"}
    assert [word for word in forbidden if word in whole] == []
    assert feature.properties["text"] == " · ".join(sorted(f"vārds {number}" for number in CROWD))


NUMBERS = count(1000)
SENT = st.lists(
    st.tuples(
        st.sampled_from(["like", "dislike", "missing", "usable"]),
        st.tuples(st.floats(500_010, 500_990), st.floats(312_010, 312_990)) | st.sampled_from([HOUSE, PARK, SHELTER]),
        st.sampled_from(["approve", "hide", None]),
        st.sampled_from(["approve", "refuse", None]),
        st.sampled_from([5, 12, 40]),
    ),
    min_size=11,
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=SENT)
def test_no_public_byte_holds_a_home_a_dislike_an_unapproved_word_or_where_a_finger_was(
    context: Context, meeting: Meeting, sent: list[tuple[str, tuple[float, float], str | None, str | None, int]]
) -> None:
    meeting = new_meeting(context, ask_home=True, classes=("like", "dislike", "missing", "usable"))
    secret, points = {NEIGHBOUR, meeting.id}, []
    for kind, place, decision, words, uncertainty in sent:
        number = next(NUMBERS)
        join(context, meeting, Phone(number))
        body = {**mark(number, place, kind=kind, text=f"zīme{number}"), "uncertainty_m": uncertainty}
        _place(context, meeting, Phone(number), body)
        _place(context, meeting, Phone(number), {"uuid": uuid(number + 10**6), "class": "home", "area_id": NEIGHBOUR})
        if decision:
            review_mark(context, meeting.id, uuid(number), decision=decision)
        if words:
            review_text(context, meeting.id, uuid(number), decision=words)
        near = dist(place, HOUSE) < 50 and dist(place, PARK) > 50
        shown = kind == "like" and decision == "approve" and words == "approve" and not near
        secret |= {uuid(number)} if shown else {uuid(number), f"zīme{number}"}
        points.append(Point(place))
    make_public(context, meeting)
    likes = published_likes(context, "p", epsg=3059)
    whole = json.dumps([{"id": like.id, **like.properties} for like in likes], ensure_ascii=False)
    assert [word for word in secret if word in whole] == []
    for like in likes:
        assert like.geometry is not None
        at_park = like.geometry.distance(Point(PARK)) < 0.01
        assert at_park or like.geometry.distance(Point(HOUSE)) >= 50
        assert at_park or all(like.geometry.distance(point) > 0 for point in points)


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.sampled_from(SIZES_M),
)
def test_a_hexagon_centre_is_near_and_is_its_own_centre(x: float, y: float, size: float) -> None:
    centre = hexagon_centre(x, y, size_m=size)
    assert dist(centre, (x, y)) <= hexagon_reach(size) * (1 + 1e-9)
    assert dist(hexagon_centre(*centre, size_m=size), centre) < 1e-6


def test_a_hexagon_is_never_smaller_than_the_uncertainty_up_to_two_kilometres() -> None:
    assert [hexagon_size(metres) for metres in (0, 10, 11, 80, 2000, 9000)] == [10, 10, 25, 100, 2000, 2000]


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 40), max_size=8))
def test_rule_6_2_no_small_number_of_homes_can_be_worked_out(counts: dict[str, int]) -> None:
    homes = without_small_numbers(counts)
    assert sum(number for _, number in homes.areas) + homes.rest == sum(counts.values())
    assert all(number > 10 for _, number in homes.areas)
    assert homes.rest == 0 or homes.rest > 10 or not homes.areas


def test_rule_6_2_a_small_rest_takes_the_smallest_named_area_with_it() -> None:
    assert without_small_numbers({"A": 30, "B": 12, "C": 3}).areas == (("A", 30),)
    assert without_small_numbers({"A": 30, "B": 12, "C": 3}).rest == 15
    assert without_small_numbers({"A": 12, "C": 3}).areas == ()


def test_rule_6_3_a_like_is_not_drawn_once_its_public_place_has_left_the_list(
    context: Context, meeting: Meeting
) -> None:
    write_houses(context, [HOUSE, (PARK[0] + 5, PARK[1])])
    _crowd(context, meeting)
    _approve(context, meeting, *CROWD)
    make_public(context, meeting)
    assert len(published_likes(context, "p")) == 1
    with context.database.transaction() as session:
        session.execute(update(ResourceRow).where(ResourceRow.name == "Liepu parks").values(sensitive=True))
    context.memory.trusted.forget()
    assert published_likes(context, "p") == []


def test_rule_6_6_what_was_kept_in_memory_goes_with_the_day_of_deletion(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _approve(context, meeting, *CROWD)
    over = replace(context, clock=lambda: context.clock() + timedelta(days=200))
    make_public(context, meeting)
    layer = layer_of(context, "p-atzimes", project="p", role=Role.PUBLIC)
    assert len(found(context, layer, project="p", role=Role.PUBLIC)) == 1
    assert len(found(over, layer, project="p", role=Role.PUBLIC)) == 0


def test_a_like_is_listed_by_the_name_of_its_place_with_the_words_beside_it(context: Context, meeting: Meeting) -> None:
    _crowd(context, meeting)
    _place(context, meeting, Phone(1), mark(100, MEADOW, text="Te ir klusums"))
    _approve(context, meeting, 1, 2, 100)
    for number in (1, 100):
        review_text(context, meeting.id, uuid(number), decision="approve")
    make_public(context, meeting)
    lines = list_everything(context, project="p", role=Role.PUBLIC, group="marks").entries
    assert [(line.name, line.detail) for line in lines] == [("Liepu parks", "vārds 1"), ("Te ir klusums", "")]
