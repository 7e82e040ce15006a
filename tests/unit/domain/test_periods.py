import pytest

from gis_app.domain.periods import find_period, gaps, moment_of, periods_in, read_period


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2019", "2019"),
        ("2019. gads", "2019"),
        ("2019. gada sākumā", "2019"),
        ("2019/2020", "2019/2020"),
        ("2019/20", "2019/2020"),
        ("2019-2020", "2019/2020"),
        ("2019Q1", "2019Q1"),
        ("2019C3", "2019Q3"),
        ("2019-Q3", "2019Q3"),
        ("2019. gada 2. ceturksnis", "2019Q2"),
        ("IV cet. 2019", "2019Q4"),
        ("2019-05", "2019-05"),
        ("2019M05", "2019-05"),
        ("2019. gada maijs", "2019-05"),
        ("May 2019", "2019-05"),
        ("01.07.2021.", "2021-07-01"),
        ("2019S2", "2019H2"),
    ],
)
def test_a_period_is_read_however_an_office_writes_it(text: str, kept: str) -> None:
    found = read_period(text)
    assert found is not None
    assert found.period == kept


@pytest.mark.parametrize("text", ["1657", "2024M13", "15-64 years", "Aged 2000 and more", "2019-2015", "", "12.5"])
def test_what_is_no_period_stays_none(text: str) -> None:
    assert read_period(text) is None
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("heading", "period", "rest"),
    [
        ("2020 Skaits", "2020", "Skaits"),
        ("Number 2021", "2021", "Number"),
        ("Births (2020)", "2020", "Births"),
        ("2020Q1 Number", "2020Q1", "Number"),
        ("2020 0-14", "2020", "0-14"),
        ("pop2019", "2019", "pop"),
    ],
)
def test_a_heading_gives_its_period_and_the_rest(heading: str, period: str, rest: str) -> None:
    found = find_period(heading)
    assert found is not None
    assert (found.period, found.rest) == (period, rest)


def test_a_mark_beside_a_year_says_that_it_is_provisional() -> None:
    for text, provisional in (("2023p", True), ("2023 (provisional)", True), ("2023*", False), ("2023", False)):
        found = read_period(text)
        assert found is not None
        assert found.provisional is provisional


def test_a_series_names_the_years_it_lacks_and_only_for_years() -> None:
    assert gaps(["2019", "2023", "2021"]) == ("2020", "2022")
    assert gaps(["2019", "2020"]) == ()
    assert gaps(["2019Q1", "2020Q4"]) == ()


def test_a_title_says_whether_the_figures_are_of_the_start_or_the_end_of_a_year() -> None:
    assert moment_of("Pastāvīgo iedzīvotāju skaits gada sākumā") == "start"
    assert moment_of("Autoceļu garums gada beigās (km)") == "end"
    assert moment_of("Population at the beginning of year") == "start"
    assert moment_of("Births") == ""


def test_years_in_a_file_name_are_offered_once() -> None:
    assert periods_in("bezdarbs_2021_2022-2021.csv") == ("2021", "2022")
