"""What the public sees of residents' marks: approved likes of published meetings; not who, when or in which order.

Every way out (page, tile, file, print) takes marks from here, so that none can show more than another
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from shapely.geometry import Point

from gis_app.analysis.hexagons import hexagon_centre, hexagon_reach, hexagon_size
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.layers import Feature
from gis_app.domain.meetings import SMALL_MEETING, Mark, Meeting
from gis_app.services import keys
from gis_app.services.ground import VAGUE_M, Ground, ground_of
from gis_app.services.mark_input import LEAST_UNCERTAINTY_M
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.ground import Place


class Placed(Protocol):
    """What somebody put on the map: a point in the work CRS, and how far in metres it may really be."""

    @property
    def geometry(self) -> Point | None:
        """Where."""

    @property
    def uncertainty_m(self) -> float | None:
        """How far off it may be."""


Spot = tuple[str, float, float, float]
"""Name of the public place or empty, x and y in the work CRS, width of the hexagon in metres."""


def published_likes(context: Context, project: str, *, epsg: int = WGS84) -> list[Feature]:
    """Return the likes of the published meetings of a project as points in the given EPSG.

    As ``likes_of`` gathers them, from the meetings that somebody has published and that show marks at all.
    """
    with context.database.reading() as session:
        found = [meeting for meeting in meetings.list_meetings(session, project=project) if meeting.published_on]
        people = marks.count_people(session, [meeting.id for meeting in found])
    return likes_of(context, [meeting for meeting in found if publishes(context, meeting, people)], epsg=epsg)


def likes_of(context: Context, shown: Sequence[Meeting], *, epsg: int = WGS84) -> list[Feature]:
    """Return the approved likes of these meetings of one project, gathered by public place or hexagon.

    A like on a listed public place stands at that place, another one at the centre of its hexagon. Properties:
    ``class``, ``place``, ``likes`` (how many), ``text`` (approved words only, by alphabet), ``size_m``.
    """
    return _features(context, shown, _gathered(context, shown), epsg=epsg)


def likes_and_photos(context: Context, meeting: Meeting) -> tuple[list[Feature], list[tuple[str, str]]]:
    """Return what ``likes_of`` does of one meeting, in WGS 84, and the approved photos of these likes.

    Of a photo it is its name and that of its public place.
    """
    gathered = _gathered(context, [meeting])
    photos = (
        (like.photo, spot[0])
        for spot, likes in gathered.items()
        for like in likes
        if like.photo is not None and like.photo_state == "approved"
    )
    return _features(context, [meeting], gathered, epsg=WGS84), sorted(photos)


def _gathered(context: Context, shown: Sequence[Meeting]) -> dict[Spot, list[Mark]]:
    by_id = {meeting.id: meeting for meeting in shown}
    with context.database.reading() as session:
        likes = marks.approved_likes(session, list(by_id))
    gathered, by_meeting = defaultdict[Spot, list[Mark]](list), attrgetter("meeting")
    for key, found in groupby(sorted(likes, key=by_meeting), key=by_meeting):
        meeting, placed = by_id[key], list(found)
        here = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
        for like, spot in zip(placed, spots_of(here, placed), strict=True):
            if spot is not None:
                gathered[spot].append(like)
    return gathered


def publishes(context: Context, meeting: Meeting, people: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the public sees marks of a meeting: somebody has published it (§6.7), and it shows marks at all."""
    return meeting.published_on is not None and shows_marks(context, meeting, people)


def shows_marks(context: Context, meeting: Meeting, people: Mapping[str, tuple[int, int]]) -> bool:
    """Whether a meeting may show marks once published: residents', more than ten people, before their data go."""
    return meeting.kind != "specialists" and is_kept(context, meeting) and not is_small(meeting, people)


def is_kept(context: Context, meeting: Meeting) -> bool:
    """Whether the day on which the words and points of a meeting go is still to come."""
    return meeting.retention_on is not None and context.clock().date() <= meeting.retention_on


def is_small(meeting: Meeting, people: Mapping[str, tuple[int, int]]) -> bool:
    """Whether ten people or fewer took part, after which only the sentences of the room are public (§6.7).

    People are counted by their marks; for stickers on paper by the headcount. A smaller count of the two decides.
    """
    with_marks, loose = people.get(meeting.id, (0, 0))
    counts = [max(with_marks, meeting.headcount or 0) if loose else with_marks]
    if meeting.headcount is not None:
        counts.append(meeting.headcount)
    return min(counts) <= SMALL_MEETING


def points_at_a_home(ground: Ground, mark: Mark) -> bool:
    """Whether a mark stands near a dwelling today: a place may have left the list, a house may have been added."""
    return spots_of(ground, [mark]) == [None]


def spots_of(ground: Ground, placed: Sequence[Placed]) -> list[Spot | None]:
    """Return where each mark may be drawn: at its public place, else at the centre of its hexagon.

    None for one that stands near a dwelling, or whose hexagon does, and for one that is nowhere.
    """
    points = [mark.geometry or Point() for mark in placed]
    sizes = [hexagon_size(mark.uncertainty_m or LEAST_UNCERTAINTY_M) for mark in placed]
    near = ground.near_dwellings(points, margins_m=[hexagon_reach(size) for size in sizes])
    places = ground.places_at(points)
    return [
        None if at_home or point.is_empty else _spot(point, size, place)
        for point, size, at_home, place in zip(points, sizes, near, places, strict=True)
    ]


def _spot(point: Point, size: float, place: Place | None) -> Spot:
    if place is not None and hexagon_reach(size) <= VAGUE_M:
        return (place.name, place.point.x, place.point.y, size)
    return ("", *hexagon_centre(point.x, point.y, size_m=size), size)


def _features(
    context: Context, shown: Sequence[Meeting], gathered: Mapping[Spot, list[Mark]], *, epsg: int
) -> list[Feature]:
    return [_feature(context, shown[0].project, spot, gathered[spot], epsg) for spot in sorted(gathered)]


def _feature(context: Context, project: str, spot: Spot, likes: Iterable[Mark], epsg: int) -> Feature:
    name, x, y, size = spot
    texts = sorted({like.text for like in likes if like.text_state == "approved" and like.text})
    return Feature(
        id=keys.opaque_id(context.secret, project, f"{name}/{x:.1f}/{y:.1f}/{size:.0f}"),
        geometry=to_crs(Point(x, y), source=context.settings.work_epsg, target=epsg),
        properties={
            "class": "like",
            "place": name,
            "likes": len(list(likes)),
            "text": " · ".join(texts),
            "size_m": size,
        },
    )
