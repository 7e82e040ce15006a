"""What the public sees of residents' marks: approved likes of published meetings; not who, when or in which order.

Every way out (page, tile, file, print) takes marks from here, so that none can show more than another
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    gathered = _gathered(context, shown)
    return [_feature(context, shown[0].project, spot, gathered[spot], epsg) for spot in sorted(gathered)]


def photos_of(context: Context, meeting: Meeting) -> list[tuple[str, str]]:
    """Return the approved photos of the likes that ``likes_of`` shows: name of the photo and of its public place."""
    return sorted(
        (like.photo, spot[0])
        for spot, likes in _gathered(context, [meeting]).items()
        for like in likes
        if like.photo is not None and like.photo_state == "approved"
    )


def _gathered(context: Context, shown: Sequence[Meeting]) -> dict[Spot, list[Mark]]:
    by_id = {meeting.id: meeting for meeting in shown}
    with context.database.reading() as session:
        likes = marks.approved_likes(session, list(by_id))
    gathered: dict[Spot, list[Mark]] = defaultdict(list)
    for like in likes:
        meeting = by_id[like.meeting]
        here = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
        if not points_at_a_home(here, like):
            gathered[spot_of(here, like)].append(like)
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
    return near_home(ground, mark.geometry or Point(), mark.uncertainty_m)


def near_home(ground: Ground, point: Point, uncertainty_m: float | None) -> bool:
    """Whether a point, or the hexagon drawn for it, is near a dwelling; one that is nowhere counts as near."""
    size = hexagon_size(uncertainty_m or LEAST_UNCERTAINTY_M)
    return point.is_empty or ground.near_dwelling(point, margin_m=hexagon_reach(size))


def spot_of(ground: Ground, mark: Mark) -> Spot:
    """Return where a mark may be drawn: its public place, else the centre of its hexagon."""
    return spot_at(ground, mark.geometry or Point(), mark.uncertainty_m)


def spot_at(ground: Ground, point: Point, uncertainty_m: float | None) -> Spot:
    """Return where something at a point may be drawn: the public place there, else the centre of the hexagon."""
    size = hexagon_size(uncertainty_m or LEAST_UNCERTAINTY_M)
    place = ground.place_at(point) if hexagon_reach(size) <= VAGUE_M else None
    if place is not None:
        return (place.name, place.point.x, place.point.y, size)
    return ("", *hexagon_centre(point.x, point.y, size_m=size), size)


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
