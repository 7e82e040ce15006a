import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas import DataFrame, Series

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused

NOBODY = math.nan


def run(
    columns: dict[str, list[float]], *criteria: Criterion, bases: dict[str, list[float]] | None = None, **how: Any
) -> Composite:
    population = how.pop("people", None)
    unit_groups = how.pop("unit_groups", None)
    many = len(next(iter(columns.values())))
    units = [chr(ord("a") + place) for place in range(many)]
    figures = Figures(
        counts=DataFrame(columns, index=units, dtype=float),
        bases=DataFrame(bases or {}, index=units, dtype=float),
        population=None if population is None else Series(population, index=units, dtype=float),
        unit_groups=None if unit_groups is None else Series(unit_groups, index=units),
    )
    listed = criteria or tuple(Criterion(name, "worse") for name in columns)
    return composite(figures, criteria=Criteria(criteria=listed, **how))


def test_rank_1_is_the_most_disadvantaged_and_equal_units_share_the_first_place() -> None:
    result = run({"x": [1, 5, 3, 5, 0]}, normalise="none")
    assert result.rank.tolist() == [4, 1, 3, 1, 5]


def test_a_better_indicator_counts_the_other_way_in_every_normalisation() -> None:
    for method in ("zscore", "minmax", "percentile", "rank", "exponential", "relative", "none"):
        worse = run({"x": [1, 2, 4]}, Criterion("x", "worse"), normalise=method)
        better = run({"x": [1, 2, 4]}, Criterion("x", "better"), normalise=method)
        assert (worse.rank.tolist(), better.rank.tolist()) == ([3, 2, 1], [1, 2, 3]), method


def test_weights_are_divided_by_their_sum() -> None:
    columns = {"x": [0.0, 1.0], "y": [1.0, 0.0]}
    result = run(columns, Criterion("x", "worse", 3), Criterion("y", "worse", 1), normalise="none")
    assert result.index.tolist() == [0.25, 0.75]


def test_domains_have_weights_of_their_own() -> None:
    # x and y make one domain, z another: (1 + 3) / 2 * 0.75 + 10 * 0.25 by hand.
    listed = [
        Criterion("x", "worse", group="work"),
        Criterion("y", "worse", group="work"),
        Criterion("z", "worse", group="home"),
    ]
    groups = (Group("work", 3), Group("home", 1))
    result = run({"x": [1, 0], "y": [3, 0], "z": [10, 0]}, *listed, groups=groups, normalise="none")
    assert result.index["a"] == 4.0
    assert result.groups.loc["a"].to_dict() == {"work": 2.0, "home": 10.0}


def test_a_domain_may_stand_in_a_domain() -> None:
    listed = [
        Criterion("x", "worse", group="inner"),
        Criterion("y", "worse", group="outer"),
        Criterion("z", "worse", group="other"),
    ]
    groups = (Group("inner", group="outer"), Group("outer"), Group("other"))
    result = run({"x": [8, 0], "y": [4, 0], "z": [2, 0]}, *listed, groups=groups, normalise="none")
    assert result.index["a"] == 4.0  # ((8 + 4) / 2 + 2) / 2


def test_the_geometric_mean_the_median_and_the_count_by_hand() -> None:
    columns: dict[str, list[float]] = {"x": [1, 8], "y": [8, 8], "z": [27, 8]}
    assert run(columns, normalise="none", aggregate="geometric").index["a"] == pytest.approx(6.0)
    assert run(columns, normalise="none", aggregate="median").index["a"] == 8.0
    limits = [Criterion(name, "worse", threshold=8) for name in columns]
    counted = run(columns, *limits, aggregate="count")
    assert counted.index.tolist() == [2.0, 3.0]
    assert counted.over.tolist() == [2, 3]


def test_a_heavy_criterion_pulls_the_median() -> None:
    listed = [Criterion("x", "worse", 5), Criterion("y", "worse", 1), Criterion("z", "worse", 1)]
    assert (
        run({"x": [1, 9], "y": [8, 9], "z": [27, 9]}, *listed, normalise="none", aggregate="median").index["a"] == 1.0
    )


def test_counting_looks_at_the_rate_and_at_its_worse_side() -> None:
    listed = [
        Criterion("jobless", "worse", threshold=0.1, denominator="adults"),
        Criterion("seats", "better", threshold=5),
    ]
    result = run({"jobless": [10, 9], "seats": [5, 6]}, *listed, bases={"jobless": [100, 100]}, aggregate="count")
    assert result.index.tolist() == [2.0, 0.0]


def test_a_unit_without_a_criterion_has_no_index_and_changes_nothing_for_the_others() -> None:
    with_gap = run({"x": [1, 2, 4, 90], "y": [3, 2, 1, NOBODY]})
    without = run({"x": [1, 2, 4], "y": [3, 2, 1]})
    assert math.isnan(with_gap.index["d"])
    assert math.isnan(with_gap.rank["d"])
    assert with_gap.standing["d"] == "missing_criterion"
    assert with_gap.index[:3].tolist() == without.index.tolist()


def test_at_least_k_criteria_are_enough_and_weights_spread_over_the_known_ones() -> None:
    columns: dict[str, list[float]] = {"x": [1, 2, 3], "y": [5, NOBODY, 1], "z": [6, NOBODY, NOBODY]}
    result = run(columns, normalise="none", missing="at_least", min_criteria=2)
    assert result.index[["a", "c"]].tolist() == [4.0, 2.0]
    assert result.standing["b"] == "missing_criterion"


def test_a_gap_takes_the_mean_of_the_units_group_and_says_so() -> None:
    columns: dict[str, list[float]] = {"x": [1, 3, NOBODY, 10], "y": [0, 0, 4, 0]}
    result = run(columns, normalise="none", missing="group_mean", unit_groups=["p", "p", "p", "q"])
    assert result.index["c"] == 3.0
    assert result.imputed["x"].tolist() == [False, False, True, False]


def test_a_unit_without_any_figure_is_not_made_up_from_means() -> None:
    assert run({"x": [1, 3, NOBODY]}, missing="group_mean").standing["c"] == "missing_criterion"


def test_a_unit_below_the_smallest_population_or_without_one_is_left_out_of_everything() -> None:
    result = run({"x": [1, 2, 99, 98]}, population="people", min_population=300, people=[300, 5000, 299, NOBODY])
    assert result.standing.tolist() == ["ranked", "ranked", "small_population", "small_population"]
    assert result.index.tolist()[:2] == [-1.0, 1.0]


def test_outliers_are_drawn_in_to_the_quantiles() -> None:
    result = run({"x": [0, 1, 2, 3, 100]}, Criterion("x", "worse", winsorise=(0.25, 0.75)), normalise="none")
    assert result.treated["x"].tolist() == [1, 1, 2, 3, 3]


def test_relative_compares_with_the_rate_of_all_units_together() -> None:
    # 30 of 300 together is 10 %; the plain mean of 20 % and 5 % would be 12.5 %.
    result = run(
        {"x": [20, 10]}, Criterion("x", "worse", denominator="n"), bases={"x": [100, 200]}, normalise="relative"
    )
    assert result.index.tolist() == [1.0, -0.5]


def test_restandardise_makes_the_index_a_z_score() -> None:
    result = run({"x": [1, 2, 6], "y": [1, 3, 5]}, restandardise=True)
    assert result.index.mean() == pytest.approx(0, abs=1e-9)
    assert result.index.std(ddof=0) == pytest.approx(1)


def test_rule_5_small_counts_are_no_data_when_suppression_is_asked_for() -> None:
    listed = Criterion("x", "worse", denominator="n")
    bases: dict[str, list[float]] = {"x": [100, 100, 100, 10]}
    result = run({"x": [10, 11, 0, 50]}, listed, bases=bases, normalise="none", suppress=True)
    assert result.standing.tolist() == ["small_number", "ranked", "ranked", "small_number"]
    assert result.rates["x"].isna().tolist() == [True, False, False, True]


def test_rule_5_below_20_events_there_is_no_rank() -> None:
    listed = Criterion("x", "worse", denominator="n")
    bases: dict[str, list[float]] = {"x": [100, 100, 100]}
    result = run({"x": [19, 20, 30]}, listed, bases=bases, min_events=20)
    assert result.standing.tolist() == ["few_events", "ranked", "ranked"]


@pytest.mark.parametrize(
    ("columns", "how", "code"),
    [
        ({"x": [2, 2]}, {}, "indicator_constant"),
        ({"x": [NOBODY, NOBODY]}, {}, "indicator_without_figures"),
        ({"x": [1, NOBODY], "y": [NOBODY, 1]}, {}, "nobody_to_compare"),
        ({"x": [-1, 2]}, {"normalise": "none", "aggregate": "geometric"}, "geometric_needs_positive"),
        ({"x": [0, 2]}, {"normalise": "minmax", "aggregate": "geometric"}, "geometric_needs_positive"),
        ({"x": [-1, 1]}, {"normalise": "relative"}, "whole_is_zero"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_its_reason(
    columns: dict[str, list[float]], how: dict[str, Any], code: str
) -> None:
    with pytest.raises(InputRefused, match=code):
        run(columns, **how)


def test_a_unit_that_stands_twice_is_refused() -> None:
    twice = Figures(counts=DataFrame({"x": [1.0, 2.0]}, index=["a", "a"]), bases=DataFrame(index=["a", "a"]))
    with pytest.raises(InputRefused, match="unit_twice"):
        composite(twice, criteria=Criteria(criteria=(Criterion("x", "worse"),)))


def test_the_input_is_not_changed() -> None:
    counts = DataFrame({"x": [1.0, NOBODY, 4.0]}, index=["a", "b", "c"])
    before = counts.copy()
    criteria = Criteria(criteria=(Criterion("x", "worse", winsorise=(0.1, 0.9)),), missing="group_mean")
    composite(Figures(counts=counts, bases=DataFrame(index=counts.index)), criteria=criteria)
    assert counts.equals(before)


@given(
    rows=st.lists(st.tuples(*[st.one_of(st.floats(-1e6, 1e6), st.just(math.nan))] * 3), min_size=4, max_size=12),
    order=st.randoms(use_true_random=False),
    method=st.sampled_from(["zscore", "minmax", "percentile", "rank", "exponential"]),
    missing=st.sampled_from(["leave_out", "group_mean"]),
)
def test_the_order_of_the_rows_changes_no_digit(
    rows: list[tuple[float, ...]], order: Any, method: str, missing: str
) -> None:
    counts = DataFrame(rows, columns=list("xyz"), index=[f"u{place}" for place in range(len(rows))])
    shuffled = counts.sample(frac=1, random_state=order.randrange(1000))
    criteria = Criteria(criteria=tuple(Criterion(name, "worse") for name in "xyz"), normalise=method, missing=missing)
    try:
        one = composite(Figures(counts, DataFrame(index=counts.index)), criteria=criteria)
    except InputRefused:
        with pytest.raises(InputRefused):
            composite(Figures(shuffled, DataFrame(index=shuffled.index)), criteria=criteria)
        return
    other = composite(Figures(shuffled, DataFrame(index=shuffled.index)), criteria=criteria)
    assert one.index.equals(other.index.reindex(one.index.index))
    assert one.rank.equals(other.rank.reindex(one.rank.index))
