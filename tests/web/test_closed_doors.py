"""Bad input at the door of a meeting: codes that are wrong, clocks that are years off, words that are scripts."""

from contextlib import suppress

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from gis_app.domain.errors import KarteError
from gis_app.services.join_meeting import Asking, join_with
from gis_app.services.kit.deck import new_cards
from gis_app.services.meetings import set_state
from gis_app.services.wiring import Context
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, send
from tests.web.conftest import Visit

ANNA = Phone(1)


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 2099 23:59:59 GMT", "yesterday"])
def test_a_phone_whose_clock_is_years_off_is_served_like_any_other(
    context: Context, client: FlaskClient, date: str
) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    headers = {**ANNA.headers, "Date": date, "If-Modified-Since": date, "If-Unmodified-Since": date}
    answer = client.post(f"/api/v1/meetings/{meeting.code}/marks", json=mark(1), headers=headers)
    assert answer.status_code == 201
    assert client.get(f"/api/v1/meetings/{meeting.code}", headers=headers).status_code == 200


@pytest.mark.parametrize("code", ["ZZZZZZ", "0", "a" * 500, "%00", "'; DROP TABLE mark;--", "../../etc", "ŽŽŽŽŽŽ"])
def test_a_wrong_code_is_told_in_words_on_every_address(context: Context, client: FlaskClient, code: str) -> None:
    new_meeting(context)
    for url in (f"/api/v1/meetings/{code}", f"/lv/m/{code}", f"/ru/m/{code}"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert answer.get_data(as_text=True).strip()
    posted = client.post(f"/api/v1/meetings/{code}/marks", json=mark(1), headers=ANNA.headers)
    assert posted.status_code == 404


def test_a_closed_meeting_shows_its_page_with_the_reason_and_takes_late_marks_only_of_those_who_were_there(
    context: Context, client: FlaskClient
) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    set_state(context, meeting.id, "closed")
    assert "slēgta" in client.get(f"/lv/m/{meeting.code}").get_data(as_text=True)
    assert send(client, meeting, ANNA, mark(1)).status_code == 201, "what waited on her phone"
    body = {"card": Phone(2).card, "purpose_version": 1, "language": "lv"}
    url = f"/api/v1/meetings/{meeting.code}/participants"
    assert client.post(url, json=body, headers=Phone(2).headers).status_code == 410


def test_a_guessed_card_costs_as_many_look_ups_as_one_of_the_deck(context: Context) -> None:
    meeting = new_meeting(context)
    (good,) = new_cards(context, meeting, 1)
    other = new_meeting(context)
    (foreign,) = new_cards(context, other, 1)

    def asked(card: str, number: int) -> list[str]:
        said: list[str] = []

        def note(_c: object, _cursor: object, statement: str, _p: object, _x: object, _many: bool) -> None:
            said.append(statement.split(" ", 1)[0] + statement.rpartition("FROM")[2][:60])

        event.listen(context.database.engine, "before_cursor_execute", note)
        with suppress(KarteError):
            join_with(context, code=meeting.code, asking=Asking(Phone(number).token, card, 1, "lv", drawn=True))
        event.remove(context.database.engine, "before_cursor_execute", note)
        return [line for line in said if line.startswith("SELECT")]

    unknown, elsewhere = asked("0000-0000-0007", 3), asked(foreign, 4)
    assert unknown == elsewhere
    assert asked(good, 5)[: len(unknown)] == unknown


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><svg onload=alert(1)>', "{{7*7}}", "javascript:alert(1)"]
)
def test_a_script_in_the_words_of_a_mark_stays_words_on_every_page_of_staff(
    context: Context, client: FlaskClient, visit: Visit, words: str
) -> None:
    meeting = new_meeting(context)
    join(context, meeting, ANNA)
    assert send(client, meeting, ANNA, mark(1, text=words)).status_code == 201
    worker = visit("worker")
    for page in ("", "/review", "/rows?since=0"):
        html = worker.get(f"/lv/meetings/{meeting.id}{page}").get_data(as_text=True)
        assert "<script>alert" not in html
        assert "<svg onload" not in html
