"""The prepared content and the closing of a meeting as JSON columns, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from gis_app.domain.meeting_content import Closing, PlaceName, Questions, Wall
from gis_app.domain.meetings import Meeting
from gis_app.store.models import MeetingRow

_DAYS = ("by_when", "next_date", "outcome_on")
_LISTS = ("sentences", "missing_groups")


def to_json(meeting: Meeting) -> dict[str, Any]:
    """Return the values of the JSON columns of a meeting."""
    wording = {kind: dict(texts) for kind, texts in meeting.questions.wording.items()}
    return {
        "questions": {
            "classes": list(meeting.questions.classes),
            "wording": wording,
            "identity": list(meeting.questions.identity),
            "photos": meeting.questions.photos,
            "minutes": meeting.questions.minutes,
        },
        "place_names": {language: asdict(name) for language, name in meeting.place_names.items()},
        "closing": closing_json(meeting.closing),
        "wall": {"card": meeting.wall.card, "held": dict(meeting.wall.held) if meeting.wall.held is not None else None},
    }


def from_json(row: MeetingRow) -> dict[str, Any]:
    """Return the content of a row as facts; what an older version did not write has its default."""
    asked = dict(row.questions or {})
    for name in ("classes", "identity"):
        if name in asked:
            asked[name] = tuple(asked[name])
    return {
        "questions": Questions(**asked),
        "place_names": {language: PlaceName(**forms) for language, forms in (row.place_names or {}).items()},
        "closing": closing_of(row.closing or {}),
        "wall": Wall(**(row.wall or {})),
    }


def closing_json(closing: Closing) -> dict[str, Any]:
    """Return the closing of a meeting as JSON."""
    said = asdict(closing)
    days = {name: said[name].isoformat() if said[name] else None for name in _DAYS}
    lists = {name: list(said[name]) for name in _LISTS}
    return {**said, **days, **lists}


def closing_of(said: Mapping[str, Any]) -> Closing:
    """Return the closing that JSON tells."""
    days = {name: date.fromisoformat(said[name]) if said.get(name) else None for name in _DAYS}
    lists = {name: tuple(said.get(name, ())) for name in _LISTS}
    return Closing(**{**said, **days, **lists})
