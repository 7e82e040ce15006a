import math

import pytest
from pandas import Series

from gis_app.analysis.robustness.sampling import byar, shrunk, wilson


def one(value: float) -> Series:
    return Series([value])


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # 15 of 148 (Newcombe 1998, table I): 0.0624 to 0.1605; 0 of 20: 0 to 0.1611; 1 of 29: 0.0061 to 0.1718.
    for events, base, low, high in ((15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)):
        found = wilson(one(events), base=one(base)).iloc[0]
        assert found.tolist() == pytest.approx([low, high], abs=5e-5)


def test_byars_interval_is_close_to_the_exact_poisson_one_and_exact_below_ten() -> None:
    # Exact Poisson limits (Garwood): 20 events 12.2165 to 30.8884; 3 events 0.6187 to 8.7673; none 0 to 3.6889.
    found = byar(Series([20.0, 3.0, 0.0]), base=Series([1.0, 1.0, 1.0]))
    assert found.iloc[0].tolist() == pytest.approx([12.2165, 30.8884], rel=2e-3)
    assert found.iloc[1].tolist() == pytest.approx([0.6187, 8.7673], abs=1e-4)
    assert found.iloc[2].tolist() == pytest.approx([0.0, 3.6889], abs=1e-4)


def test_without_a_base_or_a_figure_there_is_no_interval() -> None:
    for interval in (wilson, byar):
        found = interval(Series([1.0, math.nan, 1.0]), base=Series([0.0, 10.0, math.nan]))
        assert found.isna().all().all()


def test_shrinkage_draws_small_units_to_the_rate_of_all_as_marshall_says() -> None:
    # Rates 0.1, 0.3, 0.2 of bases 100, 100, 1000: overall 240/1200 = 0.2; spread (100·0.01·2)/1200 = 1/600;
    # between = 1/600 - 0.2/400 = 7/6000; trust = between / (between + 0.2/base).
    found = shrunk(Series([10.0, 30.0, 200.0]), base=Series([100.0, 100.0, 1000.0]))
    between = 7 / 6000
    assert found["trust"].tolist() == pytest.approx([between / (between + 0.2 / base) for base in (100, 100, 1000)])
    assert found["shrunk"][0] == pytest.approx(0.2 - 0.1 * found["trust"][0])
    assert found["shrunk"][2] == pytest.approx(0.2)


def test_rates_that_differ_by_chance_only_are_all_the_rate_of_all() -> None:
    found = shrunk(Series([1.0, 1.0]), base=Series([10.0, 10.0]))
    assert found["shrunk"].tolist() == pytest.approx([0.1, 0.1])
    assert found["trust"].tolist() == [0.0, 0.0]
