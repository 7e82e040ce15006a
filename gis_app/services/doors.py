"""Who stands at the door of a meeting: is there such a meeting, is it open, who is asking."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from gis_app.domain.errors import Closed, KarteError, NotFound, NotLoggedIn
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import Device, Meeting
from gis_app.services import keys
from gis_app.services.home_areas import homes_of
from gis_app.services.wiring import Context
from gis_app.store import meetings

GRACE = timedelta(hours=48)
"""After the close, what still waits on phones of the room is let in for so long."""
HERE = ZoneInfo("Europe/Riga")
FACTS_TRUSTED_S = 5.0
"""How long a change of the form may stay unnoticed by phones that are sending."""


def known_meeting(context: Context, code: str) -> Meeting:
    """Return the meeting of a code as residents may know of it: a draft is as unknown as no meeting at all.

    Both take one look into the same index, so that the time of an answer tells nothing.

    Raises
    ------
    NotFound
        If there is no such meeting, or only a draft.
    """
    with context.database.reading() as session:
        found = meetings.meeting_by_code(session, keys.clean_code(code))
    if found is None or found.state == "draft":
        raise NotFound("meeting_unknown")
    return found


def lasting_facts(context: Context, code: str) -> Meeting:
    """Return the meeting of a code from memory, some seconds old at most: its state must be asked anew.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """

    def look() -> Meeting:
        with context.database.reading() as session:
            found = meetings.meeting_by_code(session, clean)
        if found is None:
            raise NotFound("meeting_unknown")
        return found

    clean = keys.clean_code(code)
    return context.memory.trusted.get(("meeting", clean), look, stamp=look, seconds=FACTS_TRUSTED_S)


def refuse_unless_open(
    context: Context,
    *,
    state: str,
    retention_on: date | None,
    ends: date | None = None,
    closed_at: datetime | None = None,
) -> None:
    """Refuse a mark for a meeting that does not take marks now.

    Parameters
    ----------
    closed_at
        When it was closed; given only where a page of the room asks, one that joined before: what waits there is let
        in for ``GRACE`` (decision 038).

    Raises
    ------
    NotFound
        If the meeting is only being prepared.
    Closed
        If it is paused, closed, past the last day of a collection point, or past the day on which its data go.
    """
    if state == "closed" and closed_at is not None and context.clock() <= closed_at + GRACE:
        state, ends = "open", None
    problem = closed_reason(context, state=state, retention_on=retention_on, ends=ends)
    if problem is not None:
        raise problem


def open_meeting(context: Context, code: str) -> Meeting:
    """Return the meeting of a code while it takes what pages of its room still bring; errors as ``refuse_unless_open``.

    Raises
    ------
    NotFound, Closed
        If there is no such meeting or it takes nothing now.
    """
    meeting = known_meeting(context, code)
    refuse_unless_open(
        context,
        state=meeting.state,
        retention_on=meeting.retention_on,
        ends=meeting.ends,
        closed_at=meeting.closed_at,
    )
    return meeting


def page_of(context: Context, meeting: Meeting, token: str, *, holder: str = keys.OWN_PAGE) -> Device:
    """Return the page that joined a meeting with a token: its participant and its channel.

    Raises
    ------
    InputRefused
        If the token has another form.
    NotLoggedIn
        If nobody has joined with it.
    """
    hashed = keys.token_hash(keys.secret_of(meeting, context.secret), token, holder=holder)
    with context.database.reading() as session:
        found = meetings.device_of_token(session, token_hash=hashed, meeting=meeting.id)
    if found is None:
        raise NotLoggedIn("not_joined")
    return found


def closed_reason(
    context: Context, *, state: str, retention_on: date | None, ends: date | None = None
) -> KarteError | None:
    """Return why a meeting takes no marks now, or None if it does; ``ends`` is the last day of a collection point."""
    if state == "draft":
        return NotFound("meeting_unknown")
    if state == "paused":
        return Closed("meeting_paused")
    if state == "closed" or (ends is not None and context.clock().astimezone(HERE).date() > ends):
        return Closed("meeting_closed")
    expired = retention_on is None or context.clock().date() > retention_on
    return Closed("meeting_expired") if expired else None


def home_areas(context: Context, project: str) -> Mapping[str, HomeChoice]:
    """Return the areas of a project that a person may name as where they live, by id (§6.2)."""
    return homes_of(context, project).choices
