"""The queue of review as a worker goes through it, with plain forms; keys are tried in a browser."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meetings import Mark, Meeting
from gis_app.services.afterwards.queue import review_queue
from gis_app.services.wiring import Context
from gis_app.store import audit, marks
from tests.meeting_world import (
    HOUSE,
    MEADOW,
    PARK,
    Phone,
    build_world,
    join,
    make_public,
    mark,
    new_meeting,
    send,
    uuid,
)
from tests.web.conftest import Visit


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


@pytest.fixture
def meeting(context: Context, client: FlaskClient) -> Meeting:
    """An open meeting: two wordless likes in the park, one with words, one at the house, one dislike in the meadow."""
    build_world(context)
    made = new_meeting(context)
    join(context, made, Phone(1))
    for body in (
        mark(1, PARK),
        mark(2, PARK),
        mark(3, PARK, text="Te zog Jānis"),
        mark(4, HOUSE),
        mark(5, MEADOW, kind="dislike"),
    ):
        send(client, made, Phone(1), body)
    return made


def _stored(context: Context, number: int) -> Mark:
    with context.database.reading() as session:
        found = marks.find_mark(session, uuid(number))
    assert found is not None
    return found


def _decide(worker: FlaskClient, meeting: Meeting, number: int, **form: str) -> str:
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(number)}/decision"
    answer = worker.post(address, data={"back": "review", **form})
    assert answer.status_code == 302, answer.text
    return answer.location


def _done(context: Context) -> list[tuple[str, str]]:
    with context.database.reading() as session:
        return [(entry.what, entry.record) for entry in audit.entries(session)]


def test_the_most_delicate_comes_first(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    queue = review_queue(context, meeting.id)
    assert [one.item.uuid for one in queue.items] == [uuid(number) for number in (4, 3, 1, 2, 5)]
    page = worker.get(f"/lv/meetings/{meeting.id}/review").text
    assert "Pārskatīts: 0 no 5" in re.sub(r"\s+", " ", page)
    assert f"marks/{uuid(4)}/decision" in page


def test_a_mark_whose_words_still_wait_stays_in_hand(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    after = _decide(worker, meeting, 3, what="mark", decision="approve")
    assert f"mark={uuid(3)}" in after
    after = _decide(worker, meeting, 3, what="text", decision="approve")
    assert "&mark=" not in after.replace("?", "&")
    assert (review_queue(context, meeting.id).done, review_queue(context, meeting.id).total) == (1, 5)


def test_the_last_decision_can_be_put_back(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    after = _decide(worker, meeting, 1, what="mark", decision="hide")
    assert f"marks/{uuid(1)}/decision" in worker.get(after).text
    _decide(worker, meeting, 1, what="mark", decision="undo")
    assert _stored(context, 1).state == "waiting"
    _decide(worker, meeting, 3, what="text", decision="approve")
    _decide(worker, meeting, 3, what="text", decision="undo")
    assert (_stored(context, 3).text, _stored(context, 3).text_state) == ("Te zog Jānis", "waiting")


def test_rule_6_11_an_accusation_is_deleted_and_the_log_holds_the_reason_only(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    _decide(worker, meeting, 3, what="text", reason="accusation")
    assert (_stored(context, 3).text, _stored(context, 3).text_state) == ("", "refused")
    assert _done(context)[0] == ("text.accusation", uuid(3))
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(3)}/decision"
    assert worker.post(address, data={"what": "text", "decision": "undo"}).status_code == 409
    assert worker.post(address, data={"what": "text", "reason": "x"}).status_code in {400, 409}


def test_rule_6_11_danger_is_handed_over_at_once_and_logged_without_the_words(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    address = f"/lv/meetings/{meeting.id}/marks/{uuid(3)}/urgent"
    page = worker.get(address).text
    assert "112" in page
    assert "āriņties" in page
    assert "Te zog Jānis" in page
    assert worker.post(address, data={"reason": "x"}).status_code == 400
    assert worker.post(address, data={"reason": "child"}).status_code == 302
    mark_now = _stored(context, 3)
    assert (mark_now.state, mark_now.text, mark_now.text_state) == ("hidden", "", "refused")
    assert _done(context)[0] == ("mark.urgent", f"{uuid(3)} (child)")
    assert "zog" not in str(_done(context))


def test_many_harmless_likes_are_approved_at_once_and_nothing_else(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    assert review_queue(context, meeting.id).batch == (("Liepu parks", 2),)
    assert worker.post(f"/lv/meetings/{meeting.id}/review/batch").status_code == 302
    assert [_stored(context, number).state for number in range(1, 6)] == ["approved"] * 2 + ["waiting"] * 3
    assert _done(context)[0] == ("mark.batch", f"{meeting.id} (2)")
    with context.database.reading() as session:
        acts = [change.what for change in marks.changes_since(session, meeting=meeting.id, seq=0)]
    assert acts.count("approved") == 2


def test_rule_6_7_nothing_is_approved_at_once_after_publishing(
    context: Context, worker: FlaskClient, meeting: Meeting
) -> None:
    make_public(context, meeting)
    assert worker.post(f"/lv/meetings/{meeting.id}/review/batch").status_code == 409
    assert _stored(context, 1).state == "waiting"


def test_the_queue_is_filtered_by_class_and_channel(context: Context, meeting: Meeting) -> None:
    assert [one.item.uuid for one in review_queue(context, meeting.id, kind="dislike").items] == [uuid(5)]
    assert review_queue(context, meeting.id, channel="paper").items == ()
    assert review_queue(context, meeting.id).kinds == (("like", 4), ("dislike", 1))


def test_a_long_queue_comes_in_pages(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    made = [replace(_stored(context, 1), uuid=uuid(number)) for number in range(1000, 1060)]
    with context.database.transaction() as session:
        marks.add_marks(session, made)
    assert "1–50 no 65" in worker.get(f"/lv/meetings/{meeting.id}/review").text
    assert len(review_queue(context, meeting.id, page=2).items) == 15


@pytest.mark.parametrize("query", ["kind=x&channel=<b>", "page=99999", "page=-1", "mark=x", "last=mark:", "last=<i>:1"])
def test_an_address_that_means_nothing_shows_the_queue(worker: FlaskClient, meeting: Meeting, query: str) -> None:
    answer = worker.get(f"/lv/meetings/{meeting.id}/review?{query}")
    assert answer.status_code == 200
    assert f"marks/{uuid(4)}/decision" in answer.text


def test_a_mark_of_another_meeting_is_not_in_hand(context: Context, worker: FlaskClient, meeting: Meeting) -> None:
    other = new_meeting(context)
    page = worker.get(f"/lv/meetings/{other.id}/review?mark={uuid(3)}").text
    assert "Te zog" not in page
    assert worker.get(f"/lv/meetings/{other.id}/marks/{uuid(3)}/urgent").status_code == 404


def test_a_planner_looks_and_decides_nothing(visit: Visit, meeting: Meeting) -> None:
    page = visit("planner").get(f"/lv/meetings/{meeting.id}/review?mark={uuid(3)}").text
    assert "Te zog Jānis" in page
    assert "/decision" not in page
