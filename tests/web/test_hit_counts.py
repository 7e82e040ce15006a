import threading

import pytest

from gis_app.web import hit_counts
from gis_app.web.hit_counts import SWEEP_EVERY_S, HitCounts

START = 1_000_000.0


class _Clock:
    now = START

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    made = _Clock()
    monkeypatch.setattr(hit_counts, "time", made)
    return made


def test_a_key_is_let_through_until_its_limit_and_again_when_the_window_has_moved(clock: _Clock) -> None:
    counts = HitCounts()
    assert [counts.acquire_entry("phone", 2, 60) for _ in range(3)] == [True, True, False]
    assert counts.get_moving_window("phone", 2, 60) == (START, 2)
    clock.now += 61
    assert counts.acquire_entry("phone", 2, 60)


def test_a_refused_hit_does_not_count(clock: _Clock) -> None:
    counts = HitCounts()
    for _ in range(100):
        counts.acquire_entry("phone", 2, 60)
    assert counts.get("phone") == 2
    assert not counts.acquire_entry("phone", 2, 60, amount=3)


def test_keys_do_not_know_of_each_other(clock: _Clock) -> None:
    counts = HitCounts()
    assert counts.acquire_entry("one", 1, 60)
    assert counts.acquire_entry("other", 1, 60)
    assert not counts.acquire_entry("one", 1, 60)
    counts.clear("one")
    assert counts.acquire_entry("one", 1, 60)


def test_what_is_over_is_forgotten_without_a_thread(clock: _Clock) -> None:
    threads = threading.active_count()
    counts = HitCounts()
    for number in range(50):
        counts.acquire_entry(f"phone {number}", 2, 10)
    clock.now += SWEEP_EVERY_S + 1
    counts.acquire_entry("late", 2, 10)
    assert counts.reset() == 1
    assert threading.active_count() == threads


def test_hits_without_a_limit_are_counted_as_long_as_they_last(clock: _Clock) -> None:
    counts = HitCounts()
    assert [counts.incr("login", 60), counts.incr("login", 60, amount=2)] == [1, 3]
    assert counts.get_expiry("login") == START + 60
    clock.now += 60
    assert counts.get("login") == 0
    assert counts.get_expiry("nobody") == clock.now
    assert counts.check()
