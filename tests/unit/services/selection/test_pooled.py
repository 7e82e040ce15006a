from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.evidence import NO_DATA
from gis_app.services.selection.pooled import FEW_YEARS, pool

WORDS = {"lv": "Rādītājs"}
INDICATOR = Indicator("p-unemployed", "p", WORDS, WORDS, WORDS, "%", "worse", WORDS, invented=True)


def year(period: int, value: float | None, numerator: float | None, denominator: float | None = 100) -> Observation:
    return Observation("p-unemployed", "own:1", str(period), value, numerator, denominator, invented=True)


def test_years_are_pooled_by_count_and_base_and_not_by_averaging_rates() -> None:
    found = pool([INDICATOR], [year(2021, 10, 10), year(2022, 20, 40, 200), year(2023, 5, 5)])
    assert found["own:1", "p-unemployed"].rate == 55 / 400


def test_a_year_without_a_figure_is_left_out_and_not_counted_as_zero() -> None:
    years = [year(2020, None, None), year(2021, 10, 10), year(2022, 10, 10), year(2023, 10, 10)]
    assert pool([INDICATOR], years)["own:1", "p-unemployed"].rate == 0.1


def test_fewer_than_three_years_are_no_figure() -> None:
    cell = pool([INDICATOR], [year(2022, 10, 10), year(2023, 10, 10)])["own:1", "p-unemployed"]
    assert (cell.rate, cell.standing) == (None, FEW_YEARS)


def test_rates_without_counts_cannot_be_pooled() -> None:
    years = [year(number, 10, None) for number in (2021, 2022, 2023)]
    assert pool([INDICATOR], years)["own:1", "p-unemployed"].standing == NO_DATA
