"""Passes end with their meeting, at their hour, or when they are taken back; a link of one kind opens no other door."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.errors import Closed, InputRefused, NotFound, NotLoggedIn
from gis_app.services import keys
from gis_app.services.devices.passes import hand_out, list_passes, pass_holder, take_back
from gis_app.services.meetings import set_state
from gis_app.services.wiring import Context
from gis_app.store import passes
from tests.conftest import NOW
from tests.meeting_world import build_world, new_meeting


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def test_a_pass_opens_its_own_kind_of_door_only(context: Context) -> None:
    meeting = new_meeting(context)
    handed = hand_out(context, meeting.id, kind="tablet", label="  Pie  durvīm ")
    found, of = pass_holder(context, handed.secret, kind="tablet")
    assert (found.label, of.id) == ("Pie durvīm", meeting.id)
    for kind in ("wall", "helper"):
        with pytest.raises(NotLoggedIn, match="pass_unknown"):
            pass_holder(context, handed.secret, kind=kind)


def test_the_secret_of_a_pass_is_kept_nowhere(context: Context) -> None:
    meeting = new_meeting(context)
    handed = hand_out(context, meeting.id, kind="wall")
    with context.database.reading() as session:
        (stored,) = passes.passes_of(session, meeting.id)
    assert handed.secret not in repr(stored)


def test_a_helpers_pass_ends_after_a_day(context: Context) -> None:
    meeting = new_meeting(context)
    handed = hand_out(context, meeting.id, kind="helper")
    almost = replace(context, clock=lambda: NOW + timedelta(hours=23, minutes=59))
    assert pass_holder(almost, handed.secret, kind="helper")
    later = replace(context, clock=lambda: NOW + timedelta(hours=24))
    with pytest.raises(NotLoggedIn):
        pass_holder(later, handed.secret, kind="helper")
    assert list_passes(later, meeting.id, kind="helper") == []


def test_a_pass_ends_with_its_meeting_and_no_new_one_is_made(context: Context) -> None:
    meeting = new_meeting(context)
    handed = hand_out(context, meeting.id, kind="tablet")
    set_state(context, meeting.id, "paused")
    assert pass_holder(context, handed.secret, kind="tablet")
    set_state(context, meeting.id, "closed")
    with pytest.raises(Closed):
        pass_holder(context, handed.secret, kind="tablet")
    with pytest.raises(Closed):
        hand_out(context, meeting.id, kind="tablet")


def test_a_pass_taken_back_opens_nothing_and_only_its_meeting_takes_it_back(context: Context) -> None:
    meeting, other = new_meeting(context), new_meeting(context)
    handed = hand_out(context, meeting.id, kind="tablet")
    with pytest.raises(NotFound):
        take_back(context, other.id, handed.made.id)
    take_back(context, meeting.id, handed.made.id)
    with pytest.raises(NotLoggedIn):
        pass_holder(context, handed.secret, kind="tablet")


def test_of_many_who_exchange_one_pass_at_once_exactly_one_wins(context: Context) -> None:
    meeting = new_meeting(context)
    handed = hand_out(context, meeting.id, kind="helper")

    def bind(number: int) -> bool:
        with context.database.transaction() as session:
            return passes.bind_session(session, handed.made.id, session_hash=f"hash-{number}")

    with ThreadPoolExecutor(6) as crowd:
        assert sorted(crowd.map(bind, range(6))) == [False] * 5 + [True]


@pytest.mark.parametrize("label", ["g" * 61, "a\x07b"])
def test_a_label_that_no_sheet_can_show_is_refused(context: Context, label: str) -> None:
    with pytest.raises(InputRefused, match="pass_label_refused"):
        hand_out(context, new_meeting(context).id, kind="helper", label=label)


def test_a_meeting_has_no_more_passes_of_a_kind_than_anybody_can_hand_out(context: Context) -> None:
    meeting = new_meeting(context)
    for _ in range(60):
        hand_out(context, meeting.id, kind="wall")
    with pytest.raises(InputRefused, match="pass_too_many"):
        hand_out(context, meeting.id, kind="wall")


@given(place=st.integers(0, 11), wrong=st.sampled_from(keys.ALPHABET))
def test_one_wrong_character_of_a_printed_card_always_shows(place: int, wrong: str) -> None:
    card = keys.new_card()
    slip = card[:place] + wrong + card[place + 1 :]
    assert (keys.check_character(slip[:11]) == slip[11]) is (slip == card)
