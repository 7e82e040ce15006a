"""The results of one meeting as the public sees them; the gate shows the very same before anybody publishes.

Nothing else of a meeting leaves the house: no home, no dislike as a point, no participant, no time finer than the day
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gis_app.domain.errors import NotFound
from gis_app.domain.layers import Feature
from gis_app.domain.lists import RESIDENT_CLASSES
from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import SMALL_MEETING, Meeting
from gis_app.domain.publications import Shown, TalkedPlace
from gis_app.services.ground import ground_of
from gis_app.services.meetings import get_meeting
from gis_app.services.published_marks import is_kept, is_small, likes_of, publishes
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store import marks, meetings, publications


@dataclass(frozen=True, slots=True)
class Results:
    """What the public sees of one meeting.

    Attributes
    ----------
    small
        Whether ten people or fewer took part: then there are only the sentences and the next step.
    people
        How many took part; None where that is not told.
    counts
        Number of marks by class; None for a number of ten or fewer. Empty where marks are not shown.
    likes
        Liked places (``published_marks.likes_of``), in WGS 84.
    places
        Public places that the room talked about.
    """

    id: str
    project: str
    title: str
    kind: str
    territory: str
    territory_id: str
    day: date
    small: bool
    people: int | None
    counts: tuple[tuple[str, int | None], ...]
    likes: tuple[Feature, ...]
    places: tuple[TalkedPlace, ...]
    closing: Closing
    invented: bool


def published_results(context: Context, meeting_id: str) -> Results:
    """Return the results of a published meeting.

    Raises
    ------
    NotFound
        If there is no such meeting, or it is not public: the two are told in the same words.
    """
    with context.database.reading() as session:
        found = meetings.find_meeting(session, meeting_id)
        shown = publications.shown_of(session, [meeting_id]).get(meeting_id)
    if found is None or found.published_on is None or found.kind == "specialists":
        raise NotFound("results_not_public")
    return results_of_meeting(context, found, shown or Shown(closing=public_closing(found)))


def results_of(context: Context, *, project: str, territory_id: str, before: date | None = None) -> list[Results]:
    """Return the results of the published meetings of one territory, the latest first.

    Parameters
    ----------
    before
        Only meetings that began before this day: what a later meeting may call "last time".
    """
    with context.database.reading() as session:
        found = [
            meeting
            for meeting in meetings.list_meetings(session, project=project)
            if meeting.territory_id == territory_id and meeting.published_on and meeting.kind != "specialists"
        ]
    return [
        published_results(context, meeting.id) for meeting in found if before is None or meeting.starts.date() < before
    ]


def results_of_meeting(context: Context, meeting: Meeting, shown: Shown) -> Results:
    """Return what the public sees of a meeting when it is published with these texts."""
    as_if = replace(meeting, published_on=meeting.published_on or context.clock().date())
    with context.database.reading() as session:
        people = marks.count_people(session, [meeting.id])
        counts = marks.count_marks(session, meeting.id)
        joined = meetings.count_participants(session, meeting.id)
        invented = store.is_invented(session, meeting.project)
    open_to_all = publishes(context, as_if, people)
    small = is_kept(context, meeting) and is_small(meeting, people)
    there = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    return Results(
        id=meeting.id,
        project=meeting.project,
        title=meeting.title,
        kind=meeting.kind,
        territory=there.area.name,
        territory_id=meeting.territory_id,
        day=meeting.starts.date(),
        small=small,
        people=(meeting.headcount or joined) if open_to_all else None,
        counts=_told(counts, meeting.questions.classes) if open_to_all else (),
        likes=tuple(likes_of(context, [as_if])) if open_to_all else (),
        places=() if small else shown.places,
        closing=replace(
            shown.closing,
            outcome=meeting.closing.outcome,
            outcome_note=meeting.closing.outcome_note,
            outcome_on=meeting.closing.outcome_on,
        ),
        invented=invented,
    )


def draft_of(context: Context, meeting_id: str, *, areas: bool = False, answers: bool = False) -> Shown:
    """Return the texts of a meeting as they would be published now."""
    return Shown(closing=public_closing(get_meeting(context, meeting_id)), areas=areas, answers=answers)


def public_closing(meeting: Meeting) -> Closing:
    """Return the closing without what is for the work inside: who was missing in the room."""
    said = meeting.closing
    return Closing(said.sentences, said.next_step, said.who, said.by_when, said.next_date)


def _told(counts: dict[tuple[str, str], int], asked: Sequence[str]) -> tuple[tuple[str, int | None], ...]:
    """Return the marks by class, hidden and withdrawn ones left out; a small number is not told (§5)."""
    seen = [kind for kind in RESIDENT_CLASSES if kind != "home" and kind in asked]
    numbers = {
        kind: sum(number for (of, state), number in counts.items() if of == kind and state in {"approved", "waiting"})
        for kind in seen
    }
    return tuple((kind, number if number > SMALL_MEETING else None) for kind, number in numbers.items())
