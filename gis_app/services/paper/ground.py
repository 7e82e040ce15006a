"""The ground of what is typed from paper: where a cell's stickers are taken to be, and the sheets of a meeting."""

from dataclasses import dataclass, replace

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import Closed, Conflict, InputRefused
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import Meeting
from gis_app.domain.paper import MOST_PEOPLE, PaperSheet
from gis_app.services import keys
from gis_app.services.ground import ground_of
from gis_app.services.home_areas import homes_of
from gis_app.services.wiring import Context
from gis_app.store import meetings, paper

MOST_LISTED = 24
"""Areas that a slip lists; those nearest to the territory."""
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class SheetInUse:
    """A printed sheet and how many marks came from it."""

    sheet: PaperSheet
    marks: int


def takes_paper(context: Context, meeting: Meeting) -> None:
    """Refuse paper of a meeting that has not been opened, or whose data are gone.

    A meeting that is closed still takes its sheets: they are often typed in on the day after.

    Raises
    ------
    Conflict
        If the meeting was never open: without a purpose nothing may be collected (§6.1).
    Closed
        If its day of deletion is over.
    """
    if meeting.state == "draft" or meeting.purpose_version is None:
        raise Conflict("paper_before_opening")
    if meeting.retention_on is None or context.clock().date() > meeting.retention_on:
        raise Closed("meeting_expired")


def sheets_in_use(context: Context, meeting_id: str) -> list[SheetInUse]:
    """Return the sheets printed for a meeting, those with marks first.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    with context.database.reading() as session:
        meetings.get_meeting(session, meeting_id)
        counts = paper.marks_per_sheet(session, meeting_id)
        sheets = paper.sheets_of(session, meeting_id)
    used = [SheetInUse(sheet, counts.get(sheet.code, 0)) for sheet in sheets]
    return sorted(used, key=lambda one: (one.marks == 0, one.sheet.code))


def sheet_of(context: Context, meeting_id: str, code: str) -> PaperSheet:
    """Return a sheet of a meeting by its code as typed.

    Raises
    ------
    NotFound
        If the meeting has no such sheet.
    """
    with context.database.reading() as session:
        return paper.get_sheet(session, keys.clean_code(code), meeting=meeting_id)


def count_people(context: Context, meeting_id: str, code: str, people: int | None) -> PaperSheet:
    """Store how many people put stickers on a sheet (None: not counted); they are what its marks weigh.

    Raises
    ------
    NotFound
        If the meeting has no such sheet.
    InputRefused
        If the number cannot be one of people around a sheet.
    """
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise InputRefused("sheet_people_refused", expected=MOST_PEOPLE)
    with context.database.transaction() as session:
        changed = replace(paper.get_sheet(session, keys.clean_code(code), meeting=meeting_id), headcount=people)
        paper.put_sheets(session, [changed])
    return changed


def cell_place(context: Context, meeting: Meeting, sheet: PaperSheet, cell: str) -> tuple[Point, float]:
    """Return where the stickers of a cell are taken to be (work CRS) and how far they may really be, in metres.

    The middle of the cell; of a cell at the edge, whose middle lies outside, a point of its part inside.

    Raises
    ------
    InputRefused
        If the sheet has no such cell, or nothing of it lies in the territory.
    """
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    area = _ground_of_cell(context, sheet, cell)
    middle: Point = area.centroid
    if ground.holds(middle):
        return middle, sheet.uncertainty_m
    inside = area.intersection(ground.area.geometry)
    if inside.is_empty:
        raise InputRefused("cell_outside", value=cell, place=ground.area.name)
    point: Point = inside.representative_point()
    return point, float(area.hausdorff_distance(point))


def places_in(context: Context, meeting: Meeting, sheet: PaperSheet, cell: str) -> tuple[str, ...]:
    """Return names of listed public places in a cell, so that the typist sees whether it is the right one."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    area = _ground_of_cell(context, sheet, cell)
    inside = sorted(place.name for place in ground.places if area.intersects(place.point))
    return tuple(inside[:MOST_NAMED])


def home_list(context: Context, meeting: Meeting) -> list[HomeChoice]:
    """Return the areas that a slip lists by number, the nearest first (§6.2); none if homes are not asked."""
    if not meeting.ask_home:
        return []
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    return homes_of(context, meeting.project).near(ground.area.geometry)[:MOST_LISTED]


def _ground_of_cell(context: Context, sheet: PaperSheet, cell: str) -> BaseGeometry:
    return to_crs(sheet.cell(cell), source=sheet.bounds.epsg, target=context.settings.work_epsg)
