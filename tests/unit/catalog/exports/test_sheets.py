import csv
import io
from dataclasses import replace
from datetime import date

from python_calamine import CalamineWorkbook

from gis_app.catalog.exports.content import Head, Origin, Sheet
from gis_app.catalog.exports.sheets import to_csv, to_xlsx

HEADS = (
    Head("name", "Nosaukums"),
    Head("kind", "Veids", words={"library": "Bibliotēka"}),
    Head("people", "Cilvēki", "whole"),
    Head("day", "Diena", "date"),
)
ROWS = (
    ("Āriņi", "library", 1200, date(2026, 5, 20)),
    ("=HYPERLINK(1)", "shop", None, None),
    ("0400268", "", 0, None),
)
SHEET = Sheet("Vietas: [visas]/2026", HEADS, ROWS, Origin("Vietas", (("Avots", "zīmēts ar roku"),)))


def workbook(*sheets: Sheet) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(sheets, origin_title="Avots", empty="nekā nav")))


def test_csv_begins_with_a_mark_that_spreadsheets_know_and_keeps_letters() -> None:
    content = to_csv(SHEET)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == ["Nosaukums", "Veids", "Cilvēki", "Diena"]
    assert rows[1] == ["Āriņi", "Bibliotēka", "1200", "2026-05-20"]


def test_csv_leaves_no_data_empty_and_keeps_zero_and_leading_zeros() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(SHEET).decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["1200", "", "0"]
    assert rows[3][0] == "0400268"


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(SHEET).decode("utf-8-sig"))))
    assert rows[2][0] == "'=HYPERLINK(1)"
    assert workbook(SHEET).get_sheet_by_index(0).to_python()[2][0] == "=HYPERLINK(1)"


def test_a_heading_that_looks_like_a_formula_stays_text() -> None:
    """Columns of an imported layer are headed by the words of its file."""
    sheet = replace(SHEET, heads=[replace(SHEET.heads[0], title="=HYPERLINK(1)"), *SHEET.heads[1:]])
    heading = next(csv.reader(io.StringIO(to_csv(sheet).decode("utf-8-sig"))))
    assert heading[0] == "'=HYPERLINK(1)"


def test_a_workbook_keeps_numbers_as_numbers_and_codes_as_text() -> None:
    rows = workbook(SHEET).get_sheet_by_index(0).to_python()
    assert rows[1] == ["Āriņi", "Bibliotēka", 1200.0, date(2026, 5, 20)]
    assert rows[3][0] == "0400268"
    assert rows[3][2] == 0.0


def test_a_workbook_ends_with_the_origin_of_its_tables() -> None:
    book = workbook(SHEET)
    assert book.sheet_names == ["Vietas- -visas--2026", "Avots"]
    assert book.get_sheet_by_name("Avots").to_python() == [["Vietas", ""], ["Avots", "zīmēts ar roku"]]


def test_two_tables_of_one_name_get_sheets_of_their_own() -> None:
    assert len(set(workbook(SHEET, SHEET).sheet_names)) == 3


def test_a_table_without_rows_says_so() -> None:
    empty = Sheet("Vietas", HEADS, (), Origin("Vietas"))
    assert workbook(empty).get_sheet_by_index(0).to_python()[1][0] == "nekā nav"


def test_equal_data_give_equal_bytes() -> None:
    assert to_xlsx([SHEET], origin_title="Avots", empty="-") == to_xlsx([SHEET], origin_title="Avots", empty="-")
