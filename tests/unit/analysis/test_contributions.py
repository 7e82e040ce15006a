"""Truth: worked out by hand in the comments."""

import math

import pytest
from pandas import DataFrame

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.contributions import contributions
from gis_app.domain.criteria import Criteria, Criterion, Group

UNITS = ["a", "b", "c"]


def ranked(criteria: Criteria, **columns: list[float]) -> Composite:
    counts = DataFrame(columns, index=UNITS, dtype=float)
    return composite(Figures(counts, DataFrame(index=UNITS)), criteria=criteria)


def test_the_parts_of_a_weighted_mean_are_score_times_share_and_sum_to_the_index() -> None:
    # Min-max: x of b is (2-1)/(3-1) = 0.5, y of b is (30-10)/(30-10) = 1; shares 1/4 and 3/4.
    criteria = Criteria((Criterion("x", "worse", weight=1.0), Criterion("y", "worse", weight=3.0)), normalise="minmax")
    found = contributions(ranked(criteria, x=[1, 2, 3], y=[10, 30, 20]), unit="b")
    assert found.exact
    assert found.parts == pytest.approx({"x": 0.125, "y": 0.75})
    assert found.constant == 0.0


def test_a_criterion_of_which_higher_is_better_gives_less_where_it_is_high() -> None:
    # z-scores of 1, 2, 3 with ddof 0: deviation sqrt(2/3), so c is 1.2247; turned round it is -1.2247.
    criteria = Criteria((Criterion("x", "better"),))
    found = contributions(ranked(criteria, x=[1, 2, 3]), unit="c")
    assert found.parts["x"] == pytest.approx(-math.sqrt(1.5))


def test_a_gap_has_no_part_and_the_others_share_its_weight() -> None:
    # b lacks y, so x alone is its index: 0.5.
    criteria = Criteria(
        (Criterion("x", "worse"), Criterion("y", "worse")), normalise="minmax", missing="at_least", min_criteria=1
    )
    result = ranked(criteria, x=[1, 2, 3], y=[10, math.nan, 20])
    found = contributions(result, unit="b")
    assert found.parts == {"x": pytest.approx(0.5), "y": None}
    assert result.index["b"] == pytest.approx(0.5)


def test_parts_climb_through_groups_with_their_weights() -> None:
    # Group g (weight 1) holds x and y alike, h (weight 3) holds z: shares 1/8, 1/8, 3/4.
    criteria = Criteria(
        (Criterion("x", "worse", group="g"), Criterion("y", "worse", group="g"), Criterion("z", "worse", group="h")),
        groups=(Group("g", 1.0), Group("h", 3.0)),
        normalise="minmax",
    )
    found = contributions(ranked(criteria, x=[0, 1, 0.5], y=[0, 1, 0.5], z=[0, 1, 0.5]), unit="b")
    assert found.parts == pytest.approx({"x": 0.125, "y": 0.125, "z": 0.75})


def test_of_a_standardised_index_parts_and_constant_sum_to_it() -> None:
    # Raw index: 0, 0.75, 0.75 (min-max, equal weights): mean 0.5, deviation sqrt(0.125) = 0.353553.
    criteria = Criteria((Criterion("x", "worse"), Criterion("y", "worse")), normalise="minmax", restandardise=True)
    result = ranked(criteria, x=[1, 2, 3], y=[10, 30, 20])
    found = contributions(result, unit="b")
    deviation = math.sqrt(0.125)
    assert found.parts == pytest.approx({"x": 0.25 / deviation, "y": 0.5 / deviation})
    assert found.constant == pytest.approx(-0.5 / deviation)
    assert sum(part or 0.0 for part in found.parts.values()) + found.constant == pytest.approx(result.index["b"])


def test_an_index_that_is_no_sum_is_told_by_leaving_each_criterion_out() -> None:
    # Geometric mean of b: sqrt(4 * 9) = 6; without x it is 9, without y 4.
    criteria = Criteria((Criterion("x", "worse"), Criterion("y", "worse")), normalise="none", aggregate="geometric")
    found = contributions(ranked(criteria, x=[1, 4, 3], y=[2, 9, 5]), unit="b")
    assert not found.exact
    assert found.parts == pytest.approx({"x": 6.0 - 9.0, "y": 6.0 - 4.0})


def test_a_single_criterion_cannot_be_left_out_and_nothing_is_said() -> None:
    criteria = Criteria((Criterion("x", "worse"),), normalise="none", aggregate="median")
    assert contributions(ranked(criteria, x=[1, 4, 3]), unit="b").parts == {"x": None}


def test_a_unit_without_an_index_has_no_parts() -> None:
    criteria = Criteria((Criterion("x", "worse"), Criterion("y", "worse")), normalise="minmax")
    found = contributions(ranked(criteria, x=[1, 2, 3], y=[10, math.nan, 20]), unit="b")
    assert found.parts == {"x": None, "y": None}
