"""What a phone is told of a meeting: the same in its page and in the API."""

from typing import Any

from flask import url_for
from shapely import get_coordinates, set_precision
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import WGS84, project
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import MAX_MARKS_PER_CLASS, MAX_TEXT, Meeting
from gis_app.services.known_places import NO_DWELLING, KnownPlace
from gis_app.services.meeting_page import MeetingPage
from gis_app.text.collate import sort_key
from gis_app.text.home_names import home_name
from gis_app.text.labels import label
from gis_app.text.problems import sentence
from gis_app.text.purpose import purpose_lines
from gis_app.text.questions import question
from gis_app.text.words import Words
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words


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
        "questions": {kind: question(words, meeting, kind) for kind in page.classes},
        "identity": [
            {"code": code, "question": label(words, "identity_question", code)} for code in meeting.questions.identity
        ],
        "photos": meeting.questions.photos,
        "ask_home": meeting.ask_home,
        "areas": sorted((_area(choice, shape) for choice, shape in page.areas), key=lambda a: sort_key(a["name"])),
        "places": [place_facts(place, words) for place in page.places],
        "no_dwelling": NO_DWELLING,
        "purpose": {
            "version": meeting.purpose_version,
            "lines": purpose_lines(text, controller=meeting.controller, contact=meeting.contact, until=until),
        },
        "project": meeting.project,
        "invented": page.invented,
        "max_text": MAX_TEXT,
        "max_marks": MAX_MARKS_PER_CLASS,
        "state": meeting.state,
        "closing": _closing(meeting, words),
        "results": url_for("publishing.results", meeting_id=meeting.id) if _has_results(meeting) else None,
        "problem": sentence(page.problem, words) if page.problem else None,
    }


def place_facts(place: KnownPlace, words: Words) -> dict[str, Any]:
    """Return a known place as a phone offers it; degrees of WGS 84, ``m`` is its uncertainty in metres."""
    point = project(place.point, source=current_context().settings.work_epsg, target=WGS84)
    said = {
        "name": place.name,
        "group": place.group,
        "lon": round(point.x, 6),
        "lat": round(point.y, 6),
        "m": place.uncertainty_m,
    }
    return said | ({"detail": label(words, "resource_kind", place.kind)} if place.kind else {})


def _area(choice: HomeChoice, shape: BaseGeometry | None) -> dict[str, Any]:
    named = {"id": choice.id, "name": home_name(choice, current_words())}
    if shape is None:
        return named
    return {**named, "territory": choice.territories[0], "shape": mapping(set_precision(shape, 0.00001))}


def _has_results(meeting: Meeting) -> bool:
    return meeting.state == "closed" and meeting.published_on is not None and meeting.kind != "specialists"


def _closing(meeting: Meeting, words: Words) -> dict[str, Any] | None:
    """Return what the room agreed for those who come after the end; None while the meeting goes on."""
    closing = meeting.closing
    if meeting.state != "closed" or not closing.next_step:
        return None
    return {
        "next_step": closing.next_step,
        "who": closing.who,
        "by_when": words.date(closing.by_when) if closing.by_when else "",
        "next_date": words.date(closing.next_date) if closing.next_date else "",
    }
