"""Meetings as their facilitator works with them: make, list, open, pause, close."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import uuid4

from gis_app.domain.errors import Conflict, InputRefused, NotFound, UnknownCode
from gis_app.domain.lists import LEVELS, MEETING_STATES
from gis_app.domain.meeting_content import Closing, PlaceName, Questions
from gis_app.domain.meetings import Meeting
from gis_app.domain.publications import Publication
from gis_app.services import keys
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.store import audit, ground, meetings
from gis_app.store.ground import Area
from gis_app.store.publications import add_publication

NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("open",),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": ("open",),
}
"""Which states a facilitator may choose next."""
MAX_TITLE = 120
MAX_HEADCOUNT = 5000


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What a facilitator fills in; ``starts`` with its time zone, ``next_step`` as planned before the meeting."""

    project: str
    territory_id: str
    title: str
    starts: datetime
    kind: str = "meeting"
    controller: str = ""
    contact: str = ""
    retention_on: date | None = None
    ask_home: bool = False
    way: str = "online"
    ends: date | None = None
    questions: Questions = field(default_factory=Questions)
    place_names: Mapping[str, PlaceName] = field(default_factory=dict, hash=False)
    next_step: str = ""
    purpose_version: int | None = None


def create_meeting(context: Context, new: NewMeeting) -> Meeting:
    """Store a meeting as a draft with a code of its own.

    Raises
    ------
    InputRefused
        If the title is empty or too long.
    NotFound
        If there is no such territory.
    """
    meeting = Meeting(
        id=str(uuid4()),
        project=new.project,
        code=keys.new_code(),
        kind=new.kind,
        territory_id=new.territory_id,
        title=clean_title(new.title),
        starts=new.starts,
        state="draft",
        phase="mark",
        controller=" ".join(new.controller.split())[:200],
        contact=" ".join(new.contact.split())[:200],
        retention_on=new.retention_on,
        ask_home=new.ask_home,
        way=new.way,
        ends=new.ends,
        questions=new.questions,
        place_names=new.place_names,
        closing=Closing(next_step=new.next_step),
        purpose_version=new.purpose_version,
        hash_key=keys.new_hash_key(),
    )
    with context.database.transaction() as session:
        ground.area(session, new.territory_id)
        while meetings.meeting_by_code(session, meeting.code) is not None:
            meeting = replace(meeting, code=keys.new_code())
        meetings.put_meetings(session, [meeting])
    return meeting


def clean_title(title: str) -> str:
    """Return a title on one line.

    Raises
    ------
    InputRefused
        If nothing is left, or it is longer than ``MAX_TITLE``.
    """
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise InputRefused("meeting_title", expected=MAX_TITLE)
    return title


def list_meetings(context: Context, *, project: str | None = None) -> list[Meeting]:
    """Return meetings, the latest first."""
    with context.database.reading() as session:
        return meetings.list_meetings(session, project=project)


def get_meeting(context: Context, meeting_id: str) -> Meeting:
    """Return a meeting.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    with context.database.reading() as session:
        return meetings.get_meeting(session, meeting_id)


def meeting_of_code(context: Context, code: str) -> Meeting:
    """Return the meeting of a code, for staff: also one that is only being prepared.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    with context.database.reading() as session:
        found = meetings.meeting_by_code(session, keys.clean_code(code))
    if found is None:
        raise NotFound("meeting_unknown")
    return found


def set_state(context: Context, meeting_id: str, state: str, *, account: str | None = None) -> Meeting:
    """Open, pause or close a meeting; opening binds the newest purpose text and takes a publication back.

    Raises
    ------
    InputRefused
        If it cannot open: controller, contact or date of deletion are missing, or that day is over (§6.1).
    Conflict
        If the present state does not lead there.
    """
    if state not in MEETING_STATES:
        raise UnknownCode("unknown_meeting_state", value=state[:20], expected=", ".join(MEETING_STATES))
    purpose = current_purpose(context)
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        if state == meeting.state:
            return meeting
        if state not in NEXT[meeting.state]:
            raise Conflict("meeting_state_refused")
        changed = replace(meeting, state=state, closed_at=context.clock() if state == "closed" else None)
        if state == "open":
            _refuse_late(context, changed)
            changed = replace(changed, purpose_version=meeting.purpose_version or purpose)
            if meeting.published_on is not None:  # what comes in now was on nobody's preview (§6.7)
                changed = replace(changed, published_on=None)
                act = Publication(str(uuid4()), meeting_id, "withdrawn", context.clock(), account)
                add_publication(session, act)
        meetings.put_meetings(session, [changed])
        audit.record(session, account, f"meeting.{state}", meeting_id, context.clock())
    return changed


def set_headcount(context: Context, meeting_id: str, headcount: int | None) -> Meeting:
    """Store how many people came (None: not counted).

    Raises
    ------
    InputRefused
        If the number cannot be one of people in a room.
    """
    if headcount is not None and not 0 <= headcount <= MAX_HEADCOUNT:
        raise InputRefused("headcount_refused", expected=MAX_HEADCOUNT)
    with context.database.transaction() as session:
        changed = replace(meetings.get_meeting(session, meeting_id), headcount=headcount)
        meetings.put_meetings(session, [changed])
    return changed


def territories_of(context: Context, project: str) -> list[Area]:
    """Return the territories of a project in which a meeting may be held."""
    with context.database.reading() as session:
        return ground.areas(session, project, LEVELS)


def _refuse_late(context: Context, meeting: Meeting) -> None:
    if meeting.retention_on is not None and meeting.retention_on < context.clock().date():
        raise InputRefused("meeting_retention_past", value=meeting.retention_on.isoformat())
