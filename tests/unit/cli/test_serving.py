import gc
import resource
import select
from threading import Lock
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from gis_app.cli.serving import CONNECTIONS_WITHOUT_POLL, HALL_AT_ONCE, HallLanes, connections, listening, set_apart
from gis_app.settings import Settings


def _channel(command: str, path: str) -> SimpleNamespace:
    done: list[str] = []
    return SimpleNamespace(
        requests=[SimpleNamespace(command=command, path=path)],
        done=done,
        service=lambda: done.append("served"),
        cancel=lambda: done.append("cancelled"),
    )


def _waiting(*channels: SimpleNamespace, threads: int = 8) -> HallLanes:
    queue = HallLanes(Lock(), threads=threads)
    for channel in channels:
        queue.append(channel)
    return queue


def test_marks_are_taken_before_pages_and_the_first_of_each_comes_first() -> None:
    page, script = _channel("GET", "/lv/m/K7QX2M"), _channel("GET", "/static/js/map.js")
    first, second = _channel("POST", "/api/v1/meetings/K7QX2M/marks"), _channel("DELETE", "/api/v1/meetings/A/marks/1")
    reading = _channel("GET", "/api/v1/meetings/K7QX2M")
    queue = _waiting(page, first, reading, script, second)
    taken = []
    while queue:
        turn = queue.popleft()
        taken.append(turn.channel)
        turn.service()
    assert taken == [first, second, page, reading, script]
    assert first.done == ["served"]


def test_phones_never_take_more_than_their_threads_and_other_pages_go_on_beside_them() -> None:
    phones = [_channel("GET", "/ru/m/K7QX2M") for _ in range(9)]
    map_page, file = _channel("GET", "/lv/"), _channel("GET", "/lv/prints/1.pdf")
    queue = _waiting(*phones, map_page, file)
    assert len(queue) == HALL_AT_ONCE + 2
    turns = [queue.popleft() for _ in range(HALL_AT_ONCE + 2)]
    assert [turn.channel for turn in turns] == [*phones[:HALL_AT_ONCE], map_page, file]
    assert not queue
    turns[0].service()
    assert len(queue) == 1
    assert queue.popleft().channel is phones[HALL_AT_ONCE]


def test_slow_pages_leave_the_hall_its_threads() -> None:
    slow = [_channel("GET", "/lv/prints/1.pdf") for _ in range(20)]
    queue = _waiting(*slow, threads=8)
    while queue:
        queue.popleft()
    queue.append(_channel("POST", "/api/v1/meetings/K7QX2M/marks"))
    assert len(queue) == 1


def test_photos_which_take_long_are_not_worked_on_in_the_lane_of_the_hall() -> None:
    photos = [_channel("PUT", "/api/v1/meetings/K7QX2M/marks/1/photo") for _ in range(20)]
    queue = _waiting(*photos, threads=8)
    assert len(queue) == 8 - HALL_AT_ONCE


def test_a_server_with_one_thread_serves_both() -> None:
    queue = _waiting(_channel("GET", "/lv/"), _channel("GET", "/lv/m/K7QX2M"), threads=1)
    queue.popleft().service()
    assert len(queue) == 1


def test_what_still_waits_when_the_server_ends_is_dropped() -> None:
    phones = [_channel("GET", "/m/K7QX2M") for _ in range(5)]
    queue = _waiting(*phones)
    while queue:
        queue.popleft().cancel()
    assert [phone.done for phone in phones] == [["cancelled"]] * 5


def test_what_waitress_is_told_it_understands() -> None:
    told = Adjustments(**listening(Settings(threads=3)))
    assert (told.threads, told.asyncore_use_poll, told.channel_timeout) == (3, True, 20)


def test_what_is_loaded_when_the_server_begins_is_not_looked_through_again() -> None:
    before = gc.get_freeze_count()
    try:
        set_apart()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


def test_connections_stay_below_the_files_a_process_may_open(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (1024, 1500))
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: allowed.append(limits))
    assert connections(2000) == 1300
    assert allowed == [(1500, 1500)]
    assert connections(500) == 500
    assert allowed == [(1500, 1500)]


def test_without_poll_there_are_fewer_connections_than_select_can_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(select, "poll")
    assert connections(2000) == CONNECTIONS_WITHOUT_POLL
