"""The figures of a meeting while it runs: counts by class, what waits, what changed since the last look."""

from collections import Counter
from dataclasses import dataclass

from gis_app.domain.meetings import SMALL_MEETING
from gis_app.services.afterwards.review import ReviewItem, items
from gis_app.services.doors import home_areas
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings

THRESHOLD = SMALL_MEETING
"""A home area is named only with more people than this (``design/domain.md`` §5)."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Where participants live, as far as numbers allow to say: areas above the threshold, the rest as one number.

    Areas are known by their ids: two of the same name stay two.
    """

    areas: tuple[tuple[str, int], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A meeting now; ``marks`` are those that changed after ``since``, by their random ids; ``gone`` were removed."""

    seq: int
    state: str
    people: int
    counts: dict[str, int]
    waiting: int
    marks: tuple[ReviewItem, ...]
    gone: tuple[str, ...]


def figures(context: Context, meeting_id: str, *, since: int = 0) -> Figures:
    """Return the figures of a meeting and the marks that changed after ``since``.

    A closed meeting tells all of its marks or none: asking again and again from another ``since`` would tell in which
    order they were placed, and so whose belong together (``design/domain.md`` §6.8).

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        found = marks.marks_of(session, meeting=meeting_id, withdrawn=True)
        changes = marks.changes_since(session, meeting=meeting_id, seq=since)
        seq, touched = changes[-1].seq if changes else since, {change.mark for change in changes}
        if meeting.state == "closed" and changes:
            seq, touched = marks.last_change(session, meeting_id), {mark.uuid for mark in found}
        people = meetings.count_participants(session, meeting_id)
    there = [mark for mark in found if mark.kind != "home" and mark.state != "withdrawn"]
    counts = Counter(mark.kind for mark in there)
    # A place is looked up only for what is told or still to be decided: a shop's box holds thousands of decided marks.
    open_to_say = [mark for mark in there if mark.uuid in touched or "waiting" in (mark.state, mark.text_state)]
    shown = items(context, meeting, open_to_say)
    return Figures(
        seq=seq,
        state=meeting.state,
        people=people,
        counts=dict.fromkeys(meeting.questions.classes, 0) | counts,
        waiting=sum(item.waits for item in shown),
        marks=tuple(item for item in shown if item.uuid in touched),
        gone=tuple(mark.uuid for mark in found if mark.state == "withdrawn" and mark.uuid in touched),
    )


def homes(context: Context, meeting_id: str) -> Homes:
    """Return where participants live, in numbers from which no small number can be worked out (§6.2).

    An area with ten people or fewer joins the rest; while the rest itself is that small, the smallest area that could
    be named joins it too. If nothing can be named, one number for the whole meeting remains.
    """
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        counts = marks.count_homes(session, meeting_id)
    known = home_areas(context, meeting.project)
    gone = sum(number for key, number in counts.items() if key not in known)
    return without_small_numbers({key: number for key, number in counts.items() if key in known}, rest=gone)


def without_small_numbers(counts: dict[str, int], *, rest: int = 0) -> Homes:
    """Return counts by area with every small one hidden in the rest, which begins with those of no known area."""
    named = sorted(((name, number) for name, number in counts.items() if number > THRESHOLD), key=lambda pair: pair[1])
    rest += sum(counts.values()) - sum(number for _, number in named)
    while named and 0 < rest <= THRESHOLD:
        rest += named.pop(0)[1]
    return Homes(areas=tuple(sorted(named)), rest=rest)
