"""A meeting is prepared, changed, copied, and thrown away while nobody has seen it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from gis_app.domain.errors import Conflict
from gis_app.domain.meetings import Meeting
from gis_app.services.doors import HERE
from gis_app.services.meetings import NewMeeting, clean_title, create_meeting, get_meeting
from gis_app.services.preparing import purposes, trials
from gis_app.services.preparing.checks import checked
from gis_app.services.preparing.locks import locked, refuse_later
from gis_app.services.purpose import OWN_FROM
from gis_app.services.wiring import Context
from gis_app.store import audit, ground, meetings

Purpose = Mapping[str, str]
"""The texts of the purpose by language, as they were edited."""


def prepare(context: Context, new: NewMeeting, purpose: Purpose, *, account: str | None = None) -> Meeting:
    """Store a new meeting as a draft.

    Raises
    ------
    InputRefused, TooLarge
        If something filled in cannot be.
    NotFound
        If there is no such territory.
    """
    new = checked(new, today=context.clock().date())
    clean_title(new.title)
    made = create_meeting(
        context, replace(new, purpose_version=purposes.version_of(context, purpose, now=new.purpose_version))
    )
    _record(context, account, "meeting.draft", made.id)
    return made


def change(
    context: Context, meeting_id: str, new: NewMeeting, purpose: Purpose, *, account: str | None = None
) -> Meeting:
    """Store what was changed of a meeting; what may no longer change must be as it was.

    Raises
    ------
    InputRefused, TooLarge
        If something filled in cannot be.
    Conflict
        If it changes what the room relies on or what participants have agreed to.
    """
    meeting = get_meeting(context, meeting_id)
    people = participants(context, meeting_id)
    fixed = locked(meeting, participants=people)
    new = checked(new, today=context.clock().date(), held=meeting.state != "draft")
    refuse_later(meeting, new.retention_on, participants=people)
    version = meeting.purpose_version
    if "purpose" not in fixed:
        version = purposes.version_of(context, purpose, now=version)
    changed = _changed(meeting, new, version)
    for name in fixed - {"purpose"}:
        if _value(changed, name) != _value(meeting, name):
            raise Conflict("meeting_settled")
    with context.database.transaction() as session:
        ground.area(session, changed.territory_id)
        meetings.put_meetings(session, [changed])
        audit.record(session, account, "meeting.changed", meeting_id, context.clock())
    return changed


def as_new(meeting: Meeting) -> NewMeeting:
    """Return what was filled in for a meeting."""
    return NewMeeting(
        project=meeting.project,
        territory_id=meeting.territory_id,
        title=meeting.title,
        starts=meeting.starts,
        kind=meeting.kind,
        controller=meeting.controller,
        contact=meeting.contact,
        retention_on=meeting.retention_on,
        ask_home=meeting.ask_home,
        way=meeting.way,
        ends=meeting.ends,
        questions=meeting.questions,
        place_names=meeting.place_names,
        next_step=meeting.closing.next_step,
        purpose_version=meeting.purpose_version,
    )


def copied(context: Context, meeting_id: str) -> NewMeeting:
    """Return what a new meeting takes over from an earlier one: everything but its days and what was agreed in it.

    It begins in a week, at the hour of the earlier one, and its days are as far apart.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    old = get_meeting(context, meeting_id)
    hour = old.starts.astimezone(HERE).timetz()
    starts = datetime.combine(context.clock().date() + timedelta(days=7), hour)
    last = starts.date() + (old.ends - old.starts.date() if old.ends else timedelta())
    kept = timedelta(days=context.settings.retention_days)
    if old.retention_on is not None:
        kept = max(old.retention_on - (old.ends or old.starts.date()), timedelta())
    return replace(
        as_new(old),
        starts=starts,
        ends=last if old.ends else None,
        retention_on=last + kept,
        next_step="",
        purpose_version=old.purpose_version if (old.purpose_version or 0) >= OWN_FROM else None,
    )


def delete_draft(context: Context, meeting_id: str, *, account: str | None = None) -> str:
    """Throw a draft away; returns the code of its project.

    Raises
    ------
    NotFound
        If there is no such meeting.
    Conflict
        If it has been open: its marks are residents', and go on their day of deletion.
    """
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        if meeting.state != "draft":
            raise Conflict("meeting_not_draft")
        meetings.delete_meeting(session, meeting_id)
        audit.record(session, account, "meeting.deleted", meeting_id, context.clock())
    trials.forget(context, meeting_id)
    return meeting.project


def participants(context: Context, meeting_id: str) -> int:
    """Return how many people have joined a meeting."""
    with context.database.reading() as session:
        return meetings.count_participants(session, meeting_id)


def _changed(meeting: Meeting, new: NewMeeting, version: int | None) -> Meeting:
    return replace(
        meeting,
        territory_id=new.territory_id,
        title=clean_title(new.title),
        starts=new.starts,
        kind=new.kind,
        way=new.way,
        ends=new.ends,
        controller=" ".join(new.controller.split())[:200],
        contact=" ".join(new.contact.split())[:200],
        retention_on=new.retention_on,
        ask_home=new.ask_home,
        questions=new.questions,
        place_names=new.place_names,
        closing=replace(meeting.closing, next_step=new.next_step),
        purpose_version=version,
    )


def _value(meeting: Meeting, name: str) -> object:
    asked = meeting.questions
    return getattr(asked if name in {"classes", "identity", "photos"} else meeting, name)


def _record(context: Context, account: str | None, what: str, meeting_id: str) -> None:
    with context.database.transaction() as session:
        audit.record(session, account, what, meeting_id, context.clock())
