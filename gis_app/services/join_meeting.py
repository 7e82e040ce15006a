"""A person joins a meeting: with a card their own page made, or with one drawn from the bowl (§6.6).

Only keyed hashes are kept. A drawn card joins channels: whoever shows it at another device is the same participant. A
phone that began with a card of its own and is then given a drawn one goes over to the participant of the drawn card.
"""

from dataclasses import dataclass, replace
from uuid import uuid4

from gis_app.domain.errors import Conflict, KarteError, NotFound, UnknownCode
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.meetings import Device, Meeting, Participant
from gis_app.services import doors, keys
from gis_app.services.my_marks import emptied
from gis_app.services.wiring import Context
from gis_app.store import marks, people
from gis_app.store.people import Found


@dataclass(frozen=True, slots=True)
class Asking:
    """What a page says when somebody joins.

    Attributes
    ----------
    drawn
        Whether the card comes from the bowl or from another device; else the page made it just now.
    otherwise
        A card of the page's own, used if the drawn one is unknown: a page without connection could not ask before the
        person went away, and what was placed must not be lost.
    channel, holder
        Of the page: ``phone`` or ``tablet`` with a token of its own, or a helper's.
    together
        That the marks of the page and those of the card are one person's: somebody has asked them.
    earlier
        That the purpose was read before its text changed, by somebody who has left a tablet without connection.
    """

    token: str
    card: str
    purpose_version: int | None
    language: str
    drawn: bool = False
    otherwise: str = ""
    channel: str = "phone"
    holder: str = keys.OWN_PAGE
    together: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """That somebody is in: ``new`` is false when the same request had come before, ``drawn`` says which card counts."""

    new: bool
    drawn: bool


def join_meeting(
    context: Context, *, code: str, token: str, card: str, purpose_version: int | None, language: str
) -> bool:
    """Let a phone in with the card it made; returns whether it is new (a repeated request is not)."""
    asking = Asking(token=token, card=card, purpose_version=purpose_version, language=language)
    return join_with(context, code=code, asking=asking).new


def join_with(context: Context, *, code: str, asking: Asking) -> Joined:
    """Let a participant in who has seen the purpose.

    Raises
    ------
    NotFound
        If there is no such meeting, or the drawn card is not one of this meeting (of another, or of none: not said).
    Closed
        If the meeting takes nobody now.
    InputRefused
        If token or card have another form.
    Conflict
        If the purpose text has changed since it was shown, the page or the card belongs to somebody else, or both have
        marks and nobody has said that they are one person's.
    """
    if asking.language not in LANGUAGES:
        raise UnknownCode("unknown_language", value=asking.language[:20], expected=", ".join(LANGUAGES))
    meeting = doors.known_meeting(context, code)
    secret = keys.secret_of(meeting, context.secret)
    token_hash = keys.token_hash(secret, asking.token, holder=asking.holder)
    card_hash = keys.card_hash(secret, asking.card)
    spare = keys.card_hash(secret, asking.otherwise) if asking.otherwise else None
    doors.refuse_unless_open(context, state=meeting.state, retention_on=meeting.retention_on, ends=meeting.ends)
    if not _has_read(asking, meeting):
        raise Conflict("purpose_changed")
    with context.database.transaction() as session:
        found = people.look(session, meeting=meeting.id, token_hash=token_hash, card_hash=card_hash)
        drawn = asking.drawn and not (spare and found.unknown)
        if asking.drawn and not drawn:
            card_hash = str(spare)
            found = people.look(session, meeting=meeting.id, token_hash=token_hash, card_hash=card_hash)
        problem = _refusal(found, drawn=drawn, together=asking.together)
        if problem is not None:
            raise problem
        if found.same:
            return Joined(new=False, drawn=drawn)
        new = newcomer(context, meeting, card_hash, language=asking.language)
        new = replace(new, purpose_version=asking.purpose_version)
        device = Device(meeting.id, token_hash, new.id, asking.channel)
        for home in people.let_in(session, found, newcomer=new, device=device):
            known = replace(home, participant=found.by_card.id if found.by_card else None)
            marks.replace_mark(session, emptied(known), what="withdrawn")
    return Joined(new=True, drawn=drawn)


def _has_read(asking: Asking, meeting: Meeting) -> bool:
    """Whether the person knows what they take part in: the text in force, or the one shown on a tablet before."""
    read, now = asking.purpose_version, meeting.purpose_version
    before = asking.earlier and asking.channel == "tablet" and read is not None and now is not None and 0 < read < now
    return read == now or before


def _refusal(found: Found, *, drawn: bool, together: bool) -> KarteError | None:
    if found.same:
        return None
    if not drawn:
        return None if found.by_token is None and found.unknown else Conflict("card_taken")
    if found.unknown:
        return NotFound("card_unknown")
    if found.by_token is None:
        return None
    if found.printed_before:
        return Conflict("card_of_another")
    return Conflict("card_has_marks") if found.holds_marks and not together else None


def newcomer(context: Context, meeting: Meeting, card_hash: str, *, language: str) -> Participant:
    """Return who holds a card that nobody has used yet, told the purpose text of the meeting."""
    return Participant(
        id=str(uuid4()),
        meeting=meeting.id,
        card_hash=card_hash,
        purpose_version=meeting.purpose_version,
        language=language,
        day=context.clock().date(),
    )
