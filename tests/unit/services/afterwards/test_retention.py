from dataclasses import replace
from datetime import timedelta

from gis_app.services.afterwards.retention import run_retention
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import figures
from gis_app.services.my_marks import my_marks
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.conftest import NOW
from tests.meeting_world import SQUARE, Phone, build_world, join, mark, new_meeting, uuid

ANNA = Phone(1)


def test_rule_6_6_after_the_day_of_deletion_only_numbers_stay(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context, ask_home=True)
    join(context, meeting, ANNA)
    home: dict[str, object] = {"uuid": uuid(3), "class": "home", "area_id": SQUARE}
    for body in (mark(1, text="Liepas"), mark(2, kind="dislike"), home):
        place_mark(context, code=meeting.code, token=ANNA.token, sent=read_mark(body))
    on_the_day = replace(context, clock=lambda: NOW.replace(month=11, day=1))
    after = replace(context, clock=lambda: NOW.replace(month=11, day=1) + timedelta(days=1))
    assert run_retention(on_the_day) == 0
    assert run_retention(after) == 3
    assert run_retention(after) == 0
    with context.database.reading() as session:
        left = marks.marks_of(session, meeting=meeting.id)
        assert marks.count_homes(session, meeting.id) == {SQUARE: 1}
    assert {(item.geometry, item.text, item.participant) for item in left} == {(None, "", None)}
    assert figures(after, meeting.id).counts == {"like": 1, "dislike": 1}
    assert figures(after, meeting.id).marks == ()
    assert my_marks(after, credential=ANNA.card) == []
