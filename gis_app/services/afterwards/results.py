"""The results of one meeting as the public sees them; the gate shows the very same before anybody publishes.

Nothing else of a meeting leaves the house: no home, no dislike as a point, no participant, no time finer than the day
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotFound
from gis_app.domain.layers import Feature
from gis_app.domain.lists import CARD_FIELDS, RESIDENT_CLASSES
from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import SMALL_MEETING, Meeting
from gis_app.domain.problem_cards import ProblemCard
from gis_app.domain.publications import Shown, TalkedPlace
from gis_app.services.afterwards.areas import disliked_areas
from gis_app.services.ground import ground_of
from gis_app.services.identity_questions import Together, answers_together
from gis_app.services.meetings import get_meeting
from gis_app.services.published_marks import is_kept, is_small, likes_of, photos_of, publishes
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store import marks, meetings, problem_cards, publications

OUTLINE_M = 5.0
"""How far, in metres, the outline that is drawn may differ from the territory's."""


@dataclass(frozen=True, slots=True)
class Liked:
    """A liked place: its name if it is a listed public one, how many marks, approved words; degrees of WGS 84."""

    place: str
    lon: float
    lat: float
    likes: int
    words: tuple[str, ...]


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
    photos
        Approved photos of likes: their names, and those of their public places.
    areas
        Areas that at least five people dislike, in WGS 84.
    answers
        What people said to the identity questions, together.
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
    photos: tuple[tuple[str, str], ...]
    areas: tuple[Polygon, ...]
    answers: tuple[Together, ...]
    places: tuple[TalkedPlace, ...]
    closing: Closing
    controller: str
    contact: str
    retention_on: date | None
    invented: bool

    @property
    def liked(self) -> tuple[Liked, ...]:
        """The liked places, each once: those with a name first, the most liked first."""
        spots: dict[tuple[str, float, float], list[Feature]] = defaultdict(list)
        for like in self.likes:
            point = like.geometry
            if isinstance(point, Point):
                spots[like.properties["place"], round(point.x, 7), round(point.y, 7)].append(like)
        found = [_liked(*spot, likes) for spot, likes in spots.items()]
        return tuple(sorted(found, key=lambda one: (not one.place, -one.likes, one.place, one.lon, one.lat)))


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
    found = [meeting for meeting in published_meetings(context, project) if meeting.territory_id == territory_id]
    return [
        published_results(context, meeting.id) for meeting in found if before is None or meeting.starts.date() < before
    ]


@dataclass(frozen=True, slots=True)
class LastTime:
    """What a territory's last published meeting agreed on: light enough for every phone that opens a page."""

    meeting: str
    title: str
    day: date
    closing: Closing


def last_time(context: Context, *, project: str, territory_id: str, but: str = "") -> LastTime | None:
    """Return what the newest published meeting of a territory agreed on; ``but`` is the meeting that asks."""
    with context.database.reading() as session:
        found = next(
            (
                meeting
                for meeting in meetings.list_meetings(session, project=project)
                if meeting.territory_id == territory_id
                and meeting.published_on
                and meeting.kind != "specialists"
                and meeting.id != but
            ),
            None,
        )
        if found is None:
            return None
        shown = publications.shown_of(session, [found.id]).get(found.id) or Shown(closing=public_closing(found))
    return LastTime(found.id, found.title, found.starts.date(), _with_outcome(shown.closing, found.closing))


def published_meetings(context: Context, project: str) -> list[Meeting]:
    """Return the meetings of a project whose results are public, the latest first."""
    with context.database.reading() as session:
        found = meetings.list_meetings(session, project=project)
    return [meeting for meeting in found if meeting.published_on and meeting.kind != "specialists"]


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
        photos=tuple(photos_of(context, as_if)) if open_to_all else (),
        areas=disliked_areas(context, as_if) if open_to_all and shown.areas else (),
        answers=_answers(context, as_if) if open_to_all and shown.answers else (),
        places=() if small else shown.places,
        closing=_with_outcome(shown.closing, meeting.closing),
        controller=meeting.controller,
        contact=meeting.contact,
        retention_on=meeting.retention_on,
        invented=invented,
    )


def outline_of(context: Context, results: Results) -> tuple[BaseGeometry, list[float]]:
    """Return the outline of the territory of a meeting and its box (west, south, east, north), in WGS 84."""
    area = ground_of(context, project=results.project, territory_id=results.territory_id).area
    outline = to_crs(area.geometry.simplify(OUTLINE_M), source=context.settings.work_epsg, target=WGS84)
    return outline, list(outline.bounds)


def draft_of(context: Context, meeting_id: str, *, areas: bool = False, answers: bool = False) -> Shown:
    """Return the texts of a meeting as they would be published now."""
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        cards = [card for card in problem_cards.cards_of(session, meeting_id) if card.public]
    places = tuple(_talked(card, work_epsg=context.settings.work_epsg) for card in cards)
    return Shown(closing=public_closing(meeting), places=places, areas=areas, answers=answers)


def public_closing(meeting: Meeting) -> Closing:
    """Return the closing without what is for the work inside: who was missing in the room."""
    said = meeting.closing
    return Closing(said.sentences, said.next_step, said.who, said.by_when, said.next_date)


def _liked(place: str, lon: float, lat: float, likes: Sequence[Feature]) -> Liked:
    said = {text for like in likes for text in like.properties["text"].split(" · ") if text}
    return Liked(place, lon, lat, sum(like.properties["likes"] for like in likes), tuple(sorted(said)))


def _with_outcome(shown: Closing, now: Closing) -> Closing:
    return replace(shown, outcome=now.outcome, outcome_note=now.outcome_note, outcome_on=now.outcome_on)


def _talked(card: ProblemCard, *, work_epsg: int) -> TalkedPlace:
    words = {code: card.words[code] for code in CARD_FIELDS if card.words.get(code)}
    if card.geometry is None:
        return TalkedPlace(card.place, words)
    point = to_crs(card.geometry, source=work_epsg, target=WGS84)
    return TalkedPlace(card.place, words, round(point.x, 6), round(point.y, 6))


def _answers(context: Context, meeting: Meeting) -> tuple[Together, ...]:
    return tuple(said for said in answers_together(context, meeting) if said.answers)


def _told(counts: dict[tuple[str, str], int], asked: Sequence[str]) -> tuple[tuple[str, int | None], ...]:
    """Return the marks by class, hidden and withdrawn ones left out; a small number is not told (§5)."""
    seen = [kind for kind in RESIDENT_CLASSES if kind != "home" and kind in asked]
    numbers = {
        kind: sum(number for (of, state), number in counts.items() if of == kind and state in {"approved", "waiting"})
        for kind in seen
    }
    return tuple((kind, number if number > SMALL_MEETING else None) for kind, number in numbers.items())
