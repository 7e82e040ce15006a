"""One phone that floods a meeting is held back at its own limit; the others in the room do not notice."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from limits import parse

from gis_app.services import doors
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.store.meetings import put_meetings
from gis_app.web.api.meetings import PER_MEETING, PER_PARTICIPANT
from gis_app.web.security import limiter
from tests.meeting_world import NEIGHBOUR, Phone, build_world, join, mark, new_meeting, send, uuid

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


def test_a_question_added_to_the_form_is_noticed_by_phones_that_already_send(
    context: Context, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "FACTS_TRUSTED_S", 0.0)
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    home = {"uuid": uuid(1), "class": "home", "area_id": NEIGHBOUR}
    assert send(client, meeting, ANNA, home).get_json()["error"]["code"] == "home_not_asked"
    with context.database.transaction() as session:
        put_meetings(session, [replace(meeting, ask_home=True)])
    assert send(client, meeting, ANNA, home).status_code == 201
