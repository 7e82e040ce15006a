import math

import pytest
from pandas import Series

from gis_app.analysis.normalise import exponential, minmax, percentile, ranks, relative, zscore
from gis_app.catalog.tables import read_table
from gis_app.domain.errors import InputRefused
from gis_app.settings import Settings

HANDBOOK = Settings.from_environment().validation_dir / "oecd_tai/tai_oecd2008_table15_expected.csv"


@pytest.mark.skipif(not HANDBOOK.exists(), reason="the Handbook's table 15 is not on this machine")
def test_five_normalisations_agree_with_table_15_of_the_handbook() -> None:
    table = read_table(HANDBOOK)
    values = Series(table.figures("x"))
    ours = {
        "rank": ranks(values),
        "z": zscore(values, ddof=1),
        "minmax": minmax(values),
        "percentile": percentile(values),
        "diff_mean": relative(values, whole=float(values.mean())),
    }
    for column, rounding in (
        ("rank", 0.0),
        ("z", 0.011),
        ("minmax", 0.0051),
        ("percentile", 0.051),
        ("diff_mean", 0.0051),
    ):
        assert (ours[column] - Series(table.figures(column))).abs().max() <= rounding, column


def test_the_exponential_score_of_the_most_deprived_is_100_and_falls_as_published() -> None:
    # English Indices of Deprivation, technical report: the most deprived tenth spans 50 to 100 of the score.
    scores = exponential(Series(range(1000, 0, -1), dtype=float))
    assert scores.iloc[0] == pytest.approx(100.0)
    assert scores.iloc[100] == pytest.approx(50.0, abs=0.5)
    assert scores.iloc[-1] == pytest.approx(0.0, abs=0.1)


def test_zscore_divides_by_n_or_by_n_minus_1_as_told() -> None:
    values = Series([1.0, 2.0, 3.0, math.nan])
    assert zscore(values, ddof=1).iloc[2] == pytest.approx(1.0)
    assert zscore(values, ddof=0).iloc[2] == pytest.approx(math.sqrt(1.5))
    assert math.isnan(zscore(values, ddof=0).iloc[3])


def test_values_beyond_a_goalpost_are_capped() -> None:
    assert minmax(Series([-5.0, 5.0, 50.0]), goalposts=(0, 10)).tolist() == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("values", [[2.0, 2.0], [2.0], [0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2]])
def test_an_indicator_equal_everywhere_is_refused(values: list[float]) -> None:
    for method in (lambda figures: zscore(figures, ddof=0), minmax):
        with pytest.raises(InputRefused, match="indicator_constant"):
            method(Series(values, name="x"))
