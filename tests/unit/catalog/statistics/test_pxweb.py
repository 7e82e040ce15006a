from pathlib import Path

import pytest

from gis_app.catalog.statistics.read import read_statistics
from tests.unit.catalog.statistics.world import figures, read

ROADS = Path(__file__).resolve().parents[5] / "shared" / "data" / "latvia" / "csb_TRS020_roads_2024_lv_pxweb.csv"

ENGLISH = (
    '\ufeff"Population by Territorial unit and Time period"\r\n\r\n'
    '"Territorial unit","2020 Number","2021 Number"\r\n'
    '"Latvia",1907675,1893223\r\n'
    '"..Riga region (before 01.01.2024.)",..,12\r\n'
    '"Riga state city (before 01.01.2024.)",614618,…\r\n'
    '"..Talsu novads",36000,0\r\n'
    '"..Kandava municipality",.,"-"\r\n'
    '\r\n"… data not available"\r\n"Source: Central Statistical Bureau"\r\n"Latest update: 20240305 13:00"\r\n'
)


@pytest.mark.skipif(not ROADS.is_file(), reason="the shared reference data are not on this machine")
def test_the_real_table_of_the_portal_gives_36_figures_of_one_year() -> None:
    found = read_statistics(ROADS)
    assert len(found.frame) == 36
    assert found.periods == ("2024",)
    assert [measure.unit for measure in found.measures] == ["km"]
    assert found.moment == "end"
    assert figures(found, "row", "name", "value")[0] == (4, "Aizkraukles novads", 1657.0)
    assert figures(found, "name", "value")[-1] == ("Ventspils novads", 1455.0)
    assert found.title.endswith("gada beigās (km)")
    assert found.problems == ()


def test_an_english_table_keeps_dots_as_no_data_and_nought_as_nought() -> None:
    found = read(ENGLISH)
    assert figures(found, "name", "period", "value", "status", "sign") == [
        ("Latvia", "2020", 1907675.0, "published", ""),
        ("Latvia", "2021", 1893223.0, "published", ""),
        ("Riga region", "2020", None, "no_data", ".."),
        ("Riga region", "2021", 12.0, "published", ""),
        ("Riga state city", "2020", 614618.0, "published", ""),
        ("Riga state city", "2021", None, "no_data", "…"),
        ("Talsu novads", "2020", 36000.0, "published", ""),
        ("Talsu novads", "2021", 0.0, "published", ""),
        ("Kandava municipality", "2020", None, "no_data", "."),
        ("Kandava municipality", "2021", None, "no_data", "-"),
    ]


def test_a_row_that_holds_before_a_day_keeps_that_day_and_its_bare_name() -> None:
    rows = read(ENGLISH).frame
    riga = rows[rows["name"] == "Riga state city"].iloc[0]
    assert str(riga["valid_to"]) == "2023-12-31"
    assert riga["valid_from"] is None
    assert rows[rows["name"] == "Talsu novads"].iloc[0]["valid_to"] is None


def test_title_source_and_day_are_read_from_the_notes_and_a_bare_heading_takes_the_title() -> None:
    found = read(ENGLISH)
    assert found.title == "Population"
    assert [measure.label for measure in found.measures] == ["Population"]
    assert found.source == "Central Statistical Bureau"
    assert str(found.updated) == "2024-03-05"


def test_several_divisions_in_one_heading_are_taken_apart() -> None:
    found = read(
        '"Iedzīvotāji"\n\n"Teritorija","Dzimums","2020 Skaits","2020 %","2021 Skaits","2021 %"\n'
        '"Rīga","Pavisam",50,1.5,60,2\n"Rīga","Vīrieši",25,0.5,26,1\n'
    )
    assert [(measure.label, measure.unit) for measure in found.measures] == [
        ("Iedzīvotāji: Pavisam, Skaits", ""),
        ("Iedzīvotāji: Pavisam, %", "%"),
        ("Iedzīvotāji: Vīrieši, Skaits", ""),
        ("Iedzīvotāji: Vīrieši, %", "%"),
    ]
    assert figures(found, "indicator", "period", "value")[5] == ("Iedzīvotāji: Vīrieši, %", "2020", 0.5)


def test_a_heading_of_two_rows_with_merged_cells_is_joined() -> None:
    found = read(
        ",2020,,2021,\nTeritorija,Skaits,%,Skaits,%\nBauskas novads,2014,1.5,2015,3\nCēsu novads,2000,1.5,15,3\n"
    )
    assert figures(found, "name", "period", "indicator", "value")[:4] == [
        ("Bauskas novads", "2020", "tabula: Skaits", 2014.0),
        ("Bauskas novads", "2020", "tabula: %", 1.5),
        ("Bauskas novads", "2021", "tabula: Skaits", 2015.0),
        ("Bauskas novads", "2021", "tabula: %", 3.0),
    ]


def test_two_tables_whose_headings_say_only_number_are_two_indicators() -> None:
    table = '"Teritorija","2020 Number"\n"Rīga",5\n"Talsu novads",..\n'
    assert [measure.label for measure in read(table, name="dzimušie.csv").measures] == ["dzimušie"]
    assert [measure.label for measure in read(table, name="mirušie.csv").measures] == ["mirušie"]


def test_a_printed_table_repeats_its_territory_for_the_rows_below() -> None:
    found = read(
        "Population by sex\n\n,,2020,2021\nRiga,Total,3,4\n,Males,1,\nTalsi municipality,Total,..,4\n,Males,1,2\n"
        "\nLatest update:\n20240305 13:00\nSource:\nCentral Statistical Bureau\n"
    )
    assert [row[0] for row in figures(found, "name")] == ["Riga"] * 4 + ["Talsi municipality"] * 4
    assert found.source == "Central Statistical Bureau"
    assert str(found.updated) == "2024-03-05"


def test_the_footnotes_of_a_table_say_what_its_signs_mean() -> None:
    found = read('"Teritorija","2020","2021"\n"Rīga",..,5\n"Talsu novads",7,x\n\n".. = konfidenciāli"\n')
    assert found.legend == {"..": ("suppressed", "confidential")}
    assert figures(found, "status", "meaning")[0] == ("suppressed", "confidential")


def test_semicolons_and_tabs_give_the_same_figures_as_commas() -> None:
    comma = '"Teritorija","2020 Skaits","2021 Skaits"\n"Rīga",1,2\n"Talsu novads",3,..\n'
    for sign in (";", "\t"):
        assert figures(read(comma.replace(",", sign)), "name", "period", "value") == figures(
            read(comma), "name", "period", "value"
        )
