from pathlib import Path

from tests.load.rehearsal import HELPERS, MARKS, PEOPLE, PHONES, TABLETS, WAIT_GOAL_S, Evening
from tests.load.rehearse import as_json, table


def test_sixty_people_place_five_marks_each_in_time_and_nobody_waits_too_long(tmp_path: Path) -> None:
    outcome = Evening(tmp_path / "instance").play()
    assert outcome.stored == PEOPLE * MARKS
    assert sum(outcome.people.values()) == PEOPLE
    assert outcome.people["phone"] == PHONES
    assert {channel: number * MARKS for channel, number in outcome.people.items()} == outcome.marks
    assert set(outcome.people) == {"phone", "tablet", "helper", "paper"}
    assert max(outcome.waits_s.values()) <= WAIT_GOAL_S
    assert outcome.ended_s <= 35 * 60
    assert outcome.kept
    assert as_json(outcome)["kept"] is True
    assert any(line.endswith(": kept") for line in table(outcome))
    assert (TABLETS, HELPERS) == (2, 2)
