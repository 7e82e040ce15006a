"""What the public sees of residents' marks: approved likes of published meetings; not who, when or in which order.

Every way out (page, tile, file, print) takes marks from here, so that none can show more than another
(``design/domain.md`` §6.3, §6.7, §6.8).
"""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from shapely.geometry import Point

from gis_app.domain.crs import WGS84, project_all
from gis_app.domain.layers import Feature
from gis_app.domain.meetings import SMALL_MEETING, Meeting
from gis_app.services import keys
from gis_app.services.meeting_likes import Here, Standing, ground_of_meeting, likes_of_meeting, standings, together
from gis_app.services.spots import Spot, points_at
from gis_app.services.wiring import Context
from gis_app.store import meetings


def published_likes(context: Context, project: str, *, epsg: int = WGS84) -> list[Feature]:
    """Return the likes of the published meetings of a project as points in the given EPSG.

    As ``likes_of`` gathers them, from the meetings that somebody has published and that show marks at all.
    """
    published = _published(context, project)
    kept: list[Feature] = context.memory.frames.get(
        ("likes", project, epsg),
        stamp=_stamp(context, published),
        make=lambda: _of_published(context, project, published, epsg),
    )
    return list(kept)


def likes_stamp(context: Context, project: str) -> Hashable:
    """Return a value that changes whenever the published likes of a project may have, and hardly ever else.

    What happens in a meeting that nobody has published moves nothing. The day counts: marks leave the map when their
    day of deletion is over, also when nobody stores anything that night (``design/domain.md`` §6.6).
    """
    return _stamp(context, _published(context, project))


def likes_of(context: Context, shown: Sequence[Meeting], *, epsg: int = WGS84) -> list[Feature]:
    """Return the approved likes of these meetings of one project, gathered by public place or hexagon.

    A like on a listed public place stands at that place, another one at the centre of its hexagon. Properties:
    ``class``, ``place``, ``likes`` (how many), ``text`` (approved words only, by alphabet), ``size_m``.
    """
    spots = together(likes_of_meeting(context, one) for one in standings(context, shown))
    return _features(context, shown[0].project, spots, epsg=epsg) if shown else []


def likes_and_photos(context: Context, meeting: Meeting) -> tuple[list[Feature], list[tuple[str, str]]]:
    """Return what ``likes_of`` does of one meeting, in WGS 84, and the approved photos of these likes.

    Of a photo it is its name and that of its public place.
    """
    spots = together(likes_of_meeting(context, one) for one in standings(context, [meeting]))
    photos = sorted((photo, spot[0]) for spot, here in spots.items() for photo in here.photos)
    return _features(context, meeting.project, spots, epsg=WGS84), photos


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


def _published(context: Context, project: str) -> tuple[Standing, ...]:
    """Return how the published meetings of a project stand, looked at again once anybody has stored anything."""

    def look() -> tuple[Standing, ...]:
        with context.database.reading() as session:
            found = meetings.list_meetings(session, project=project)
        return standings(context, [meeting for meeting in found if meeting.published_on])

    kept: tuple[Standing, ...] = context.memory.frames.get(
        ("published", project), stamp=context.database.state(), make=look
    )
    return kept


def _stamp(context: Context, published: Sequence[Standing]) -> Hashable:
    return context.clock().date(), tuple((one, ground_of_meeting(context, one.meeting)) for one in published)


def _of_published(context: Context, project: str, published: Sequence[Standing], epsg: int) -> list[Feature]:
    told = {one.meeting.id: likes_of_meeting(context, one) for one in published}
    people = {key: likes.people for key, likes in told.items()}
    shown = (told[one.meeting.id] for one in published if publishes(context, one.meeting, people))
    return _features(context, project, together(shown), epsg=epsg)


def _features(context: Context, project: str, spots: Mapping[Spot, Here], *, epsg: int) -> list[Feature]:
    ordered = sorted(spots)
    xy = np.array([spot[1:3] for spot in ordered], dtype=float).reshape(-1, 2)
    points = project_all(np.array(points_at(xy), dtype=object), source=context.settings.work_epsg, target=epsg)
    return [_feature(context, project, spot, spots[spot], point) for spot, point in zip(ordered, points, strict=True)]


def _feature(context: Context, project: str, spot: Spot, here: Here, point: Point) -> Feature:
    name, x, y, size = spot
    return Feature(
        id=keys.opaque_id(context.secret, project, f"{name}/{x:.1f}/{y:.1f}/{size:.0f}"),
        geometry=point,
        properties={
            "class": "like",
            "place": name,
            "likes": here.likes,
            "text": " · ".join(sorted(here.texts)),
            "size_m": size,
        },
    )
