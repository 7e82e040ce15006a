"""Levels, frozen scales, weights by inhabitants and outliers: the steps of published indices, by hand."""

import math
from typing import Any

import numpy as np
import pytest
from pandas import DataFrame, Series

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.outliers import calm
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused

NOBODY = math.nan


def run(
    columns: dict[str, list[float]],
    *listed: Criterion,
    people: list[float] | None = None,
    unit_groups: list[str] | None = None,
    **how: Any,
) -> Composite:
    units = [chr(ord("a") + place) for place in range(len(next(iter(columns.values()))))]
    figures = Figures(
        counts=DataFrame(columns, index=units, dtype=float),
        bases=DataFrame(index=units, dtype=float),
        population=None if people is None else Series(people, index=units, dtype=float),
        unit_groups=None if unit_groups is None else Series(unit_groups, index=units),
    )
    return composite(figures, criteria=Criteria(criteria=listed or (Criterion("x", "worse"),), **how))


def imd(rank: int, of: int) -> float:
    share = (of - rank + 1) / of
    return -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))


def test_domains_are_transformed_exponentially_before_they_are_weighted_as_in_the_english_index() -> None:
    columns = {"x": [1.0, 4, 2, 3], "y": [5.0, 1, 0, 2], "z": [3.0, 9, 1, 7]}
    listed = (Criterion("x", "worse", group="income"), Criterion("y", "worse", group="income"))
    groups = (Group("income", 22.5, normalise="exponential"), Group("crime", 9.3, normalise="exponential"))
    result = run(columns, *listed, Criterion("z", "worse", group="crime"), groups=groups, normalise="none")
    # Means of x and y: 3, 2.5, 1, 2.5 (ranks 1, 2, 4, 2); z ranks 3, 1, 4, 2.
    income = [imd(rank, 4) for rank in (1, 2, 4, 2)]
    crime = [imd(rank, 4) for rank in (3, 1, 4, 2)]
    wanted = [(22.5 * a + 9.3 * b) / 31.8 for a, b in zip(income, crime, strict=True)]
    assert result.groups["income"].tolist() == pytest.approx(income)
    assert result.index.tolist() == pytest.approx(wanted)


def test_three_levels_multiply_their_weights() -> None:
    listed = (
        Criterion("x", "worse", 1, group="p1"),
        Criterion("y", "worse", 3, group="p1"),
        Criterion("z", "worse", 1, group="p2"),
    )
    groups = (Group("p1", 2, group="conn"), Group("p2", 1, group="conn"), Group("conn", 5))
    result = run({"x": [8.0, 0], "y": [4.0, 0], "z": [1.0, 0]}, *listed, groups=groups, normalise="none")
    # p1 = (8 + 12) / 4 = 5; conn = (2 · 5 + 1) / 3 = 11/3.
    assert result.groups.to_numpy()[0].tolist() == pytest.approx([5.0, 1.0, 11 / 3])
    assert result.index["a"] == pytest.approx(11 / 3)


def test_a_group_may_take_another_mean_than_the_top_as_in_the_human_development_index() -> None:
    school = [Criterion(name, "better", group="school") for name in "xy"]
    listed = (*school, Criterion("z", "better", group="life"))
    groups = (Group("school", aggregate="arithmetic"), Group("life"))
    result = run({"x": [0.4, 0.5], "y": [0.8, 0.9], "z": [0.9, 0.4]}, *listed, groups=groups,
                 normalise="minmax", aggregate="geometric", shift=1.0)  # fmt: skip
    # Better turns minmax over: x 1, 0; y 1, 0; z 0, 1; shifted by one: school 2, life 1.
    assert result.index.tolist() == pytest.approx([math.sqrt(2 * 1), math.sqrt(1 * 2)])


def test_z_scores_count_every_inhabitant_when_asked() -> None:
    # Weighted mean (1·1 + 3·3) / 4 = 2.5; variance (1·2.25 + 3·0.25) / 4 = 0.75.
    result = run({"x": [1.0, 3.0]}, people=[1.0, 3.0], population="n", population_weights=True)
    assert result.index.tolist() == pytest.approx([-1.5 / math.sqrt(0.75), 0.5 / math.sqrt(0.75)])
    nobody = run({"x": [1.0, 3, 2]}, people=[1.0, 3.0, 0.0], population="n", population_weights=True)
    assert nobody.standing["c"] == "small_population"


def test_a_frozen_reference_makes_years_comparable() -> None:
    frozen = Criterion("x", "worse", reference=(10.0, 2.0))
    assert run({"x": [12.0, 12.0, 8.0]}, frozen).index.tolist() == [1.0, 1.0, -1.0]
    scale = Criterion("x", "better", reference=(0.0, 4.0))
    # Beyond the year's lowest and highest nothing is capped.
    assert run({"x": [-2.0, 4.0, 6.0]}, scale, normalise="minmax").index.tolist() == [1.5, 0.0, -0.5]
    whole = Criterion("x", "worse", reference=(50.0,))
    assert run({"x": [60.0, 50.0]}, whole, normalise="relative").index.tolist() == [0.2, 0.0]
    index = run({"x": [12.0, 14.0]}, frozen, restandardise=True, reference=(1.0, 0.5))
    assert index.index.tolist() == [0.0, 2.0]


@pytest.mark.parametrize(
    ("method", "reference"),
    [("zscore", (1.0, 0.0)), ("zscore", (1.0,)), ("minmax", (3.0, 3.0)), ("relative", (0.0,)), ("rank", (1.0, 2.0))],
)
def test_a_reference_that_is_no_scale_is_refused(method: str, reference: tuple[float, ...]) -> None:
    with pytest.raises(InputRefused, match="criteria_bad_value"):
        Criteria(criteria=(Criterion("x", "worse", reference=reference),), normalise=method)


def test_a_group_without_enough_figures_has_no_score_or_the_mean_of_its_like() -> None:
    columns = {"x": [1.0, NOBODY, 3, 5], "y": [1.0, 2.0, 3, 5], "z": [0.0, 4, 0, 0]}
    listed = (*(Criterion(name, "worse", group="g") for name in "xy"), Criterion("z", "worse", group="h"))
    like = ["north", "north", "north", "south"]

    def index(missing: str) -> Composite:
        groups = (Group("g", min_criteria=2, missing=missing), Group("h"))
        return run(columns, *listed, groups=groups, missing="at_least", min_criteria=1, normalise="none",
                   unit_groups=like, unit_group="side")  # fmt: skip

    assert index("known").index.tolist() == [0.5, 4.0, 1.5, 2.5]
    # g of the north: (1 + 3) / 2 = 2.
    assert index("group_mean").index["b"] == pytest.approx((2 + 4) / 2)
    left = index("leave_out")
    assert left.standing["b"] == "missing_criterion"
    assert left.index.dropna().tolist() == [0.5, 1.5, 2.5]


def test_group_mean_asks_for_own_figures_where_min_criteria_is_set() -> None:
    columns = {"x": [1.0, NOBODY, 3], "y": [1.0, NOBODY, 3], "z": [1.0, 9, 3]}
    listed = tuple(Criterion(name, "worse") for name in "xyz")
    result = run(columns, *listed, missing="group_mean", min_criteria=2)
    assert result.standing.tolist() == ["ranked", "missing_criterion", "ranked"]


def test_outermost_values_are_drawn_in_until_the_spread_is_calm() -> None:
    # 1 … 10, 30, 100 of COINr's help page: skewness 2.95 and kurtosis 9.1 (as a spreadsheet's SKEW and KURT say);
    # with 100 -> 30: 1.43, below 2, so one point is enough.
    values = Series([*range(1, 11), 30, 100], dtype=float)
    done = calm(values, most=5)
    assert (done.points, done.logged, done.values.tolist()) == (1, False, [*map(float, range(1, 11)), 30.0, 30.0])
    assert calm(Series([1.0, 2, 3, 4, 5]), most=5).points == 0


def test_values_that_stay_wild_become_logarithms_instead() -> None:
    values = Series([0.0] * 60 + [10.0, 100, 1000, 10000, 1e5, 1e6, 1e7, 1e8])
    done = calm(values, most=3)
    assert done.logged
    assert done.values.tolist() == pytest.approx(np.log(values + 0.01 * 1e8).tolist())


def test_a_low_outlier_is_drawn_in_from_below_and_gaps_stay() -> None:
    values = Series([-100.0, *range(1, 13), NOBODY])
    done = calm(values, most=5)
    assert done.values.iloc[0] == 1.0
    assert math.isnan(done.values.iloc[-1])


def test_an_outlier_rule_stands_in_the_result() -> None:
    wild = Criterion("x", "worse", winsorise=5)
    result = run({"x": [*map(float, range(1, 11)), 30.0, 100.0]}, wild, normalise="minmax")
    assert result.treatments["x"].points == 1
    assert result.index.tolist()[-2:] == [1.0, 1.0]


def test_protected_columns_are_refused_as_denominator_group_and_population_too() -> None:
    for bad in ("tautiba", "pilsoniba", "valoda", "religija", "invaliditate", "Staatsangehörigkeit", "langue", "santé"):
        with pytest.raises(InputRefused, match="criterion_refused"):
            Criterion("x", "worse", denominator=bad)
        with pytest.raises(InputRefused, match="criterion_refused"):
            Criteria(criteria=(Criterion("x", "worse"),), population=bad)
        with pytest.raises(InputRefused, match="criterion_refused"):
            Criteria(criteria=(Criterion("x", "worse"),), unit_group=bad)
