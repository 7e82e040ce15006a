"""The figures of a meeting while it runs: counts by class, what waits, what changed since the last look."""

from dataclasses import dataclass

from gis_app.domain.meetings import SMALL_MEETING
from gis_app.services.afterwards.review import ReviewItem, items
from gis_app.services.doors import home_areas
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.tallies import tallies

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
        changes = marks.changes_since(session, meeting=meeting_id, seq=since)
        if meeting.state == "closed" and changes:
            seq = marks.last_change(session, meeting_id)
            told = marks.marks_of(session, meeting=meeting_id, withdrawn=True)
        else:
            seq = changes[-1].seq if changes else since
            told = marks.selected_marks(session, list({change.mark for change in changes}))
        counts = marks.count_classes(session, meeting_id)
        waiting = sum(line.number for line in tallies(session, meeting_id) if line.waits)
        people = meetings.count_participants(session, meeting_id)
    return Figures(
        seq=seq,
        state=meeting.state,
        people=people,
        counts=dict.fromkeys(meeting.questions.classes, 0) | counts,
        waiting=waiting,
        marks=tuple(items(context, meeting, [mark for mark in told if mark.state != "withdrawn"])),
        gone=tuple(mark.uuid for mark in told if mark.state == "withdrawn"),
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
