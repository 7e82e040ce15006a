import pytest

from gis_app.domain.errors import InputRefused
from gis_app.prints.kit import shown_code
from gis_app.services import keys
from gis_app.services.kit import deck
from gis_app.services.wiring import Context
from gis_app.store import cards
from tests.meeting_world import build_world, new_meeting


@pytest.fixture
def here(context: Context) -> Context:
    build_world(context)
    return context


def test_rule_6_6_the_code_of_a_card_is_nowhere_in_the_files_of_the_installation(here: Context) -> None:
    meeting = new_meeting(here)
    codes = deck.new_cards(here, meeting, 60)
    here.database.close()
    stored = b"".join(file.read_bytes() for file in here.settings.data_dir.rglob("*") if file.is_file())
    assert meeting.code.encode() in stored  # the search does read the database
    for code in codes:
        assert code.encode() not in stored
        assert shown_code(code).encode() not in stored


def test_sixty_cards_are_sixty_codes_of_twelve_characters_nobody_misreads(here: Context) -> None:
    codes = deck.new_cards(here, new_meeting(here), 60)
    assert len(set(codes)) == 60
    assert all(len(code) == 12 and not set(code) & set("ILOU") for code in codes)
    assert shown_code("7KQ2M4XA90TB") == "7KQ2-M4XA-90TB"


def test_a_second_print_adds_cards_and_the_first_stay_valid(here: Context) -> None:
    meeting = new_meeting(here)
    first = deck.new_cards(here, meeting, 2)
    second = deck.new_cards(here, meeting, 3)
    assert deck.cards_printed(here, meeting.id) == 5
    secret = keys.secret_of(meeting, here.secret)
    with here.database.reading() as session:
        for code in first + second:
            assert cards.in_deck(session, meeting=meeting.id, card_hash=keys.card_hash(secret, code))
        assert not cards.in_deck(session, meeting=meeting.id, card_hash=keys.card_hash(secret, "0" * 12))


def test_cards_of_one_meeting_are_unknown_at_another(here: Context) -> None:
    one, other = new_meeting(here), new_meeting(here)
    (code,) = deck.new_cards(here, one, 1)
    with here.database.reading() as session:
        hashed = keys.card_hash(keys.secret_of(one, here.secret), code)
        assert not cards.in_deck(session, meeting=other.id, card_hash=hashed)
    assert keys.card_hash(keys.secret_of(other, here.secret), code) != hashed


@pytest.mark.parametrize("number", [-1, deck.MOST_CARDS + 1])
def test_a_number_of_cards_that_makes_no_sense_is_refused(here: Context, number: int) -> None:
    with pytest.raises(InputRefused, match="cards_number"):
        deck.new_cards(here, new_meeting(here), number)


def test_a_deck_does_not_grow_until_codes_can_be_guessed(here: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck, "MOST_DECK", 10)
    meeting = new_meeting(here)
    deck.new_cards(here, meeting, 8)
    with pytest.raises(InputRefused, match="deck_full"):
        deck.new_cards(here, meeting, 3)
    assert deck.cards_printed(here, meeting.id) == 8
