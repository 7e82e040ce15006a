from dataclasses import replace
from datetime import timedelta

import pytest

from gis_app.domain.errors import NotLoggedIn
from gis_app.services.afterwards.retention import due_now, run_retention, runs, soon, to_come
from gis_app.services.mark_input import read_mark
from gis_app.services.meeting_figures import figures
from gis_app.services.my_marks import my_marks
from gis_app.services.photos.files import folder_of, write_photo
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
    assert run_retention(on_the_day) == []
    assert [due.removed["marks"] for due in due_now(after)] == [3]
    assert [due.removed["marks"] for due in run_retention(after)] == [3]
    assert run_retention(after) == []
    with context.database.reading() as session:
        left = marks.marks_of(session, meeting=meeting.id)
        assert marks.count_homes(session, meeting.id) == {SQUARE: 1}
    assert {(item.geometry, item.text, item.participant) for item in left} == {(None, "", None)}
    assert figures(after, meeting.id).counts == {"like": 1, "dislike": 1}
    assert figures(after, meeting.id).marks == ()
    with pytest.raises(NotLoggedIn):
        my_marks(after, credential=ANNA.card)
    assert figures(after, meeting.id).people == 1, "how many joined stays a number"
    (run,) = runs(after)
    assert (run.meeting, dict(run.removed)) == (meeting.id, {"points": 2, "words": 1, "marks": 3, "people": 1})


def test_rule_6_6_after_the_day_of_deletion_no_file_of_the_database_holds_the_words(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    sent = read_mark(mark(1, text="Neatkārtojamais vārds"))
    place_mark(context, code=meeting.code, token=ANNA.token, sent=sent)
    name = write_photo(context, meeting.id, b"jpeg")
    with context.database.transaction() as session:
        kept = replace(marks.get_mark(session, uuid(1), meeting=meeting.id), photo=name, photo_state="approved")
        marks.replace_mark(session, kept, what="changed")
    files = list(context.settings.data_dir.glob("*.sqlite*"))
    assert any("Neatkārtojamais".encode() in file.read_bytes() for file in files)
    run_retention(replace(context, clock=lambda: NOW.replace(month=12)))
    files = list(context.settings.data_dir.glob("*.sqlite*"))
    assert not any("Neatkārtojamais".encode() in file.read_bytes() for file in files)
    assert not (folder_of(context, meeting.id) / name).exists()


def test_the_next_days_of_deletion_are_told_two_weeks_before(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    place_mark(context, code=meeting.code, token=ANNA.token, sent=read_mark(mark(1)))
    near = replace(context, clock=lambda: NOW.replace(month=10, day=18))
    assert soon(context) == []
    assert [one.id for one in soon(near)] == [meeting.id]
    assert [one.id for one in to_come(context)] == [meeting.id]
