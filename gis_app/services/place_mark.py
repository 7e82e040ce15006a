"""A resident places a mark: every check, one transaction, and the same answer when the request comes again."""

from dataclasses import dataclass, replace

from gis_app.domain.errors import Conflict, InputRefused, KarteError, NotFound, NotLoggedIn
from gis_app.domain.meetings import MAX_MARKS_PER_CLASS, Mark, Meeting
from gis_app.services import doors, keys
from gis_app.services.check_mark import checked_mark
from gis_app.services.mark_input import MarkInput
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.store.database import Session

OF_THE_ROOM = ("phone", "tablet")
"""Pages that may still hold marks of the evening when it is over; a helper's key ends with the meeting."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark that is stored; ``new`` is false when the same request had come before."""

    uuid: str
    new: bool


def place_mark(context: Context, *, code: str, token: str, sent: MarkInput, holder: str = keys.OWN_PAGE) -> Placed:
    """Store a mark and its change row together; its channel is that of the page that joined with the token.

    Raises
    ------
    NotFound, Closed
        If there is no such meeting or it takes no marks now.
    NotLoggedIn
        If nobody has joined with this token.
    InputRefused
        If the place or the area does not belong to the meeting, or there are enough marks of this class.
    Conflict
        If the id is taken by other content or by somebody else (which of the two is not said).
    """
    meeting = doors.lasting_facts(context, code)
    token_hash = keys.token_hash(keys.secret_of(meeting, context.secret), token, holder=holder)
    judged = _judged(context, meeting, sent)  # before the turn to write comes: others wait for it

    def store(session: Session) -> Placed:
        now = marks.standing(session, meeting=meeting.id, token_hash=token_hash, kind=sent.kind, uuid=sent.uuid)
        if now is None:
            raise NotFound("meeting_unknown")
        late = now.closed_at if now.channel in OF_THE_ROOM else None
        doors.refuse_unless_open(
            context, state=now.state, retention_on=now.retention_on, ends=meeting.ends, closed_at=late
        )
        if now.participant is None or now.channel is None:
            raise NotLoggedIn("not_joined")
        if isinstance(judged, KarteError):
            raise judged
        mark = replace(judged, participant=now.participant, channel=now.channel)
        if now.taken:
            _refuse_other(marks.find_mark(session, sent.uuid), mark)
            return Placed(uuid=mark.uuid, new=False)
        _refuse_many(now.placed, mark.kind)
        marks.add_marks(session, [mark])
        return Placed(uuid=mark.uuid, new=True)

    return context.database.together(store)


def same_content(known: Mark, sent: Mark) -> bool:
    """Whether two marks hold the same of what a participant says."""
    return (known.kind, known.geometry, known.area_id, known.uncertainty_m, known.text) == (
        sent.kind,
        sent.geometry,
        sent.area_id,
        sent.uncertainty_m,
        sent.text,
    )


def _judged(context: Context, meeting: Meeting, sent: MarkInput) -> Mark | KarteError:
    """Return the mark, its channel not known yet, or why it is refused: said only to those who may place marks now."""
    try:
        return checked_mark(context, meeting, sent, channel="phone")
    except KarteError as refusal:
        return refusal


def _refuse_other(known: Mark | None, sent: Mark) -> None:
    if known is None or known.meeting != sent.meeting or known.participant != sent.participant:
        raise Conflict("mark_conflict")
    if known.state == "withdrawn":
        raise Conflict("mark_withdrawn")
    if not same_content(known, sent):
        raise Conflict("mark_conflict")


def _refuse_many(number: int, kind: str) -> None:
    allowed = 1 if kind == "home" else MAX_MARKS_PER_CLASS
    if number >= allowed:
        raise InputRefused("mark_too_many", expected=allowed)
