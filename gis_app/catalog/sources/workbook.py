"""Workbooks: XLSX, the old XLS, and OpenDocument, read by calamine as a person sees the cells."""

from __future__ import annotations

import python_calamine

from gis_app.catalog.sources.cells import grid_of_rows
from gis_app.catalog.sources.rows import decimal_sign, table_of
from gis_app.catalog.sources.source import Found, Source
from gis_app.catalog.sources.vector import choose_part
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem


def read_workbook(found: Found, choices: Choices) -> Source:
    """Return the table of one sheet; without a choice the first visible one that holds anything.

    Raises
    ------
    InputRefused
        If the workbook has a password, is broken, or no visible sheet holds anything.
    """
    with _open(found) as book:
        visible, hidden = _sheets(book)
        if not visible and not hidden:
            raise InputRefused("table_empty", file=found.name)
        part = choose_part([*visible, *hidden], choices.part, name=found.name)
        sheet = book.get_sheet_by_name(part)
        rows = sheet.to_python(skip_empty_area=False)
    grid = grid_of_rows(rows)
    table, odd = table_of(grid, name=found.name)
    problems = [Problem("sheet_hidden", params={"value": name}) for name in hidden]
    return Source(
        format=found.format,
        kind="table",
        decimal=choices.decimal or decimal_sign(table.cells),
        parts=(*visible, *(name for name in hidden if name == part)),
        part=part,
        table=table,
        features=len(table.cells),
        problems=(*problems, *odd),
    )


def _open(found: Found) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(found.file))
    except python_calamine.PasswordError:
        raise InputRefused("workbook_locked", file=found.name) from None
    except (python_calamine.CalamineError, OSError) as error:
        raise InputRefused("workbook_not_readable", file=found.name, value=str(error)[:300]) from None


def _sheets(book: python_calamine.CalamineWorkbook) -> tuple[list[str], list[str]]:
    """Return the names of the visible and of the hidden sheets that hold anything."""
    visible: list[str] = []
    hidden: list[str] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if book.get_sheet_by_name(sheet.name).height == 0:
            continue
        (visible if sheet.visible == python_calamine.SheetVisibleEnum.Visible else hidden).append(sheet.name)
    return visible, hidden
