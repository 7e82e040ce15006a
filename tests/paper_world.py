"""A sheet of the tiny meeting world: 1300 m by 900 m at 1:5000, cells of 100 m, row 1 in the north."""

from datetime import date

from gis_app.domain.geography import Bounds
from gis_app.domain.meetings import Meeting
from gis_app.domain.paper import PaperSheet
from gis_app.services.wiring import Context
from gis_app.store import paper

MADE = date(2026, 5, 19)


def new_sheet(context: Context, meeting: Meeting, code: str = "AB12CD", *, people: int | None = None) -> PaperSheet:
    """Store and return a sheet over the square; its columns K–M and half of J lie east of it."""
    bounds = Bounds(499_950, 312_050, 501_250, 312_950, 3059)
    sheet = PaperSheet(code, meeting.id, bounds, 5000, "a4", MADE, headcount=people)
    with context.database.transaction() as session:
        paper.put_sheets(session, [sheet])
    return sheet
