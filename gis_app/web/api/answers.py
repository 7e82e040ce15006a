"""Answers to the identity questions, from a participant's own page. No cookie, no session."""

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.errors import TooLarge
from gis_app.domain.meetings import MAX_TEXT, Participant
from gis_app.services.identity_questions import answer_question, my_answers, read_answer, remove_answers
from gis_app.services.mark_input import read_json
from gis_app.services.my_marks import people_of
from gis_app.web.api.joining import few_cards
from gis_app.web.api.meetings import MAX_BODY, by_meeting, by_participant, credential
from gis_app.web.context import current_context
from gis_app.web.security import without_csrf

blueprint = without_csrf(Blueprint("api_answers", __name__, url_prefix="/api/v1"))


@blueprint.before_request
def refuse_long() -> None:
    """Refuse a body that no honest answer can have, before reading it."""
    if (request.content_length or 0) > MAX_BODY:
        raise TooLarge("mark_text_long", expected=MAX_TEXT)


@blueprint.after_request
def keep_private(answer: Response) -> Response:
    """Keep answers out of every cache."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/meetings/<code>/answers")
@by_meeting
@by_participant
def place(code: str) -> tuple[Response, int]:
    """Store an answer; the same request again gets the same answer with status 200."""
    sent = read_answer(read_json(request.get_data()))
    new = answer_question(current_context(), code=code, token=credential(), sent=sent)
    return jsonify(uuid=sent.uuid, stored=True), 201 if new else 200


@blueprint.get("/meetings/<code>/answers")
@by_meeting
@by_participant
@few_cards
def mine(code: str) -> Response:
    """Answer with one's own answers of a meeting."""
    return _told(people_of(current_context(), credential=credential(), code=code))


@blueprint.get("/card/answers")
@by_meeting
@by_participant
@few_cards
def of_card() -> Response:
    """Answer with the answers of a card, whatever its meeting."""
    return _told(people_of(current_context(), credential=credential()))


@blueprint.delete("/card/answers/<uuid>")
@by_meeting
@by_participant
@few_cards
def remove(uuid: str) -> Response:
    """Remove one's own answer at once, also after the meeting."""
    people = [person.id for person in people_of(current_context(), credential=credential())]
    return jsonify(removed=remove_answers(current_context(), participants=people, uuid=uuid))


def _told(people: list[Participant]) -> Response:
    found = my_answers(current_context(), participants=[person.id for person in people])
    return jsonify(answers=[{"uuid": one.uuid, "question": one.question, "text": one.text} for one in found])
