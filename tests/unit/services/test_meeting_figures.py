from dataclasses import replace

import pytest

from gis_app.services import meeting_figures
from gis_app.services.afterwards.queue import review_queue
from gis_app.services.afterwards.review import review_mark
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import figures
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.meeting_world import MEADOW, PARK, Phone, build_world, join, lonlat, mark, new_meeting, uuid

ANNA = Phone(1)
DECIDED = (
    (1, {"state": "approved", "photo": "a.jpg", "photo_state": "waiting"}),
    (2, {"state": "hidden", "text_state": "waiting"}),
    (3, {"state": "approved", "text_state": "waiting"}),
)


def test_the_page_of_a_meeting_counts_as_waiting_what_the_queue_of_review_does(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    for number in range(1, 5):
        place_mark(context, code=meeting.code, token=ANNA.token, sent=read_mark(mark(number, text="Liepas")))
    with context.database.transaction() as session:
        for number, decided in DECIDED:
            known = marks.get_mark(session, uuid(number), meeting=meeting.id)
            changed = replace(replace(known, text_state="approved"), **decided)  # type: ignore[arg-type]
            marks.replace_mark(session, changed, what="changed")
    queue = review_queue(context, meeting.id)
    assert {one.item.uuid for one in queue.items} == {uuid(1), uuid(3), uuid(4)}
    assert all(one.waits for one in queue.items)
    assert figures(context, meeting.id).waiting == len(queue.items)


def _placed(context: Context, monkeypatch: pytest.MonkeyPatch, *, most: int) -> str:
    monkeypatch.setattr(meeting_figures, "MOST_LISTED", most)
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    for number, place, kind in ((1, PARK, "like"), (2, PARK, "like"), (3, PARK, "dislike"), (4, MEADOW, "like")):
        place_mark(context, code=meeting.code, token=ANNA.token, sent=read_mark(mark(number, place, kind=kind)))
    return meeting.id


def test_more_marks_than_a_page_can_list_are_counted_where_they_stand(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = figures(context, _placed(context, monkeypatch, most=3))
    assert (now.marks, now.gone, now.seq) == ((), (), 4)
    assert sorted((cell.kind, cell.number) for cell in now.cells) == [("dislike", 1), ("like", 1), ("like", 2)]
    many = next(cell for cell in now.cells if cell.number == 2)
    assert (many.lon, many.lat) == pytest.approx(lonlat(PARK), abs=1e-5)


def test_hidden_marks_and_homes_are_not_counted_on_the_map(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    key = _placed(context, monkeypatch, most=3)
    review_mark(context, key, uuid(4), decision="hide")
    assert sum(cell.number for cell in figures(context, key).cells) == 3


def test_a_page_that_lists_its_marks_gets_no_counts(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    now = figures(context, _placed(context, monkeypatch, most=4))
    assert now.cells == ()
    assert len(now.marks) == 4
