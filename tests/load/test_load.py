"""The load itself, small: what it counts, and that nothing acknowledged is lost when the server is killed under it."""

from pathlib import Path

import pytest

from gis_app.services import wiring
from gis_app.services.join_meeting import join_meeting
from gis_app.services.mark_input import read_mark
from gis_app.services.place_mark import place_mark
from gis_app.settings import Settings
from gis_app.store import marks
from gis_app.text.purpose import VERSION
from tests.load import world
from tests.load.phones import MARKS_EACH, Plan, marks_of
from tests.load.report import Load, milliseconds
from tests.load.run import main, measure
from tests.meeting_world import Phone

SMALL = Plan(phones=12, seconds=3.0, patience_s=60.0)


def _numbers(**other: object) -> Load:
    usual: dict[str, object] = {
        **dict.fromkeys(("sent", "acknowledged", "stored"), 8),
        **dict.fromkeys(("lost", "doubled", "retries", "dropped", "refused", "given_up", "kills"), 0),
        **dict.fromkeys(("p50_ms", "stood_p95_ms", "took_s"), 1.0),
        "phones": 1,
        "seconds": 1.0,
        "p95_ms": 12.0,
        "statuses": {},
    }
    return Load(**{**usual, **other})  # type: ignore[arg-type]


def test_a_server_killed_under_load_keeps_what_it_acknowledged_and_gets_the_rest_by_retry(tmp_path: Path) -> None:
    found = measure(SMALL, folder=tmp_path, kill=True, compare=False, tell=lambda _line: None)
    assert (found.sent, found.acknowledged, found.stored) == (12 * MARKS_EACH,) * 3
    assert (found.lost, found.doubled, found.refused, found.kills) == (0, 0, 0, 1)
    assert found.retries > found.dropped  # some found no server


def test_the_same_plan_places_the_same_marks() -> None:
    assert marks_of(3, seed=8) == marks_of(3, seed=8)
    assert {str(mark["uuid"]) for mark in marks_of(3, seed=8)}.isdisjoint(str(m["uuid"]) for m in marks_of(4, seed=8))


def test_what_was_never_stored_is_lost_and_what_stands_twice_is_doubled(tmp_path: Path) -> None:
    room = world.prepare(tmp_path / "ours", houses=1)
    context = wiring.build(Settings(data_dir=room.folder))
    join_meeting(
        context, code=room.code, token=Phone(1).token, card=Phone(1).card, purpose_version=VERSION, language="lv"
    )
    first, second, *_ = marks_of(0, seed=8)
    again = {**first, "uuid": second["uuid"]}  # the same words under another id
    for body in (first, again):
        place_mark(context, code=room.code, token=Phone(1).token, sent=read_mark(body))
    context.database.close()
    stored = world.look(room, {str(first["uuid"]), str(second["uuid"]), "never"})
    assert len(stored.marks) == 2
    assert stored.doubled == 1


def test_a_change_row_too_many_counts_as_doubled(tmp_path: Path) -> None:
    room = world.prepare(tmp_path / "ours", houses=1)
    context = wiring.build(Settings(data_dir=room.folder))
    join_meeting(
        context, code=room.code, token=Phone(1).token, card=Phone(1).card, purpose_version=VERSION, language="lv"
    )
    sent = read_mark(marks_of(0, seed=8)[0])
    place_mark(context, code=room.code, token=Phone(1).token, sent=sent)
    with context.database.transaction() as session:
        marks.replace_mark(session, marks.get_mark(session, sent.uuid, meeting=room.meeting), what="placed")
    context.database.close()
    assert world.look(room, {sent.uuid}).doubled == 1


def test_a_load_is_whole_only_when_every_mark_stands_once() -> None:
    assert _numbers().whole
    assert not any(_numbers(**{trouble: 1}).whole for trouble in ("lost", "doubled", "given_up"))
    assert not _numbers(acknowledged=7).whole


def test_the_words_say_whether_the_goal_is_met() -> None:
    assert "goal" not in _numbers().words()
    assert _numbers(baseline_p50_ms=1.0, baseline_p95_ms=3.0).words().endswith("ratio 4.0, goal at most 5: met")
    assert _numbers(baseline_p50_ms=1.0, baseline_p95_ms=2.0).words().endswith("ratio 6.0, goal at most 5: NOT met")


def test_quantiles_are_values_that_were_measured() -> None:
    assert milliseconds([0.004, 0.001, 0.002, 0.003], 0.5) == 2.0
    assert milliseconds([0.004, 0.001, 0.002, 0.003], 0.95) == 4.0
    assert milliseconds([], 0.95) == 0.0


@pytest.mark.parametrize("bad", [["--phones", "0"], ["--phones", "501"], ["--seconds", "0"], ["--seconds", "121"]])
def test_a_load_beyond_its_bounds_is_refused(bad: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(bad)
    assert stopped.value.code == 2
    assert "expected" in capsys.readouterr().err
