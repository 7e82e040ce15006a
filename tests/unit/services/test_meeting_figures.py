from dataclasses import replace

from gis_app.services.afterwards.queue import review_queue
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import figures
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, uuid

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
