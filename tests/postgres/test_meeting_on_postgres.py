"""A whole meeting on PostgreSQL: marks, figures, the map's likes, and the way there from SQLite with all of it."""

from pathlib import Path

import pytest

from gis_app.services import meeting_figures
from gis_app.services.afterwards.review import review_mark
from gis_app.services.archive.restore import restore_archive
from gis_app.services.archive.write import write_archive
from gis_app.services.hall.talk_places import talk_list
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import figures
from gis_app.services.meetings import get_meeting
from gis_app.services.my_marks import my_marks
from gis_app.services.place_mark import place_mark
from gis_app.services.published_marks import likes_stamp, published_likes
from gis_app.services.wiring import Context
from tests.meeting_world import PARK, Phone, build_world, join, make_public, mark, new_meeting, uuid

pytestmark = pytest.mark.postgres
CROWD = range(1, 13)


def _held(context: Context) -> str:
    """Twelve people like the park and one of them not; returns the meeting."""
    build_world(context)
    meeting = new_meeting(context)
    for number in CROWD:
        join(context, meeting, Phone(number))
        place_mark(context, code=meeting.code, token=Phone(number).token, sent=read_mark(mark(number, PARK)))
        review_mark(context, meeting.id, uuid(number), decision="approve")
    dislike = read_mark(mark(90, PARK, kind="dislike"))
    place_mark(context, code=meeting.code, token=Phone(1).token, sent=dislike)
    return meeting.id


def test_a_meeting_is_counted_talked_about_and_published(postgres: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = get_meeting(postgres, _held(postgres))
    monkeypatch.setattr(meeting_figures, "MOST_LISTED", 5)
    cells = figures(postgres, meeting.id).cells
    assert sorted((cell.kind, cell.number) for cell in cells) == [("dislike", 1), ("like", 12)]
    (place,) = talk_list(postgres, meeting).places
    assert (place.name, place.people) == ("Liepu parks", {"like": 12, "dislike": 1})
    assert published_likes(postgres, "p") == []
    make_public(postgres, meeting)
    assert [like.properties["likes"] for like in published_likes(postgres, "p")] == [12]
    assert likes_stamp(postgres, "p") == likes_stamp(postgres, "p")


def test_a_meeting_moves_to_postgresql_with_its_marks_and_cards(
    context: Context, postgres: Context, tmp_path: Path
) -> None:
    key = _held(context)
    write_archive(context, tmp_path / "all.zip")
    assert restore_archive(postgres, tmp_path / "all.zip").codes_work
    assert figures(postgres, key).counts == {"like": 12, "dislike": 1}
    assert figures(postgres, key).seq == figures(context, key).seq
    make_public(postgres, get_meeting(postgres, key))
    assert [like.properties["likes"] for like in published_likes(postgres, "p")] == [12]
    assert len(my_marks(postgres, credential=Phone(2).card)) == 1
