from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gis_app.catalog.statistics.cells import guess_decimal, read_cell
from gis_app.catalog.statistics.places import is_other_level, read_place
from gis_app.catalog.statistics.read import read_statistics
from gis_app.domain.errors import InputRefused
from tests.unit.catalog.statistics.world import figures, read


@pytest.mark.parametrize(
    "sign", ["", "…", "..", "...", ".", ":", "-", "–", "x", "n/a", "nav datu", "#N/A", "<5", "1-4"]
)
def test_rule_5_no_data_is_never_nought(sign: str) -> None:
    found = read_cell(sign)
    assert found is not None
    assert found.value is None
    assert found.status in {"no_data", "suppressed"}


def test_rule_5_nought_stays_nought() -> None:
    for text in ("0", "0.0", "0 *"):
        found = read_cell(text)
        assert found is not None
        assert (found.value, found.status) == (0.0, "published")


@pytest.mark.parametrize(
    ("text", "decimal", "value", "status"),
    [
        ("1 234,5", ",", 1234.5, "published"),
        ("1\u00a0234", ",", 1234.0, "published"),
        ("1,234.5", ".", 1234.5, "published"),
        ("1.234,5", ",", 1234.5, "published"),
        ("−5", ".", -5.0, "published"),
        ("12.3p", ".", 12.3, "provisional"),
        ("12.3 (p)", ".", 12.3, "provisional"),
        ("1E3", ".", 1000.0, "published"),
        ("12 %", ".", 12.0, "published"),
        ("17¹", ".", 17.0, "published"),
    ],
)
def test_a_figure_is_read_with_its_marks(text: str, decimal: str, value: float, status: str) -> None:
    found = read_cell(text, decimal=decimal)
    assert found is not None
    assert (found.value, found.status) == (value, status)


def test_a_word_among_figures_is_said_with_row_and_column_and_counts_as_no_data() -> None:
    found = read("Teritorija,2020,2021\nRīga,5,seši\nTalsu novads,7,8\n")
    assert [(problem.code, problem.row, problem.column) for problem in found.problems] == [
        ("statistics_not_a_figure", 2, "2021")
    ]
    assert figures(found, "value")[1] == (None,)


def test_the_decimal_sign_is_shown_by_the_table_or_asked() -> None:
    assert guess_decimal(["12,5", "3"]) == ","
    assert guess_decimal(["1,234.5"]) == "."
    assert guess_decimal(["1,234,567"]) == "."
    assert guess_decimal(["12", "3"]) == "."
    assert guess_decimal(["1,234"]) == ""
    doubtful = read("Teritorija;2020\nRīga;1,234\nTalsu novads;2,345\n")
    assert [problem.code for problem in doubtful.problems] == ["statistics_two_readings"]


def test_a_long_table_gives_numerators_and_denominators() -> None:
    found = read(
        "territory;period;indicator;value;numerator;denominator\n"
        "Talsu novads;2019;Bezdarbs;12,5;125;1000\nTalsu novads;2020;Bezdarbs;…;;1000\n"
    )
    assert figures(found, "period", "value", "numerator", "denominator", "status") == [
        ("2019", 12.5, 125.0, 1000.0, "published"),
        ("2020", None, None, 1000.0, "no_data"),
    ]


def test_a_share_is_computed_where_a_table_gives_only_its_two_parts() -> None:
    found = read("Teritorija,Gads,Skaitītājs,Saucējs\nRīga,2020,5,50\nTalsu novads,2020,..,50\nCēsu novads,2020,0,50\n")
    assert figures(found, "value", "status") == [(10.0, "published"), (None, "no_data"), (0.0, "published")]


def test_territories_by_indicators_need_their_period_said() -> None:
    table = "Kods;Pagasts;Iedzīvotāji;Īpatsvars, %\nLV0021410;Annas pagasts;380;1,3\n0400268;Svētes pagasts;1 500;0\n"
    silent = read(table, name="pagasti.csv")
    assert [(problem.code, problem.severity) for problem in silent.problems] == [
        ("statistics_period_missing", "refused")
    ]
    assert read(table, name="pagasti_2021.csv").periods == ("2021",)
    said = read(table, period="2021. gads")
    assert said.problems == ()
    assert figures(said, "code", "indicator", "period", "value")[2] == ("0400268", "Iedzīvotāji", "2021", 1500.0)
    assert [measure.unit for measure in said.measures] == ["", "%"]


def test_territories_may_stand_in_the_header() -> None:
    found = read("Gads,Talsu novads,Rīga,Cēsu novads\n2019,1,2,3\n2020,4,,6\n")
    assert found.layout == "turned"
    assert figures(found, "name", "period", "value")[3:5] == [("Talsu novads", "2020", 4.0), ("Rīga", "2020", None)]


def test_of_two_columns_of_places_the_narrower_one_is_the_unit() -> None:
    for table in (
        "Novads,Pagasts,2019. gads\nTalsu novads,Abavas pagasts,12\nTalsu novads,Balgales pagasts,0\n",
        "Pagasts,Novads,2019. gads\nAbavas pagasts,Talsu novads,12\nSalas pagasts,Jēkabpils novads,0\n",
    ):
        found = read(table)
        assert figures(found, "name", "parent")[0] == ("Abavas pagasts", "Talsu novads")


def test_numbers_of_rows_and_of_columns_are_no_figures() -> None:
    found = read("Nr.p.k.;Teritorija;2019;2020\n1;2;3;4\n1;Talsu novads;500;600\n2;Rīga;5;6\n")
    assert figures(found, "name", "value") == [
        ("Talsu novads", 500.0),
        ("Talsu novads", 600.0),
        ("Rīga", 5.0),
        ("Rīga", 6.0),
    ]


def test_a_row_pushed_in_stands_under_the_row_above_it() -> None:
    found = read("Teritorija,2020\nTalsu novads,5\n..Abavas pagasts,1\n..Balgales pagasts,2\nCēsu novads,3\n")
    assert [row[0] for row in figures(found, "parent")] == ["", "Talsu novads", "Talsu novads", ""]


def test_labels_give_up_code_dates_and_footnote_marks() -> None:
    assert read_place("LV0022000 Talsu novads").code == "LV0022000"
    assert read_place("Talsu novads (LV0022000)").name == "Talsu novads"
    assert read_place("0400268").code == "0400268"
    assert read_place("Rīga¹").name == "Rīga"
    assert read_place("Viļāni (līdz 01.07.2021.)").valid_to == date(2021, 6, 30)
    assert read_place("Viļāni (līdz 2021. gada 30. jūnijam)").valid_to == date(2021, 6, 30)
    assert read_place("Talsu novads (from 1 July 2021)").valid_from == date(2021, 7, 1)


def test_totals_and_regions_are_another_level_and_territories_are_not() -> None:
    for name in (
        "LATVIJA",
        "Latvia",
        "Pavisam",
        "Rīgas statistiskais reģions",
        "Kurzemes reģions",
        "Riga region",
        "Pierīga",
    ):
        assert is_other_level(name), name
    for name in ("Talsu novads", "Rīga", "Riga state city", "Annas pagasts", "Centrs"):
        assert not is_other_level(name), name


def test_a_workbook_is_read_as_the_same_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Iedzīvotāji gada sākumā"], [], [None, 2020, 2021], ["Rīga", 614618, None], ["Talsu novads", "…", 0]):
        sheet.append(row)
    book.save(tmp_path / "tabula.xlsx")
    found = read_statistics(tmp_path / "tabula.xlsx")
    assert found.moment == "start"
    assert figures(found, "row", "name", "period", "value") == [
        (4, "Rīga", "2020", 614618.0),
        (4, "Rīga", "2021", None),
        (5, "Talsu novads", "2020", None),
        (5, "Talsu novads", "2021", 0.0),
    ]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("just words\nand more words\n", "statistics_no_figures"),
        ("a,b\nvārds,cits\n", "statistics_no_figures"),
        ("2019,2020\n5,6\n7,8\n", "statistics_no_territory"),
    ],
)
def test_what_is_no_table_of_figures_is_refused_with_its_reason(table: str, code: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        read(table)
    assert refusal.value.code == code


def test_a_chosen_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputRefused) as refusal:
        read("Teritorija,2020\nRīga,5\n", columns={"territory": "Vieta"})
    assert refusal.value.code == "statistics_no_column"
