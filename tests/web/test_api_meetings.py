"""Residents' requests: what is stored, what is refused, and with which words."""

import json
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gis_app.services import wiring
from gis_app.services.afterwards.review import review_mark
from gis_app.services.hall.phases import set_phase
from gis_app.services.kit.deck import new_cards
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.text.purpose import VERSION
from gis_app.web.factory import create_app
from tests.conftest import NOW
from tests.meeting_world import (
    HOUSE,
    MEADOW,
    NEIGHBOUR,
    OUTSIDE,
    PARK,
    Phone,
    build_world,
    join,
    lonlat,
    mark,
    new_meeting,
    review_items,
    send,
    uuid,
)

ANNA = Phone(1)
BERTA = Phone(2)


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def _stored(context: Context, meeting_id: str) -> int:
    with context.database.reading() as session:
        return len(marks.marks_of(session, meeting=meeting_id))


def test_a_phone_learns_what_it_needs_of_an_open_meeting(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    facts = client.get(f"/api/v1/meetings/{meeting.code}", headers={"Accept-Language": "lv"}).get_json()
    assert facts["title"] == "Kvadrāta tikšanās"
    assert facts["territory"] == "Kvadrāts"
    assert facts["classes"] == ["like", "dislike"]
    assert facts["areas"] == []
    known = [("Liepu parks", "public"), ("Liepu iela", "street")]
    assert [(place["name"], place["group"]) for place in facts["places"]] == known
    assert len(facts["purpose"]["lines"]) == 8
    assert "2026. gada 1. novembr" in " ".join(facts["purpose"]["lines"])


def test_a_code_is_read_as_people_write_it(context: Context, client: FlaskClient) -> None:
    code = new_meeting(context).code
    typed = f"{code[:3].lower()}-{code[3:].lower()}".replace("0", "o")
    assert client.get(f"/api/v1/meetings/{typed}").status_code == 200


def test_an_unknown_code_and_a_draft_get_the_same_answer(context: Context, client: FlaskClient) -> None:
    draft = new_meeting(context, state="draft")
    answers = [client.get(f"/api/v1/meetings/{code}", headers=ANNA.headers) for code in (draft.code, "ZZZZZZ")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert "tikšanās ar šādu kodu" in answers[0].get_json()["error"]["message"]


def test_a_mark_sent_twice_is_stored_once_and_answered_the_same(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    first, second = (send(client, meeting, ANNA, mark(7, text="Liepas zied")) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    assert _stored(context, meeting.id) == 1


def test_the_same_uuid_with_other_content_is_refused_and_changes_nothing(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    send(client, meeting, ANNA, mark(7, text="viens"))
    answer = send(client, meeting, ANNA, mark(7, text="divi"))
    assert answer.status_code == 409
    assert "nekas netika mainīts" in answer.get_json()["error"]["message"]
    assert [item.text for item in review_items(context, meeting.id)] == ["viens"]


def test_rule_6_8_the_uuid_of_another_participant_reveals_nothing(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    for phone in (ANNA, BERTA):
        join(context, meeting, phone)
    send(client, meeting, ANNA, mark(7, text="noslēpums"))
    same, other = (send(client, meeting, BERTA, mark(7, text=text)) for text in ("noslēpums", "minējums"))
    assert (same.status_code, other.status_code) == (409, 409)
    assert same.data == other.data
    for method in (client.put, client.delete):
        body = {key: value for key, value in mark(7).items() if key != "uuid"}
        known = method(f"/api/v1/meetings/{meeting.code}/marks/{uuid(7)}", json=body, headers=BERTA.headers)
        unknown = method(f"/api/v1/meetings/{meeting.code}/marks/{uuid(8)}", json=body, headers=BERTA.headers)
        assert (known.status_code, known.data) == (unknown.status_code, unknown.data)


@pytest.mark.parametrize(("state", "word"), [("paused", "apturēta"), ("closed", "slēgta")])
def test_a_meeting_that_takes_no_marks_says_why(context: Context, client: FlaskClient, state: str, word: str) -> None:
    meeting = new_meeting(context, state=state)
    answer = send(client, meeting, ANNA, mark(1))
    assert answer.status_code == 410
    assert word in answer.get_json()["error"]["message"]


def test_an_expired_meeting_takes_no_marks(context: Context) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    later = wiring.Context(
        settings=context.settings,
        database=context.database,
        secret=context.secret,
        catalogue=context.catalogue,
        clock=lambda: NOW + timedelta(days=365),
    )
    answer = send(create_app(context=later).test_client(), meeting, ANNA, mark(1))
    assert answer.status_code == 410
    assert answer.get_json()["error"]["code"] == "meeting_expired"


REFUSED = [
    ({**mark(1), "lat": float("nan")}, 400, "mark_number_refused"),
    ({**mark(1), "lon": float("inf")}, 400, "mark_number_refused"),
    ({**mark(1), "lat": True}, 400, "mark_number_refused"),
    ({**mark(1), "lat": "56.9"}, 400, "mark_number_refused"),
    ({**mark(1), "lat": 10**400}, 400, "mark_number_refused"),
    ({**mark(1), "lat": 95}, 400, "mark_off_earth"),
    ({**mark(1), "lon": lonlat(MEADOW)[1], "lat": lonlat(MEADOW)[0]}, 400, "mark_axes_swapped"),
    (mark(1, OUTSIDE), 400, "mark_outside"),
    ({**mark(1), "lon": -170.0}, 400, "mark_outside"),
    ({**mark(1), "uncertainty_m": 90_000}, 400, "mark_zoom_in"),
    ({**mark(1), "class": "fear"}, 400, "unknown_mark_class"),
    ({**mark(1), "class": ["like"]}, 400, "unknown_mark_class"),
    ({**mark(1), "uuid": "7"}, 400, "mark_uuid_refused"),
    ({**mark(1), "participant": "x"}, 400, "mark_key_unknown"),
    ({**mark(1), "area_id": NEIGHBOUR}, 400, "mark_key_unknown"),
    ({**mark(1), "text": 5}, 400, "mark_text_refused"),
    ({**mark(1), "text": "\ud800"}, 400, "mark_text_refused"),
    ({**mark(1), "text": "ā" * 301}, 413, "mark_text_long"),
    ({**mark(1), "text": "a" * 1_000_000}, 413, "mark_text_long"),
    ({"uuid": uuid(1), "class": "like"}, 400, "mark_needs_place"),
    ([1, 2], 400, "json_refused"),
]


@pytest.mark.parametrize(("body", "status", "code"), REFUSED, ids=[f"{n} {row[2]}" for n, row in enumerate(REFUSED)])
def test_a_bad_mark_is_refused_with_a_sentence_and_nothing_is_stored(
    context: Context, client: FlaskClient, body: object, status: int, code: str
) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    answer = client.post(
        f"/api/v1/meetings/{meeting.code}/marks", data=json.dumps(body), headers=ANNA.headers, content_type="text/plain"
    )
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert "%(" not in error["message"]
    assert error["message"] != error["code"]
    assert _stored(context, meeting.id) == 0


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"", b"[" * 9000])
def test_what_is_not_json_is_refused(context: Context, client: FlaskClient, body: bytes) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    answer = client.post(f"/api/v1/meetings/{meeting.code}/marks", data=body, headers=ANNA.headers)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "json_refused")


def test_words_are_kept_as_written_without_what_controls_a_screen(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    send(client, meeting, ANNA, mark(1, text="<img src=x onerror=alert(1)>\x00\u202e jauks\n soliņš "))
    assert [item.text for item in review_items(context, meeting.id)] == ["<img src=x onerror=alert(1)> jauks soliņš"]


def test_who_has_not_joined_places_nothing(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    answers = [
        send(client, meeting, ANNA, mark(1)),
        client.post(f"/api/v1/meetings/{meeting.code}/marks", json=mark(1)),
    ]
    assert [answer.status_code for answer in answers] == [401, 401]


def test_the_sixth_mark_of_a_class_is_refused_until_one_is_removed(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    statuses = [send(client, meeting, ANNA, mark(number)).status_code for number in range(1, 7)]
    assert statuses == [201] * 5 + [400]
    client.delete(f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}", headers=ANNA.headers)
    assert send(client, meeting, ANNA, mark(6)).status_code == 201


def test_rule_6_1_the_version_of_the_purpose_is_stored_with_the_participant(
    context: Context, client: FlaskClient
) -> None:
    meeting = new_meeting(context)
    url = f"/api/v1/meetings/{meeting.code}/participants"
    body = {"card": ANNA.card, "purpose_version": VERSION, "language": "lv"}
    statuses = [
        client.post(url, json={**body, "purpose_version": 9}, headers=ANNA.headers).status_code,
        client.post(url, json=body, headers=ANNA.headers).status_code,
        client.post(url, json=body, headers=ANNA.headers).status_code,
        client.post(url, json=body, headers=BERTA.headers).status_code,
        client.post(url, json={**body, "card": "7KQ2"}, headers=BERTA.headers).status_code,
    ]
    assert statuses == [409, 201, 200, 409, 400]


def test_rule_6_2_coordinates_of_a_home_are_refused(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context, ask_home=True)
    join(context, meeting, ANNA)
    lon, lat = lonlat(HOUSE)
    home: dict[str, object] = {"uuid": uuid(1), "class": "home", "area_id": NEIGHBOUR}
    for extra in ({"lon": lon, "lat": lat}, {"lon": None}, {"text": "zilā māja"}, {"uncertainty_m": 5}):
        answer = send(client, meeting, ANNA, {**home, **extra})
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "home_is_never_a_point")
    assert send(client, meeting, ANNA, {**home, "area_id": "elsewhere"}).get_json()["error"]["code"] == (
        "home_area_unknown"
    )
    assert send(client, meeting, ANNA, home).status_code == 201
    with context.database.reading() as session:
        (stored,) = marks.marks_of(session, meeting=meeting.id)
    assert (stored.geometry, stored.text, stored.area_id) == (None, "", NEIGHBOUR)


def test_rule_6_2_home_is_off_by_default(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    answer = send(client, meeting, ANNA, {"uuid": uuid(1), "class": "home", "area_id": NEIGHBOUR})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "home_not_asked")


def test_rule_6_3_a_mark_near_a_dwelling_is_flagged_and_one_on_a_public_place_is_not(
    context: Context, client: FlaskClient
) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    numbers = count(1)
    places = [HOUSE, (HOUSE[0] + 45, HOUSE[1]), (HOUSE[0] + 70, HOUSE[1]), MEADOW, PARK]
    expected = {uuid(next(numbers)): near for near in (True, True, False, False, False)}
    for number, place in enumerate(places, start=1):
        assert send(client, meeting, ANNA, mark(number, place)).status_code == 201
    assert {item.uuid: item.near_dwelling for item in review_items(context, meeting.id)} == expected


def test_rule_6_6_a_participant_sees_and_removes_their_marks_with_token_or_card(
    context: Context, client: FlaskClient
) -> None:
    meeting = new_meeting(context)
    for phone in (ANNA, BERTA):
        join(context, meeting, phone)
    send(client, meeting, ANNA, mark(1))
    send(client, meeting, ANNA, mark(2, kind="dislike"))
    send(client, meeting, BERTA, mark(3))
    seen = client.get(f"/api/v1/meetings/{meeting.code}/marks", headers=ANNA.headers).get_json()["marks"]
    assert {item["uuid"] for item in seen} == {uuid(1), uuid(2)}
    card = {"Authorization": "Bearer " + "0000-0000-0001"}
    assert client.delete(f"/api/v1/card/marks/{uuid(3)}", headers=card).status_code == 404
    assert client.delete(f"/api/v1/card/marks/{uuid(1)}", headers=card).status_code == 200
    assert client.delete(f"/api/v1/card/marks/{uuid(1)}", headers=card).status_code == 200
    assert [item["uuid"] for item in client.get("/api/v1/card/marks", headers=card).get_json()["marks"]] == [uuid(2)]
    assert client.delete("/api/v1/card/marks", headers=card).get_json() == {"removed": 1}
    assert _stored(context, meeting.id) == 1


def test_rule_6_6_a_removed_mark_does_not_come_back_with_a_late_request(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    send(client, meeting, ANNA, mark(1, text="prom"))
    client.delete(f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}", headers=ANNA.headers)
    answer = send(client, meeting, ANNA, mark(1, text="prom"))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "mark_withdrawn")
    with context.database.reading() as session:
        left = marks.find_mark(session, uuid(1))
    assert left is not None
    assert (left.state, left.geometry, left.text) == ("withdrawn", None, "")


def test_a_changed_mark_waits_for_review_again(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    send(client, meeting, ANNA, mark(1))
    review_mark(context, meeting.id, uuid(1), decision="approve")
    body = {key: value for key, value in mark(1, PARK, text="Liepas").items() if key != "uuid"}
    answer = client.put(f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}", json=body, headers=ANNA.headers)
    assert answer.status_code == 200
    (item,) = review_items(context, meeting.id)
    assert (item.state, item.text, item.place) == ("waiting", "Liepas", "Liepu parks")


def test_too_many_requests_of_one_phone_are_refused_in_words(context: Context, app: Flask) -> None:
    meeting = new_meeting(context)
    client = app.test_client()
    answers = [client.get(f"/api/v1/meetings/{meeting.code}/marks", headers=ANNA.headers) for _ in range(121)]
    assert answers[-1].status_code == 429
    assert "lūdzu" in answers[-1].get_json()["error"]["message"].lower()
    other = client.get(f"/api/v1/meetings/{meeting.code}/marks", headers=BERTA.headers)
    assert other.status_code == 401


def test_every_answer_of_a_meeting_says_in_which_phase_the_room_is(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    assert send(client, meeting, ANNA, mark(1)).headers["Karte-Phase"] == "mark"
    set_phase(context, meeting.id, "talk")
    answer = client.get(f"/api/v1/meetings/{meeting.code}/phase")
    assert (answer.status_code, answer.data, answer.headers["Karte-Phase"]) == (204, b"", "talk")
    assert client.get("/api/v1/meetings/AAAAAA/phase").status_code == 404


def test_two_cards_with_marks_become_one_person_only_when_somebody_says_so(
    context: Context, client: FlaskClient
) -> None:
    meeting = new_meeting(context)
    (card,) = new_cards(context, meeting, 1)
    url = f"/api/v1/meetings/{meeting.code}/participants"
    body = {"card": card, "drawn": True, "purpose_version": meeting.purpose_version, "language": "lv"}
    assert client.post(url, json=body, headers=BERTA.headers).status_code == 201
    assert send(client, meeting, BERTA, mark(2)).status_code == 201
    join(context, meeting, ANNA)
    assert send(client, meeting, ANNA, mark(1)).status_code == 201
    refused = client.post(url, json=body, headers=ANNA.headers)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (409, "card_has_marks")
    assert client.post(url, json=body | {"together": True}, headers=ANNA.headers).status_code == 201
    assert len(client.get("/api/v1/card/marks", headers={"Authorization": f"Bearer {card}"}).get_json()["marks"]) == 2
