"""Staff pages of meetings: prepared, opened, followed, reviewed; and what they never show."""

import re

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_items
from gis_app.services.meetings import get_meeting, list_meetings, set_state
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context
from gis_app.store.audit import entries
from gis_app.text.purpose import VERSION
from tests.meeting_world import HOUSE, PARK, SQUARE, Phone, build_world, join, mark, new_meeting, send, uuid
from tests.web.conftest import Visit

FORM = {
    "title": "Pagalma vakars",
    "territory_id": SQUARE,
    "kind": "meeting",
    "starts": "2026-05-21T18:00",
    "controller": "Novada dome",
    "contact": "dome@example.lv",
    "retention_on": "2026-11-20",
    "way": "online",
    "minutes": "120",
    "asks_like": "y",
    "asks_dislike": "y",
}
ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


@pytest.fixture
def meeting(context: Context, client: FlaskClient) -> Meeting:
    """An open meeting with one like in the park, one at the house and one dislike."""
    made = new_meeting(context, ask_home=True)
    join(context, made, Phone(1))
    send(client, made, Phone(1), mark(1, PARK, text=ATTACK))
    send(client, made, Phone(1), mark(2, HOUSE))
    send(client, made, Phone(1), mark(3, kind="dislike"))
    return made


def test_a_worker_prepares_a_meeting_and_opens_it(context: Context, worker: FlaskClient, client: FlaskClient) -> None:
    made = worker.post("/lv/meetings/new?project=p", data=FORM)
    assert made.status_code == 302
    (meeting,) = list_meetings(context, project="p")
    assert (meeting.state, meeting.title, meeting.ask_home) == ("draft", "Pagalma vakars", False)
    assert meeting.starts.hour == 15, "six in the evening in Latvia in May"
    assert client.get(f"/lv/m/{meeting.code}").status_code == 404
    worker.post(f"/lv/meetings/{meeting.id}/state", data={"state": "open"})
    assert get_meeting(context, meeting.id).purpose_version == VERSION
    page = client.get(f"/lv/m/{meeting.code}").text
    assert "Pagalma vakars" in page
    assert "zvaniet 112" in page


@pytest.mark.parametrize("missing", ["controller", "contact"])
def test_rule_6_1_a_meeting_without_controller_or_contact_does_not_open(
    context: Context, worker: FlaskClient, missing: str
) -> None:
    worker.post("/lv/meetings/new?project=p", data={**FORM, missing: ""})
    (meeting,) = list_meetings(context)
    answer = worker.post(f"/lv/meetings/{meeting.id}/state", data={"state": "open"})
    assert answer.status_code == 400
    assert "nevar atvērt" in answer.text
    assert get_meeting(context, meeting.id).state == "draft"


def test_a_form_with_mistakes_comes_back_with_what_was_typed(context: Context, worker: FlaskClient) -> None:
    answer = worker.post(
        "/lv/meetings/new?project=p", data={**FORM, "retention_on": "rudenī", "title": "Vakars & rīts"}
    )
    assert answer.status_code == 400
    assert "Vakars &amp; rīts" in answer.text
    assert list_meetings(context) == []


def test_a_territory_of_nowhere_is_refused(context: Context, worker: FlaskClient) -> None:
    assert worker.post("/lv/meetings/new?project=p", data={**FORM, "territory_id": "own:x"}).status_code == 400
    assert list_meetings(context) == []


def test_a_resident_s_words_are_text_on_every_staff_page(worker: FlaskClient, meeting: Meeting) -> None:
    for address in (
        f"/lv/meetings/{meeting.id}",
        f"/lv/meetings/{meeting.id}/review?mark={uuid(1)}",
        f"/lv/meetings/{meeting.id}/rows",
    ):
        page = worker.get(address).text
        assert "&lt;img src=x onerror" in page
        assert "<img src=x" not in page


def test_marks_and_words_are_decided_apart(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(1)}/decision"
    worker.post(address, data={"what": "mark", "decision": "approve"})
    (item,) = [item for item in review_items(context, meeting.id) if item.uuid == uuid(1)]
    assert (item.state, item.text_state) == ("approved", "waiting")
    worker.post(address, data={"what": "text", "decision": "refuse", "back": "review"})
    (item,) = [item for item in review_items(context, meeting.id) if item.uuid == uuid(1)]
    assert (item.state, item.text_state, item.text) == ("approved", "refused", "")
    with context.database.reading() as session:
        done = [entry.what for entry in entries(session)]
    assert done[:2] == ["text.refused", "mark.approved"]


def test_an_unknown_decision_is_refused_in_words(worker: FlaskClient, meeting: Meeting) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/marks/{uuid(1)}/decision", data={"what": "mark", "decision": "x"})
    assert answer.status_code == 400
    assert "approve, hide" in answer.text


def test_rule_6_2_staff_see_no_small_number_of_homes(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    send(worker, meeting, Phone(1), {"uuid": uuid(9), "class": "home", "area_id": SQUARE})
    page = worker.get(f"/lv/meetings/{meeting.id}").text
    assert "Atbildes kopā: 1" in page
    assert not re.search(r"Kvadrāts: \d", page)
    assert uuid(9) not in page
    changes = worker.get(f"/api/v1/meetings/{meeting.id}/changes").get_json()
    assert "home" not in changes["counts"]
    assert uuid(9) not in {item["uuid"] for item in changes["marks"]}


def test_rule_6_8_what_staff_follow_says_neither_who_nor_when_nor_in_which_order(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    changes = worker.get(f"/api/v1/meetings/{meeting.id}/changes").get_json()
    keys = {key for item in changes["marks"] for key in item}
    assert keys == {"uuid", "kind", "state", "lon", "lat", "place", "text", "text_state", "near_dwelling"}
    assert [item["uuid"] for item in changes["marks"]] == sorted(item["uuid"] for item in changes["marks"])
    later = worker.get(f"/api/v1/meetings/{meeting.id}/changes?since={changes['seq']}").get_json()
    assert later["marks"] == []
    assert later["counts"] == {"like": 2, "dislike": 1}


def test_a_removed_mark_is_reported_gone(client: FlaskClient, worker: FlaskClient, meeting: Meeting) -> None:
    seq = worker.get(f"/api/v1/meetings/{meeting.id}/changes").get_json()["seq"]
    client.delete(f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}", headers=Phone(1).headers)
    assert worker.get(f"/api/v1/meetings/{meeting.id}/changes?since={seq}").get_json()["gone"] == [uuid(1)]


def test_the_code_leads_phones_to_their_language(client: FlaskClient, worker: FlaskClient, meeting: Meeting) -> None:
    latvian = client.get(f"/m/{meeting.code.lower()}", headers={"Accept-Language": "lv"})
    english = client.get(f"/m/{meeting.code}", headers={"Accept-Language": "de, en;q=0.8"})
    assert latvian.location == f"/lv/m/{meeting.code}"
    assert english.location == f"/en/m/{meeting.code}"
    picture = worker.get(f"/lv/meetings/{meeting.id}/code.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.text.startswith("<?xml")


def test_rule_6_7_a_small_meeting_says_on_its_page_that_nothing_is_published(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    worker.post(f"/lv/meetings/{meeting.id}/marks/{uuid(1)}/decision", data={"what": "mark", "decision": "approve"})
    assert published_likes(context, "p") == []
    assert "desmit cilvēku vai mazāk" in worker.get(f"/lv/meetings/{meeting.id}").text


@pytest.mark.parametrize("typed", ["-3", "daudz", "9999999"])
def test_a_headcount_that_cannot_be_is_refused(
    context: Context, worker: FlaskClient, meeting: Meeting, typed: str
) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/headcount", data={"headcount": typed})
    assert answer.status_code == 400
    assert get_meeting(context, meeting.id).headcount is None


def test_rule_6_9_words_changed_after_the_facilitator_looked_are_not_approved(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    page = worker.get(f"/lv/meetings/{meeting.id}/review?mark={uuid(1)}").text
    seen = re.search(rf'{uuid(1)}/decision.*?name="seen"\s+value="(\w+)"', page, re.DOTALL)
    assert seen is not None
    changed = mark(1, PARK, text="Kaimiņš ir zaglis")
    mine = f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}"
    assert client.put(mine, json=changed, headers=Phone(1).headers).status_code == 200
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(1)}/decision"
    for what in ("mark", "text"):
        answer = worker.post(address, data={"what": what, "decision": "approve", "seen": seen[1]})
        assert answer.status_code == 409
        assert "mainīta" in answer.text
    (item,) = [item for item in review_items(context, meeting.id) if item.uuid == uuid(1)]
    assert (item.state, item.text_state) == ("waiting", "waiting")
    answer = worker.post(address, data={"what": "text", "decision": "approve", "seen": item.seen})
    assert answer.status_code == 302


def test_rule_6_2_a_home_is_nothing_to_review(worker: FlaskClient, meeting: Meeting) -> None:
    send(worker, meeting, Phone(1), {"uuid": uuid(9), "class": "home", "area_id": SQUARE})
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(9)}/decision"
    assert worker.post(address, data={"what": "mark", "decision": "hide"}).status_code == 404


def test_rule_6_8_a_closed_meeting_does_not_tell_afterwards_in_which_order_marks_came(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    set_state(context, meeting.id, "closed")
    address = f"/api/v1/meetings/{meeting.id}/changes"
    last = worker.get(address).get_json()["seq"]
    answers = [worker.get(f"{address}?since={since}").get_json()["marks"] for since in range(last + 1)]
    assert {len(marks) for marks in answers[:-1]} == {3}
    assert answers[-1] == []


@pytest.mark.parametrize("since", ["9" * 30, "-1", "x"])
def test_a_number_that_no_database_keeps_breaks_no_page(worker: FlaskClient, meeting: Meeting, since: str) -> None:
    assert worker.get(f"/api/v1/meetings/{meeting.id}/changes?since={since}").status_code == 200
    assert worker.get(f"/lv/meetings/{meeting.id}/rows?since={since}").status_code == 200


@pytest.mark.parametrize(("address", "warned"), [("http://127.0.0.1:5000", True), ("http://192.168.1.20:5000", False)])
def test_a_code_that_phones_cannot_open_is_said_to_be_so_before_the_hall_tries_it(
    worker: FlaskClient, meeting: Meeting, address: str, warned: bool
) -> None:
    with worker.session_transaction() as held, worker.session_transaction(base_url=address) as here:
        here.update(held)
    for page in (f"/lv/meetings/{meeting.id}", f"/lv/meetings/{meeting.id}/show"):
        answer = worker.get(page, base_url=address)
        assert answer.status_code == 200
        assert ("Tālruņos šī adrese neatvērsies" in answer.text) is warned
