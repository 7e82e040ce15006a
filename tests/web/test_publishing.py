"""The gate, the public results and the sheet back to residents, as their visitors meet them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.meetings import get_meeting, set_state
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.store.meetings import put_meetings
from tests.meeting_world import HOUSE, PARK, SHELTER, Phone, build_world, join, mark, new_meeting, send, uuid
from tests.web.conftest import Visit

ATTACK = "<img src=x onerror=alert(1)>"
TALK = {"day": "2026-05-20", "role": "biedrības pārstāve", "note": "Izrunājām.", "looked": "yes"}
CLOSING = Closing(("Parku gribam paturēt.", ATTACK, "Sols."), "Apskatīt celiņu", "dienests", date(2026, 7, 1))


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


@pytest.fixture
def meeting(context: Context, client: FlaskClient) -> Meeting:
    """A closed and reviewed meeting: likes of the park, one like at the house, one dislike at the crisis centre."""
    build_world(context)
    made = new_meeting(context)
    for number in range(1, 12):
        join(context, made, Phone(number))
        send(client, made, Phone(number), mark(number, PARK, text=f"vārds {number}"))
    send(client, made, Phone(1), mark(100, HOUSE, text="mājas vārds"))
    send(client, made, Phone(2), mark(101, SHELTER, kind="dislike", text="bailes"))
    for number in (*range(1, 12), 100, 101):
        review_mark(context, made.id, uuid(number), decision="approve")
        review_text(context, made.id, uuid(number), decision="approve")
    closed = replace(set_state(context, made.id, "closed"), closing=CLOSING)
    with context.database.transaction() as session:
        put_meetings(session, [closed])
    return closed


def _gate(meeting: Meeting) -> str:
    return f"/lv/meetings/{meeting.id}/publish"


def _results(meeting: Meeting) -> str:
    return f"/lv/meetings/{meeting.id}/results"


def _publish(worker: FlaskClient, meeting: Meeting, **changed: str) -> int:
    seen = re.search(r'name="seen" value="(\w+)"', worker.get(_gate(meeting)).text)
    assert seen is not None
    return worker.post(_gate(meeting), data={**TALK, "seen": seen[1], **changed}).status_code


def _inside(page: str) -> str:
    """Return the part of a page that the public page and the preview share, addresses of photos left out."""
    shared = re.search(r"<div class=\"results\".*?</section>\s*</div>", page, re.DOTALL)
    assert shared is not None
    return re.sub(r"\s+", " ", shared[0])


def test_rule_6_7_the_public_page_is_the_preview_to_the_letter(
    worker: FlaskClient, client: FlaskClient, meeting: Meeting
) -> None:
    preview = worker.get(_gate(meeting)).text
    assert client.get(_results(meeting)).status_code == 404
    assert _publish(worker, meeting) == 302
    page = client.get(_results(meeting))
    assert page.status_code == 200
    assert _inside(page.text) == _inside(preview)


def test_rule_6_8_the_public_page_holds_nothing_else(
    context: Context, worker: FlaskClient, client: FlaskClient, meeting: Meeting
) -> None:
    _publish(worker, meeting)
    page = client.get(_results(meeting)).text
    with context.database.reading() as session:
        people = {one.participant or "-" for one in marks.marks_of(session, meeting=meeting.id)}
    secret = {*people, *(uuid(number) for number in (*range(1, 12), 100, 101)), "mājas vārds", "bailes", "17:30"}
    assert [word for word in secret if word in page] == []
    assert "Krīzes centrs" not in page
    assert "&lt;img src=x onerror" in page
    assert ATTACK not in page
    assert "vārds 7" in page


def test_rule_6_7_without_the_noted_talk_or_a_look_nothing_is_published(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    for wrong in ({"role": " "}, {"note": ""}, {"day": "vakar"}, {"seen": "other"}):
        assert _publish(worker, meeting, **wrong) == 400
    seen = re.search(r'name="seen" value="(\w+)"', worker.get(_gate(meeting)).text)
    assert seen is not None
    unlooked = {name: value for name, value in TALK.items() if name != "looked"}
    assert worker.post(_gate(meeting), data={**unlooked, "seen": seen[1]}).status_code == 400
    assert get_meeting(context, meeting.id).published_on is None


def test_what_was_typed_comes_back_with_the_reason(worker: FlaskClient, meeting: Meeting) -> None:
    answer = worker.post(_gate(meeting), data={**TALK, "day": "2026-05-01"})
    assert answer.status_code == 400
    assert "Sarunas dienai" in answer.text
    assert "biedrības pārstāve" in answer.text


def test_rule_6_7_taken_back_it_is_gone_at_once(worker: FlaskClient, client: FlaskClient, meeting: Meeting) -> None:
    _publish(worker, meeting)
    assert worker.post(f"{_gate(meeting)}/back").status_code == 302
    assert client.get(_results(meeting)).status_code == 404


def test_rule_6_3_a_dislike_at_a_place_for_vulnerable_people_opens_a_task(
    worker: FlaskClient, meeting: Meeting
) -> None:
    assert "Krīzes centrs" in worker.get(_gate(meeting)).text
    address = f"{_gate(meeting)}/places/{uuid(2)}"
    assert worker.post(address, data={"day": "2026-05-20", "note": ""}).status_code == 400
    assert worker.post(address, data={"day": "2026-05-20", "note": "Zvanīts vadītājai."}).status_code == 302
    assert "Zvanīts vadītājai." in worker.get(_gate(meeting)).text
    unknown = worker.post(f"{_gate(meeting)}/places/{uuid(1)}", data={"day": "2026-05-20", "note": "x"})
    assert unknown.status_code == 404


def test_the_sheet_says_what_became_of_the_next_step(
    worker: FlaskClient, client: FlaskClient, meeting: Meeting
) -> None:
    sheet = f"/lv/meetings/{meeting.id}/feedback"
    assert "Apskatīt celiņu" in worker.get(sheet).text
    assert worker.post(f"{sheet}/outcome", data={"outcome": "not_yet", "note": ""}).status_code == 400
    assert worker.post(f"{sheet}/outcome", data={"outcome": "x", "note": ""}).status_code == 400
    done = worker.post(f"{sheet}/outcome", data={"outcome": "not_yet", "note": "Elektrotīkls atbildēs jūlijā."})
    assert done.status_code == 302
    assert "Elektrotīkls atbildēs jūlijā." in worker.get(sheet).text
    _publish(worker, meeting)
    assert "Elektrotīkls atbildēs jūlijā." in client.get(_results(meeting)).text


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_the_pages_speak_each_language(worker: FlaskClient, meeting: Meeting, language: str) -> None:
    _publish(worker, meeting)
    for page in ("publish", "results", "feedback"):
        assert worker.get(f"/{language}/meetings/{meeting.id}/{page}").status_code == 200


def test_the_sheet_back_prints_for_the_notice_board_in_the_language_of_the_page(context: Context, visit: Visit) -> None:
    build_world(context)
    meeting = new_meeting(context, state="closed")
    for language in ("lv", "ru"):
        pdf = visit("worker").get(f"/{language}/meetings/{meeting.id}/feedback.pdf?large=yes")
        assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
