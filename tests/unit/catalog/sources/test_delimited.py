from pathlib import Path

import pytest

from gis_app.catalog.sources import NOTHING_CHOSEN, Source, read_source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices


def read(folder: Path, content: bytes, *, choices: Choices = NOTHING_CHOSEN) -> Source:
    file = folder / "a.csv"
    file.write_bytes(content)
    return read_source(file, choices=choices)


def rows(source: Source) -> dict[int, list[str]]:
    assert source.table is not None
    return {
        int(row): list(cells)
        for row, cells in zip(source.table.cells.index, source.table.cells.to_numpy(), strict=True)
    }


def codes(source: Source) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in source.problems]


LATVIAN = "kods;vieta;garums\n0038001;Ķīšezers „Šķūnis”;1,5\n0400268;Ģēģeri, Ņūjāņi;2,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16", "utf-16-le", "utf-16-be"])
def test_latvian_letters_are_read_in_every_encoding_that_programs_write(tmp_path: Path, encoding: str) -> None:
    source = read(tmp_path, LATVIAN.encode(encoding))
    assert (source.encoding, source.separator, source.decimal) == (encoding, ";", ",")
    assert rows(source) == {2: ["0038001", "Ķīšezers „Šķūnis”", "1,5"], 3: ["0400268", "Ģēģeri, Ņūjāņi", "2,5"]}
    assert source.problems == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("vārds;x\nŠķūnis;1\n", "cp1257"),
        ("имя;x\nДом культуры;1\n", "cp1251"),
        ("nombre;x\nPeña Muñoz, España;1\n", "cp1252"),
        ("vārds;x\nĒrgļi, Ķeipene, Suntaži;1\n", "cp775"),
    ],
)
def test_old_code_pages_are_told_apart_by_their_letters(tmp_path: Path, text: str, encoding: str) -> None:
    source = read(tmp_path, text.encode(encoding))
    assert source.encoding == encoding
    assert rows(source)[2][0] == text.splitlines()[1].split(";")[0]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    source = read(tmp_path, separator.join("abc").encode() + b"\n" + separator.join("123").encode() + b"\n")
    assert (source.separator, rows(source)) == (separator, {2: ["1", "2", "3"]})


def test_the_header_is_found_under_title_lines_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    source = read(tmp_path, "Skolas 2024. gadā;;\n\nkods;vārds;x\n1;a;2\n\n3;b;4\n\nAvots: pašvaldība;;\n".encode())
    assert source.table is not None
    assert (source.table.header, source.table.before) == (3, (("Skolas 2024. gadā",),))
    assert rows(source) == {4: ["1", "a", "2"], 6: ["3", "b", "4"]}
    assert (source.table.after, codes(source)) == (("Avots: pašvaldība",), [("note_below", 8)])


def test_a_line_break_inside_quotation_marks_is_one_row(tmp_path: Path) -> None:
    assert rows(read(tmp_path, b'a,b\n1,"x\ny"\n2,z\n')) == {2: ["1", "x\ny"], 3: ["2", "z"]}


def test_columns_get_a_name_of_their_own_and_empty_ones_at_the_end_go(tmp_path: Path) -> None:
    source = read(tmp_path, b"x;x;;x (2);;\n1;2;3;4;;\n")
    assert source.table is not None
    assert source.table.columns == ("x", "x (3)", "C", "x (2)")
    assert codes(source) == [("column_twice", 1), ("column_without_name", 1)]


def test_a_row_with_another_separator_is_divided_and_named(tmp_path: Path) -> None:
    source = read(tmp_path, b"a;b;c\n1;2;3\n4,5,6\n7;8;9\n")
    assert rows(source)[3] == ["4", "5", "6"]
    assert codes(source) == [("separator_other", 3)]


def test_a_table_without_a_header_loses_no_row(tmp_path: Path) -> None:
    source = read(tmp_path, b"56.95,24.11,Skola\n56.96,24.12,Veikals\n")
    assert source.table is not None
    assert (source.table.columns, len(rows(source)), codes(source)) == (("A", "B", "C"), 2, [("no_header", 1)])


def test_years_make_a_header(tmp_path: Path) -> None:
    source = read(tmp_path, b"novads;2019;2020\nA;1;2\nB;3;4\n")
    assert source.table is not None
    assert source.table.columns == ("novads", "2019", "2020")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\n\n", "file_empty"),
        (b"a;b\n", "table_empty"),
        (b'a;b\n1;"x\n2;y\n', "table_quote_open"),
        (b"<!DOCTYPE html><html><body>Login</body></html>", "web_page"),
        (b"\x00\x01\x02\x03\x04" * 40, "format_unknown"),
        (b"%PDF-1.7\n", "format_not_read"),
        (b"  0\nSECTION\n  2\nHEADER\n", "format_not_read"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        read(tmp_path, content)


def test_the_person_can_choose_encoding_and_separator(tmp_path: Path) -> None:
    source = read(tmp_path, "a;b,c\nü;1,2\n".encode("cp1252"), choices=Choices(encoding="cp1252", separator=","))
    assert rows(source) == {2: ["ü;1", "2"]}
    with pytest.raises(InputRefused, match="encoding_refused"):
        read(tmp_path, "a;b\nü;1\n".encode("cp1252"), choices=Choices(encoding="utf-8"))


def test_a_table_exported_by_px_web_is_statistics(tmp_path: Path) -> None:
    source = read(tmp_path, '\ufeff"Ceļi (km)"\n\n"Vieta","2024"\n"Cēsis",5\n'.encode())
    assert (source.format, source.kind, rows(source)) == ("pxweb", "statistics", {4: ["Cēsis", "5"]})


def test_an_outline_as_long_as_a_country_fits_into_a_cell(tmp_path: Path) -> None:
    outline = "POLYGON((" + ", ".join(f"{x} {x}" for x in range(30_000)) + "))"
    source = read(tmp_path, f'kods,robeža\n01,"{outline}"\n02,"{outline}"\n'.encode())
    assert rows(source)[3] == ["02", outline]


def test_quotation_marks_of_names_survive_a_program_that_forgot_to_double_them(tmp_path: Path) -> None:
    text = 'id;vieta\n1;"Kafejnīca "Bērziņš""\n2;"Kopā" biedrība\n3;"Pareizi ""A""; B"\n4;5" caurule\n'
    source = read(tmp_path, text.encode())
    assert [cells[1] for cells in rows(source).values()] == [
        'Kafejnīca "Bērziņš"',
        '"Kopā" biedrība',
        'Pareizi "A"; B',
        '5" caurule',
    ]
    assert codes(source) == [("quotes_inside", 2), ("quotes_inside", 3)]


def test_entities_do_not_divide_cells(tmp_path: Path) -> None:
    text = "id;vārdi;vieta\n1;A &amp; B &#316;;56.9\n2;&quot;C&quot;;56.8\n3;D;56.7\n"
    source = read(tmp_path, text.encode())
    assert rows(source) == {
        2: ["1", "A &amp; B &#316;", "56.9"],
        3: ["2", "&quot;C&quot;", "56.8"],
        4: ["3", "D", "56.7"],
    }


def test_a_row_that_slipped_is_left_out_and_named(tmp_path: Path) -> None:
    source = read(tmp_path, b"id;text;x\n1;a;5\n2;b; c;6\n3;d;7\n4;e;8\n")
    assert list(rows(source)) == [2, 4, 5]
    problem = source.problems[0]
    assert (problem.code, problem.row, problem.severity, dict(problem.params)) == (
        "row_too_wide",
        3,
        "refused",
        {"value": 4, "expected": 3},
    )


def test_decimal_commas_between_commas_are_refused_before_they_shift_the_columns(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="table_rows_wider"):
        read(tmp_path, b"id,x,y\n1,506500,25,312000,5\n2,506600,25,312100,5\n3,506700,75,312200,5\n")


def test_a_quotation_mark_that_swallows_rows_is_noticed(tmp_path: Path) -> None:
    source = read(tmp_path, b'id;a;x\n1;"open;5\n2;b;6\n3;"c";7\n4;d;8\n')
    assert ("rows_in_cell", 2) in codes(source)


def test_a_line_separator_of_unicode_inside_a_cell_is_no_new_row(tmp_path: Path) -> None:
    source = read(tmp_path, "id;a;b\n1;x\u2028y\x85z;5\n".encode())
    assert rows(source) == {2: ["1", "x\u2028y\x85z", "5"]}


def test_a_text_of_several_lines_alone_in_its_row_stays_a_text(tmp_path: Path) -> None:
    source = read(tmp_path, b'a;b\n1;2\n"x, y\rz, w";\n3;4\n')
    assert rows(source)[3] == ["x, y\rz, w", ""]
