"""Plain tables written for people: CSV that a spreadsheet opens rightly, and a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
MOST_ROWS = 1_048_575
"""What a sheet of a workbook holds beside its header."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_report(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """Return a CSV file: UTF-8 with BOM, semicolons; a cell that a spreadsheet would compute gets an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return (BOM + text.getvalue()).encode()


def xlsx_report(title: str, header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """Return a workbook of one sheet; text stays text, the header stays in view and filters.

    Rows beyond ``MOST_ROWS`` are left out.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.write_row(0, 0, header, book.add_format({"bold": True, "bottom": 1}))
        last = 0
        for last, row in enumerate(rows, start=1):
            if last > MOST_ROWS:
                break
            sheet.write_row(last, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, min(last, MOST_ROWS), len(header) - 1)
        sheet.autofit()
    return content.getvalue()


def _harmless(cell: str | int | None) -> str | int | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
