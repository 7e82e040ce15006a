"""Identity questions: one answer each, withdrawn with the card, shown only together."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.identity_questions import Together, answers_in_review, answers_together, review_answer
from gis_app.services.wiring import Context
from gis_app.store import meetings
from tests.meeting_world import Phone, build_world, join, new_meeting, uuid


@pytest.fixture
def meeting(context: Context) -> Meeting:
    """An open meeting that asks two questions; eight phones have joined."""
    build_world(context)
    made = replace(new_meeting(context), questions=Questions(identity=("pride", "arrival")))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [made])
    for number in range(8):
        join(context, made, Phone(number))
    return made


def say(
    client: FlaskClient, meeting: Meeting, person: int, text: str, *, number: int = 0, question: str = "pride"
) -> TestResponse:
    body = {"uuid": uuid(number or 100 + person), "question": question, "text": text}
    return client.post(f"/api/v1/meetings/{meeting.code}/answers", json=body, headers=Phone(person).headers)


def test_an_answer_sent_twice_is_stored_once(client: FlaskClient, context: Context, meeting: Meeting) -> None:
    assert [say(client, meeting, 1, "Mūsu koris").status_code for _ in range(2)] == [201, 200]
    assert [one.text for one in answers_in_review(context, meeting.id)] == ["Mūsu koris"]


def test_a_second_answer_to_a_question_takes_the_place_of_the_first(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    say(client, meeting, 1, "Mūsu koris")
    assert say(client, meeting, 1, "Mūsu koris un parks", number=7).status_code == 201
    assert [one.text for one in answers_in_review(context, meeting.id)] == ["Mūsu koris un parks"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"uuid": uuid(1), "question": "pride", "text": "  "}, "answer_empty"),
        ({"uuid": uuid(1), "question": "faith", "text": "a"}, "unknown_identity_question"),
        ({"uuid": uuid(1), "question": "unique", "text": "a"}, "answer_not_asked"),
        ({"uuid": "1", "question": "pride", "text": "a"}, "mark_uuid_refused"),
        ({"uuid": uuid(1), "question": "pride", "text": "a" * 301}, "mark_text_long"),
        ({"uuid": uuid(1), "question": "pride", "text": "a", "name": "Anna"}, "answer_key_unknown"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_name(
    client: FlaskClient, meeting: Meeting, body: dict[str, str], code: str
) -> None:
    answer = client.post(f"/api/v1/meetings/{meeting.code}/answers", json=body, headers=Phone(1).headers)
    assert answer.get_json()["error"]["code"] == code


def test_somebody_elses_number_is_a_conflict(client: FlaskClient, meeting: Meeting) -> None:
    say(client, meeting, 1, "Mūsu koris", number=5)
    assert say(client, meeting, 2, "Parks", number=5).status_code == 409


def test_rule_6_6_a_card_removes_its_answers_with_its_marks(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    say(client, meeting, 1, "Mūsu koris")
    say(client, meeting, 2, "Parks")
    card = {"Authorization": f"Bearer {Phone(1).card}"}
    assert [one["text"] for one in client.get("/api/v1/card/answers", headers=card).get_json()["answers"]] == [
        "Mūsu koris"
    ]
    client.delete("/api/v1/card/marks", headers=card)
    assert [one.text for one in answers_in_review(context, meeting.id)] == ["Parks"]


def test_nobody_removes_the_answer_of_another(client: FlaskClient, context: Context, meeting: Meeting) -> None:
    say(client, meeting, 1, "Mūsu koris")
    card = {"Authorization": f"Bearer {Phone(2).card}"}
    client.delete(f"/api/v1/card/answers/{uuid(101)}", headers=card)
    assert len(answers_in_review(context, meeting.id)) == 1


def test_rule_6_8_answers_are_shown_together_from_five_people_on_and_only_approved_words(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    for person in range(4):
        say(client, meeting, person, "Koris")
    for one in answers_in_review(context, meeting.id):
        review_answer(context, meeting.id, one.uuid, decision="approve", seen=one.text)
    assert answers_together(context, meeting)[0] == Together("pride", 0, ())
    say(client, meeting, 4, "Jānis ir zaglis")
    assert answers_together(context, meeting)[0] == Together("pride", 5, (("Koris", 4),))
    assert answers_together(context, meeting)[1] == Together("arrival", 0, ())


def test_rule_6_11_refused_words_are_deleted_and_the_answer_stays_a_number(
    client: FlaskClient, context: Context, meeting: Meeting
) -> None:
    for person in range(5):
        say(client, meeting, person, f"Atbilde {person}")
    for one in answers_in_review(context, meeting.id):
        review_answer(context, meeting.id, one.uuid, decision="refuse")
    assert answers_in_review(context, meeting.id) == []
    assert answers_together(context, meeting)[0] == Together("pride", 5, ())
