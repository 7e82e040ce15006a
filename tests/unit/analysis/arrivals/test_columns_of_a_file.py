"""Codes, texts, zeros, dates and repetitions as they come out of spreadsheets and portals."""

import numpy as np
import pandas as pd
import pytest
from shapely import Point

from gis_app.analysis.arrivals.codes import mended_codes
from gis_app.analysis.arrivals.dates import dates
from gis_app.analysis.arrivals.duplicates import duplicates
from gis_app.analysis.arrivals.kinds import read_column
from gis_app.analysis.arrivals.mojibake import of_other_page
from gis_app.analysis.arrivals.numerals import number
from gis_app.analysis.arrivals.problems import MOST_LISTED, each
from gis_app.analysis.arrivals.texts import mended_texts
from gis_app.analysis.arrivals.zeros import doubtful_zeros


def _column(*values: object, name: str = "column") -> pd.Series:
    return pd.Series(values, index=range(2, 2 + len(values)), name=name)


def _mend(text: str) -> tuple[object, set[str]]:
    cells, problems = mended_texts(_column(text, "pavisam parasts").to_frame())
    return cells["column"].iloc[0], {one.code for one in problems}


@pytest.mark.parametrize(
    ("text", "meant", "codes"),
    [
        ("Kafejn&#299;ca &amp; b&#257;rs", "Kafejnīca & bārs", {"text_entities"}),
        ("&amp;#257;boli", "āboli", {"text_entities"}),
        ("Bedre<br/>pie skolas", "Bedre\npie skolas", {"text_tags"}),
        ("<p>Tumšs</p><script>alert(1)</script>", "Tumšs", {"text_tags"}),
        ("RÄ«ga", "Rīga", {"text_letters"}),
        ("SkultÄ“ â€“ slikts ceÄ¼Å¡", "Skultē – slikts ceļš", {"text_letters"}),
        ("Maza\u200b iela", "Maza iela", {"text_control"}),
        ("Maza\u00a0iela", "Maza iela", {"text_blanks"}),
        ("a < b, b > c & d; 5 <6", "a < b, b > c & d; 5 <6", set()),
        ("Āgenskalns, Čiekurkalns, Šķirotava – žēl", "Āgenskalns, Čiekurkalns, Šķirotava – žēl", set()),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")', {"formula_like"}),
        ("-kafejnīca (slēgta)", "-kafejnīca (slēgta)", set()),
    ],
)
def test_a_text_from_another_program_is_put_right_and_listed(text: str, meant: str, codes: set[str]) -> None:
    assert _mend(text) == (meant, codes)


def test_a_mended_cell_says_what_it_was_and_became() -> None:
    _cells, problems = mended_texts(_column("labi", "V&#257;rti").to_frame())
    assert [(one.row, one.column, one.severity, dict(one.params)) for one in problems] == [
        (3, "column", "mended", {"value": "V&#257;rti", "expected": "Vārti"})
    ]


def test_latvian_letters_that_became_western_ones_are_seen_in_the_whole_column() -> None:
    assert of_other_page(["Ðíûòu iela", "Rîga"]) == ["Šķūņu iela", "Rīga"]
    assert of_other_page(["Café Liège", "Rue de la Forêt"]) is None


def test_lost_zeros_of_territory_codes_are_given_back() -> None:
    mended, problems = mended_codes(_column("400268", "10000", "LV", name="kods").iloc[:2])
    assert mended.tolist() == ["0400268", "0010000"]
    assert [(one.row, one.code, one.severity) for one in problems] == [
        (2, "code_zeros_restored", "mended"),
        (3, "code_zeros_restored", "mended"),
    ]


def test_numbers_that_a_geodata_file_made_of_codes_become_codes_again() -> None:
    mended, problems = mended_codes(_column(38001, 30510, name="atvk"))
    assert mended.tolist() == ["0038001", "0030510"]
    assert len(problems) == 2


def test_other_codes_of_two_lengths_are_only_asked_about() -> None:
    mended, problems = mended_codes(_column("01100101", "1100102", name="code").str.lstrip("0"))
    assert mended.tolist() == ["1100101", "1100102"]
    assert problems == []
    _same, asked = mended_codes(_column("11001011", "1100102", "12001031", name="code"))
    assert [(one.row, one.severity, one.params["expected"]) for one in asked] == [(3, "notice", "01100102")]


def test_a_code_that_became_a_power_of_ten_is_listed() -> None:
    _same, problems = mended_codes(_column("4,0003E+10", "40003009497", name="reg_nr"))
    assert [(one.row, one.code) for one in problems] == [(2, "code_as_power")]


def test_zeros_far_from_everything_else_are_doubtful() -> None:
    assert [one.row for one in doubtful_zeros(_column(812, 0, 790, 1024, 0, 655, 930))] == [3, 6]


@pytest.mark.parametrize("values", [(0, 1, 2, 5, 0, 40, 3), (0, 500, 600, 700, 800, 900), (0, 0, 2.5, 3.1, 2.2, 4, 3)])
def test_zeros_among_small_values_or_alone_are_zeros(values: tuple[float, ...]) -> None:
    assert doubtful_zeros(_column(*values)) == []


def test_dates_in_several_forms_are_read_and_listed() -> None:
    found = dates(_column("31.03.2026", "2026-04-01", "1.5.2026"))
    assert found is not None
    assert found.values.tolist() == ["2026-03-31", "2026-04-01", "2026-05-01"]
    assert [(one.row, one.code) for one in found.problems] == [(3, "date_other_form")]


def test_a_month_before_the_day_is_proved_by_a_day_above_twelve() -> None:
    found = dates(_column("03/31/2026", "04/01/2026"))
    assert found is not None
    assert found.values.tolist() == ["2026-03-31", "2026-04-01"]
    unclear = dates(_column("03/04/2026", "04/01/2026"))
    assert unclear is not None
    assert [one.code for one in unclear.problems] == ["date_day_or_month"]


def test_a_column_with_both_decimal_signs_is_read_and_its_odd_cells_are_listed() -> None:
    read = read_column(_column("1,5", "2.5", "3,25", name="platība"), decimal=",")
    assert read.values.tolist() == [1.5, 2.5, 3.25]
    assert [(one.row, one.code) for one in read.problems] == [(3, "decimal_mixed")]


def test_signs_for_no_data_are_no_zeros() -> None:
    read = read_column(_column("12", "…", "-5", "", name="skaits"))
    assert read.column.kind == "whole"
    assert read.values.isna().tolist() == [False, True, False, True]
    assert [one.code for one in read.problems] == ["no_data_signs"]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1 234,5", "", 1234.5),
        ("1.234,50", "", 1234.5),
        ("1,234.50", "", 1234.5),
        ("1,234", ".", 1234),
        ("1,234", ",", 1.234),
    ],
)
def test_numbers_as_people_write_them(text: str, decimal: str, value: float) -> None:
    assert number(text, decimal=decimal) == value


def test_what_stands_twice_is_listed_once_with_the_row_where_it_stood_first() -> None:
    cells = pd.DataFrame(
        {"id": ["1", "1", "3", "4"], "name": ["Skola", "Skola", "Skola", "Veikals"]}, index=[2, 3, 4, 5]
    )
    places = [Point(24.1, 56.9), Point(24.1, 56.9), Point(24.10001, 56.9), Point(24.1, 56.9)]
    shapes = pd.Series(places, dtype=object).to_numpy()
    lonlat = (np.array([one.x for one in places]), np.array([one.y for one in places]))
    found = [(one.code, one.row, one.params["expected"]) for one in duplicates(cells, shapes, lonlat)]
    assert found == [("row_twice", 3, 2), ("name_twice_here", 4, 2), ("place_twice", 5, 2)]


def test_a_thousand_rows_are_listed_and_the_rest_counted_but_refused_ones_all() -> None:
    many = each("row_twice", range(MOST_LISTED + 5))
    assert (len(many), many[-1].code, many[-1].params["count"]) == (MOST_LISTED + 1, "more_rows_like_these", 5)
    assert len(each("place_half", range(MOST_LISTED + 5), severity="refused")) == MOST_LISTED + 5
