"""What was already asked here: earlier meetings of a territory and of those that overlap it (do not ask twice)."""

from collections.abc import Mapping
from dataclasses import dataclass

from gis_app.domain.meetings import Meeting
from gis_app.services.wiring import Context
from gis_app.store import ground, marks, meetings

OVERLAP = 0.05
"""Two territories that share at least this part of the smaller one are asked the same people."""


@dataclass(frozen=True, slots=True)
class EarlierMeeting:
    """A meeting that was held before.

    ``counts`` are marks by class, homes left out (``design/domain.md`` §6.2); ``people`` who joined by phone or tablet.
    """

    meeting: Meeting
    territory: str
    people: int
    counts: Mapping[str, int]


def earlier_meetings(
    context: Context, *, project: str, territory_id: str, but: str | None = None
) -> list[EarlierMeeting]:
    """Return the meetings that were opened here before, the latest first; ``but`` is the one in hand.

    Raises
    ------
    NotFound
        If there is no such territory.
    """
    with context.database.reading() as session:
        here = ground.area(session, territory_id)
        held = [one for one in meetings.list_meetings(session, project=project) if one.state != "draft"]
        areas = {one.territory_id: ground.area(session, one.territory_id) for one in held}
        near = {key for key, area in areas.items() if _overlap(here, area)}
        return [
            EarlierMeeting(
                meeting=one,
                territory=areas[one.territory_id].name,
                people=one.headcount or meetings.count_participants(session, one.id),
                counts=marks.count_classes(session, one.id),
            )
            for one in held
            if one.territory_id in near and one.id != but
        ]


def _overlap(one: ground.Area, other: ground.Area) -> bool:
    if one.id == other.id:
        return True
    if not one.geometry.intersects(other.geometry):
        return False
    smaller = min(one.geometry.area, other.geometry.area)
    return smaller > 0 and one.geometry.intersection(other.geometry).area >= OVERLAP * smaller
