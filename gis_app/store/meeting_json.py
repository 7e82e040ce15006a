"""The prepared content and the closing of a meeting as JSON columns, and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from gis_app.domain.meeting_content import Closing, PlaceName, Questions, Wall
from gis_app.domain.meetings import Meeting
from gis_app.store.models import MeetingRow


def to_json(meeting: Meeting) -> dict[str, Any]:
    """Return the values of the JSON columns of a meeting."""
    closing = asdict(meeting.closing)
    for name in ("by_when", "next_date"):
        closing[name] = closing[name].isoformat() if closing[name] else None
    wording = {kind: dict(texts) for kind, texts in meeting.questions.wording.items()}
    return {
        "questions": {
            "classes": list(meeting.questions.classes),
            "wording": wording,
            "identity": list(meeting.questions.identity),
            "photos": meeting.questions.photos,
        },
        "place_names": {language: asdict(name) for language, name in meeting.place_names.items()},
        "closing": {
            **closing,
            "sentences": list(meeting.closing.sentences),
            "missing_groups": list(meeting.closing.missing_groups),
        },
        "wall": {"card": meeting.wall.card, "held": dict(meeting.wall.held) if meeting.wall.held is not None else None},
    }


def from_json(row: MeetingRow) -> dict[str, Any]:
    """Return the content of a row as facts; what an older version did not write has its default."""
    asked, said = dict(row.questions or {}), dict(row.closing or {})
    for name in ("classes", "identity"):
        if name in asked:
            asked[name] = tuple(asked[name])
    for name in ("by_when", "next_date"):
        said[name] = date.fromisoformat(said[name]) if said.get(name) else None
    for name in ("sentences", "missing_groups"):
        said[name] = tuple(said.get(name, ()))
    return {
        "questions": Questions(**asked),
        "place_names": {language: PlaceName(**forms) for language, forms in (row.place_names or {}).items()},
        "closing": Closing(**said),
        "wall": Wall(**(row.wall or {})),
    }
