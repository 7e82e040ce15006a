import gc
import resource
import select
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from gis_app.cli.serving import CONNECTIONS_WITHOUT_POLL, MarksFirst, connections, listening, set_apart
from gis_app.settings import Settings


def _channel(command: str, path: str) -> SimpleNamespace:
    return SimpleNamespace(requests=[SimpleNamespace(command=command, path=path)])


def test_marks_are_taken_before_pages_and_the_first_of_each_comes_first() -> None:
    page, script = _channel("GET", "/lv/m/K7QX2M"), _channel("GET", "/static/js/map.js")
    first, second = _channel("POST", "/api/v1/meetings/K7QX2M/marks"), _channel("DELETE", "/api/v1/meetings/A/marks/1")
    reading = _channel("GET", "/api/v1/meetings/K7QX2M")
    queue = MarksFirst()
    for channel in (page, first, reading, script, second):
        queue.append(channel)
    assert len(queue) == 5
    assert [queue.popleft() for _ in range(5)] == [first, second, page, reading, script]
    assert not queue


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
