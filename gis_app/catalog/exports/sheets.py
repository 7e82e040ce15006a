"""Tables for people: CSV that a spreadsheet opens with its letters right, and a workbook that a clerk can read."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from gis_app.catalog.exports.content import Head, Origin, Sheet

_WIDTH = {"text": (12, 60), "link": (20, 60), "number": (10, 16), "whole": (8, 14), "date": (12, 12), "flag": (6, 10)}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000
_MOST_ROWS = 1_048_575
"""What a sheet of a workbook holds below its header; rows beyond are left out."""
_WIDTH_FROM = 200
"""Rows looked at to find how wide a column should be."""


def to_csv(sheet: Sheet, *, separator: str = ",") -> bytes:
    """Return a table as CSV: UTF-8 with BOM, decimal point, CRLF; no data is an empty cell.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator)
    writer.writerow([_plain(head.title) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([_plain(head.shown(cell)) for head, cell in zip(sheet.heads, row, strict=True)])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def to_xlsx(sheets: Sequence[Sheet], *, origin_title: str, empty: str) -> bytes:
    """Return a workbook: a sheet for each table with a frozen bold header and a filter, and one on the origin of all.

    Parameters
    ----------
    origin_title
        Name of the last sheet, which says where everything comes from; empty for none.
    empty
        What stands below the header of a table without rows.
    """
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "d.m.yyyy",
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": sheets[0].origin.title if sheets else "", "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - equal data, equal bytes
        looks = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#efe9dd"}
            ),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        taken: set[str] = {origin_title.casefold()}
        for sheet in sheets:
            _write(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, looks, empty)
        if origin_title:
            _write_origins(book.add_worksheet(origin_title[:31]), [sheet.origin for sheet in sheets], looks)
    return target.getvalue()


def _write(page: Any, sheet: Sheet, looks: dict[str, Any], empty: str) -> None:
    page.freeze_panes(1, 0)
    for place, head in enumerate(sheet.heads):
        page.write_string(0, place, head.title, looks["head"])
        page.set_column(place, place, _width(sheet, place, head))
    for number, row in enumerate(sheet.rows[:_MOST_ROWS], start=1):
        for place, (head, cell) in enumerate(zip(sheet.heads, row, strict=True)):
            _write_cell(page, number, place, head.shown(cell))
    if sheet.rows:
        page.autofilter(0, 0, min(len(sheet.rows), _MOST_ROWS), max(len(sheet.heads) - 1, 0))
    else:
        page.write_string(1, 0, empty)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(page: Any, row: int, place: int, cell: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, place, cell)
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell)
    else:
        page.write_string(row, place, str(cell)[:_LONGEST_CELL])


def _write_origins(page: Any, origins: Sequence[Origin], looks: dict[str, Any]) -> None:
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    row = 0
    for origin in dict.fromkeys((one.title, tuple(one.lines)) for one in origins):
        title, lines = origin
        page.write_string(row, 0, title, looks["title"])
        for name, value in lines:
            row += 1
            page.write_string(row, 0, name, looks["wrap"])
            page.write_string(row, 1, value, looks["wrap"])
        row += 2


def _width(sheet: Sheet, place: int, head: Head) -> int:
    least, most = _WIDTH.get(head.kind, _WIDTH["text"])
    longest = max((len(str(head.shown(row[place]) or "")) for row in sheet.rows[:_WIDTH_FROM]), default=0)
    return min(max(least, longest + 2, min(len(head.title) + 2, 24)), most)


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = "".join("-" if sign in "[]:*?/\\" else sign for sign in name).strip("'")[:31] or "1"
    number, free = 1, plain
    while free.casefold() in taken:
        number += 1
        free = f"{plain[:27]} ({number})"
    taken.add(free.casefold())
    return free


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
