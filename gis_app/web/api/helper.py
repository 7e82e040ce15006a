"""Requests of helpers' pages: a session for a one-time address, then people and marks one at a time. No cookie."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.errors import NotLoggedIn
from gis_app.services.devices import helper
from gis_app.services.identity_questions import read_answer
from gis_app.services.mark_input import read_json, read_mark
from gis_app.services.meeting_page import meeting_page
from gis_app.web.api.joining import few_cards_of_page, read_asking, small_and_private
from gis_app.web.context import current_context
from gis_app.web.phone.facts import page_facts
from gis_app.web.security import bearer, limiter

blueprint = small_and_private(Blueprint("api_helper", __name__, url_prefix="/api/v1/helper"))
PER_SESSION = "300 per minute"


def _session() -> str:
    session = bearer()
    if not session:
        raise NotLoggedIn("helper_over")
    return session


by_session = limiter.limit(PER_SESSION, key_func=lambda: request.headers.get("Authorization", "")[:80])
by_address = limiter.limit("60 per minute")


@blueprint.post("/session")
@by_address
def begin() -> tuple[Response, int]:
    """Exchange the one-time address for a session; the token was made by the page."""
    said = read_json(request.get_data())
    helper.begin_session(current_context(), shown=str(said.get("link", "")), token=_session())
    return jsonify(begun=True), 201


@blueprint.get("/meeting")
@by_session
def meeting() -> Response:
    """Answer with the facts of the helper's meeting and the label of the pass."""
    found, of = helper.helper_of(current_context(), _session())
    helper.refuse_unless_begun(of)
    return jsonify(label=found.label, facts=page_facts(meeting_page(current_context(), of.code)))


@blueprint.post("/people")
@by_session
@few_cards_of_page
def begin_person() -> tuple[Response, int]:
    """Begin with a person: the one of a card, or a new one."""
    said = read_json(request.get_data())
    asking = read_asking(said, token=_person(said))
    joined = helper.join_for(current_context(), session=_session(), asking=asking)
    return jsonify(joined=True, drawn=joined.drawn), 201 if joined.new else 200


@blueprint.post("/marks")
@by_session
def place() -> tuple[Response, int]:
    """Store a mark of the person in hand; the same request again gets the same answer with status 200."""
    said = read_json(request.get_data())
    person = _person(said)
    sent = read_mark({key: value for key, value in said.items() if key != "person"})
    placed = helper.place_for(current_context(), session=_session(), person=person, sent=sent)
    return jsonify(uuid=placed.uuid, stored=True), 201 if placed.new else 200


@blueprint.delete("/marks/<uuid>")
@by_session
def remove(uuid: str) -> Response:
    """Take back a mark that was just entered."""
    said = read_json(request.get_data())
    helper.remove_for(current_context(), session=_session(), person=_person(said), uuid=uuid)
    return jsonify(uuid=uuid, removed=True)


@blueprint.post("/answers")
@by_session
def answer() -> tuple[Response, int]:
    """Store an answer of the person in hand to one of the identity questions."""
    said = read_json(request.get_data())
    sent = read_answer({key: value for key, value in said.items() if key != "person"})
    new = helper.answer_for(current_context(), session=_session(), person=_person(said), sent=sent)
    return jsonify(uuid=sent.uuid, stored=True), 201 if new else 200


def _person(said: dict[str, Any]) -> str:
    return str(said.get("person", ""))
