"""Residents' pages as they come from the server: before any script, with a wrong code, in three languages."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meeting_content import Questions
from gis_app.services.wiring import Context
from gis_app.store import meetings
from tests.meeting_world import build_world, new_meeting


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def test_a_wrong_code_can_be_typed_again(context: Context, client: FlaskClient) -> None:
    answer = client.get("/lv/m/nope99")
    assert answer.status_code == 404
    assert 'value="N0PE99"' in answer.text
    code = new_meeting(context).code
    again = client.get("/m", query_string={"code": f" {code.lower()} "}, headers={"Accept-Language": "ru"})
    assert again.location == f"/ru/m/{code}"


def test_a_code_that_is_markup_or_another_address_stays_text(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/lv/m/%3Cscript%3E").text
    assert client.get("/m?code=//evil.example/").location.startswith("/lv/m/")


def test_a_draft_is_as_unknown_as_no_meeting(context: Context, client: FlaskClient) -> None:
    draft = new_meeting(context, state="draft")
    assert client.get(f"/lv/m/{draft.code}").status_code == 404


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_every_page_of_a_resident_offers_three_languages(context: Context, client: FlaskClient, language: str) -> None:
    code = new_meeting(context).code
    for address in (f"m/{code}", "m", "k"):
        page = client.get(f"/{language}/{address}").text
        offered = [part.split('"')[0] for part in page.split('hreflang="')[1:]]
        assert offered == ["lv", "ru", "en"]
        assert page.count('aria-current="true"') == 1


def test_a_closed_meeting_links_its_results_only_when_they_are_published(context: Context, client: FlaskClient) -> None:
    closed = new_meeting(context, state="closed")
    assert "/results" not in client.get(f"/lv/m/{closed.code}").text
    with context.database.transaction() as session:
        meetings.put_meetings(session, [replace(closed, published_on=context.clock().date())])
    assert f"/lv/meetings/{closed.id}/results" in client.get(f"/lv/m/{closed.code}").text


def test_pictures_are_offered_only_where_the_meeting_takes_them(context: Context, client: FlaskClient) -> None:
    made = new_meeting(context)
    assert "photo-file" not in client.get(f"/lv/m/{made.code}").text
    with context.database.transaction() as session:
        meetings.put_meetings(session, [replace(made, questions=Questions(photos=True))])
    assert "photo-file" in client.get(f"/lv/m/{made.code}").text
