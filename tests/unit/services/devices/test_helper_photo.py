"""What a helper takes back leaves the disk too."""

from dataclasses import replace

from gis_app.domain.meeting_content import Questions
from gis_app.services.devices.helper import begin_session, join_for, place_for, remove_for
from gis_app.services.devices.passes import hand_out
from gis_app.services.join_meeting import Asking
from gis_app.services.mark_input import read_mark
from gis_app.services.photos.files import folder_of, write_photo
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from tests.meeting_world import Phone, build_world, mark, new_meeting, uuid

SESSION, PERSON = "a" * 32, Phone(1)


def test_rule_6_6_a_mark_that_a_helper_takes_back_leaves_no_photo_on_the_disk(context: Context) -> None:
    build_world(context)
    meeting = replace(new_meeting(context), questions=Questions(photos=True))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [meeting])
    begin_session(context, shown=hand_out(context, meeting.id, kind="helper").secret, token=SESSION)
    asking = Asking(PERSON.token, PERSON.card, meeting.purpose_version, "lv")
    join_for(context, session=SESSION, asking=asking)
    place_for(context, session=SESSION, person=PERSON.token, sent=read_mark(mark(1)))
    name = write_photo(context, meeting.id, b"a photo")
    with context.database.transaction() as session:
        known = marks.get_mark(session, uuid(1), meeting=meeting.id)
        marks.replace_mark(session, replace(known, photo=name, photo_state="waiting"), what="photo_placed")
    remove_for(context, session=SESSION, person=PERSON.token, uuid=uuid(1))
    assert list(folder_of(context, meeting.id).glob("*")) == []
