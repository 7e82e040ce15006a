"""A helper at a side table: enters marks for others and sees only the one in hand (§6.9).

The one-time address is exchanged once for a session whose token the helper's page makes. For each person the page makes
another token, known only to the helpers' routes: with it nobody can list what that person placed elsewhere.
"""

from dataclasses import replace

from gis_app.domain.errors import Closed, NotAllowed, NotFound, NotLoggedIn
from gis_app.domain.meetings import Meeting
from gis_app.domain.passes import MeetingPass
from gis_app.services import doors, keys
from gis_app.services.devices.passes import refuse_over
from gis_app.services.identity_questions import AnswerInput, keep_answer
from gis_app.services.join_meeting import Asking, Joined, join_with
from gis_app.services.mark_input import MarkInput
from gis_app.services.my_marks import emptied
from gis_app.services.photos.files import drop_photos
from gis_app.services.place_mark import Placed, place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings, passes


def begin_session(context: Context, *, shown: str, token: str) -> tuple[MeetingPass, Meeting]:
    """Exchange a one-time address for a session; the same page may ask again, nobody else can.

    Raises
    ------
    InputRefused
        If the token has another form.
    NotLoggedIn
        If the address is unknown, used, taken back or out of date; which of these is not said.
    """
    session_hash = keys.session_hash(context.secret, token)
    with context.database.transaction() as session:
        found = passes.pass_by_secret(session, keys.pass_hash(context.secret, shown))
        if found is None or found.kind != "helper" or not found.holds(context.clock()):
            raise NotLoggedIn("helper_link_used")
        mine = found.session_hash == session_hash
        if not mine and not passes.bind_session(session, found.id, session_hash=session_hash):
            raise NotLoggedIn("helper_link_used")
    return helper_of(context, token)


def helper_of(context: Context, token: str) -> tuple[MeetingPass, Meeting]:
    """Return the pass of a helper's session and its meeting.

    Raises
    ------
    NotLoggedIn
        If there is no such session, or it has ended: with its meeting, at its hour, or because it was taken back.
    """
    session_hash = keys.session_hash(context.secret, token) if keys.is_token(token) else ""
    with context.database.reading() as session:
        found = passes.pass_by_session(session, session_hash)
        if found is None or found.kind != "helper" or not found.holds(context.clock()):
            raise NotLoggedIn("helper_over")
        meeting = meetings.get_meeting(session, found.meeting)
    try:
        refuse_over(context, meeting)
    except Closed:
        raise NotLoggedIn("helper_over") from None
    return found, meeting


def join_for(context: Context, *, session: str, asking: Asking) -> Joined:
    """Begin with a person: the one of a card, or a new one.

    Raises
    ------
    NotLoggedIn
        If the helper's session has ended.
    NotFound
        If the card is not one of this meeting.
    """
    _, meeting = helper_of(context, session)
    asking = replace(asking, channel="helper", holder=keys.HELPERS_PAGE)
    return join_with(context, code=meeting.code, asking=asking)


def place_for(context: Context, *, session: str, person: str, sent: MarkInput) -> Placed:
    """Place a mark for a person with whom the helper began; errors are those of ``place_mark``.

    Raises
    ------
    NotLoggedIn
        If the helper's session has ended, or nobody began with this person.
    """
    _, meeting = helper_of(context, session)
    return place_mark(context, code=meeting.code, token=person, sent=sent, holder=keys.HELPERS_PAGE)


def answer_for(context: Context, *, session: str, person: str, sent: AnswerInput) -> bool:
    """Store an answer of a person to an identity question; returns whether it is new.

    Raises
    ------
    NotLoggedIn
        If the helper's session has ended, or nobody began with this person.
    """
    _, meeting = helper_of(context, session)
    token_hash = keys.token_hash(keys.secret_of(meeting, context.secret), person, holder=keys.HELPERS_PAGE)
    doors.refuse_unless_open(context, state=meeting.state, retention_on=meeting.retention_on)
    with context.database.reading() as store:
        people = meetings.participants_by_token(store, token_hash=[token_hash], meeting=meeting.id)
    if not people:
        raise NotLoggedIn("not_joined")
    return keep_answer(context, meeting, sent, participant=people[0].id, channel="helper")


def remove_for(context: Context, *, session: str, person: str, uuid: str) -> None:
    """Take back a mark that a helper placed for a person; what they placed at another device stays out of reach.

    Raises
    ------
    NotLoggedIn
        If the helper's session has ended, or nobody began with this person.
    NotFound
        If a helper placed no such mark for this person.
    """
    _, meeting = helper_of(context, session)
    token_hash = keys.token_hash(keys.secret_of(meeting, context.secret), person, holder=keys.HELPERS_PAGE)
    with context.database.transaction() as store:
        people = meetings.participants_by_token(store, token_hash=[token_hash], meeting=meeting.id)
        if not people:
            raise NotLoggedIn("not_joined")
        known = marks.find_mark(store, uuid)
        if known is None or known.participant != people[0].id or known.channel != "helper":
            raise NotFound("mark_unknown")
        if known.state != "withdrawn":
            marks.replace_mark(store, emptied(known), what="withdrawn")
    drop_photos(context, meeting.id, [known.photo])


def refuse_unless_begun(meeting: Meeting) -> None:
    """Tell a helper who comes early that the meeting has not begun.

    Raises
    ------
    NotAllowed
        If it is only being prepared.
    """
    if meeting.state == "draft":
        raise NotAllowed("meeting_not_begun")
