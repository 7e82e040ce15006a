"""What is special about a collection point, a hall and a group of specialists."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gis_app.domain.errors import Closed, InputRefused, NotFound
from gis_app.domain.lists import SPECIALIST_CLASSES
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Role
from gis_app.services.afterwards.review import review_mark
from gis_app.services.exports.layer_files import export_layer
from gis_app.services.layers import features_of, layers_of
from gis_app.services.mark_input import read_mark
from gis_app.services.meetings import get_meeting, set_state
from gis_app.services.place_mark import place_mark
from gis_app.services.preparing.ending import close_ended
from gis_app.services.preparing.front_door import hall_meeting
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.text.words import words_for
from tests.meeting_world import HOUSE, MEADOW, PARK, Phone, build_world, join, mark, new_meeting, review_items, uuid

LAYER = "p-specialisti"


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def stored(context: Context, meeting: Meeting, **other: object) -> Meeting:
    """Return the meeting with some of its facts changed."""
    changed = replace(meeting, **other)  # type: ignore[arg-type]
    with context.database.transaction() as session:
        store.put_meetings(session, [changed])
    return changed


def on_day(context: Context, day: date) -> Context:
    """Return the installation at noon of a day."""
    return replace(context, clock=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def placed(context: Context, meeting: Meeting, number: int, place: tuple[float, float], kind: str) -> None:
    """Place a mark by a phone of its own."""
    join(context, meeting, Phone(number))
    sent = read_mark(mark(number, place, kind=kind, text="Te krustojas ceļi"))
    place_mark(context, code=meeting.code, token=Phone(number).token, sent=sent)


def test_a_collection_point_takes_marks_on_its_last_day_and_closes_by_itself_after_it(context: Context) -> None:
    point = stored(context, new_meeting(context, kind="point"), ends=date(2026, 6, 10))
    placed(on_day(context, date(2026, 6, 10)), point, 1, PARK, "like")
    assert close_ended(on_day(context, date(2026, 6, 10))) == 0
    after = on_day(context, date(2026, 6, 11))
    with pytest.raises(Closed, match="meeting_closed"):
        place_mark(after, code=point.code, token=Phone(1).token, sent=read_mark(mark(2, PARK)))
    assert close_ended(after) == 1
    assert get_meeting(context, point.id).state == "closed"
    assert close_ended(after) == 0


def test_a_mark_of_a_class_that_is_not_asked_is_refused(context: Context) -> None:
    made = new_meeting(context)
    join(context, made, Phone(1))
    for kind in ("missing", *SPECIALIST_CLASSES):
        with pytest.raises(InputRefused, match="mark_class_not_asked"):
            place_mark(context, code=made.code, token=Phone(1).token, sent=read_mark(mark(1, PARK, kind=kind)))


def test_rule_6_12_what_specialists_marked_is_never_public_nor_among_residents_marks(context: Context) -> None:
    group = new_meeting(context, kind="specialists", classes=SPECIALIST_CLASSES)
    for number in range(1, 13):
        placed(context, group, number, MEADOW if number % 2 else PARK, "safety")
        review_mark(context, group.id, uuid(number), decision="approve")
    stored(context, get_meeting(context, group.id), published_on=date(2026, 5, 20), headcount=40)
    assert published_likes(context, "p") == []
    assert LAYER not in {layer.id for layer in layers_of(context, project="p", role=Role.PUBLIC)}
    with pytest.raises(NotFound):
        features_of(context, LAYER, project="p", role=Role.PUBLIC)
    for role in (Role.WORKER, Role.PLANNER, Role.ADMIN):
        for extension in ("csv", "geojson", "gpkg"):
            with pytest.raises(NotFound):
                export_layer(context, LAYER, project="p", role=role, extension=extension, words=words_for("lv"))


def test_rule_6_3_staff_see_specialists_marks_at_public_places_and_never_at_a_house(context: Context) -> None:
    group = new_meeting(context, kind="specialists", classes=SPECIALIST_CLASSES)
    for number, place, kind in ((1, PARK, "safety"), (2, HOUSE, "breaking"), (3, MEADOW, "movement")):
        placed(context, group, number, place, kind)
    assert features_of(context, LAYER, project="p", role=Role.WORKER) == [], "nothing before review"
    for item in review_items(context, group.id):
        review_mark(context, group.id, item.uuid, decision="approve")
    found = features_of(context, LAYER, project="p", role=Role.WORKER)
    assert {(one.properties["kind"], one.properties["name"]) for one in found} == {
        ("safety", "Liepu parks"),
        ("movement", ""),
    }
    assert {key for one in found for key in one.properties} == {"name", "kind", "marks", "text"}
    assert {one.properties["text"] for one in found} == {""}, "words wait for their own approval"


def test_the_front_door_opens_the_only_open_meeting_of_a_hall(context: Context) -> None:
    assert hall_meeting(context) is None
    online = new_meeting(context)
    assert hall_meeting(context) is None
    in_hall = stored(context, new_meeting(context), way="hall")
    assert hall_meeting(context) == in_hall.code
    serving = replace(context, settings=replace(context.settings, hall=True))
    assert hall_meeting(serving) is None, "two are open: which one is not ours to choose"
    set_state(context, in_hall.id, "closed")
    assert hall_meeting(context) is None
    assert hall_meeting(serving) == online.code
