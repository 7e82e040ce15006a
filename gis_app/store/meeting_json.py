"""The prepared content and the closing of a meeting as JSON columns, and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from gis_app.domain.meeting_content import Closing, PlaceName, Questions
from gis_app.domain.meetings import Meeting
from gis_app.store.models import MeetingRow

_DAYS = ("by_when", "next_date", "done_on")


def to_json(meeting: Meeting) -> dict[str, Any]:
    """Return the values of the JSON columns of a meeting."""
    closing = asdict(meeting.closing)
    for name in _DAYS:
        closing[name] = closing[name].isoformat() if closing[name] else None
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
        "closing": {**closing, "sentences": list(meeting.closing.sentences)},
    }


def from_json(row: MeetingRow) -> dict[str, Any]:
    """Return the content of a row as facts; what an older version did not write has its default."""
    asked, said = dict(row.questions or {}), dict(row.closing or {})
    for name in ("classes", "identity"):
        if name in asked:
            asked[name] = tuple(asked[name])
    for name in _DAYS:
        said[name] = date.fromisoformat(said[name]) if said.get(name) else None
    said["sentences"] = tuple(said.get("sentences", ()))
    return {
        "questions": Questions(**asked),
        "place_names": {language: PlaceName(**forms) for language, forms in (row.place_names or {}).items()},
        "closing": Closing(**said),
    }
