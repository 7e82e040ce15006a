"""Phases, the private list, problem cards, the close."""

import dataclasses
from datetime import timedelta

import pytest
from shapely.geometry import Point

from gis_app.domain.errors import Closed, Conflict, InputRefused, NotFound, TooLarge, UnknownCode
from gis_app.domain.meeting_content import Closing
from gis_app.services.hall import cards, closing, phases
from gis_app.services.hall.talk_places import other_places, public_place, talk_list
from gis_app.services.mark_input import read_mark
from gis_app.services.meetings import get_meeting, set_headcount, set_state
from gis_app.services.place_mark import place_mark
from gis_app.services.waiting_phones import StillWaiting, WaitingPhones
from gis_app.services.wiring import Context
from gis_app.store.audit import entries
from tests.conftest import NOW
from tests.meeting_world import MEADOW, PARK, SHELTER, Phone, build_world, mark, new_meeting, write_houses
from tests.unit.services.hall.hall_world import FAR_MEADOW, Hall

NOBODY = StillWaiting(phones=0, marks=0)
AGREED = {
    "sentence": ["Viens.", "Divi.", "Trīs."],
    "next_step": ["Apgaita"],
    "who": ["Kopienas centrs"],
    "by_when": ["2026-06-10"],
    "next_date": ["2026-09-01"],
}


@pytest.fixture
def hall(context: Context) -> Hall:
    build_world(context)
    return Hall(context, new_meeting(context))


def _street(context: Context, houses: int) -> None:
    """Write a street of so many houses, 20 m apart, through the far meadow."""
    write_houses(context, [(FAR_MEADOW[0] - 40 + 20 * at, FAR_MEADOW[1] + 30) for at in range(houses)])


def test_phases_go_forwards_and_back_and_are_noted(hall: Hall) -> None:
    for phase in ("talk", "close", "mark"):
        assert phases.set_phase(hall.context, hall.meeting.id, phase).phase == phase
    with hall.context.database.reading() as session:
        noted = [entry.what for entry in entries(session) if entry.what.startswith("meeting.phase")]
    assert noted == ["meeting.phase.mark", "meeting.phase.close", "meeting.phase.talk"]


def test_marks_are_taken_in_every_phase(hall: Hall) -> None:
    for person, phase in enumerate(("mark", "talk", "close"), start=1):
        phases.set_phase(hall.context, hall.meeting.id, phase)
        assert hall.place(person)


def test_an_unknown_phase_and_a_meeting_that_does_not_run_are_refused(context: Context) -> None:
    build_world(context)
    draft = new_meeting(context, state="draft")
    with pytest.raises(UnknownCode):
        phases.set_phase(context, draft.id, "dance")
    with pytest.raises(Conflict):
        phases.set_phase(context, draft.id, "talk")
    with pytest.raises(Conflict):
        phases.set_frozen(context, draft.id, frozen=True)


def test_dislikes_are_gathered_by_public_place_as_people(hall: Hall) -> None:
    hall.place(1, PARK, "dislike")
    hall.place(1, (PARK[0] + 10, PARK[1]), "dislike")
    hall.place(2, PARK, "dislike")
    hall.place(3, PARK)
    (place,) = talk_list(hall.context, hall.meeting).places
    assert (place.name, place.people, place.contested) == ("Liepu parks", {"dislike": 2, "like": 1}, True)


def test_rule_6_3_a_sensitive_place_is_a_task_and_never_offered(hall: Hall) -> None:
    for person in range(1, 8):
        hall.place(person, SHELTER, "dislike")
    found = talk_list(hall.context, hall.meeting)
    assert (found.places, found.sensitive) == ([], [("Krīzes centrs", 7)])
    assert "Krīzes centrs" not in {place.name for place in other_places(hall.context, hall.meeting)}
    with pytest.raises(NotFound):
        public_place(hall.context, hall.meeting, "guarded:00000000-0000-0000-0000-000000000002")


def test_rule_6_3_a_dislike_at_no_public_place_and_no_street_is_only_a_number(hall: Hall) -> None:
    hall.place(1, MEADOW, "dislike")
    hall.place(2, MEADOW, "dislike")
    found = talk_list(hall.context, hall.meeting)
    assert (found.places, found.sensitive, found.elsewhere) == ([], [], 2)


def test_a_dislike_beside_a_street_means_the_street_which_has_no_point(context: Context) -> None:
    build_world(context)
    _street(context, 6)
    hall = Hall(context, new_meeting(context))
    hall.place(1, FAR_MEADOW, "dislike")
    (place,) = talk_list(context, hall.meeting).places
    assert (place.kind, place.name, place.point) == ("street", "Liepu iela", None)
    assert public_place(context, hall.meeting, place.key) == ("Liepu iela", None)


def test_rule_6_3_a_street_of_four_houses_would_nearly_name_a_home(context: Context) -> None:
    build_world(context)
    _street(context, 4)
    hall = Hall(context, new_meeting(context))
    hall.place(1, FAR_MEADOW, "dislike")
    found = talk_list(context, hall.meeting)
    assert (found.places, found.elsewhere) == ([], 1)


def test_two_may_type_into_different_fields_of_one_card(hall: Hall) -> None:
    made = cards.add_card(hall.context, hall.meeting.id, place="Liepu parks", point=Point(PARK))
    cards.edit_card(hall.context, hall.meeting.id, made.id, words={"cause": "Tumšs\u202e\r\n  un   slidens"})
    cards.edit_card(hall.context, hall.meeting.id, made.id, words={"feelings": "bail"}, public=True)
    (card,) = cards.cards(hall.context, hall.meeting.id)
    assert (card.words, card.public) == ({"cause": "Tumšs\nun slidens", "feelings": "bail"}, True)
    cards.edit_card(hall.context, hall.meeting.id, made.id, words={"cause": " "})
    assert cards.cards(hall.context, hall.meeting.id)[0].words == {"feelings": "bail"}


def test_a_field_that_no_card_has_and_words_without_end_are_refused(hall: Hall) -> None:
    made = cards.add_card(hall.context, hall.meeting.id, place="Liepu parks", point=None)
    with pytest.raises(UnknownCode):
        cards.edit_card(hall.context, hall.meeting.id, made.id, words={"name": "x"})
    with pytest.raises(TooLarge):
        cards.edit_card(hall.context, hall.meeting.id, made.id, words={"cause": "x" * 1001})
    other = new_meeting(hall.context)
    with pytest.raises(NotFound):
        cards.edit_card(hall.context, other.id, made.id, words={"cause": "x"})


def test_cards_are_ordered_thrown_away_and_not_doubled(hall: Hall) -> None:
    one, two = (cards.add_card(hall.context, hall.meeting.id, place=name, point=None) for name in ("Tilts", "Parks"))
    assert cards.add_card(hall.context, hall.meeting.id, place="Tilts", point=None).id == one.id
    cards.move_card(hall.context, hall.meeting.id, two.id, way="up")
    cards.move_card(hall.context, hall.meeting.id, two.id, way="up")
    assert [card.place for card in cards.cards(hall.context, hall.meeting.id)] == ["Parks", "Tilts"]
    cards.remove_card(hall.context, hall.meeting.id, one.id)
    assert [card.place for card in cards.cards(hall.context, hall.meeting.id)] == ["Parks"]
    assert get_meeting(hall.context, hall.meeting.id).wall.card == "", "the card in hand went"


def test_an_evening_has_room_for_thirty_cards(hall: Hall) -> None:
    for number in range(30):
        cards.add_card(hall.context, hall.meeting.id, place=f"Vieta {number}", point=None)
    with pytest.raises(InputRefused):
        cards.add_card(hall.context, hall.meeting.id, place="Vēl viena", point=None)


def test_a_meeting_ends_only_with_its_next_step(hall: Hall) -> None:
    lacks = closing.what_lacks(get_meeting(hall.context, hall.meeting.id))
    assert lacks == ("sentences", "next_step", "who", "by_when", "next_date", "headcount")
    for name, typed in AGREED.items():
        with pytest.raises(InputRefused, match="closing_incomplete"):
            closing.close_meeting(hall.context, hall.meeting.id, waiting=NOBODY)
        closing.save_closing(hall.context, hall.meeting.id, {name: typed})
    set_headcount(hall.context, hall.meeting.id, 24)
    ended = closing.close_meeting(hall.context, hall.meeting.id, waiting=NOBODY)
    assert (ended.state, ended.closed_at, ended.closing.complete) == ("closed", NOW, True)


def test_a_meeting_to_which_nobody_came_ends_without_sentences(hall: Hall) -> None:
    set_headcount(hall.context, hall.meeting.id, 0)
    assert closing.close_meeting(hall.context, hall.meeting.id, waiting=NOBODY).state == "closed"


def test_phones_that_still_hold_marks_are_waited_for_unless_somebody_says_otherwise(hall: Hall) -> None:
    closing.save_closing(hall.context, hall.meeting.id, AGREED)
    set_headcount(hall.context, hall.meeting.id, 24)
    held = StillWaiting(phones=2, marks=3)
    with pytest.raises(InputRefused, match="closing_phones_wait"):
        closing.close_meeting(hall.context, hall.meeting.id, waiting=held)
    assert closing.close_meeting(hall.context, hall.meeting.id, waiting=held, anyway=True).state == "closed"


@pytest.mark.parametrize("typed", ["rīt", "2026-02-30", "2026-05-19"])
def test_a_day_that_is_none_or_before_the_meeting_is_refused(hall: Hall, typed: str) -> None:
    with pytest.raises(InputRefused):
        closing.save_closing(hall.context, hall.meeting.id, {"next_date": [typed]})
    assert get_meeting(hall.context, hall.meeting.id).closing == Closing()


def test_drafts_come_from_the_cards_and_the_likes_of_five_people(hall: Hall) -> None:
    assert closing.drafts(hall.context, hall.meeting) == []
    made = cards.add_card(hall.context, hall.meeting.id, place="Tilts", point=None)
    cards.edit_card(hall.context, hall.meeting.id, made.id, words={"sentence": "Tilts ir slidens.", "cause": "ledus"})
    for person in range(1, 6):
        hall.place(person, PARK)
    found = closing.drafts(hall.context, hall.meeting)
    assert [(draft.kind, draft.values) for draft in found] == [
        ("card", ("Tilts", "Tilts ir slidens.")),
        ("liked", ("Liepu parks",)),
    ]


def test_who_is_missing_is_ticked_from_a_list_and_told_in_words(hall: Hall) -> None:
    typed = {"missing_group": ["", "youth", "carers"], "missing_people": ["Jaunieši no ciema"]}
    said = closing.save_closing(hall.context, hall.meeting.id, typed).closing
    assert (said.missing_groups, said.missing_people) == (("youth", "carers"), "Jaunieši no ciema")
    assert get_meeting(hall.context, hall.meeting.id).closing == said
    with pytest.raises(UnknownCode):
        closing.save_closing(hall.context, hall.meeting.id, {"missing_group": ["visi"]})


def test_what_waits_on_a_phone_of_the_room_is_let_in_for_two_days_after_the_close(hall: Hall) -> None:
    hall.place(1, PARK)
    set_state(hall.context, hall.meeting.id, "closed")
    hall.place(1, PARK)
    for hours, let_in in ((47, True), (49, False)):
        later = _later(hall.context, hours)
        sent = read_mark(mark(next(hall.numbers), PARK))
        if let_in:
            assert place_mark(later, code=hall.meeting.code, token=Phone(1).token, sent=sent).new
        else:
            with pytest.raises(Closed):
                place_mark(later, code=hall.meeting.code, token=Phone(1).token, sent=sent)


def test_nobody_new_comes_into_a_closed_meeting(hall: Hall) -> None:
    set_state(hall.context, hall.meeting.id, "closed")
    with pytest.raises(Closed):
        hall.place(7)
    sent = read_mark(mark(99, PARK))
    with pytest.raises(Closed):
        place_mark(hall.context, code=hall.meeting.code, token=Phone(8).token, sent=sent)


def test_what_the_room_agreed_stays_when_the_meeting_is_closed(hall: Hall) -> None:
    card = cards.add_card(hall.context, hall.meeting.id, place="Tilts", point=None)
    cards.edit_card(hall.context, hall.meeting.id, card.id, words={"cause": "ledus"})
    closing.save_closing(hall.context, hall.meeting.id, AGREED)
    set_state(hall.context, hall.meeting.id, "closed")
    with pytest.raises(Conflict):
        closing.save_closing(hall.context, hall.meeting.id, {"sentence": ["Cits."]})
    with pytest.raises(Conflict):
        cards.edit_card(hall.context, hall.meeting.id, card.id, words={"cause": "cits"})
    with pytest.raises(Conflict):
        cards.remove_card(hall.context, hall.meeting.id, card.id)


def test_a_meeting_opened_again_has_no_close_behind_it(hall: Hall) -> None:
    set_state(hall.context, hall.meeting.id, "closed")
    assert set_state(hall.context, hall.meeting.id, "open").closed_at is None


def test_phones_say_what_they_hold_and_are_forgotten() -> None:
    phones = WaitingPhones()
    phones.hear("m", "a", 2, now=0.0)
    phones.hear("m", "b", 1, now=10.0)
    phones.hear("n", "c", 5, now=10.0)
    assert phones.count("m", now=20.0) == StillWaiting(phones=2, marks=3)
    phones.hear("m", "a", 0, now=30.0)
    assert phones.count("m", now=40.0) == StillWaiting(phones=1, marks=1)
    assert phones.count("m", now=9_000.0) == NOBODY
    for number in range(6000):
        phones.hear("many", str(number), 1, now=50.0)
    assert phones.count("many", now=60.0).phones == 5000


def _later(context: Context, hours: int) -> Context:
    return dataclasses.replace(context, clock=lambda: NOW + timedelta(hours=hours))
