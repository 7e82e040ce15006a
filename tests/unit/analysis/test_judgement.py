import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, Series

from gis_app.analysis.judgement import budget, influence, pairwise
from gis_app.domain.errors import InputRefused


def test_weights_of_three_pairs_are_the_eigenvector_and_the_ratio_is_saatys() -> None:
    # For three criteria the eigenvector is the geometric mean of the rows (Saaty): rows 3·5, 1/3·3, 1/5·1/3.
    found = pairwise("abc", compared={("a", "b"): 3, ("a", "c"): 5, ("b", "c"): 3})
    means = [15 ** (1 / 3), 1.0, (1 / 15) ** (1 / 3)]
    assert found.weights.tolist() == pytest.approx([mean / sum(means) for mean in means])
    # Largest eigenvalue 3.03851 of this textbook matrix: (3.03851 - 3) / 2 / 0.58 = 0.0332.
    assert found.ratio == pytest.approx(0.0332, abs=1e-4)
    assert found.consistent


def test_a_circle_of_preferences_is_not_consistent_and_its_worst_pair_is_named() -> None:
    found = pairwise("abc", compared={("a", "b"): 9, ("b", "c"): 9, ("c", "a"): 9})
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert found.ratio > 1
    assert found.worst is not None


@settings(deadline=None)
@given(st.lists(st.floats(1.0, 2.9), min_size=2, max_size=7))
def test_comparisons_that_agree_give_back_their_weights(weights: list[float]) -> None:
    names = [f"c{place}" for place in range(len(weights))]
    compared = {(a, b): weights[i] / weights[j] for i, a in enumerate(names) for j, b in enumerate(names) if i < j}
    found = pairwise(names, compared=compared)
    assert found.weights.tolist() == pytest.approx([weight / sum(weights) for weight in weights])
    assert found.ratio == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("compared", "code"),
    [
        ({("a", "b"): 2.0}, "pair_missing"),
        ({("a", "b"): 2.0, ("b", "a"): 2.0, ("a", "c"): 1, ("b", "c"): 1}, "pair_twice"),
        ({("a", "b"): 10.0}, "pair_out_of_scale"),
        ({("a", "b"): math.nan}, "pair_out_of_scale"),
        ({("a", "x"): 2.0}, "pair_unknown"),
    ],
)
def test_pairs_that_do_not_fit_are_refused(compared: dict[tuple[str, str], float], code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        pairwise("abc", compared=compared)


def test_a_hundred_points_of_several_people_give_mean_and_spread() -> None:
    points = DataFrame({"x": [60.0, 20.0], "y": [40.0, 80.0]}, index=["resident", "worker"])
    found = budget(points)
    assert found["weight"].to_dict() == pytest.approx({"x": 0.4, "y": 0.6})
    assert found.to_numpy()[0].tolist() == pytest.approx([0.4, 0.2, 0.6, math.sqrt(0.08)])
    assert budget(points.iloc[:1])["spread"].isna().all()


@pytest.mark.parametrize("row", [[60.0, 30.0], [120.0, -20.0], [math.nan, 100.0]])
def test_points_that_are_not_a_hundred_are_refused(row: list[float]) -> None:
    with pytest.raises(InputRefused, match="points_not_hundred"):
        budget(DataFrame([row], columns=["x", "y"], index=["resident"]))


def test_influence_is_what_a_criterion_decides_and_not_its_weight() -> None:
    parts = DataFrame({"wide": [0.0, 10, 20, 30], "flat": [1.0, 1, 1, 1], "gap": [1.0, math.nan, math.nan, 2]})
    found = influence(parts, index=Series([0.0, 1, 2, 3]))
    assert found["wide"] == pytest.approx(1.0)
    assert math.isnan(found["flat"])
    assert math.isnan(found["gap"])
