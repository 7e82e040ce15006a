"""Workbooks: XLSX, the old XLS, and OpenDocument, read by calamine as a person sees the cells."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import ParseError

import python_calamine
from pandas import DataFrame
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from gis_app.catalog.sources.cells import grid_of_rows
from gis_app.catalog.sources.details import Details, fill_merged
from gis_app.catalog.sources.opendocument import details_of_ods
from gis_app.catalog.sources.openxml import details_of_xlsx
from gis_app.catalog.sources.rows import Range, decimal_sign, table_of
from gis_app.catalog.sources.source import Found, Source
from gis_app.catalog.sources.vector import choose_part
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which Office keeps a workbook with a password, inside its old container."""


def read_workbook(found: Found, choices: Choices) -> Source:
    """Return the table of one sheet; without a choice the first visible one of two columns and two rows.

    Numbers that are shown with leading zeros keep them, merged cells stand in each of their rows, the stored result of
    a formula is taken, and an error such as ``#REF!`` is an empty cell; each of these is noticed.

    Raises
    ------
    InputRefused
        If the workbook has a password, is broken, or no sheet holds anything.
    """
    visible, hidden = _sheets(found)
    every = {**visible, **hidden}
    part = choose_part([*every], choices.part, name=found.name) if choices.part else _main(visible or hidden)
    sheet = every[part]
    grid = grid_of_rows(sheet.to_python(skip_empty_area=False))
    details, merged = _details(found, sheet, grid)
    grid, filled = fill_merged(details.show(grid), merged)
    table, odd = table_of(grid, name=found.name, merged=merged)
    problems = [Problem("sheet_hidden", params={"value": name}) for name in hidden if name != part]
    problems += [
        Problem("cells_merged", row=first, severity="mended", params={"value": last})
        for first, last in dict.fromkeys(filled)
        if first > table.header
    ]
    return Source(
        format="ods" if found.format == "ods" else "xlsx",
        kind="table",
        decimal=choices.decimal or decimal_sign(table.cells),
        parts=tuple(visible) if part in visible else (*visible, part),
        part=part,
        table=table,
        features=len(table.cells),
        problems=(*problems, *odd, *details.problems(table)),
    )


def _sheets(found: Found) -> tuple[dict[str, CalamineSheet], dict[str, CalamineSheet]]:
    """Return the visible and the hidden sheets that hold anything, by name."""
    visible: dict[str, CalamineSheet] = {}
    hidden: dict[str, CalamineSheet] = {}
    try:
        with python_calamine.CalamineWorkbook.from_path(str(found.file)) as book:
            for about in book.sheets_metadata:
                sheet = book.get_sheet_by_name(about.name) if about.typ == SheetTypeEnum.WorkSheet else None
                if sheet is not None and sheet.height:
                    (visible if about.visible == SheetVisibleEnum.Visible else hidden)[about.name] = sheet
    except python_calamine.PasswordError:
        raise InputRefused("workbook_locked", file=found.name) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if _is_locked(found):
            raise InputRefused("workbook_locked", file=found.name) from None
        raise InputRefused("workbook_not_readable", file=found.name, value=str(error)[:300]) from None
    if not visible and not hidden:
        raise InputRefused("table_empty", file=found.name)
    return visible, hidden


def _main(sheets: dict[str, CalamineSheet]) -> str:
    """Return the first sheet that can be a table; one of a single column or row is a cover or a note."""
    return next((name for name, sheet in sheets.items() if min(sheet.width, sheet.height) > 1), next(iter(sheets)))


def _is_locked(found: Found) -> bool:
    return found.format == "old_office" and _LOCKED in found.file.read_bytes()


def _details(found: Found, sheet: CalamineSheet, grid: DataFrame) -> tuple[Details, list[Range]]:
    """Return what the values do not tell; a workbook whose inside is not as the standard says keeps its values."""
    try:
        if found.format == "ods":
            return details_of_ods(found.file, sheet.name)
        merged = [(first, last) for first, last in sheet.merged_cell_ranges or ()]
        is_zip = zipfile.is_zipfile(found.file)
        return details_of_xlsx(found.file, sheet.name, grid) if is_zip else Details(), merged
    except (KeyError, ValueError, ParseError, zipfile.BadZipFile):
        return Details(), []
