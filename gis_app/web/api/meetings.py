"""Residents' requests: the facts of a meeting, joining it, and one's own marks. No cookie, no session."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.errors import NotLoggedIn
from gis_app.services import doors, my_marks
from gis_app.services.devices.tablet import channel_of
from gis_app.services.join_meeting import join_with
from gis_app.services.keys import clean_code
from gis_app.services.mark_input import read_json, read_mark
from gis_app.services.meeting_page import meeting_page
from gis_app.services.place_mark import place_mark
from gis_app.text.home_names import home_name
from gis_app.web.api.joining import (
    few_cards,
    few_cards_of_address,
    few_cards_of_meeting,
    few_cards_of_page,
    read_asking,
    small_and_private,
)
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words
from gis_app.web.phone.facts import page_facts
from gis_app.web.security import bearer, limiter

blueprint = small_and_private(Blueprint("api_meetings", __name__, url_prefix="/api/v1"))

PHASE = "Karte-Phase"
PER_PARTICIPANT = "120 per minute"
PER_MEETING = "6000 per minute"
"""Sixty phones come back from a dead spot with twenty marks each: 1,200 requests at once must pass."""


def _who() -> str:
    return sha256(request.headers.get("Authorization", "").encode()).hexdigest()


def _which() -> str:
    return clean_code(str((request.view_args or {}).get("code", "cards")))[:20]


by_participant = limiter.limit(PER_PARTICIPANT, key_func=_who)
by_meeting = limiter.shared_limit(PER_MEETING, scope="meeting", key_func=_which)


@blueprint.after_request
def hear_waiting(answer: Response) -> Response:
    """Note how many requests a page still holds after this one: the facilitator waits for them before closing."""
    said, code = request.headers.get("Karte-Waiting", ""), (request.view_args or {}).get("code")
    if code and answer.status_code < 300 and said.isdecimal() and len(said) < 6 and "Authorization" in request.headers:
        meeting = doors.lasting_facts(current_context(), str(code))
        current_context().memory.waiting.hear(meeting.id, _who(), int(said))
    return answer


@blueprint.after_request
def tell_phase(answer: Response) -> Response:
    """Say with every answer of a meeting in which phase the room is, some seconds late at most."""
    code = (request.view_args or {}).get("code")
    if code and answer.status_code < 300 and PHASE not in answer.headers:
        answer.headers[PHASE] = doors.lasting_facts(current_context(), str(code)).phase
    return answer


@blueprint.get("/meetings/<code>/phase")
@by_meeting
def phase(code: str) -> tuple[str, int, dict[str, str]]:
    """Answer with nothing but the phase, in its header: for pages on which nothing is sent for a while."""
    return "", 204, {PHASE: doors.known_meeting(current_context(), code).phase}


@blueprint.get("/meetings/<code>")
@by_meeting
def facts(code: str) -> Response:
    """Answer with the public facts of a meeting."""
    return jsonify(page_facts(meeting_page(current_context(), code)))


@blueprint.post("/meetings/<code>/participants")
@by_meeting
@by_participant
@few_cards_of_page
@few_cards_of_address
@few_cards_of_meeting
def join(code: str) -> tuple[Response, int]:
    """Let a participant in who has read the purpose."""
    said = read_json(request.get_data())
    shown = said.get("pass")
    channel = channel_of(current_context(), code=code, shown=None if shown is None else str(shown))
    joined = join_with(current_context(), code=code, asking=read_asking(said, token=credential(), channel=channel))
    return jsonify(joined=True, drawn=joined.drawn), 201 if joined.new else 200


@blueprint.post("/meetings/<code>/marks")
@by_meeting
@by_participant
def place(code: str) -> tuple[Response, int]:
    """Store a mark; the same request again gets the same answer with status 200."""
    sent = read_mark(read_json(request.get_data()))
    placed = place_mark(current_context(), code=code, token=credential(), sent=sent)
    return jsonify(uuid=placed.uuid, stored=True), 201 if placed.new else 200


@blueprint.get("/meetings/<code>/marks")
@by_meeting
@by_participant
@few_cards
def mine(code: str) -> Response:
    """Answer with one's own marks of a meeting."""
    return jsonify(marks=_mine(my_marks.my_marks(current_context(), credential=credential(), code=code)))


@blueprint.put("/meetings/<code>/marks/<uuid>")
@by_meeting
@by_participant
@few_cards
def change(code: str, uuid: str) -> Response:
    """Put new content in the place of one's own mark."""
    sent = read_mark({**read_json(request.get_data()), "uuid": uuid})
    my_marks.change_mark(current_context(), code=code, credential=credential(), sent=sent)
    return jsonify(uuid=uuid, stored=True)


@blueprint.delete("/meetings/<code>/marks/<uuid>")
@by_meeting
@by_participant
@few_cards
def remove(code: str, uuid: str) -> Response:  # noqa: ARG001 - the meeting in the address is for its rate limit
    """Remove one's own mark."""
    my_marks.remove_mark(current_context(), credential=credential(), uuid=uuid)
    return jsonify(uuid=uuid, removed=True)


@blueprint.get("/card/marks")
@by_meeting
@by_participant
@few_cards
def of_card() -> Response:
    """Answer with the marks of a card, whatever its meeting."""
    return jsonify(marks=_mine(my_marks.my_marks(current_context(), credential=credential())))


@blueprint.delete("/card/marks/<uuid>")
@by_meeting
@by_participant
@few_cards
def remove_of_card(uuid: str) -> Response:
    """Remove a mark of a card."""
    my_marks.remove_mark(current_context(), credential=credential(), uuid=uuid)
    return jsonify(uuid=uuid, removed=True)


@blueprint.delete("/card/marks")
@by_meeting
@by_participant
@few_cards
def remove_all_of_card() -> Response:
    """Remove every mark of a card."""
    return jsonify(removed=my_marks.remove_all(current_context(), credential=credential()))


def _mine(marks: list[my_marks.MyMark]) -> list[dict[str, Any]]:
    words = current_words()
    return [asdict(mark) | {"area": mark.area and home_name(mark.area, words)} for mark in marks]


def credential() -> str:
    """Return the token or card code that the request carries.

    Raises
    ------
    NotLoggedIn
        If it carries none.
    """
    carried = bearer()
    if not carried:
        raise NotLoggedIn("credential_missing")
    return carried
