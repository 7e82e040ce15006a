"""Whose slip it is: the participant of the card written on it."""

from typing import Any
from uuid import uuid4

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Meeting, Participant
from gis_app.services import keys
from gis_app.services.wiring import Context
from gis_app.store import cards, meetings


def holder_of(session: Any, context: Context, meeting: Meeting, card: str) -> str | None:
    """Return the participant of a card, None without one or for a card that only lies in the deck.

    Raises
    ------
    InputRefused
        If the card is not one of this meeting.
    """
    if not card:
        return None
    hashed = keys.card_hash(keys.secret_of(meeting, context.secret), card)
    known = meetings.participants_by_card(session, card_hash=[hashed], meeting=meeting.id)
    if known:
        return known[0].id
    if not cards.in_deck(session, meeting=meeting.id, card_hash=hashed):
        raise InputRefused("paper_card_unknown")
    return None


def new_person(session: Any, context: Context, meeting: Meeting, card: str, *, language: str) -> str:
    """Store the participant of a card from the deck that nobody has used yet, and return its id."""
    person = Participant(
        id=str(uuid4()),
        meeting=meeting.id,
        card_hash=keys.card_hash(keys.secret_of(meeting, context.secret), card),
        purpose_version=meeting.purpose_version,
        language=language,
        day=context.clock().date(),
    )
    meetings.put_participants(session, [person])
    return person.id
