"""Noting what came of a talk with a place that serves vulnerable people, and what became of the next step."""

from dataclasses import replace
from datetime import date

from gis_app.domain.errors import InputRefused, NotFound, UnknownCode
from gis_app.domain.lists import OUTCOMES
from gis_app.domain.publications import LONGEST_NOTE
from gis_app.services.afterwards.areas import care_tasks
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import audit, meetings, place_talks
from gis_app.store.place_talks import PlaceTalk


def note_place_talk(
    context: Context, meeting_id: str, resource: str, *, day: date, note: str, account: str | None
) -> None:
    """Note a talk with a place that stands among the tasks of a meeting.

    Raises
    ------
    NotFound
        If the place is none of them.
    InputRefused
        If the note is empty or too long, or the day lies before the meeting or in the future.
    """
    meeting = get_meeting(context, meeting_id)
    if resource not in {task.place for task in care_tasks(context, meeting)}:
        raise NotFound("not_found", value=resource[:40])
    note = " ".join(note.split())
    if not 0 < len(note) <= LONGEST_NOTE:
        raise InputRefused("talk_note_refused", expected=LONGEST_NOTE)
    if not meeting.starts.date() <= day <= context.clock().date():
        raise InputRefused("talk_day_refused", value=day.isoformat(), expected=meeting.starts.date().isoformat())
    with context.database.transaction() as session:
        place_talks.put_talk(session, PlaceTalk(meeting_id, resource, day, note))
        audit.record(session, account, "place.talked", f"{meeting_id}/{resource}", context.clock())


def say_outcome(context: Context, meeting_id: str, *, outcome: str, note: str, account: str | None) -> None:
    """Say what became of the next step of a meeting; a step that is not done needs its reason.

    Raises
    ------
    UnknownCode
        If the outcome is not in the list.
    InputRefused
        If the reason is missing or too long.
    """
    if outcome not in OUTCOMES:
        raise UnknownCode("unknown_outcome", value=outcome[:20], expected=", ".join(OUTCOMES))
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE or (outcome == "not_yet" and not note):
        raise InputRefused("outcome_note_refused", expected=LONGEST_NOTE)
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        today = context.clock().date()
        closing = replace(meeting.closing, outcome=outcome, outcome_note=note, outcome_on=today)
        meetings.put_meetings(session, [replace(meeting, closing=closing)])
        audit.record(session, account, f"step.{outcome}", meeting_id, context.clock())
