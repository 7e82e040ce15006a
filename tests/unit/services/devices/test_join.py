"""A card drawn from the bowl joins channels; a guessed one learns nothing."""

from dataclasses import replace
from unittest.mock import patch

import pytest

from gis_app.domain.errors import Conflict, KarteError, NotFound, NotLoggedIn
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services import keys
from gis_app.services.devices.passes import hand_out
from gis_app.services.devices.tablet import channel_of
from gis_app.services.identity_questions import AnswerInput, answer_question
from gis_app.services.join_meeting import Asking, Joined, join_with
from gis_app.services.mark_input import read_mark
from gis_app.services.my_marks import my_marks, remove_all
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import cards, identity, marks, meetings
from tests.conftest import NOW
from tests.meeting_world import NEIGHBOUR, SQUARE, Phone, build_world, join, mark, new_meeting, uuid

ANNA, BERTA, CILDA = Phone(1), Phone(2), Phone(3)
DRAWN = "7KQ2M4XA90TB"


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    return new_meeting(context, ask_home=True)


def _print(context: Context, meeting: Meeting, *codes: str) -> None:
    secret = keys.secret_of(meeting, context.secret)
    with context.database.transaction() as session:
        hashes = [keys.card_hash(secret, code) for code in codes]
        cards.put_cards(session, meeting=meeting.id, card_hashes=hashes, made=NOW.date())


def _asking(meeting: Meeting, phone: Phone, card: str = DRAWN) -> Asking:
    return Asking(token=phone.token, card=card, purpose_version=meeting.purpose_version, language="lv", drawn=True)


def _draw(
    context: Context,
    meeting: Meeting,
    phone: Phone,
    card: str = DRAWN,
    channel: str = "phone",
    *,
    together: bool = False,
) -> Joined:
    asking = replace(_asking(meeting, phone, card), channel=channel, together=together)
    return join_with(context, code=meeting.code, asking=asking)


def _place(context: Context, meeting: Meeting, phone: Phone, number: int, kind: str = "like") -> None:
    place_mark(context, code=meeting.code, token=phone.token, sent=read_mark(mark(number, kind=kind)))


def _home(context: Context, meeting: Meeting, phone: Phone, number: int, area: str) -> None:
    body = {"uuid": uuid(number), "class": "home", "area_id": area}
    place_mark(context, code=meeting.code, token=phone.token, sent=read_mark(body))


def _people(context: Context, meeting: Meeting) -> int:
    with context.database.reading() as session:
        return meetings.count_participants(session, meeting.id)


def test_rule_6_6_one_card_is_one_person_on_phone_and_tablet_and_removes_the_marks_of_both(
    context: Context, meeting: Meeting
) -> None:
    _print(context, meeting, DRAWN)
    assert _draw(context, meeting, ANNA) == Joined(new=True, drawn=True)
    assert _draw(context, meeting, BERTA, "7kq2-m4xa-9OTB", "tablet") == Joined(new=True, drawn=True)
    assert _people(context, meeting) == 1
    _place(context, meeting, ANNA, 1)
    _place(context, meeting, BERTA, 2)
    with context.database.reading() as session:
        assert {found.channel for found in marks.marks_of(session, meeting=meeting.id)} == {"phone", "tablet"}
    assert len(my_marks(context, credential=DRAWN)) == 2
    assert remove_all(context, credential=DRAWN) == 2


def test_a_repeated_request_lets_nobody_in_twice(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, DRAWN)
    _draw(context, meeting, ANNA)
    assert _draw(context, meeting, ANNA) == Joined(new=False, drawn=True)
    assert _people(context, meeting) == 1


def test_a_phone_with_its_own_card_goes_over_to_the_drawn_one_with_its_marks(
    context: Context, meeting: Meeting
) -> None:
    _print(context, meeting, DRAWN)
    join(context, meeting, ANNA)
    _place(context, meeting, ANNA, 1)
    _draw(context, meeting, BERTA, channel="tablet")
    _place(context, meeting, BERTA, 2, "dislike")
    _draw(context, meeting, ANNA, together=True)
    assert _people(context, meeting) == 1
    assert [found.kind for found in my_marks(context, credential=DRAWN)] == ["dislike", "like"]
    assert len(my_marks(context, credential=ANNA.token)) == 2


def test_the_first_phone_of_a_drawn_card_gives_it_to_its_own_participant(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, DRAWN)
    join(context, meeting, ANNA)
    _place(context, meeting, ANNA, 1)
    _draw(context, meeting, ANNA)
    assert (_people(context, meeting), len(my_marks(context, credential=DRAWN))) == (1, 1)
    assert _draw(context, meeting, ANNA).new is False


@pytest.mark.parametrize("used_before", [True, False])
def test_rule_6_6_the_code_written_down_first_still_removes_the_marks(
    context: Context, meeting: Meeting, used_before: bool
) -> None:
    _print(context, meeting, DRAWN)
    if used_before:
        _draw(context, meeting, BERTA)
    join(context, meeting, ANNA)
    _place(context, meeting, ANNA, 1)
    _draw(context, meeting, ANNA)
    join(context, meeting, ANNA)  # the first request of the phone, sent again late
    assert remove_all(context, credential=ANNA.card) == 1
    assert my_marks(context, credential=DRAWN) == []


def test_marks_beyond_five_stay_when_two_devices_become_one_person_but_no_more_are_taken(
    context: Context, meeting: Meeting
) -> None:
    _print(context, meeting, DRAWN)
    join(context, meeting, ANNA)
    _draw(context, meeting, BERTA)
    for number in range(4):
        _place(context, meeting, ANNA, number + 1)
        _place(context, meeting, BERTA, number + 11)
    _draw(context, meeting, ANNA, together=True)
    assert len(my_marks(context, credential=DRAWN)) == 8
    with pytest.raises(KarteError, match="mark_too_many"):
        _place(context, meeting, ANNA, 21)


def test_a_person_joined_from_two_devices_lives_in_one_place(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, DRAWN)
    join(context, meeting, ANNA)
    _draw(context, meeting, BERTA)
    _home(context, meeting, ANNA, 1, SQUARE)
    _home(context, meeting, BERTA, 2, NEIGHBOUR)
    _draw(context, meeting, ANNA, together=True)
    with context.database.reading() as session:
        assert marks.count_homes(session, meeting.id) == {NEIGHBOUR: 1}


def test_rule_6_6_marks_of_a_phone_never_join_those_of_a_card_without_asking(
    context: Context, meeting: Meeting
) -> None:
    _print(context, meeting, DRAWN)
    _draw(context, meeting, BERTA)
    _place(context, meeting, BERTA, 11)
    join(context, meeting, ANNA)
    _place(context, meeting, ANNA, 1)
    with pytest.raises(Conflict, match="card_has_marks"):
        _draw(context, meeting, ANNA)
    assert len(my_marks(context, credential=ANNA.card)) == 1
    assert len(my_marks(context, credential=DRAWN)) == 1
    _draw(context, meeting, ANNA, together=True)
    assert len(my_marks(context, credential=DRAWN)) == 2


def test_a_card_whose_marks_were_all_taken_back_is_as_good_as_fresh(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, DRAWN)
    _draw(context, meeting, BERTA)
    _place(context, meeting, BERTA, 11)
    remove_all(context, credential=DRAWN)
    join(context, meeting, ANNA)
    _place(context, meeting, ANNA, 1)
    _draw(context, meeting, ANNA)
    assert len(my_marks(context, credential=DRAWN)) == 1


def test_rule_6_1_who_left_a_tablet_before_the_text_changed_is_let_in_with_the_text_they_read(
    context: Context, meeting: Meeting
) -> None:
    _print(context, meeting, DRAWN)
    read = meeting.purpose_version
    assert read is not None
    with context.database.transaction() as session:
        meetings.put_meetings(session, [replace(meeting, purpose_version=read + 1)])
    asking = _asking(meeting, ANNA)
    for refused in (asking, replace(asking, channel="tablet"), replace(asking, earlier=True)):
        with pytest.raises(Conflict, match="purpose_changed"):
            join_with(context, code=meeting.code, asking=refused)
    assert join_with(context, code=meeting.code, asking=replace(asking, channel="tablet", earlier=True)).new
    with context.database.reading() as session:
        secret = keys.secret_of(meeting, context.secret)
        (person,) = meetings.participants_by_card(session, card_hash=[keys.card_hash(secret, DRAWN)])
    assert person.purpose_version == read


def test_the_page_of_one_drawn_card_does_not_become_another_persons(context: Context, meeting: Meeting) -> None:
    other = "00000000000A"
    _print(context, meeting, DRAWN, other)
    _draw(context, meeting, ANNA)
    with pytest.raises(Conflict, match="card_of_another"):
        _draw(context, meeting, ANNA, other)


def test_the_code_that_a_phone_made_opens_the_tablet_too(context: Context, meeting: Meeting) -> None:
    join(context, meeting, ANNA)
    assert _draw(context, meeting, BERTA, ANNA.card, "tablet") == Joined(new=True, drawn=True)
    assert _people(context, meeting) == 1


def test_a_page_cannot_make_up_a_card_of_the_deck(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, ANNA.card)
    with pytest.raises(Conflict, match="card_taken"):
        join(context, meeting, ANNA)


def test_rule_6_6_a_card_of_another_meeting_is_as_unknown_as_none_and_costs_the_same_look_ups(
    context: Context, meeting: Meeting
) -> None:
    other = new_meeting(context)
    _print(context, other, DRAWN)
    _draw(context, other, CILDA)
    looked = []
    for card in (DRAWN, "000000000000"):
        with (
            patch.object(cards, "in_deck", wraps=cards.in_deck) as deck,
            patch.object(meetings, "participants_by_card", wraps=meetings.participants_by_card) as by_card,
            pytest.raises(NotFound) as refused,
        ):
            _draw(context, meeting, ANNA, card)
        looked.append((refused.value.code, refused.value.params, deck.call_count, by_card.call_count))
    assert looked[0] == looked[1] == ("card_unknown", {}, 2, 1)


def test_what_was_placed_without_a_connection_under_a_wrong_card_is_kept_under_a_new_one(
    context: Context, meeting: Meeting
) -> None:
    asking = replace(_asking(meeting, ANNA), otherwise=CILDA.card, channel="tablet")
    assert join_with(context, code=meeting.code, asking=asking) == Joined(new=True, drawn=False)
    assert join_with(context, code=meeting.code, asking=asking) == Joined(new=False, drawn=False)
    _place(context, meeting, ANNA, 1)
    assert len(my_marks(context, credential=CILDA.card)) == 1
    with pytest.raises(NotLoggedIn):
        my_marks(context, credential=DRAWN)


def test_a_known_card_counts_even_when_the_page_brings_another_in_reserve(context: Context, meeting: Meeting) -> None:
    _print(context, meeting, DRAWN)
    asking = replace(_asking(meeting, ANNA), otherwise=CILDA.card)
    assert join_with(context, code=meeting.code, asking=asking) == Joined(new=True, drawn=True)
    assert my_marks(context, credential=DRAWN) == []


def test_a_pass_of_another_meeting_makes_no_tablet_here(context: Context, meeting: Meeting) -> None:
    handed = hand_out(context, meeting.id, kind="tablet")
    assert channel_of(context, code=meeting.code, shown=handed.secret) == "tablet"
    assert channel_of(context, code=meeting.code, shown=None) == "phone"
    with pytest.raises(NotLoggedIn, match="pass_unknown"):
        channel_of(context, code=new_meeting(context).code, shown=handed.secret)


def test_an_answer_given_at_the_tablet_says_so(context: Context, meeting: Meeting) -> None:
    asks = replace(meeting, questions=Questions(identity=("pride",)))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [asks])
    _print(context, meeting, DRAWN)
    _draw(context, meeting, ANNA, channel="tablet")
    sent = AnswerInput(uuid=uuid(1), question="pride", text="Ezers")
    assert answer_question(context, code=meeting.code, token=ANNA.token, sent=sent)
    with context.database.reading() as session:
        (answer,) = identity.answers_of(session, meeting=meeting.id)
    assert answer.channel == "tablet"
