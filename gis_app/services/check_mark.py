"""The checks of one mark against its ground, the same for a phone, a helper and a sheet of paper."""

from shapely.geometry import Point

from gis_app.analysis.hexagons import hexagon_reach, hexagon_size
from gis_app.domain.crs import WGS84, transformer
from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Mark, Meeting
from gis_app.services import doors
from gis_app.services.ground import TOLERANCE_M, ground_of
from gis_app.services.mark_input import MarkInput
from gis_app.services.wiring import Context


def checked_mark(context: Context, meeting: Meeting, sent: MarkInput, *, channel: str) -> Mark:
    """Return the mark as it will be stored: in the work CRS, flagged when it stands near a dwelling.

    Raises
    ------
    InputRefused
        If the meeting does not ask that, the place is not on its map, or the home is not one of its areas.
    """
    day = context.clock().date()
    if sent.kind == "home":
        _check_area(context, meeting, sent.area_id)
        return Mark(sent.uuid, meeting.id, "home", channel, "approved", day, area_id=sent.area_id)
    if sent.kind not in meeting.questions.classes:
        raise InputRefused("mark_class_not_asked", expected=", ".join(meeting.questions.classes))
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    point = _placed(context, sent)
    if not ground.holds(point):
        raise InputRefused(_why_outside(context, meeting, sent), value=ground.area.name, expected=int(TOLERANCE_M))
    return Mark(
        sent.uuid,
        meeting.id,
        sent.kind,
        channel,
        "waiting",
        day,
        geometry=point,
        epsg=context.settings.work_epsg,
        uncertainty_m=sent.uncertainty_m,
        text=sent.text,
        text_state="waiting" if sent.text else "none",
        near_dwelling=ground.near_dwelling(point, margin_m=hexagon_reach(hexagon_size(sent.uncertainty_m or 0.0))),
        territory_id=meeting.territory_id,
    )


def _check_area(context: Context, meeting: Meeting, area_id: str | None) -> None:
    if not meeting.ask_home:
        raise InputRefused("home_not_asked")
    if area_id not in doors.home_areas(context, meeting.project):
        raise InputRefused("home_area_unknown")


def _placed(context: Context, sent: MarkInput) -> Point:
    if sent.lon is None or sent.lat is None or abs(sent.lon) > 180 or abs(sent.lat) > 90:
        raise InputRefused("mark_off_earth")
    x, y = transformer(WGS84, context.settings.work_epsg).transform(sent.lon, sent.lat)
    return Point(round(x, 2), round(y, 2)) if abs(x) < 1e9 and abs(y) < 1e9 else Point(0, 0)


def _why_outside(context: Context, meeting: Meeting, sent: MarkInput) -> str:
    """Return the code of the refusal: swapped axes are told apart from a mark that is merely elsewhere."""
    if abs(sent.lon or 0) > 90:
        return "mark_outside"
    swapped = MarkInput(uuid=sent.uuid, kind=sent.kind, lon=sent.lat, lat=sent.lon)
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    return "mark_axes_swapped" if ground.holds(_placed(context, swapped)) else "mark_outside"
