"""Areas that at least five people dislike: the only form in which a dislike leaves the house as a place (§6.3).

An area is a cell of a fixed grid of hexagons, 250 m wide in towns and 1 km in the countryside, without a name. A cell
is left out where somebody lives through a hard time: a place that serves vulnerable people stands in it or at its edge.
Marks near dwellings count only where more than ten dwellings share the cell, so that no area points at one house.
"""

from collections import defaultdict
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry import Point, Polygon

from gis_app.analysis.hexagons import hexagon, hexagon_centre
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.meetings import Mark, Meeting
from gis_app.services.ground import TOWN_M, Ground, ground_of
from gis_app.services.published_marks import is_kept
from gis_app.services.spots import points_at_a_home
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store import marks, place_talks
from gis_app.store.place_talks import PlaceTalk

FEWEST_PEOPLE = 5
MANY_DWELLINGS = 10
TOWN_CELL_M, COUNTRYSIDE_CELL_M = 250.0, 1000.0
AT_PLACE_M = 100.0
"""A dislike this near to a place that serves vulnerable people, in metres, is taken to be about it."""


@dataclass(frozen=True, slots=True)
class CareTask:
    """A place that serves vulnerable people, at which somebody left a dislike: staff talk with it (§6.3)."""

    place: str
    name: str
    talk: PlaceTalk | None


def disliked_areas(context: Context, meeting: Meeting) -> tuple[Polygon, ...]:
    """Return the areas that at least five participants of a meeting dislike, as polygons in WGS 84."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    with context.database.reading() as session:
        found = marks.approved_of(session, meeting.id, kind="dislike")
        guarded = STRtree([place.point for place in store.sensitive_places(session, meeting.project)])
    size = TOWN_CELL_M if ground.distance_m == TOWN_M else COUNTRYSIDE_CELL_M
    cells: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in found:
        point = mark.geometry or Point()
        if not point.is_empty and (mark.uncertainty_m or 0.0) <= size:
            cells[hexagon_centre(point.x, point.y, size_m=size)].append(mark)
    drawn = [
        shape
        for centre, placed in sorted(cells.items())
        for shape in (hexagon(*centre, size_m=size),)
        if _may_be_drawn(ground, shape, placed, guarded)
    ]
    work = context.settings.work_epsg
    return tuple(to_crs(shape, source=work, target=WGS84) for shape in drawn)


def care_tasks(context: Context, meeting: Meeting) -> list[CareTask]:
    """Return the places to talk with after a meeting, those with nobody's note first; none once its points are gone."""
    if not is_kept(context, meeting):
        return []
    with context.database.reading() as session:
        found = marks.points_of(session, meeting.id, kind="dislike")
        places = store.sensitive_places(session, meeting.project)
        noted = place_talks.talks_of(session, meeting.id)
    tree = STRtree(found)
    near = [
        CareTask(place.id, place.name, noted.get(place.id))
        for place in places
        if tree.query(place.point, predicate="dwithin", distance=AT_PLACE_M).size
    ]
    return sorted(near, key=lambda task: (task.talk is not None, task.name))


def _may_be_drawn(ground: Ground, shape: Polygon, placed: list[Mark], guarded: STRtree) -> bool:
    if guarded.query(shape, predicate="dwithin", distance=AT_PLACE_M).size:
        return False
    homes = 0 if ground.dwellings is None else ground.dwellings.query(shape, predicate="contains").size
    counted = placed if homes > MANY_DWELLINGS else [mark for mark in placed if not points_at_a_home(ground, mark)]
    # Stickers have no participant: a whole sheet counts as one person, a loose mark as none.
    people = {mark.participant or mark.sheet for mark in counted} - {None, ""}
    return len(people) >= FEWEST_PEOPLE
