"""Likes of published meetings are kept until something happens in them, and told anew at once when it does."""

import pytest
from shapely.geometry import Point
from sqlalchemy import update

from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_mark
from gis_app.services.ground import ground_of
from gis_app.services.mark_input import read_mark
from gis_app.services.my_marks import remove_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.published_marks import likes_stamp, published_likes
from gis_app.services.wiring import Context
from gis_app.store.ground import places_stamp
from gis_app.store.models import PaperSheetRow, ResourceRow
from tests.meeting_world import PARK, Phone, build_world, join, make_public, mark, new_meeting, uuid

CROWD = range(1, 14)


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    return new_meeting(context)


def _liked(context: Context, meeting: Meeting, people: range) -> None:
    """Let each of these people like the park, and approve it."""
    for number in people:
        join(context, meeting, Phone(number))
        place_mark(context, code=meeting.code, token=Phone(number).token, sent=read_mark(mark(number, PARK)))
        review_mark(context, meeting.id, uuid(number), decision="approve")


def test_what_happens_in_an_unpublished_meeting_does_not_move_the_published_likes(
    context: Context, meeting: Meeting
) -> None:
    _liked(context, meeting, CROWD)
    make_public(context, meeting)
    stamp = likes_stamp(context, "p")
    other = new_meeting(context)
    _liked(context, other, range(90, 91))
    assert likes_stamp(context, "p") == stamp
    remove_mark(context, credential=Phone(1).token, uuid=uuid(1))
    assert likes_stamp(context, "p") != stamp


def test_likes_of_several_meetings_at_one_place_are_told_together_and_each_follows_its_own_changes(
    context: Context, meeting: Meeting
) -> None:
    other = new_meeting(context)
    _liked(context, meeting, CROWD)
    _liked(context, other, range(21, 34))
    make_public(context, meeting)
    make_public(context, other)
    assert [one.properties["likes"] for one in published_likes(context, "p")] == [26]
    remove_mark(context, credential=Phone(21).token, uuid=uuid(21))
    assert [one.properties["likes"] for one in published_likes(context, "p")] == [25]


def test_rule_6_7_people_counted_around_a_sheet_decide_again_when_their_number_changes(
    context: Context, meeting: Meeting
) -> None:
    _liked(context, meeting, CROWD)
    make_public(context, meeting)
    stamp = likes_stamp(context, "p")
    with context.database.transaction() as session:
        session.add(_sheet(meeting, headcount=4))
    assert likes_stamp(context, "p") != stamp


def test_rule_6_3_a_place_that_becomes_a_shelter_is_no_public_place_any_more(
    context: Context, meeting: Meeting
) -> None:
    before = _places_stamp(context)
    with context.database.transaction() as session:
        session.execute(update(ResourceRow).where(ResourceRow.name == "Liepu parks").values(kind="shelter"))
    assert _places_stamp(context) != before
    context.memory.trusted.forget()
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    assert ground.place_at(Point(PARK)) is None


def _places_stamp(context: Context) -> object:
    with context.database.reading() as session:
        return places_stamp(session, "p")


def _sheet(meeting: Meeting, *, headcount: int) -> PaperSheetRow:
    return PaperSheetRow(
        code="SHEET1",
        meeting=meeting.id,
        epsg=3059,
        west=0.0,
        south=0.0,
        east=1.0,
        north=1.0,
        grid_columns=1,
        grid_rows=1,
        scale=1000,
        paper="A3",
        headcount=headcount,
        made=meeting.starts.date(),
    )
