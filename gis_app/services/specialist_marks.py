"""What groups of specialists marked, for staff only: kept apart from residents' marks on the map and in every figure.

Drawn like residents' likes are: at a public place or in the middle of a hexagon, never near a dwelling, no person, no
order, no time (``design/domain.md`` §4 ii, §6.3, §6.8). No file, no list and no interface gives them out.
"""

from collections import defaultdict

from shapely.geometry import Point

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.layers import Feature
from gis_app.domain.lists import SPECIALIST_CLASSES
from gis_app.domain.meetings import Mark
from gis_app.services import keys
from gis_app.services.ground import ground_of
from gis_app.services.published_marks import is_kept
from gis_app.services.spots import Spot, spots_of
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings


def specialist_marks(context: Context, project: str, *, epsg: int = WGS84) -> list[Feature]:
    """Return the approved marks of the groups of specialists of a project as points in the given EPSG.

    Properties: ``name`` of the public place (or empty), ``kind``, ``marks`` (how many), ``text`` (approved words).
    """
    with context.database.reading() as session:
        groups = [
            meeting
            for meeting in meetings.list_meetings(session, project=project)
            if meeting.kind == "specialists" and is_kept(context, meeting)
        ]
        found = {meeting.id: marks.marks_of(session, meeting=meeting.id) for meeting in groups}
    gathered: dict[tuple[str, Spot], list[Mark]] = defaultdict(list)
    for meeting in groups:
        here = ground_of(context, project=project, territory_id=meeting.territory_id)
        placed = [mark for mark in found[meeting.id] if _is_shown(mark)]
        for mark, spot in zip(placed, spots_of(here, placed), strict=True):
            if spot is not None:
                gathered[mark.kind, spot].append(mark)
    return [_feature(context, project, key, gathered[key], epsg=epsg) for key in sorted(gathered)]


def _is_shown(mark: Mark) -> bool:
    return mark.kind in SPECIALIST_CLASSES and mark.state == "approved" and mark.geometry is not None


def _feature(context: Context, project: str, key: tuple[str, Spot], found: list[Mark], *, epsg: int) -> Feature:
    kind, (name, x, y, size) = key
    texts = sorted({mark.text for mark in found if mark.text_state == "approved" and mark.text})
    return Feature(
        id=keys.opaque_id(context.secret, project, kind, f"{name}/{x:.1f}/{y:.1f}/{size:.0f}"),
        geometry=to_crs(Point(x, y), source=context.settings.work_epsg, target=epsg),
        properties={"name": name, "kind": kind, "marks": len(found), "text": " · ".join(texts)},
    )
