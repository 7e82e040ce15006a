"""A resident joins a meeting: a token and a card made by their own page, kept as keyed hashes (§6.6)."""

from uuid import uuid4

from gis_app.domain.errors import Conflict, UnknownCode
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.meetings import Device, Participant
from gis_app.services import doors, keys
from gis_app.services.wiring import Context
from gis_app.store import meetings


def join_meeting(
    context: Context, *, code: str, token: str, card: str, purpose_version: int | None, language: str
) -> bool:
    """Let a participant in who has seen the purpose; returns whether they are new (a repeated request is not).

    Raises
    ------
    NotFound, Closed
        If there is no such meeting or it takes nobody now.
    InputRefused
        If token or card have another form.
    Conflict
        If the purpose text has changed since it was shown, or the card belongs to somebody else.
    """
    if language not in LANGUAGES:
        raise UnknownCode("unknown_language", value=language[:20], expected=", ".join(LANGUAGES))
    meeting = doors.known_meeting(context, code)
    secret = keys.secret_of(meeting, context.secret)
    hashes = keys.token_hash(secret, token), keys.card_hash(secret, card)
    doors.refuse_unless_open(context, state=meeting.state, retention_on=meeting.retention_on)
    if purpose_version != meeting.purpose_version:
        raise Conflict("purpose_changed")
    with context.database.transaction() as session:
        known = meetings.participants_by_token(session, token_hash=hashes[:1], meeting=meeting.id)
        holders = meetings.participants_by_card(session, card_hash=hashes[1:], meeting=meeting.id)
        if known and known == holders:
            return False
        if known or holders:
            raise Conflict("card_taken")
        person = Participant(
            id=str(uuid4()),
            meeting=meeting.id,
            card_hash=hashes[1],
            purpose_version=purpose_version,
            language=language,
            day=context.clock().date(),
        )
        meetings.put_participants(session, [person])
        meetings.put_devices(session, [Device(meeting.id, hashes[0], person.id)])
    return True
