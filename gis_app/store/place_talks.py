"""Notes of talks with places that serve vulnerable people, where somebody at a meeting left a dislike."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.store.models import PlaceTalkRow


@dataclass(frozen=True, slots=True)
class PlaceTalk:
    """That staff talked with a place: when, and what came of it; no words of residents, no names."""

    meeting: str
    resource: str
    day: date
    note: str


def put_talk(session: Session, talk: PlaceTalk) -> None:
    """Keep a note; one of the same place and meeting is replaced."""
    session.merge(PlaceTalkRow(meeting=talk.meeting, resource=talk.resource, day=talk.day, note=talk.note))
    session.flush()


def talks_of(session: Session, meeting: str) -> dict[str, PlaceTalk]:
    """Return the notes of a meeting by the id of the place."""
    rows = session.scalars(select(PlaceTalkRow).where(PlaceTalkRow.meeting == meeting))
    return {row.resource: PlaceTalk(row.meeting, row.resource, row.day, row.note) for row in rows}
