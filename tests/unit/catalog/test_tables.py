import math
import unicodedata
from pathlib import Path

import pytest

from gis_app.catalog.tables import parse_table, read_table
from gis_app.domain.errors import InputRefused, NotFound


def test_ids_keep_their_leading_zeros_with_and_without_a_byte_order_mark() -> None:
    for lead in (b"", b"\xef\xbb\xbf"):
        table = parse_table(lead + "id,vērtība\n0038001,1\n01,2\n".encode(), name="a.csv")
        assert table.columns == ("id", "vērtība")
        assert table.ids("id") == ["0038001", "01"]


def test_a_semicolon_table_has_decimal_commas_and_thin_thousands() -> None:
    table = parse_table("id;x\na;12,345\nb;1 234,5\nc;1.234,5\nd;−2\ne;3.5\n".encode(), name="a.csv")
    assert table.figures("x") == [12.345, 1234.5, 1234.5, -2.0, 3.5]


def test_a_quoted_decimal_comma_is_a_number_unless_it_may_be_thousands() -> None:
    assert parse_table(b'id,x\na,"12,5"\nb,"0,125"\nc,"1,234.5"\n', name="a.csv").figures("x") == [12.5, 0.125, 1234.5]
    with pytest.raises(InputRefused) as refusal:
        parse_table(b'id,x\na,"1,234"\n', name="a.csv").figures("x")
    assert refusal.value.code == "table_two_readings"


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["1.234", "987"], "1.234"),  # 987 without decimals: a column of people, as a German spreadsheet writes them
        (["2.145", "12.345"], "2.145"),  # the other column has 3,5: here a comma begins the decimals
        (["7", "1.234.567"], "1.234.567"),
    ],
)
def test_a_point_that_may_begin_thousands_is_never_read_as_a_decimal(cells: list[str], first: str) -> None:
    rows = "".join(f"{place};{cell};3,5\n" for place, cell in enumerate(cells))
    with pytest.raises(InputRefused, match="table_two_readings") as refusal:
        parse_table(f"id;x;y\n{rows}".encode(), name="a.csv").figures("x")
    assert refusal.value.params["value"] == first


def test_points_with_other_than_three_places_are_decimals_in_a_semicolon_table_too() -> None:
    assert parse_table(b"id;x\na;12.345\nb;7.5\nc;8\n", name="a.csv").figures("x") == [12.345, 7.5, 8.0]


@pytest.mark.parametrize("cell", ["-", "–", "—"])
def test_a_dash_is_asked_about_because_offices_write_it_for_zero(cell: str) -> None:
    with pytest.raises(InputRefused, match="table_dash"):
        parse_table(f"id,x\na,{cell}\n".encode(), name="a.csv").figures("x")


def test_a_column_name_is_found_however_its_letters_are_composed() -> None:
    apart = unicodedata.normalize("NFD", "īre")
    assert parse_table(f"id,{apart}\na,1\n".encode(), name="a.csv").figures("īre") == [1.0]
    assert parse_table("id,īre\na,1\n".encode(), name="a.csv").figures(apart) == [1.0]


def test_no_data_is_never_zero() -> None:
    table = parse_table("id,x\na,\nb,NA\nc,…\nd,-9999\ne,0\n".encode(), name="a.csv")
    figures = table.figures("x", missing_codes=(-9999.0,))
    assert [math.isnan(figure) for figure in figures] == [True, True, True, True, False]


def test_a_wrong_cell_is_named_by_file_row_column_and_value() -> None:
    table = parse_table(b"id,x\na,1\n\nb,many\n", name="a.csv")
    with pytest.raises(InputRefused) as refusal:
        table.figures("x")
    assert refusal.value.params == {"file": "a.csv", "row": 4, "column": "x", "value": "many"}


@pytest.mark.parametrize("cell", ["1_000", "inf", "1e40", "12 %"])
def test_what_only_a_programming_language_reads_as_a_number_is_refused(cell: str) -> None:
    with pytest.raises(InputRefused, match="table_not_a_number"):
        parse_table(f"id,x\na,{cell}\n".encode(), name="a.csv").figures("x")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_empty"),
        (b"id,x\n", "table_empty"),
        (b"id,x\na,1,2\n", "table_row_width"),
        (b"id,x\n\xff,1\n", "table_not_utf8"),
        (b'id,x\n"a,1\n', "table_not_csv"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        parse_table(content, name="a.csv")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id,x\na,1\na,2\n", "table_duplicate_id"),
        (b"id,x\na,1\na ,2\n", "table_duplicate_id"),
        (b"id,x\n,1\n", "table_empty_id"),
        (b"name,x\na,1\n", "table_no_column"),
        (b"id,id\na,1\n", "table_column_twice"),
    ],
)
def test_a_column_of_ids_names_each_row_once(content: bytes, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        parse_table(content, name="a.csv").ids("id")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(NotFound, match=r"none\.csv"):
        read_table(Path("none.csv"))
