"""The trial of the network: devices are counted, nothing of them is kept."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.services.preparing import trials
from gis_app.services.wiring import Context

MEETING = str(uuid4())


def later(context: Context, **span: float) -> Context:
    """Return the same installation some time later."""
    now = context.clock() + timedelta(**span)
    return replace(context, clock=lambda: now)


def test_devices_are_counted_at_once_and_the_slowest_answer_is_kept(context: Context) -> None:
    trial = trials.trial_of(context, MEETING)
    one, two = trials.new_device(context, trial.token), trials.new_device(context, trial.token)
    trials.hear(context, trial.token, one, slowest_ms=12.5)
    trials.hear(context, trial.token, two, slowest_ms=240.0)
    found = trials.trial_of(context, MEETING)
    assert (found.token, found.devices, found.now, found.slowest_ms) == (trial.token, 2, 2, 240.0)
    assert trials.trial_of(later(context, seconds=30), MEETING).now == 0
    assert trials.trial_of(later(context, seconds=30), MEETING).devices == 2


def test_a_new_trial_knows_nothing_of_the_last_and_its_address_is_dead(context: Context) -> None:
    old = trials.trial_of(context, MEETING)
    trials.new_device(context, old.token)
    new = trials.begin(context, MEETING)
    assert new.token != old.token
    assert trials.trial_of(context, MEETING).devices == 0
    with pytest.raises(NotFound, match="trial_unknown"):
        trials.new_device(context, old.token)


def test_an_address_dies_after_two_hours(context: Context) -> None:
    token = trials.trial_of(context, MEETING).token
    with pytest.raises(NotFound, match="trial_unknown"):
        trials.new_device(later(context, hours=2, seconds=1), token)


@pytest.mark.parametrize("token", ["", "../../secret", "*", "ABCDEFGHJK", "0" * 10])
def test_a_guessed_address_opens_nothing(context: Context, token: str) -> None:
    trials.trial_of(context, MEETING)
    with pytest.raises(NotFound, match="trial_unknown"):
        trials.new_device(context, token)


@pytest.mark.parametrize("slowest", [float("nan"), float("inf"), -1.0])
def test_a_time_that_cannot_be_is_refused(context: Context, slowest: float) -> None:
    token = trials.trial_of(context, MEETING).token
    device = trials.new_device(context, token)
    with pytest.raises(InputRefused):
        trials.hear(context, token, device, slowest_ms=slowest)
    with pytest.raises(NotFound):
        trials.hear(context, token, "0" * 16, slowest_ms=1.0)


def test_rule_6_15_nothing_of_a_device_is_kept_but_a_time(context: Context) -> None:
    token = trials.trial_of(context, MEETING).token
    device = trials.new_device(context, token)
    trials.hear(context, token, device, slowest_ms=5)
    file = context.settings.data_dir / trials.FOLDER / MEETING / "devices" / device
    assert set(json.loads(file.read_text())) == {"at", "ms"}
    trials.forget(context, MEETING)
    assert list((context.settings.data_dir / trials.FOLDER).iterdir()) == []


def test_a_tick_holds_for_the_day(context: Context) -> None:
    trials.set_tick(context, MEETING, "power", done=True)
    assert trials.ticks(context, MEETING) == {"power": "2026-05-20"}
    assert trials.ticks(later(context, days=1), MEETING) == {}
    trials.set_tick(context, MEETING, "power", done=False)
    assert trials.ticks(context, MEETING) == {}
    with pytest.raises(InputRefused):
        trials.set_tick(context, MEETING, "moon", done=True)
