"""Passes: the facilitator hands one out, a device shows it, the facilitator takes it back."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from gis_app.domain.errors import InputRefused, KarteError, NotLoggedIn
from gis_app.domain.meetings import Meeting
from gis_app.domain.passes import MeetingPass
from gis_app.services import doors, keys
from gis_app.services.wiring import Context
from gis_app.store import audit, meetings, passes

LONGEST_HELPER = timedelta(hours=24)
AFTER_START = timedelta(hours=24)
MAX_LABEL = 60
MOST_PASSES = 60
"""Of one kind at one meeting; nobody has that many helpers, so more is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A new pass and the secret of its address, which is shown once and kept nowhere."""

    made: MeetingPass
    secret: str


def hand_out(context: Context, meeting_id: str, *, kind: str, label: str = "", account: str | None = None) -> HandedOut:
    """Make a pass of a kind for a meeting that is not over.

    Raises
    ------
    NotFound
        If there is no such meeting.
    Closed
        If it is closed or past the day on which its data go.
    InputRefused
        If the label is too long or there are too many passes already.
    """
    label = " ".join(label.split())
    if len(label) > MAX_LABEL or not label.isprintable():
        raise InputRefused("pass_label_refused", expected=MAX_LABEL)
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        refuse_over(context, meeting)
        if len(passes.passes_of(session, meeting_id, kind=kind)) >= MOST_PASSES:
            raise InputRefused("pass_too_many", expected=MOST_PASSES)
        secret = keys.new_secret()
        made = MeetingPass(
            id=str(uuid4()),
            meeting=meeting_id,
            kind=kind,
            label=label,
            secret_hash=keys.pass_hash(context.secret, secret),
            valid_until=lasts_until(meeting, kind=kind, moment=context.clock()),
        )
        passes.put_pass(session, made)
        audit.record(session, account, f"pass.{kind}", made.id, context.clock())
    return HandedOut(made, secret)


def lasts_until(meeting: Meeting, *, kind: str, moment: datetime) -> datetime:
    """Return until when a new pass is good: a helper's for a day, others for the meeting.

    A meeting prepared days ahead begins to count at its start; a collection point lasts to its last day.
    """
    begins = max(moment, meeting.starts)
    if kind == "helper":
        return begins + LONGEST_HELPER
    last = datetime.combine(meeting.ends, time.max, tzinfo=UTC) if meeting.ends else begins
    return max(last, begins + AFTER_START)


def pass_holder(context: Context, secret: str, *, kind: str) -> tuple[MeetingPass, Meeting]:
    """Return the pass with this secret and its meeting.

    Raises
    ------
    NotLoggedIn
        If there is no such pass, it is of another kind, revoked or out of date; which of these is not said.
    Closed
        If its meeting is over.
    """
    with context.database.reading() as session:
        found = passes.pass_by_secret(session, keys.pass_hash(context.secret, secret))
        if found is None or found.kind != kind or not found.holds(context.clock()):
            raise NotLoggedIn("pass_unknown")
        meeting = meetings.get_meeting(session, found.meeting)
    refuse_over(context, meeting)
    return found, meeting


def list_passes(context: Context, meeting_id: str, *, kind: str) -> list[MeetingPass]:
    """Return the passes of a meeting that are still good."""
    with context.database.reading() as session:
        found = passes.passes_of(session, meeting_id, kind=kind)
    return [each for each in found if each.holds(context.clock())]


def take_back(context: Context, meeting_id: str, pass_id: str, *, account: str | None = None) -> None:
    """Revoke a pass at once.

    Raises
    ------
    NotFound
        If the meeting has no such pass.
    """
    with context.database.transaction() as session:
        passes.revoke_pass(session, pass_id, meeting=meeting_id)
        audit.record(session, account, "pass.revoked", pass_id, context.clock())


def refuse_over(context: Context, meeting: Meeting) -> None:
    """Refuse whatever a pass is for when its meeting is over; a draft or a pause is not an end.

    Raises
    ------
    Closed
        If the meeting is closed or past the day on which its data go.
    """
    if meeting.state in {"draft", "paused"}:
        return
    problem: KarteError | None = doors.closed_reason(
        context, state=meeting.state, retention_on=meeting.retention_on, ends=meeting.ends
    )
    if problem is not None:
        raise problem
