"""Workbooks made by openpyxl and by hand; what a person sees in the program is what must be read."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gis_app.catalog.sources import RawTable, Source, read_source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices
from tests.unit.catalog.sources.world import codes_of


def book(
    file: Path, rows: list[list[Any]], *, merged: tuple[str, ...] = (), formats: Mapping[str, str] | None = None
) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Dati"
    for row in rows:
        sheet.append(row)
    for cell, written in (formats or {}).items():
        sheet[cell].number_format = written
    for cells in merged:
        sheet.merge_cells(cells)
    made.save(file)
    return file


def table_of(source: Source) -> RawTable:
    assert source.table is not None
    return source.table


def column(source: Source, name: str) -> list[str]:
    return [str(text) for text in table_of(source).cells[name]]


def test_cells_are_as_a_person_sees_them(tmp_path: Path) -> None:
    values = [38001, "0038001", 56.9496, 0.1 + 0.2, date(2026, 3, 4), datetime(2026, 3, 4, 5, 6), True, None, -3]  # noqa: DTZ001
    names = [f"k{place}" for place in range(len(values))]
    source = read_source(book(tmp_path / "a.xlsx", [names, values, ["x"] * 9]))
    assert list(table_of(source).cells.loc[2]) == [
        *("38001", "0038001", "56.9496", "0.3", "2026-03-04", "2026-03-04 05:06:00", "TRUE", "", "-3")
    ]
    assert (source.format, source.kind, source.parts, source.problems) == ("xlsx", "table", ("Dati",), ())


def test_zeros_that_only_the_format_shows_come_back(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["kods", "atvk", "n"], [38001, 30510, 5], [400268, 1000, 6]]
    formats = {"A2": "0000000", "A3": "0000000", "B2": '"LV"0000000', "B3": '"LV"0000000'}
    source = read_source(book(tmp_path / "a.xlsx", rows, formats=formats))
    assert column(source, "kods") == ["0038001", "0400268"]
    assert column(source, "atvk") == ["LV0030510", "LV0001000"]
    assert [(problem.code, problem.row, problem.column, problem.severity) for problem in source.problems] == [
        ("zeros_shown", 2, "kods", "mended"),
        ("zeros_shown", 2, "atvk", "mended"),
    ]


def test_a_formula_without_a_result_is_named_by_row_and_column(tmp_path: Path) -> None:
    source = read_source(book(tmp_path / "a.xlsx", [["a", "b"], [1, "=A2*2"], [2, 5]]))
    assert column(source, "b") == ["", "5"]
    assert [(problem.code, problem.row, problem.column) for problem in source.problems] == [
        ("formula_without_result", 2, "b"),
        ("formula", 2, "b"),
    ]


def with_sheet(file: Path, cells: str) -> Path:
    """Replace the cells of a workbook by hand-written ones, as Excel stores results of formulas and errors."""
    plain = book(file.with_name("plain.xlsx"), [["x"]])
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[:start] + b"<sheetData>" + cells.encode() + content[end:]
            target.writestr(name, content)
    return file


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_the_stored_result_of_a_formula_is_taken_and_an_error_is_empty(tmp_path: Path) -> None:
    cells = (
        f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c></row>'
        '<row r="3" hidden="1"><c r="A3"><v>7</v></c><c r="B3" t="e"><f>A9/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4"><v>3</v></c></row>'
    )
    source = read_source(with_sheet(tmp_path / "a.xlsx", cells))
    assert (column(source, "a"), column(source, "b")) == (["1", "7", ""], ["2", "", "3"])
    said = {(problem.code, problem.row, problem.column, problem.params.get("value")) for problem in source.problems}
    assert said == {
        ("formula", 2, "b", "=A2*2"),
        ("cell_error", 3, "b", "#DIV/0!"),
        ("cell_error", 4, "a", "#REF!"),
        ("rows_hidden", 3, "", None),
    }


def test_a_share_shown_as_per_cent_is_noticed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["a", "daļa"], ["x", 0.125], ["y", 0.5]]
    source = read_source(book(tmp_path / "a.xlsx", rows, formats={"B2": "0%", "B3": "0.0%"}))
    assert (column(source, "daļa"), codes_of(source)) == (["0.125", "0.5"], ["shown_as_percent"])


def test_sheets_are_parts_and_hidden_ones_are_named(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for title, state in (("Pirmā", "visible"), ("Otrā", "visible"), ("Slēptā", "hidden"), ("Tukšā", "visible")):
        sheet = made.create_sheet(title)
        sheet.sheet_state = state
        for row in [["a", "b"], [title, 1]] if title != "Tukšā" else []:
            sheet.append(row)
    made.remove(made.worksheets[0])
    made.save(tmp_path / "a.xlsx")
    source = read_source(tmp_path / "a.xlsx")
    assert (source.parts, source.part, column(source, "a")) == (("Pirmā", "Otrā"), "Pirmā", ["Pirmā"])
    assert codes_of(source) == ["parts_several", "sheet_hidden"]
    chosen = read_source(tmp_path / "a.xlsx", choices=Choices(part="Slēptā"))
    assert (chosen.part, column(chosen, "a"), codes_of(chosen)) == ("Slēptā", ["Slēptā"], [])


def test_a_cover_sheet_is_not_taken_for_the_table(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0].append(["Par datiem"])
    sheet = made.create_sheet("Dati")
    for row in (["kods", "n"], ["01", 5]):
        sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    source = read_source(tmp_path / "a.xlsx")
    assert (source.part, column(source, "kods"), codes_of(source)) == ("Dati", ["01"], ["parts_several"])


def test_titles_merged_over_the_table_are_not_the_header(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Pakalpojumi 2026. gadā", None, None],
        [],
        ["kods", "vārds", "n"],
        ["01", "a", 1],
        ["02", "b", 2],
    ]
    source = read_source(book(tmp_path / "a.xlsx", rows, merged=("A1:C1",)))
    assert (table_of(source).header, table_of(source).before) == (3, (("Pakalpojumi 2026. gadā",),))
    assert list(table_of(source).cells.index) == [4, 5]


def test_a_header_of_two_rows_becomes_one(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Novads", "Iedzīvotāji", None, "Skolas", None],
        [None, 2019, 2020, 2019, 2020],
        ["Cēsu", 1, 2, 3, 4],
        ["Ogres", 5, 6, 7, 8],
    ]
    source = read_source(book(tmp_path / "a.xlsx", rows, merged=("A1:A2", "B1:C1", "D1:E1")))
    names = ("Novads", "Iedzīvotāji 2019", "Iedzīvotāji 2020", "Skolas 2019", "Skolas 2020")
    assert table_of(source).columns == names
    assert column(source, "Skolas 2020") == ["4", "8"]


def test_a_cell_merged_over_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Novads", "Pagasts", "n"],
        ["Cēsu", "Vaives", 1],
        [None, "Drabešu", 2],
        ["Ogres", "Mazozolu", 3],
    ]
    source = read_source(book(tmp_path / "a.xlsx", rows, merged=("A2:A3",)))
    assert column(source, "Novads") == ["Cēsu", "Cēsu", "Ogres"]
    assert [(problem.code, problem.row, problem.params) for problem in source.problems] == [
        ("cells_merged", 2, {"value": 3})
    ]


NAMESPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("text", "text"), ("table", "table"), ("number", "datastyle"))
)
ODS = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{NAMESPACES} office:version="1.2">'
    '<office:automatic-styles><number:number-style><number:number number:min-integer-digits="7"/></number:number-style>'
    '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Lapa">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def ods(file: Path, rows: list[list[str]]) -> Path:
    body = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", ODS.replace("{rows}", body))
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return file


def cell(text: str, *, value: str = "", more: str = "") -> str:
    kind = f'office:value-type="float" office:value="{value}"' if value else 'office:value-type="string"'
    return f"<table:table-cell {kind} {more}><text:p>{text}</text:p></table:table-cell>"


def test_opendocument_keeps_the_zeros_it_shows_and_its_formulas_are_noticed(tmp_path: Path) -> None:
    rows = [
        [cell("kods"), cell("n"), cell("divkāršs")],
        [
            cell("0038001", value="38001"),
            cell("2", value="2"),
            cell("4", value="4", more='table:formula="of:=[.B2]*2"'),
        ],
        [cell("0400268", value="400268"), cell("3,5", value="3.5"), cell("6", value="6")],
    ]
    source = read_source(ods(tmp_path / "a.ods", rows))
    assert (source.format, source.parts) == ("ods", ("Lapa",))
    assert column(source, "kods") == ["0038001", "0400268"]
    assert column(source, "n") == ["2", "3.5"]
    assert [(problem.code, problem.row, problem.column) for problem in source.problems] == [
        ("formula", 2, "divkāršs"),
        ("zeros_shown", 2, "kods"),
    ]


def test_opendocument_merged_cells_stand_in_each_row(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    rows = [
        [cell("Novads"), cell("n")],
        [cell("Cēsu", more='table:number-rows-spanned="2" table:number-columns-spanned="1"'), cell("1", value="1")],
        [covered, cell("2", value="2")],
    ]
    assert column(read_source(ods(tmp_path / "a.ods", rows)), "Novads") == ["Cēsu", "Cēsu"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "a.xls", "web_page_as_workbook"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "a.xls",
            "web_page_as",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "workbook_not_readable"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "workbook_locked",
        ),
    ],
)
def test_a_workbook_that_cannot_be_opened_says_why(tmp_path: Path, content: bytes, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputRefused, match=code):
        read_source(tmp_path / name)


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="table_empty"):
        read_source(book(tmp_path / "a.xlsx", []))
