"""Residents' requests: the facts of a meeting, joining it, and one's own marks. No cookie, no session."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, jsonify, request
from shapely import get_coordinates, set_precision
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import NotLoggedIn, TooLarge
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import MAX_MARKS_PER_CLASS, MAX_TEXT
from gis_app.services import doors, my_marks
from gis_app.services.join_meeting import join_meeting
from gis_app.services.keys import clean_code
from gis_app.services.mark_input import read_json, read_mark
from gis_app.services.meeting_page import MeetingPage, meeting_page
from gis_app.services.place_mark import place_mark
from gis_app.text.collate import sort_key
from gis_app.text.home_names import home_name
from gis_app.text.problems import sentence
from gis_app.text.purpose import purpose_lines
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language, current_words
from gis_app.web.security import limiter, without_csrf

blueprint = without_csrf(Blueprint("api_meetings", __name__, url_prefix="/api/v1"))

MAX_BODY = 16_384
PER_PARTICIPANT = "120 per minute"
PER_MEETING = "6000 per minute"
"""Sixty phones come back from a dead spot with twenty marks each: 1,200 requests at once must pass."""


def _who() -> str:
    return sha256(request.headers.get("Authorization", "").encode()).hexdigest()


def _which() -> str:
    return clean_code(str((request.view_args or {}).get("code", "cards")))[:20]


by_participant = limiter.limit(PER_PARTICIPANT, key_func=_who)
by_meeting = limiter.shared_limit(PER_MEETING, scope="meeting", key_func=_which)


@blueprint.before_request
def refuse_long() -> None:
    """Refuse a body that no honest mark can have, before reading it."""
    if (request.content_length or 0) > MAX_BODY:
        raise TooLarge("mark_text_long", expected=MAX_TEXT)


@blueprint.after_request
def keep_private(answer: Response) -> Response:
    """Keep answers out of every cache."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.after_request
def hear_waiting(answer: Response) -> Response:
    """Note how many requests a page still holds after this one: the facilitator waits for them before closing."""
    said, code = request.headers.get("Karte-Waiting", ""), (request.view_args or {}).get("code")
    if code and answer.status_code < 300 and said.isdecimal() and len(said) < 6 and "Authorization" in request.headers:
        meeting = doors.lasting_facts(current_context(), str(code))
        current_context().memory.waiting.hear(meeting.id, _who(), int(said))
    return answer


@blueprint.get("/meetings/<code>")
@by_meeting
def facts(code: str) -> Response:
    """Answer with the public facts of a meeting."""
    return jsonify(page_facts(meeting_page(current_context(), code)))


@blueprint.post("/meetings/<code>/participants")
@by_meeting
@by_participant
def join(code: str) -> tuple[Response, int]:
    """Let a participant in who has read the purpose."""
    said = read_json(request.get_data())
    version = said.get("purpose_version")
    new = join_meeting(
        current_context(),
        code=code,
        token=_credential(),
        card=str(said.get("card", "")),
        purpose_version=version if isinstance(version, int) else None,
        language=str(said.get("language", current_language())),
    )
    return jsonify(joined=True), 201 if new else 200


@blueprint.post("/meetings/<code>/marks")
@by_meeting
@by_participant
def place(code: str) -> tuple[Response, int]:
    """Store a mark; the same request again gets the same answer with status 200."""
    sent = read_mark(read_json(request.get_data()))
    placed = place_mark(current_context(), code=code, token=_credential(), sent=sent)
    return jsonify(uuid=placed.uuid, stored=True), 201 if placed.new else 200


@blueprint.get("/meetings/<code>/marks")
@by_meeting
@by_participant
def mine(code: str) -> Response:
    """Answer with one's own marks of a meeting."""
    return jsonify(marks=_mine(my_marks.my_marks(current_context(), credential=_credential(), code=code)))


@blueprint.put("/meetings/<code>/marks/<uuid>")
@by_meeting
@by_participant
def change(code: str, uuid: str) -> Response:
    """Put new content in the place of one's own mark."""
    sent = read_mark({**read_json(request.get_data()), "uuid": uuid})
    my_marks.change_mark(current_context(), code=code, credential=_credential(), sent=sent)
    return jsonify(uuid=uuid, stored=True)


@blueprint.delete("/meetings/<code>/marks/<uuid>")
@by_meeting
@by_participant
def remove(code: str, uuid: str) -> Response:  # noqa: ARG001 - the meeting in the address is for its rate limit
    """Remove one's own mark."""
    my_marks.remove_mark(current_context(), credential=_credential(), uuid=uuid)
    return jsonify(uuid=uuid, removed=True)


@blueprint.get("/card/marks")
@by_meeting
@by_participant
def of_card() -> Response:
    """Answer with the marks of a card, whatever its meeting."""
    return jsonify(marks=_mine(my_marks.my_marks(current_context(), credential=_credential())))


@blueprint.delete("/card/marks/<uuid>")
@by_meeting
@by_participant
def remove_of_card(uuid: str) -> Response:
    """Remove a mark of a card."""
    my_marks.remove_mark(current_context(), credential=_credential(), uuid=uuid)
    return jsonify(uuid=uuid, removed=True)


@blueprint.delete("/card/marks")
@by_meeting
@by_participant
def remove_all_of_card() -> Response:
    """Remove every mark of a card."""
    return jsonify(removed=my_marks.remove_all(current_context(), credential=_credential()))


def page_facts(page: MeetingPage) -> dict[str, object]:
    """Return what a phone is told of a meeting, in the language of the request."""
    words, meeting = current_words(), page.meeting
    until = words.date(meeting.retention_on) if meeting.retention_on else ""
    text = words.pick(page.purpose)
    west, south = get_coordinates(page.outline).min(axis=0).tolist()
    east, north = get_coordinates(page.outline).max(axis=0).tolist()
    return {
        "code": meeting.code,
        "title": meeting.title,
        "phase": meeting.phase,
        "territory": page.territory,
        "outline": mapping(page.outline),
        "bounds": [west, south, east, north],
        "classes": page.classes,
        "ask_home": meeting.ask_home,
        "areas": sorted((_area(choice, shape) for choice, shape in page.areas), key=lambda a: sort_key(a["name"])),
        "places": [{"name": name, "lon": lon, "lat": lat} for name, lon, lat in page.places],
        "purpose": {
            "version": meeting.purpose_version,
            "lines": purpose_lines(text, controller=meeting.controller, contact=meeting.contact, until=until),
        },
        "project": meeting.project,
        "invented": page.invented,
        "max_text": MAX_TEXT,
        "max_marks": MAX_MARKS_PER_CLASS,
        "problem": sentence(page.problem, words) if page.problem else None,
    }


def _area(choice: HomeChoice, shape: BaseGeometry | None) -> dict[str, Any]:
    named = {"id": choice.id, "name": home_name(choice, current_words())}
    if shape is None:
        return named
    return {**named, "territory": choice.territories[0], "shape": mapping(set_precision(shape, 0.00001))}


def _mine(marks: list[my_marks.MyMark]) -> list[dict[str, Any]]:
    words = current_words()
    return [asdict(mark) | {"area": mark.area and home_name(mark.area, words)} for mark in marks]


def _credential() -> str:
    kind, _, credential = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not credential.strip():
        raise NotLoggedIn("credential_missing")
    return credential.strip()
