"""Helpers enter marks for others: one link, one page, one meeting, and nothing but the mark in hand."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meetings import Meeting
from gis_app.services.devices.passes import hand_out, list_passes, take_back
from gis_app.services.meetings import set_state
from gis_app.services.my_marks import my_marks
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.web.factory import create_app
from tests.conftest import NOW
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, send, uuid

SESSION = {"Authorization": f"Bearer {'a' * 32}", "Accept-Language": "lv"}
OTHER = {"Authorization": f"Bearer {'b' * 32}", "Accept-Language": "lv"}
PERSON = "c" * 32
ANNA = Phone(1)


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    return new_meeting(context)


@pytest.fixture
def link(context: Context, meeting: Meeting) -> str:
    return hand_out(context, meeting.id, kind="helper", label="1. galds").secret


@pytest.fixture
def helper(client: FlaskClient, link: str) -> FlaskClient:
    assert client.post("/api/v1/helper/session", json={"link": link}, headers=SESSION).status_code == 201
    return client


def _begin(client: FlaskClient, meeting: Meeting, person: str = PERSON, **said: object) -> int:
    body = {"person": person, "card": ANNA.card, "purpose_version": meeting.purpose_version, "language": "lv", **said}
    return client.post("/api/v1/helper/people", json=body, headers=SESSION).status_code


def _place(client: FlaskClient, number: int, person: str = PERSON, kind: str = "like") -> int:
    body = {**mark(number, kind=kind), "person": person}
    return client.post("/api/v1/helper/marks", json=body, headers=SESSION).status_code


def test_a_link_opens_one_page_and_no_second(client: FlaskClient, link: str) -> None:
    body = {"link": link}
    assert client.post("/api/v1/helper/session", json=body, headers=SESSION).status_code == 201
    assert client.post("/api/v1/helper/session", json=body, headers=SESSION).status_code == 201
    refused = client.post("/api/v1/helper/session", json=body, headers=OTHER)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (401, "helper_link_used")
    assert client.get("/api/v1/helper/meeting", headers=OTHER).status_code == 401
    told = client.get("/api/v1/helper/meeting", headers=SESSION).get_json()
    assert (told["label"], told["facts"]["title"]) == ("1. galds", "Kvadrāta tikšanās")


def test_a_helper_enters_marks_whose_channel_says_so(helper: FlaskClient, context: Context, meeting: Meeting) -> None:
    assert [_begin(helper, meeting), _begin(helper, meeting)] == [201, 200]
    assert [_place(helper, 1), _place(helper, 1), _place(helper, 2, kind="dislike")] == [201, 200, 201]
    with context.database.reading() as session:
        stored = marks.marks_of(session, meeting=meeting.id)
    assert [(found.kind, found.channel) for found in stored] == [("like", "helper"), ("dislike", "helper")]
    assert len(my_marks(context, credential=ANNA.card)) == 2


def test_a_helper_places_at_most_five_of_a_class_for_one_card(helper: FlaskClient, meeting: Meeting) -> None:
    _begin(helper, meeting)
    assert [_place(helper, number) for number in range(1, 7)] == [201] * 5 + [400]


def test_rule_6_9_a_helper_sees_and_removes_nothing_but_what_a_helper_placed(
    helper: FlaskClient, context: Context, meeting: Meeting
) -> None:
    join(context, meeting, ANNA)
    send(helper, meeting, ANNA, mark(7))
    assert _begin(helper, meeting, drawn=True) == 201
    assert _place(helper, 1) == 201
    as_person = {"Authorization": f"Bearer {PERSON}"}
    for address in (f"/api/v1/meetings/{meeting.code}/marks", "/api/v1/card/marks"):
        assert helper.get(address, headers=as_person).status_code == 401
        assert helper.get(address, headers=SESSION).status_code == 401
    answers = [
        helper.delete(f"/api/v1/helper/marks/{uuid(number)}", json={"person": PERSON}, headers=SESSION).status_code
        for number in (7, 1, 1)
    ]
    assert answers == [404, 200, 200]
    assert [found.uuid for found in my_marks(context, credential=ANNA.card)] == [uuid(7)]


def test_a_helpers_session_opens_no_page_of_staff_and_no_other_meeting(
    helper: FlaskClient, context: Context, meeting: Meeting
) -> None:
    other = new_meeting(context)
    for address in (f"/api/v1/meetings/{meeting.id}/changes", f"/lv/meetings/{meeting.id}", "/lv/admin"):
        assert helper.get(address, headers=SESSION).status_code == 401
    assert helper.get(f"/api/v1/meetings/{meeting.code}/tablet", headers=SESSION).status_code == 401
    _begin(helper, meeting)
    body = mark(1)
    refused = helper.post(f"/api/v1/meetings/{other.code}/marks", json=body, headers=SESSION)
    assert (refused.status_code, my_marks(context, credential=ANNA.card)) == (401, [])


@pytest.mark.parametrize("how", ["closed", "taken back", "a day later"])
def test_a_helpers_turn_ends_in_kind_words_and_nothing_more_is_taken(
    helper: FlaskClient, context: Context, meeting: Meeting, link: str, how: str
) -> None:
    _begin(helper, meeting)
    client = helper
    if how == "closed":
        set_state(context, meeting.id, "closed")
    elif how == "taken back":
        (mine,) = list_passes(context, meeting.id, kind="helper")
        take_back(context, meeting.id, mine.id)
    else:
        later = replace(context, clock=lambda: NOW + timedelta(hours=25))
        client = create_app(context=later).test_client()
    refused = client.get("/api/v1/helper/meeting", headers=SESSION)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (401, "helper_over")
    assert "Paldies" in refused.get_json()["error"]["message"]
    assert _place(client, 1) == 401
    assert client.post("/api/v1/helper/session", json={"link": link}, headers=OTHER).status_code == 401


def test_a_helper_who_comes_before_the_meeting_is_asked_to_wait(client: FlaskClient, context: Context) -> None:
    build_world(context)
    early = new_meeting(context, state="draft")
    link = hand_out(context, early.id, kind="helper").secret
    assert client.post("/api/v1/helper/session", json={"link": link}, headers=SESSION).status_code == 201
    told = client.get("/api/v1/helper/meeting", headers=SESSION)
    assert (told.status_code, told.get_json()["error"]["code"]) == (403, "meeting_not_begun")


def test_guessed_cards_are_soon_not_heard_and_the_room_goes_on(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    def guess(number: int, **more: object) -> int:
        phone = Phone(number)
        body = {"card": f"{number:012d}", "purpose_version": meeting.purpose_version, "drawn": True, **more}
        return client.post(
            f"/api/v1/meetings/{meeting.code}/participants", json=body, headers=phone.headers
        ).status_code

    answers = [guess(number) for number in range(100, 160)]
    assert (answers[:40], set(answers[40:])) == ([404] * 40, {429})
    tablet = hand_out(context, meeting.id, kind="tablet").secret
    assert guess(201, **{"pass": tablet}) == 404
    assert guess(202, drawn=False) == 201


def test_one_page_that_guesses_cards_is_told_to_wait_whatever_its_address(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    tablet = hand_out(context, meeting.id, kind="tablet").secret
    answers = []
    for number in range(20):
        body = {"card": f"{number:012d}", "purpose_version": meeting.purpose_version, "drawn": True, "pass": tablet}
        address = f"/api/v1/meetings/{meeting.code}/participants"
        headers = Phone(number + 1).headers
        answer = client.post(address, json=body, headers=headers, environ_overrides={"REMOTE_ADDR": f"10.0.0.{number}"})
        answers.append(answer.status_code)
    assert answers == [404] * 15 + [429] * 5


def test_guessed_cards_open_nobodys_marks_and_a_phone_with_its_token_still_sees_its_own(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    join(context, meeting, ANNA)
    answers = [
        client.get("/api/v1/card/marks", headers={"Authorization": f"Bearer {number:012d}"}).status_code
        for number in range(500, 545)
    ]
    assert answers == [401] * 40 + [429] * 5
    assert client.get("/api/v1/card/marks", headers=ANNA.headers).status_code == 200
