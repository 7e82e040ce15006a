"""The deck of participant cards: codes drawn by chance, kept only as keyed hashes (``design/domain.md`` §6.6)."""

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Meeting
from gis_app.services import keys
from gis_app.services.wiring import Context
from gis_app.store import cards

USUAL_CARDS = 60
MOST_CARDS = 500
"""Cards of one print."""
MOST_DECK = 5000
"""Cards of one meeting: a key on a sheet of paper must stay hard to guess."""


def new_cards(context: Context, meeting: Meeting, number: int) -> list[str]:
    """Return the codes of ``number`` further cards; what is printed already stays valid.

    The codes are in nobody's hand but the caller's: only their keyed hashes are stored.

    Raises
    ------
    InputRefused
        If the number is not between 0 and ``MOST_CARDS``, or the deck would grow beyond ``MOST_DECK``.
    """
    if not 0 <= number <= MOST_CARDS:
        raise InputRefused("cards_number", value=number, expected=MOST_CARDS)
    secret = keys.secret_of(meeting, context.secret)
    codes = [keys.new_card() for _ in range(number)]
    with context.database.transaction() as session:
        if cards.count_cards(session, meeting.id) + number > MOST_DECK:
            raise InputRefused("deck_full", expected=MOST_DECK)
        hashes = [keys.card_hash(secret, code) for code in codes]
        cards.put_cards(session, meeting=meeting.id, card_hashes=hashes, made=context.clock().date())
    return codes


def cards_printed(context: Context, meeting_id: str) -> int:
    """Return how many cards were printed for a meeting so far."""
    with context.database.reading() as session:
        return cards.count_cards(session, meeting_id)
