"""The deck of a meeting: cards drawn from a bowl, known only by the keyed hashes of their codes (§6.6)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gis_app.store.models import CardRow


def put_cards(session: Session, *, meeting: str, card_hashes: Iterable[str], made: date) -> None:
    """Add cards to the deck of a meeting; one that is there already stays as it is."""
    for card_hash in card_hashes:
        if not in_deck(session, meeting=meeting, card_hash=card_hash):
            session.add(CardRow(meeting=meeting, card_hash=card_hash, made=made))
    session.flush()


def in_deck(session: Session, *, meeting: str, card_hash: str) -> bool:
    """Whether a card was printed for this meeting."""
    return session.get(CardRow, (meeting, card_hash)) is not None


def count_cards(session: Session, meeting: str) -> int:
    """Return how many cards were printed for a meeting."""
    return session.scalar(select(func.count()).select_from(CardRow).where(CardRow.meeting == meeting)) or 0
