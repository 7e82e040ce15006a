from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.lists import MEETING_KINDS
from gis_app.domain.run_sheet import USUAL, steps_of, usual_minutes
from gis_app.text.kit_words import STEPS

STARTS = datetime(2026, 5, 20, 18, 0, tzinfo=UTC)


def test_of_two_hours_thirty_five_minutes_are_for_marking() -> None:
    steps = steps_of("meeting", starts=STARTS, minutes=120)
    assert [(step.code, step.minutes) for step in steps] == [
        ("arrive", 10),
        ("purpose", 5),
        ("mark", 35),
        ("talk", 40),
        ("close", 15),
        ("after", 15),
    ]
    assert f"{steps[2].begins:%H:%M}" == "18:15"


@given(kind=st.sampled_from(MEETING_KINDS), minutes=st.integers(-10, 2000))
def test_the_steps_fill_the_time_in_fives_and_none_is_left_out(kind: str, minutes: int) -> None:
    steps = steps_of(kind, starts=STARTS, minutes=minutes)
    total = min(max(minutes, 45), 300) // 5 * 5
    assert sum(step.minutes for step in steps) == total
    assert [step.code for step in steps] == [code for code, _ in USUAL[kind]]
    assert all(step.minutes >= 5 and step.minutes % 5 == 0 for step in steps)
    for before, after in pairwise(steps):
        assert after.begins == before.begins + timedelta(minutes=before.minutes)


@pytest.mark.parametrize("kind", MEETING_KINDS)
def test_every_kind_of_meeting_has_steps_with_words(kind: str) -> None:
    assert usual_minutes(kind) % 5 == 0
    assert {code for code, _ in USUAL[kind]} <= set(STEPS)
