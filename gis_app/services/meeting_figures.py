"""The figures of a meeting while it runs: counts by class, what waits, what changed since the last look."""

from dataclasses import dataclass

from gis_app.domain.crs import WGS84, transformer
from gis_app.domain.meetings import SMALL_MEETING, Mark, Meeting
from gis_app.services.afterwards.review import ReviewItem, items
from gis_app.services.doors import home_areas
from gis_app.services.ground import ground_of
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.tallies import cells_of, tallies

THRESHOLD = SMALL_MEETING
"""A home area is named only with more people than this (``design/domain.md`` §5)."""
MOST_LISTED = 300
"""More marks than this are not listed on the page that follows a meeting: they are counted on its map."""
CELLS_ACROSS = 7


@dataclass(frozen=True, slots=True)
class Homes:
    """Where participants live, as far as numbers allow to say: areas above the threshold, the rest as one number.

    Areas are known by their ids: two of the same name stay two.
    """

    areas: tuple[tuple[str, int], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many marks of a class stand around a place, hidden ones left out; degrees of WGS 84."""

    kind: str
    lon: float
    lat: float
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A meeting now; ``marks`` are those that changed after ``since``, by their random ids; ``gone`` were removed.

    Of a meeting with more marks than ``MOST_LISTED`` there are ``cells`` instead of both.
    """

    seq: int
    state: str
    people: int
    counts: dict[str, int]
    waiting: int
    marks: tuple[ReviewItem, ...]
    gone: tuple[str, ...]
    cells: tuple[Cell, ...] = ()


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
        counts = marks.count_classes(session, meeting_id)
        waiting = sum(line.number for line in tallies(session, meeting_id) if line.waits)
        people = meetings.count_participants(session, meeting_id)
    many = sum(counts.values()) > MOST_LISTED
    seq, told = _news(context, meeting, since, many=many)
    return Figures(
        seq=seq,
        state=meeting.state,
        people=people,
        counts=dict.fromkeys(meeting.questions.classes, 0) | counts,
        waiting=waiting,
        marks=tuple(items(context, meeting, [mark for mark in told if mark.state != "withdrawn"])),
        gone=tuple(mark.uuid for mark in told if mark.state == "withdrawn"),
        cells=_cells(context, meeting) if many else (),
    )


def _news(context: Context, meeting: Meeting, since: int, *, many: bool) -> tuple[int, list[Mark]]:
    """Return the number of the newest change that is told of, and the marks that changed."""
    with context.database.reading() as session:
        if many:
            return marks.last_change(session, meeting.id), []
        changes = marks.changes_since(session, meeting=meeting.id, seq=since)
        if meeting.state == "closed" and changes:
            seq = marks.last_change(session, meeting.id)
            return seq, marks.marks_of(session, meeting=meeting.id, withdrawn=True)
        seq = changes[-1].seq if changes else since
        return seq, marks.selected_marks(session, list({change.mark for change in changes}))


def _cells(context: Context, meeting: Meeting) -> tuple[Cell, ...]:
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    west, south, east, north = ground.area.geometry.bounds
    size = max(east - west, north - south) / CELLS_ACROSS
    with context.database.reading() as session:
        found = cells_of(session, meeting.id, size_m=size)
    change = transformer(context.settings.work_epsg, WGS84)
    places = (change.transform(cell.x, cell.y) for cell in found)
    return tuple(
        Cell(cell.kind, round(lon, 6), round(lat, 6), cell.number)
        for cell, (lon, lat) in zip(found, places, strict=True)
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
