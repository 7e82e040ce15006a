"""The screen and the facilitator's pages of the evening, as browsers ask for them."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import Meeting
from gis_app.services.devices import passes
from gis_app.services.hall.cards import cards
from gis_app.services.meetings import get_meeting, set_headcount
from gis_app.services.wiring import Context
from tests.meeting_world import PARK, SHELTER, Phone, build_world, join, make_public, mark, new_meeting, send
from tests.web.conftest import Visit

AGREED = Closing(
    sentences=("Parku gribam paturēt.", "Celiņš ir tumšs."),
    next_step="Apskatīt celiņu",
    who="Sociālais dienests",
    outcome="done",
    outcome_note="Lampas ir",
)
ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


@pytest.fixture
def meeting(context: Context) -> Meeting:
    return new_meeting(context)


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


def _token(worker: FlaskClient, meeting: Meeting) -> str:
    """Open a screen as the facilitator does; returns what stands behind the # of its address."""
    answer = worker.post(f"/lv/meetings/{meeting.id}/wall")
    assert answer.status_code == 302
    return answer.location.partition("#")[2]


def _feed(client: FlaskClient, meeting: Meeting, token: str, since: str = "") -> dict[str, object]:
    address = f"/api/v1/wall/{meeting.id}" + (f"?since={since}" if since else "")
    answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    body: dict[str, object] = answer.get_json()
    return body


def test_rule_6_9_the_feed_opens_to_the_pass_of_its_meeting_only(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    token = _token(worker, meeting)
    assert _feed(client, meeting, token)["title"] == "Kvadrāta tikšanās"
    other = new_meeting(context)
    helper = passes.hand_out(context, meeting.id, kind="helper").secret
    tries = [(meeting, ""), (meeting, "0" * 32), (other, token), (meeting, helper), (meeting, Phone(1).token)]
    for asked, shown in tries:
        for path in ("", "/facts"):
            answer = client.get(f"/api/v1/wall/{asked.id}{path}", headers={"Authorization": f"Bearer {shown}"})
            assert answer.status_code == 401
    assert worker.get(f"/api/v1/wall/{meeting.id}").status_code == 401, "a session of staff is no pass"


def test_the_facilitator_ends_all_screens(client: FlaskClient, worker: FlaskClient, meeting: Meeting) -> None:
    token = _token(worker, meeting)
    _feed(client, meeting, token)
    worker.post(f"/lv/meetings/{meeting.id}/wall/end")
    answer = client.get(f"/api/v1/wall/{meeting.id}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_the_page_of_the_screen_knows_nothing_without_its_token(
    client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    for page in (client.get(f"/lv/meetings/{meeting.id}/wall"), client.get("/lv/meetings/none/wall")):
        assert page.status_code == 200
        assert meeting.title not in page.text
        assert meeting.code not in page.text


def test_a_look_at_an_unchanged_screen_is_short(client: FlaskClient, worker: FlaskClient, meeting: Meeting) -> None:
    token = _token(worker, meeting)
    first = _feed(client, meeting, token)
    assert _feed(client, meeting, token, since=str(first["version"])) == {"version": first["version"], "same": True}
    headers = {"Authorization": f"Bearer {token}", "If-None-Match": f'"{first["version"]}"'}
    same = client.get(f"/api/v1/wall/{meeting.id}", headers=headers)
    assert (same.status_code, same.data) == (304, b"")
    answer = client.get(f"/api/v1/wall/{meeting.id}?since={first['version']}", headers=headers)
    assert len(answer.data) + sum(len(key) + len(value) + 4 for key, value in answer.headers) <= 1000


def test_the_way_in_stands_on_the_screen_in_words_and_as_a_code(
    client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    token = _token(worker, meeting)
    headers = {"Authorization": f"Bearer {token}"}
    facts = client.get(f"/api/v1/wall/{meeting.id}/facts", headers=headers).get_json()
    assert facts["code"] == meeting.code
    assert facts["address"].endswith(f"/m/{meeting.code}")
    assert facts["qr"].startswith("data:image/svg+xml")
    assert facts["last_time"] is None
    assert len(facts["bounds"]) == 4


def test_a_closed_meeting_ends_its_screens(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    token = _token(worker, meeting)
    set_headcount(context, meeting.id, 0)
    worker.post(f"/lv/meetings/{meeting.id}/close")
    answer = client.get(f"/api/v1/wall/{meeting.id}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 410


def test_the_facilitator_leads_the_room_and_is_led_to_the_page_of_the_phase(
    client: FlaskClient, worker: FlaskClient, meeting: Meeting, context: Context
) -> None:
    for phase, page in (("talk", "/talk"), ("close", "/close"), ("mark", "")):
        answer = worker.post(f"/lv/meetings/{meeting.id}/phase", data={"phase": phase})
        assert answer.location == f"/lv/meetings/{meeting.id}{page}"
        assert get_meeting(context, meeting.id).phase == phase
        assert client.get(f"/api/v1/meetings/{meeting.code}").get_json()["phase"] == phase
        told = re.search(r'id="phase"[^>]*>', client.get(f"/lv/m/{meeting.code}").text)
        assert told is not None
        assert ("hidden" in told[0]) is (phase == "mark")
    assert worker.post(f"/lv/meetings/{meeting.id}/phase", data={"phase": "x"}).status_code == 400


def test_stopping_the_screen_comes_back_to_the_page_where_it_was_pressed(
    worker: FlaskClient, meeting: Meeting, context: Context
) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/freeze", data={"frozen": "yes", "back": "talk"})
    assert answer.location == f"/lv/meetings/{meeting.id}/talk"
    assert get_meeting(context, meeting.id).frozen
    assert "Atsākt ekrānu" in worker.get(f"/lv/meetings/{meeting.id}/talk").text


def test_the_room_talks_about_a_place_and_its_card_saves_itself(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    join(context, meeting, Phone(1))
    send(client, meeting, Phone(1), mark(1, PARK, "dislike", text=ATTACK))
    send(client, meeting, Phone(1), mark(2, SHELTER, "dislike"))
    page = worker.get(f"/lv/meetings/{meeting.id}/talk").text
    assert "nepatīk 1 cilvēkam" in page
    assert "runājiet ar šo vietu" in page
    assert ATTACK not in page
    key = re.search(r'name="place" value="(place:[^"]+)"', page)
    assert key is not None
    worker.post(f"/lv/meetings/{meeting.id}/talk/cards", data={"place": key[1]})
    (card,) = cards(context, meeting.id)
    address = f"/lv/meetings/{meeting.id}/talk/cards/{card.id}"
    saved = worker.post(address, data={"cause": ATTACK}, headers={"Karte-Autosave": "yes"})
    assert (saved.status_code, saved.get_json()) == (200, {"saved": True})
    refused = worker.post(address, data={"cause": "x" * 2000}, headers={"Karte-Autosave": "yes"})
    assert refused.status_code == 400
    assert "1000" in refused.get_json()["error"]["message"]
    worker.post(address, data={"public": ["no", "yes"], "feelings": "bail"})
    (card,) = cards(context, meeting.id)
    assert (card.words, card.public) == ({"cause": ATTACK, "feelings": "bail"}, True)
    page = worker.get(f"/lv/meetings/{meeting.id}/talk").text
    assert "&lt;img src=x onerror" in page
    assert ATTACK not in page


@pytest.mark.parametrize("place", ["", "guarded:00000000-0000-0000-0000-000000000002", "Kalniņu māja"])
def test_rule_6_3_only_a_public_place_becomes_a_card(
    context: Context, worker: FlaskClient, meeting: Meeting, place: str
) -> None:
    assert worker.post(f"/lv/meetings/{meeting.id}/talk/cards", data={"place": place}).status_code == 404
    assert cards(context, meeting.id) == []


def test_closing_says_what_lacks_and_then_closes(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    refused = worker.post(f"/lv/meetings/{meeting.id}/close")
    assert refused.status_code == 400
    assert "trīs līdz pieci teikumi" in refused.text
    fields = {
        "sentence": ["Viens.", "", "Divi.", "Trīs."],
        "next_step": "Apgaita",
        "who": "Kopienas centrs",
        "by_when": "2026-06-10",
        "next_date": "2026-09-01",
        "headcount": "24",
    }
    worker.post(f"/lv/meetings/{meeting.id}/close/fields", data=fields)
    assert get_meeting(context, meeting.id).closing.sentences == ("Viens.", "Divi.", "Trīs.")
    worker.post(f"/lv/meetings/{meeting.id}/close")
    closed = get_meeting(context, meeting.id)
    assert (closed.state, closed.headcount) == ("closed", 24)
    assert "pieņemam 48 stundas" in worker.get(f"/lv/meetings/{meeting.id}/close").text


def test_the_page_of_the_meeting_leads_to_the_close_instead_of_closing(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/state", data={"state": "closed"})
    assert answer.location == f"/lv/meetings/{meeting.id}/close#end"
    assert get_meeting(context, meeting.id).state == "open"


def test_phones_that_wait_are_counted_before_the_close(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    set_headcount(context, meeting.id, 0)
    for number, held in ((1, "2"), (2, "1")):
        join(context, meeting, Phone(number))
        headers = {**Phone(number).headers, "Karte-Waiting": held}
        client.post(f"/api/v1/meetings/{meeting.code}/marks", json=mark(number, PARK), headers=headers)
    waiting = worker.get(f"/lv/meetings/{meeting.id}/close/waiting").get_json()
    assert waiting == {"phones": 2, "text": "Vēl gaida: 2 tālruņi, 3 atzīmes"}
    assert worker.post(f"/lv/meetings/{meeting.id}/close").status_code == 400
    assert "Slēgt tik un tā" in worker.get(f"/lv/meetings/{meeting.id}/close").text
    assert worker.post(f"/lv/meetings/{meeting.id}/close", data={"anyway": "yes"}).status_code == 302
    assert get_meeting(context, meeting.id).state == "closed"


@pytest.mark.parametrize("said", ["x", "-1", "9" * 30, "1; drop"])
def test_a_phone_that_says_nonsense_about_what_it_holds_is_not_counted(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting, said: str
) -> None:
    join(context, meeting, Phone(1))
    headers = {**Phone(1).headers, "Karte-Waiting": said}
    client.post(f"/api/v1/meetings/{meeting.code}/marks", json=mark(1, PARK), headers=headers)
    assert worker.get(f"/lv/meetings/{meeting.id}/close/waiting").get_json()["phones"] == 0


def test_a_planner_sees_the_evening_and_changes_nothing(visit: Visit, meeting: Meeting) -> None:
    planner = visit("planner")
    for page in ("talk", "close"):
        text = planner.get(f"/lv/meetings/{meeting.id}/{page}").text
        assert "data-save" not in text
        assert "Apturēt ekrānu" not in text


def test_the_screen_begins_with_what_was_agreed_here_the_last_time(
    context: Context, client: FlaskClient, worker: FlaskClient, meeting: Meeting
) -> None:
    make_public(context, replace(new_meeting(context), closing=AGREED))
    headers = {"Authorization": f"Bearer {_token(worker, meeting)}", "Accept-Language": "lv"}
    last = client.get(f"/api/v1/wall/{meeting.id}/facts", headers=headers).get_json()["last_time"]
    assert last["sentences"] == list(AGREED.sentences)
    assert [line["text"] for line in last["next"]] == ["Apskatīt celiņu", "izdarīts — Lampas ir"]
    assert "Sociālais dienests" not in str(last)
