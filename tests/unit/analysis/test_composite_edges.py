"""Figures at the edge of what a table holds: balances below zero, gaps in a rate, eleven orders of magnitude."""

import math

import numpy as np
import pytest
from pandas import DataFrame, Series

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.robustness.tables import leave_one_out
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused

GAP = math.nan


def run(columns: dict[str, list[float]], *listed: Criterion, bases: dict[str, list[float]], **how: object) -> Composite:
    units = [chr(ord("a") + place) for place in range(len(next(iter(columns.values()))))]
    figures = Figures(
        counts=DataFrame(columns, index=units, dtype=float),
        bases=DataFrame(bases, index=units, dtype=float),
        unit_groups=Series("all", index=units),
    )
    return composite(figures, criteria=Criteria(criteria=listed, **how))  # type: ignore[arg-type]


def test_a_negative_balance_over_its_base_is_ranked_when_no_number_of_events_is_asked() -> None:
    result = run({"x": [-40.0, 10, 0]}, Criterion("x", "worse", denominator="n"), bases={"x": [100.0] * 3})
    assert result.standing.tolist() == ["ranked"] * 3
    assert result.rank.tolist() == [3, 1, 2]


def test_a_filled_gap_has_a_rate_but_no_cases_in_the_whole() -> None:
    # Cases 10 + 30 of 100 + 100: the whole is 0.2; the gap takes the mean rate 0.2, which is as the whole. y adds 0.
    listed = (Criterion("x", "worse", denominator="n"), Criterion("y", "worse"))
    result = run({"x": [10.0, 30, GAP], "y": [1.0] * 3}, *listed, bases={"x": [100.0, 100, 100]},
                 normalise="relative", missing="group_mean")  # fmt: skip
    assert result.index.tolist() == pytest.approx([-0.25, 0.25, 0.0])


def test_a_suppressed_count_cannot_be_read_off_the_whole() -> None:
    # Without the 4 of the last unit: 40 of 200; with it 44 of 300.
    listed = Criterion("x", "worse", denominator="n")
    result = run({"x": [15.0, 25, 4]}, listed, bases={"x": [100.0] * 3},
                 normalise="relative", missing="group_mean", suppress=True)  # fmt: skip
    assert result.wholes["x"] == pytest.approx(0.2)
    assert result.standing.tolist() == ["ranked", "ranked", "small_number"]


def test_a_small_index_keeps_its_digits_beside_a_huge_one() -> None:
    result = run({"x": [9e10, 25.519652743616717, -1128.4484154321683]}, Criterion("x", "worse"), bases={},
                 normalise="none")  # fmt: skip
    assert result.index.tolist() == pytest.approx([9e10, 25.519652743616717, -1128.4484154321683], rel=1e-11)


def test_what_is_left_when_large_figures_cancel_out_is_no_difference() -> None:
    # 0.1 + 0.2 - 0.3 is 5.6e-17 in floating point, 0.3 - 0.3 + 0 is 0: equal on paper.
    listed = [Criterion(name, "worse") for name in "xyz"]
    result = run({"x": [0.1, 0.3], "y": [0.2, 0.0], "z": [-0.3, -0.3]}, *listed, bases={}, normalise="none")
    assert result.rank.tolist() == [1, 1]


def test_scores_of_a_group_that_are_equal_on_paper_share_a_place_in_it() -> None:
    # (102 + 13.5 · 42) / 14.5 = (48 + 13.5 · 46) / 14.5 = 669 / 14.5, but not in floating point.
    listed = (Criterion("x", "worse", 1.0, group="g"), Criterion("y", "worse", 13.5, group="g"))
    result = run({"x": [102.0, 48, 1], "y": [42.0, 46, 1]}, *listed, bases={}, normalise="none",
                 groups=(Group("g", normalise="rank"),))  # fmt: skip
    assert result.index.tolist() == [2.0, 2.0, 1.0]


def test_under_a_geometric_mean_better_divides_so_that_ratios_stay() -> None:
    # Twice the patents is half the need: 1 / (2 · 8) ^ ½ = 1/4, and so on.
    listed = (Criterion("patents", "better"), Criterion("schooling", "better"))
    figures = {"patents": [2.0, 1, 4], "schooling": [8.0, 1, 16]}
    result = run(figures, *listed, bases={}, normalise="none", aggregate="geometric")
    assert result.index.tolist() == pytest.approx([1 / 4, 1.0, 1 / 8])
    turned = run(figures, *[Criterion(item.column, "worse") for item in listed], bases={}, normalise="none",
                 aggregate="geometric")  # fmt: skip
    assert (result.rank + turned.rank).tolist() == [4, 4, 4]
    assert [change.name for change in leave_one_out(result, most=1)] == ["patents", "schooling"]


@pytest.mark.parametrize("wrong", [0.0, -3.0])
def test_a_figure_that_cannot_be_divided_is_refused_as_it_stands_in_the_table(wrong: float) -> None:
    with pytest.raises(InputRefused, match="geometric_needs_positive") as refusal:
        run({"x": [2.0, wrong]}, Criterion("x", "better"), bases={}, normalise="none", aggregate="geometric")
    assert refusal.value.params["value"] == wrong


def test_an_arithmetic_group_under_a_geometric_top_is_turned_by_its_sign() -> None:
    listed = (Criterion("x", "better", group="g"), Criterion("y", "worse", group="h"))
    groups = (Group("g", aggregate="arithmetic"), Group("h"))
    criteria = Criteria(criteria=listed, groups=groups, normalise="none", aggregate="geometric")
    assert [criteria.turned_by_division(item) for item in listed] == [False, False]
    assert np.isfinite(run({"x": [-2.0, -4]}, Criterion("x", "better"), bases={}, normalise="none").index).all()
