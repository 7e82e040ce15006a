"""The phases of an evening (we mark, we talk, we close), and the screen that the facilitator may stop.

Marks are taken in every phase until the meeting is closed: the phase says what the room does, not who is late.
"""

from dataclasses import replace

from gis_app.domain.errors import Conflict, UnknownCode
from gis_app.domain.lists import MEETING_PHASES
from gis_app.domain.meeting_content import Wall
from gis_app.domain.meetings import Meeting
from gis_app.services.hall.wall import held_now
from gis_app.services.wiring import Context
from gis_app.store import audit, meetings, problem_cards

RUNNING = ("open", "paused")


def set_phase(context: Context, meeting_id: str, phase: str, *, account: str | None = None) -> Meeting:
    """Lead the room into a phase, forwards or back; a screen that was stopped follows again.

    Raises
    ------
    UnknownCode
        If there is no such phase.
    Conflict
        If the meeting is not running.
    """
    if phase not in MEETING_PHASES:
        raise UnknownCode("unknown_meeting_phase", value=phase[:20], expected=", ".join(MEETING_PHASES))
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        _refuse_unless_running(meeting)
        if phase == meeting.phase:
            return meeting
        changed = replace(meeting, phase=phase, frozen=False, wall=replace(meeting.wall, held=None))
        meetings.put_meetings(session, [changed])
        audit.record(session, account, f"meeting.phase.{phase}", meeting_id, context.clock())
    return changed


def set_frozen(context: Context, meeting_id: str, *, frozen: bool, account: str | None = None) -> Meeting:
    """Stop the screen in the hall as it stands, or let it follow the meeting again.

    Raises
    ------
    Conflict
        If the meeting is not running.
    """
    held = held_now(context, meeting_id) if frozen else None
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        _refuse_unless_running(meeting)
        if frozen == meeting.frozen:
            return meeting
        changed = replace(meeting, frozen=frozen, wall=replace(meeting.wall, held=held))
        meetings.put_meetings(session, [changed])
        audit.record(session, account, f"wall.{'stopped' if frozen else 'followed'}", meeting_id, context.clock())
    return changed


def take_card_in_hand(context: Context, meeting_id: str, card: str) -> Meeting:
    """Put a problem card on the screen; an empty id takes it away.

    Raises
    ------
    NotFound
        If the meeting has no such card.
    Conflict
        If the meeting is not running.
    """
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        _refuse_unless_running(meeting)
        if card:
            problem_cards.get_card(session, card, meeting=meeting_id)
        changed = replace(meeting, wall=Wall(card=card, held=meeting.wall.held))
        meetings.put_meetings(session, [changed])
    return changed


def _refuse_unless_running(meeting: Meeting) -> None:
    if meeting.state not in RUNNING:
        raise Conflict("meeting_not_running")
