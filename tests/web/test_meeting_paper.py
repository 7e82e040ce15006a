import re
from dataclasses import replace
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.identity_questions import answers_in_review
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from tests.meeting_world import Phone, build_world, join, new_meeting
from tests.paper_world import new_sheet
from tests.web.conftest import Visit

JSON = {"Accept": "application/json"}


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    made = new_meeting(context, ask_home=True)
    new_sheet(context, made)
    return made


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


def body(line: str, **more: str) -> dict[str, str]:
    return {"sheet": "AB12CD", "uuid": str(uuid4()), "line": line, **more}


def count(context: Context, meeting: Meeting) -> int:
    with context.database.reading() as session:
        return len(marks.marks_of(session, meeting=meeting.id))


def test_only_the_worker_types_in(meeting: Meeting, visit: Visit) -> None:
    address = f"/lv/meetings/{meeting.id}/paper"
    assert [visit(role).get(address).status_code for role in ("public", "representative", "planner", "worker")] == [
        401,
        403,
        403,
        200,
    ]
    assert visit("public").post(f"{address}/lines", data=body("C5 +")).status_code == 401


def test_a_meeting_without_sheets_says_so(context: Context, visit: Visit) -> None:
    build_world(context)
    page = visit("worker").get(f"/lv/meetings/{new_meeting(context).id}/paper").get_data(as_text=True)
    assert "vēl nav izdrukāta neviena" in page


def test_the_reading_says_in_words_what_was_understood_and_stores_nothing(
    context: Context, meeting: Meeting, worker: FlaskClient
) -> None:
    told = worker.post(f"/lv/meetings/{meeting.id}/paper/reading", data=body("c5 nep 3 te tumšs"), headers=JSON)
    assert told.get_json()["line"] == "C5 · Nepatīk vai nejūtos droši · 3 uzlīmes · „te tumšs”"
    wrong = worker.post(f"/ru/meetings/{meeting.id}/paper/reading", data=body("c5 zzz"), headers=JSON)
    assert wrong.status_code == 400
    assert "нравится (н)" in wrong.get_json()["error"]["message"]
    assert count(context, meeting) == 0


def test_the_script_stores_lists_asks_and_takes_back(context: Context, meeting: Meeting, worker: FlaskClient) -> None:
    address = f"/lv/meetings/{meeting.id}/paper"
    told = worker.post(f"{address}/lines", data=body("C5 - 3"), headers=JSON).get_json()
    assert told["line"].startswith("C5 · ")
    again = worker.post(f"{address}/lines", data=body("C5 - 3"), headers=JSON)
    assert (again.status_code, again.get_json()["error"]["code"]) == (409, "line_again")
    assert worker.post(f"{address}/lines", data=body("C5 - 3", again="1"), headers=JSON).status_code == 200
    assert count(context, meeting) == 6
    undone = worker.post(f"{address}/undo", data={"sheet": "AB12CD", "key": told["key"]}, headers=JSON)
    assert undone.get_json() == {"removed": 3}
    assert count(context, meeting) == 3


def test_without_a_script_the_form_stores_and_says_what_is_wrong(
    context: Context, meeting: Meeting, worker: FlaskClient
) -> None:
    address = f"/lv/meetings/{meeting.id}/paper"
    assert worker.post(f"{address}/lines", data=body("C5 + 2 <b>skats</b>")).status_code == 302
    page = worker.get(f"{address}?sheet=AB12CD").get_data(as_text=True)
    assert "C5 · Patīk, ar to lepojos · 2 uzlīmes · „&lt;b&gt;skats&lt;/b&gt;”" in page
    refused = worker.post(f"{address}/lines", data=body("Z9 +"))
    assert refused.status_code == 400
    text = refused.get_data(as_text=True)
    assert 'value="Z9 +"' in text
    assert "A1–M9" in text
    same = worker.post(f"{address}/lines", data=body("C5 + 2 <b>skats</b>")).get_data(as_text=True)
    assert re.search(r'name="again" value="1"', same)
    assert count(context, meeting) == 2


def test_the_people_of_a_sheet_are_stored(context: Context, meeting: Meeting, worker: FlaskClient) -> None:
    address = f"/lv/meetings/{meeting.id}/paper"
    assert worker.post(f"{address}/people", data={"sheet": "AB12CD", "people": "14"}).status_code == 302
    assert 'value="14"' in worker.get(f"{address}?sheet=AB12CD").get_data(as_text=True)
    assert worker.post(f"{address}/people", data={"sheet": "AB12CD", "people": "daudz"}).status_code == 400


def test_an_unknown_sheet_is_not_found(meeting: Meeting, worker: FlaskClient) -> None:
    assert worker.get(f"/lv/meetings/{meeting.id}/paper?sheet=ZZ99ZZ").status_code == 404


def test_an_answer_from_a_slip_is_its_card_holders_and_stored_once(context: Context, worker: FlaskClient) -> None:
    build_world(context)
    made = replace(new_meeting(context), questions=Questions(identity=("pride",)))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [made])
    join(context, made, Phone(1))
    form = {"uuid": str(uuid4()), "question": "pride", "text": "Mūsu koris", "card": Phone(1).card}
    address = f"/lv/meetings/{made.id}/paper/answers"
    assert [worker.post(address, data=form).status_code for _ in range(2)] == [302, 302]
    loose = {**form, "uuid": str(uuid4()), "card": "", "text": "Parks"}
    assert worker.post(address, data=loose).status_code == 302
    assert {(one.text, one.channel, one.participant is None) for one in answers_in_review(context, made.id)} == {
        ("Mūsu koris", "paper", False),
        ("Parks", "paper", True),
    }
    for change, words in (
        ({"card": "0000"}, "12 burt"),
        ({"text": " "}, "tukša"),
        ({"question": "arrival"}, "nejautā"),
    ):
        refused = worker.post(address, data={**loose, "uuid": str(uuid4()), **change})
        assert (refused.status_code, words in refused.text) == (400, True)
