"""Counting people, not marks: one with many marks is one; a sheet of paper is as many as used it."""

from collections.abc import Iterable, Mapping

from gis_app.domain.meetings import SMALL_MEETING, Meeting
from gis_app.store.wall import Heads

STEP = 5
"""The screen moves by at least so many people at once, likes and numbers alike (``design/domain.md`` §6.9)."""

Source = tuple[str | None, str | None]
"""Participant and sheet of a mark; a mark of paper without a card has no participant."""


def count_people(sources: Iterable[Source], sheets: Mapping[str, int]) -> int:
    """Return how many people stand behind marks, rather too few than too many.

    A sheet counts as many people as its headcount says, though not more than it has marks here; one that nobody
    counted, and all loose marks together, as one.
    """
    cards: set[str] = set()
    loose: dict[str | None, int] = {}
    for participant, sheet in sources:
        if participant is not None:
            cards.add(participant)
        else:
            loose[sheet] = loose.get(sheet, 0) + 1
    return len(cards) + _on_paper(loose, sheets)


def people_of(heads: Heads, sheets: Mapping[str, int], kind: str) -> int:
    """Return how many people placed a mark of a class."""
    return heads.cards.get(kind, 0) + _on_paper(heads.paper.get(kind, {}), sheets)


def everybody(heads: Heads, sheets: Mapping[str, int]) -> int:
    """Return how many people placed any mark."""
    together: dict[str | None, int] = {}
    for marks in heads.paper.values():
        for sheet, number in marks.items():
            together[sheet] = together.get(sheet, 0) + number
    return heads.everybody + _on_paper(together, sheets)


def in_steps(number: int) -> int:
    """Return a number of people rounded down to fives: what a screen may say without telling of a single person."""
    return number // STEP * STEP


def is_small(meeting: Meeting, people: int) -> bool:
    """Whether the screen shows words only: ten people or fewer (``design/domain.md`` §6.7).

    While people still mark nobody knows how many they will be: until the room moves on, only a headcount says it.
    """
    if meeting.headcount is not None and meeting.headcount <= SMALL_MEETING:
        return True
    return meeting.phase != "mark" and people <= SMALL_MEETING


def _on_paper(marks: Mapping[str | None, int], sheets: Mapping[str, int]) -> int:
    return sum(min(sheets.get(sheet or "", 1), number) for sheet, number in marks.items())
