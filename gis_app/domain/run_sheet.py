"""The minutes of a meeting: what happens when, scaled to the time there is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST_MIN, LONGEST_MIN = 45, 300
UNIT_MIN = 5
USUAL: dict[str, tuple[tuple[str, int], ...]] = {
    "meeting": (("arrive", 10), ("purpose", 5), ("mark", 35), ("talk", 40), ("close", 15), ("after", 15)),
    "specialists": (("purpose", 10), ("mark", 40), ("talk", 45), ("close", 15), ("after", 10)),
    "walk": (("arrive", 10), ("purpose", 5), ("walk", 60), ("talk", 25), ("close", 10), ("after", 10)),
    "point": (("open", 10), ("purpose", 5), ("mark", 85), ("after", 20)),
}
"""Steps and usual minutes by kind of meeting: of two hours in a culture house 35 minutes are for marking.

A collection point has no talk: its steps are those of one day at the table.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a code (``text.kit_words`` has its words), when it begins and how long it takes."""

    code: str
    begins: datetime
    minutes: int


def usual_minutes(kind: str) -> int:
    """Return how long a meeting of a kind usually takes."""
    return sum(minutes for _, minutes in USUAL[kind])


def steps_of(kind: str, *, starts: datetime, minutes: int) -> list[Step]:
    """Return the steps of a meeting: in fives of minutes, none left out, together as long as asked.

    ``minutes`` is brought into ``SHORTEST_MIN`` … ``LONGEST_MIN`` and rounded down to a five. What remains after
    every step has its share goes to those that lost most by rounding.
    """
    usual = USUAL[kind]
    units = min(max(minutes, SHORTEST_MIN), LONGEST_MIN) // UNIT_MIN
    share = units / (usual_minutes(kind) / UNIT_MIN)
    wanted = [length / UNIT_MIN * share for _, length in usual]
    given = [max(1, int(length)) for length in wanted]
    while sum(given) != units:
        step = 1 if sum(given) < units else -1
        # The step whose share is farthest from what it has; a step of one unit cannot lose it.
        free = [at for at in range(len(given)) if given[at] + step >= 1]
        at = max(free, key=lambda at: step * (wanted[at] - given[at]))
        given[at] += step
    begins, steps = starts, []
    for (code, _), length in zip(usual, given, strict=True):
        steps.append(Step(code, begins, length * UNIT_MIN))
        begins += timedelta(minutes=length * UNIT_MIN)
    return steps
