"""Keeping the promise of the purpose text: on the day residents were told, words, photos and points go (§6.6).

What stays are numbers: marks by class, how many people joined, how many chose each home area. Sentences agreed in the
room and the cards of places talked about are the room's own and stay. Each run that took something away is kept as a
row in numbers, so that anybody can be shown that it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from gis_app.domain.meetings import Meeting
from gis_app.services.photos.files import drop_photos, tidy_photos
from gis_app.services.wiring import Context
from gis_app.store import audit, marks, meetings, retention
from gis_app.store.retention import RetentionRun

WARNED_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """A meeting whose data go: its day, and what would go, in numbers by what it is (``text.labels``: ``held``)."""

    meeting: str
    title: str
    day: date
    removed: Mapping[str, int]


def run_retention(context: Context) -> list[Due]:
    """Take away what may no longer be kept of every meeting whose day is over; returns what went.

    Photos are deleted from the disk after the rows that named them: a run that was interrupted leaves files that no
    mark names, and the next run of the same meeting deletes those too.
    """
    done = [_emptied(context, meeting) for meeting in _over(context)]
    if any(due.removed for due in done):
        context.database.shrink()
    return [due for due in done if due.removed]


def due_now(context: Context) -> list[Due]:
    """Return what the next run would take away; changes nothing."""
    with context.database.reading() as session:
        found = [_due(meeting, retention.kept_of(session, meeting.id)) for meeting in _over(context)]
    return [due for due in found if due.removed]


def soon(context: Context, *, project: str | None = None) -> list[Meeting]:
    """Return the meetings whose data go within two weeks, the next first."""
    today = context.clock().date()
    with context.database.reading() as session:
        found = meetings.list_meetings(session, project=project)
        near = [
            meeting
            for meeting in found
            if meeting.retention_on is not None and today <= meeting.retention_on <= today + WARNED_BEFORE
        ]
        return sorted(
            (meeting for meeting in near if retention.kept_of(session, meeting.id)),
            key=lambda meeting: (meeting.retention_on or today, meeting.id),
        )


def to_come(context: Context) -> list[Meeting]:
    """Return the meetings that still hold something, by the day on which it goes; those without a day come first."""
    with context.database.reading() as session:
        found = meetings.list_meetings(session)
        holding = [meeting for meeting in found if retention.kept_of(session, meeting.id)]
    return sorted(holding, key=lambda meeting: (meeting.retention_on or date.min, meeting.id))


def runs(context: Context) -> list[RetentionRun]:
    """Return what earlier runs took away, the newest first."""
    with context.database.reading() as session:
        return retention.runs(session)


def _over(context: Context) -> list[Meeting]:
    today = context.clock().date()
    with context.database.reading() as session:
        found = meetings.list_meetings(session)
    return [meeting for meeting in found if meeting.retention_on is not None and meeting.retention_on < today]


def _due(meeting: Meeting, kept: Mapping[str, int]) -> Due:
    return Due(meeting.id, meeting.title, meeting.retention_on or date.min, kept)


def _emptied(context: Context, meeting: Meeting) -> Due:
    with context.database.reading() as session:
        if not retention.kept_of(session, meeting.id):
            tidy_photos(context, meeting.id, ())
            return _due(meeting, {})
    with context.database.transaction() as session:
        photos = marks.photo_names(session, meeting.id)
        removed = retention.kept_of(session, meeting.id)
        marks.expire_marks(session, [meeting.id])
        retention.forget_people(session, meeting.id)
        now = context.clock()
        retention.add_run(session, RetentionRun(str(uuid4()), meeting.id, meeting.title, now.date(), removed))
        audit.record(session, None, "retention.run", meeting.id, now)
    drop_photos(context, meeting.id, photos)
    tidy_photos(context, meeting.id, ())
    return _due(meeting, removed)
