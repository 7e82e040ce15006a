"""A card belongs to the deck of one meeting."""

from datetime import date

from gis_app.services.wiring import Context
from gis_app.store import cards
from tests.meeting_world import build_world, new_meeting

DAY = date(2026, 5, 20)


def test_a_card_is_in_the_deck_it_was_printed_for_and_in_no_other(context: Context) -> None:
    build_world(context)
    meeting, other = new_meeting(context), new_meeting(context)
    with context.database.transaction() as session:
        cards.put_cards(session, meeting=meeting.id, card_hashes=["one", "two"], made=DAY)
        cards.put_cards(session, meeting=meeting.id, card_hashes=["two", "three"], made=DAY)
    with context.database.reading() as session:
        assert cards.in_deck(session, meeting=meeting.id, card_hash="two")
        assert not cards.in_deck(session, meeting=other.id, card_hash="two")
        assert (cards.count_cards(session, meeting.id), cards.count_cards(session, other.id)) == (3, 0)
