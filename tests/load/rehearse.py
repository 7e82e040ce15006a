"""Prints the rehearsal: ``scripts/rehearsal [--json]``; exit 1 when somebody waited too long or a mark is missing."""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.load.rehearsal import DURATIONS, MARKS, MINUTES, PEOPLE, WAIT_GOAL_S, Evening, Outcome


def main(arguments: list[str] | None = None) -> int:
    """Play the evening and print it."""
    parser = argparse.ArgumentParser(prog="scripts/rehearsal", description="An evening on a simulated clock.")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="karte-rehearsal-") as folder:
        outcome = Evening(Path(folder) / "instance").play()
    print(json.dumps(as_json(outcome), ensure_ascii=False) if asked.json else "\n".join(table(outcome)))
    return 0 if outcome.kept else 1


def as_json(outcome: Outcome) -> dict[str, object]:
    """Return the outcome with what it was asked to be."""
    goals = {"people_expected": PEOPLE, "marks_each": MARKS, "minutes": MINUTES, "wait_goal_s": WAIT_GOAL_S}
    return {**asdict(outcome), **goals, "durations_s": DURATIONS, "kept": outcome.kept}


def table(outcome: Outcome) -> list[str]:
    """Return the lines of the table."""
    rows = [("station", "people", "marks", "longest wait")]
    for channel, people in sorted(outcome.people.items()):
        wait = outcome.waits_s.get(channel, 0)
        rows.append((channel, str(people), str(outcome.marks.get(channel, 0)), f"{wait // 60}:{wait % 60:02}"))
    rows.append(("all", str(sum(outcome.people.values())), str(outcome.stored), ""))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    ended = f"{outcome.ended_s // 60}:{outcome.ended_s % 60:02}"
    goal = f"the last mark stands after {ended} of {MINUTES}:00; nobody may wait more than {WAIT_GOAL_S // 60}:00"
    assumed = [f"  {seconds:3} s  {step}" for step, seconds in DURATIONS.items()]
    return [*lines, "", f"{goal}: {'kept' if outcome.kept else 'NOT kept'}", "", "assumed:", *assumed]


if __name__ == "__main__":
    sys.exit(main())
