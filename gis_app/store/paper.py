"""Printed sheets with a grid, and the marks that were typed in from them."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.meetings import Mark
from gis_app.domain.paper import PaperSheet
from gis_app.store.marks import marks_of
from gis_app.store.models import MarkRow, PaperSheetRow


def put_sheets(session: Session, sheets: Iterable[PaperSheet]) -> None:
    """Store sheets; one that is there already (same code) is replaced."""
    for sheet in sheets:
        west, south, east, north = sheet.bounds.box
        session.merge(
            PaperSheetRow(
                code=sheet.code,
                meeting=sheet.meeting,
                epsg=sheet.bounds.epsg,
                west=west,
                south=south,
                east=east,
                north=north,
                grid_columns=sheet.columns,
                grid_rows=sheet.rows,
                scale=sheet.scale,
                paper=sheet.paper,
                headcount=sheet.headcount,
                made=sheet.made,
            )
        )
    session.flush()


def find_sheet(session: Session, code: str) -> PaperSheet | None:
    """Return the sheet with this code, of whatever meeting."""
    row = session.get(PaperSheetRow, code)
    return None if row is None else _sheet(row)


def get_sheet(session: Session, code: str, *, meeting: str) -> PaperSheet:
    """Return a sheet of a meeting.

    Raises
    ------
    NotFound
        If the meeting has no such sheet.
    """
    found = find_sheet(session, code)
    if found is None or found.meeting != meeting:
        raise NotFound("sheet_unknown", value=code[:20])
    return found


def sheets_of(session: Session, meeting: str) -> list[PaperSheet]:
    """Return the sheets of a meeting by code."""
    rows = session.scalars(select(PaperSheetRow).where(PaperSheetRow.meeting == meeting).order_by(PaperSheetRow.code))
    return [_sheet(row) for row in rows]


def marks_on(session: Session, sheet: PaperSheet) -> list[Mark]:
    """Return the marks that were entered from a sheet, homes among them, by their random ids."""
    return [mark for mark in marks_of(session, meeting=sheet.meeting) if mark.sheet == sheet.code]


def marks_per_sheet(session: Session, meeting: str) -> dict[str, int]:
    """Return how many marks came from each sheet of a meeting."""
    asked = (
        select(MarkRow.sheet, func.count())
        .where(MarkRow.meeting == meeting, MarkRow.sheet.is_not(None), MarkRow.state != "withdrawn")
        .group_by(MarkRow.sheet)
    )
    return {code: number for code, number in session.execute(asked) if code is not None}


def _sheet(row: PaperSheetRow) -> PaperSheet:
    return PaperSheet(
        code=row.code,
        meeting=row.meeting,
        bounds=Bounds(row.west, row.south, row.east, row.north, row.epsg),
        scale=row.scale,
        paper=row.paper,
        made=row.made,
        columns=row.grid_columns,
        rows=row.grid_rows,
        headcount=row.headcount,
    )
