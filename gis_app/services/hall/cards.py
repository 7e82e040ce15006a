"""Problem cards: a public place is picked, the room words the reason, every word typed is kept at once."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from shapely.geometry import Point

from gis_app.domain.errors import Conflict, InputRefused, UnknownCode
from gis_app.domain.lists import CARD_FIELDS
from gis_app.domain.problem_cards import MAX_FIELD, ProblemCard
from gis_app.services.hall.phases import take_card_in_hand
from gis_app.services.hall.words import clean_words
from gis_app.services.wiring import Context
from gis_app.store import audit, meetings, problem_cards

MOST_CARDS = 30
STEPS = {"up": -1, "down": 1}


def cards(context: Context, meeting_id: str) -> list[ProblemCard]:
    """Return the cards of a meeting in their order."""
    with context.database.reading() as session:
        return problem_cards.cards_of(session, meeting_id)


def add_card(context: Context, meeting_id: str, *, place: str, point: Point | None) -> ProblemCard:
    """Begin a card of a public place and put it on the screen; a place that has a card already gets no second one.

    Raises
    ------
    NotFound
        If there is no such meeting.
    InputRefused
        If the meeting has as many cards as an evening can hold.
    Conflict
        If the meeting is not running.
    """
    with context.database.transaction() as session:
        meetings.get_meeting(session, meeting_id)
        known = problem_cards.cards_of(session, meeting_id)
        found = next((card for card in known if (card.place, card.geometry) == (place, point)), None)
        if found is None and len(known) >= MOST_CARDS:
            raise InputRefused("cards_too_many", expected=MOST_CARDS)
        position = max((card.position for card in known), default=-1) + 1
        card = found or ProblemCard(id=str(uuid4()), meeting=meeting_id, place=place, position=position, geometry=point)
        problem_cards.put_card(session, card)
    take_card_in_hand(context, meeting_id, card.id)
    return card


def edit_card(
    context: Context, meeting_id: str, card_id: str, *, words: Mapping[str, str], public: bool | None = None
) -> ProblemCard:
    """Store what was typed into some fields of a card; other fields stay as they are, so that two may type at once.

    Raises
    ------
    NotFound
        If the meeting has no such card.
    UnknownCode
        If a field is none of a card's.
    TooLarge
        If the words of a field are too long.
    Conflict
        If the meeting is closed: what the room said stays.
    """
    for code in words:
        if code not in CARD_FIELDS:
            raise UnknownCode("unknown_card_field", value=code[:40], expected=", ".join(CARD_FIELDS))
    typed = {code: clean_words(text, most=MAX_FIELD, lines=True) for code, text in words.items()}
    with context.database.transaction() as session:
        card = problem_cards.get_card(session, card_id, meeting=meeting_id)
        if meetings.get_meeting(session, meeting_id).state == "closed":
            raise Conflict("closing_agreed")
        kept = {code: text for code, text in {**card.words, **typed}.items() if text}
        changed = replace(card, words=kept, public=card.public if public is None else public)
        problem_cards.put_card(session, changed)
    return changed


def move_card(context: Context, meeting_id: str, card_id: str, *, way: str) -> None:
    """Move a card one place up or down.

    Raises
    ------
    NotFound
        If the meeting has no such card.
    UnknownCode
        If the way is neither.
    """
    if way not in STEPS:
        raise UnknownCode("unknown_decision", value=way[:20], expected=", ".join(STEPS))
    with context.database.transaction() as session:
        problem_cards.get_card(session, card_id, meeting=meeting_id)
        row = problem_cards.cards_of(session, meeting_id)
        at = next(place for place, card in enumerate(row) if card.id == card_id)
        to = at + STEPS[way]
        if 0 <= to < len(row):
            row[at], row[to] = row[to], row[at]
        for position, card in enumerate(row):
            problem_cards.put_card(session, replace(card, position=position))


def remove_card(context: Context, meeting_id: str, card_id: str, *, account: str | None = None) -> None:
    """Throw a card away; one with words only before the meeting is closed.

    Raises
    ------
    NotFound
        If the meeting has no such card.
    Conflict
        If the meeting is closed: what the room said stays.
    """
    with context.database.transaction() as session:
        card = problem_cards.get_card(session, card_id, meeting=meeting_id)
        meeting = meetings.get_meeting(session, meeting_id)
        if meeting.state == "closed" and card.words:
            raise Conflict("closing_agreed")
        problem_cards.delete_card(session, card_id)
        if meeting.wall.card == card_id:
            meetings.put_meetings(session, [replace(meeting, wall=replace(meeting.wall, card=""))])
        audit.record(session, account, "card.removed", meeting_id, context.clock())
