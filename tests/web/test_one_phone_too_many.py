"""One phone that floods a meeting is held back at its own limit; the others in the room do not notice."""

import json

from flask.testing import FlaskClient
from limits import parse

from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.web.api.meetings import PER_MEETING, PER_PARTICIPANT
from gis_app.web.security import limiter
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, send

FLOOD = 1000
ANNA = Phone(1)
BERTA = Phone(2)


def test_a_flood_of_marks_from_one_phone_costs_the_meeting_no_more_than_that_phone_may(
    context: Context, client: FlaskClient
) -> None:
    build_world(context)
    meeting = new_meeting(context)
    for phone in (ANNA, BERTA):
        join(context, meeting, phone)
    url = f"/api/v1/meetings/{meeting.code}/marks"
    kinds = ["like", "dislike"] * (FLOOD // 2)
    bodies = [json.dumps(mark(number, kind=kind)) for number, kind in enumerate(kinds, 1)]
    statuses = [client.post(url, data=body, headers=ANNA.headers).status_code for body in bodies]
    own = parse(PER_PARTICIPANT).amount
    assert statuses == [201] * 10 + [400] * (own - 10) + [429] * (FLOOD - own)
    whole = parse(PER_MEETING)
    assert whole.amount - limiter.limiter.get_window_stats(whole, meeting.code, "meeting").remaining == own
    assert send(client, meeting, BERTA, mark(FLOOD + 1)).status_code == 201
    with context.database.reading() as session:
        assert len(marks.marks_of(session, meeting=meeting.id)) == 11
