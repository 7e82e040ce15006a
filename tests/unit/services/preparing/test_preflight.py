"""The look before people come: every row says how it stands, and nothing is green that nobody knows."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gis_app.domain.meeting_content import Questions
from gis_app.services.kit.deck import new_cards
from gis_app.services.preparing import machine, trials
from gis_app.services.preparing.preflight import Check, look
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.text.preflight import SAID, TITLES, TO_DO, said
from gis_app.text.words import words_for
from tests.meeting_world import HOUSE, build_world, new_meeting, write_houses


@pytest.fixture(autouse=True)
def world(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    build_world(context)
    monkeypatch.setattr(machine, "answer_of", lambda _command: None)


def rows(context: Context, meeting_id: str) -> dict[str, Check]:
    """Return the rows by code."""
    return {check.code: check for check in look(context, meeting_id).checks}


def test_every_row_has_its_words_in_every_language(context: Context) -> None:
    made = new_meeting(context, state="draft")
    asked = replace(made, questions=Questions(photos=True))
    with context.database.transaction() as session:
        store.put_meetings(session, [asked])
    for check in look(context, made.id).checks:
        assert check.code in TITLES.keys() & TO_DO.keys()
        for language in ("lv", "ru", "en"):
            assert "%(" not in said(check.code, check.state, check.facts, words_for(language))
    assert {code for code, _ in SAID} == set(TITLES)


def test_addresses_and_names_are_counted_inside_the_territory(context: Context) -> None:
    made = new_meeting(context, state="draft")
    found = rows(context, made.id)
    assert (found["addresses"].state, found["addresses"].facts["number"]) == ("good", 1)
    assert found["names"].state == "bad", "one park and one street are no map of names"
    write_houses(context, [HOUSE, (505_000.0, 312_500.0)])
    assert rows(context, made.id)["addresses"].facts["number"] == 1, "a house elsewhere is no house here"


def test_a_second_device_turns_its_row_green_unless_it_waits_too_long(context: Context) -> None:
    made = new_meeting(context, state="draft")
    assert rows(context, made.id)["device"].state == "bad"
    token = trials.trial_of(context, made.id).token
    device = trials.new_device(context, token)
    assert rows(context, made.id)["device"].state == "good"
    trials.hear(context, token, device, slowest_ms=4000)
    assert rows(context, made.id)["device"].state == "bad"


def test_a_network_is_green_only_once_more_devices_came_than_a_hotspot_takes(context: Context) -> None:
    made = new_meeting(context, state="draft")
    token = trials.trial_of(context, made.id).token
    for _ in range(10):
        trials.new_device(context, token)
    assert rows(context, made.id)["network"].state == "unknown"
    trials.new_device(context, token)
    assert rows(context, made.id)["network"].state == "good"


def test_what_nobody_can_tell_is_grey_until_somebody_ticks_it(context: Context) -> None:
    made = new_meeting(context, state="draft")
    assert rows(context, made.id)["backup"].state == "unknown"
    trials.set_tick(context, made.id, "backup", done=True)
    ticked = rows(context, made.id)["backup"]
    assert (ticked.state, ticked.ticked) == ("good", True)


def test_texts_cards_and_promise_say_what_is_missing(context: Context) -> None:
    made = new_meeting(context, state="draft")
    assert rows(context, made.id)["texts"].state == "good"
    assert rows(context, made.id)["cards"].state == "bad"
    new_cards(context, made, 5)
    asked = Questions(wording={"like": {"lv": "Kas jums te mīļš?"}})
    with context.database.transaction() as session:
        store.put_meetings(session, [replace(made, questions=asked, contact="")])
    found = rows(context, made.id)
    assert found["texts"].facts["missing"] == ("ru", "en")
    assert (found["promise"].state, found["promise"].facts["missing"]) == ("bad", ("contact",))
    assert (found["cards"].state, found["cards"].facts["number"]) == ("good", 5)
    late = replace(context, clock=lambda: datetime(2027, 5, 1, tzinfo=UTC))
    assert made.retention_on == date(2026, 11, 1)
    assert rows(late, made.id)["promise"].state == "bad"


def test_a_clock_before_the_program_is_wrong(context: Context) -> None:
    made = new_meeting(context, state="draft")
    early = replace(context, clock=lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert rows(early, made.id)["clock"].state == "bad"


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({"BAT0": ("Battery", ""), "AC": ("Mains", "1")}, True),
        ({"BAT0": ("Battery", ""), "AC": ("Mains", "0")}, False),
        ({"BAT0": ("Battery", "")}, None),
        ({}, True),
    ],
)
def test_the_mains_are_read_as_the_kernel_writes_them(
    tmp_path: Path, supplies: dict[str, tuple[str, str]], expected: bool | None
) -> None:
    for name, (kind, online) in supplies.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(f"{kind}\n")
        if online:
            (tmp_path / name / "online").write_text(f"{online}\n")
    assert machine.on_mains(tmp_path, platform="linux") is expected


@pytest.mark.parametrize(("idle", "awake"), [("0x00000000", True), ("0x00000708", False)])
def test_windows_says_after_how_many_seconds_it_sleeps(monkeypatch: pytest.MonkeyPatch, idle: str, awake: bool) -> None:
    printed = f"Current AC Power Setting Index: {idle}\nCurrent DC Power Setting Index: 0x00000384\n"
    monkeypatch.setattr(machine, "answer_of", lambda _command: printed)
    assert machine.sleep_is_off(platform="win32") is awake


def test_a_folder_that_is_a_file_cannot_hold_photographs(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("")
    assert machine.writable(tmp_path / "new") is True
    assert machine.writable(tmp_path / "photos") is False
