"""Answers to the identity questions, from a participant's own page. No cookie, no session."""

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.meetings import Participant
from gis_app.services.identity_questions import answer_question, my_answers, read_answer, remove_answers
from gis_app.services.mark_input import read_json
from gis_app.services.my_marks import people_of
from gis_app.web.api.joining import few_cards, small_and_private
from gis_app.web.api.meetings import by_meeting, by_participant, credential
from gis_app.web.context import current_context

blueprint = small_and_private(Blueprint("api_answers", __name__, url_prefix="/api/v1"))


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
