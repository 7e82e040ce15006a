"""What the public sees of residents' marks: approved likes, and nothing of who, when or in which order.

Every way out (page, tile, file, print) takes marks from here, so that none can show more than another
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections import defaultdict
from collections.abc import Iterable

from shapely.geometry import Point

from gis_app.analysis.hexagons import hexagon_centre, hexagon_reach, hexagon_size
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.layers import Feature
from gis_app.domain.meetings import SMALL_MEETING, Mark, Meeting
from gis_app.services import keys
from gis_app.services.ground import Ground, ground_of
from gis_app.services.mark_input import LEAST_UNCERTAINTY_M
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings

Spot = tuple[str, float, float, float]
"""Name of the public place or empty, x and y in the work CRS, width of the hexagon in metres."""


def published_likes(context: Context, project: str, *, epsg: int = WGS84) -> list[Feature]:
    """Return the approved likes of a project as points in the given EPSG, gathered by public place or hexagon.

    A like on a listed public place stands at that place, another one at the centre of its hexagon. Properties:
    ``class``, ``place``, ``likes`` (how many), ``text`` (approved words only, by alphabet), ``size_m``.
    """
    with context.database.reading() as session:
        found = meetings.list_meetings(session, project=project)
        people = marks.count_people(session, [meeting.id for meeting in found])
        open_to_all = {meeting.id: meeting for meeting in found if publishes(context, meeting, people)}
        likes = marks.approved_likes(session, list(open_to_all))
    gathered: dict[Spot, list[Mark]] = defaultdict(list)
    for like in likes:
        here = ground_of(context, project=project, territory_id=open_to_all[like.meeting].territory_id)
        if not points_at_a_home(here, like):
            gathered[spot_of(here, like)].append(like)
    return [_feature(context, project, spot, gathered[spot], epsg) for spot in sorted(gathered)]


def publishes(context: Context, meeting: Meeting, people: dict[str, tuple[int, int]]) -> bool:
    """Whether a meeting may show marks at all: more than ten participants, and before the day its data go.

    People are counted by their marks; for stickers on paper by the headcount. A smaller count of the two decides.
    """
    with_marks, loose = people.get(meeting.id, (0, 0))
    counts = [max(with_marks, meeting.headcount or 0) if loose else with_marks]
    if meeting.headcount is not None:
        counts.append(meeting.headcount)
    kept = meeting.retention_on is not None and context.clock().date() <= meeting.retention_on
    return kept and min(counts) > SMALL_MEETING


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
    place = ground.place_at(point)
    size = hexagon_size(uncertainty_m or LEAST_UNCERTAINTY_M)
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
