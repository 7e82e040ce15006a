import math

import pytest

from gis_app.analysis.weighing import pairwise, spread
from gis_app.domain.errors import InputRefused


def test_pairs_give_the_published_weights_of_saatys_school_example() -> None:
    """Saaty, How to make a decision (1990), table 2: buying a house, eight criteria; priorities to three decimals."""
    names = ["size", "transport", "neighbours", "age", "yard", "modern", "condition", "finance"]
    upper = [
        [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [6, 3, 4, 6, 1 / 5],
        [1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 2, 1 / 5, 1 / 6],
        [1 / 5, 1 / 6],
        [1 / 2],
    ]
    said = {
        (first, names[row + 1 + place]): times
        for row, first in enumerate(names[:-1])
        for place, times in enumerate(upper[row])
    }
    found = pairwise(names, said=said)
    published = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]
    assert [found.weights[name] for name in names] == pytest.approx(published, abs=0.002)
    assert found.ratio == pytest.approx(0.169, abs=0.01)
    assert not found.consistent


def test_pairs_that_follow_from_weights_give_them_back_without_contradiction() -> None:
    weights = {"a": 0.5, "b": 0.25, "c": 0.125, "d": 0.125}
    names = list(weights)
    said = {(one, two): weights[one] / weights[two] for one in names for two in names if one < two}
    found = pairwise(names, said=said)
    assert dict(found.weights) == pytest.approx(weights)
    assert found.ratio == pytest.approx(0.0, abs=1e-9)
    assert found.consistent


def test_a_pair_turned_round_is_its_inverse_and_a_missing_one_is_alike() -> None:
    assert pairwise(["a", "b"], said={("b", "a"): 4.0}).weights == pytest.approx({"a": 0.2, "b": 0.8})
    assert pairwise(["a", "b"], said={}).weights == pytest.approx({"a": 0.5, "b": 0.5})


@pytest.mark.parametrize("times", [0.0, 10.0, -1.0, math.nan, math.inf])
def test_a_comparison_beyond_nine_is_refused(times: float) -> None:
    with pytest.raises(InputRefused, match="pair_refused"):
        pairwise(["a", "b"], said={("a", "b"): times})


def test_more_than_ten_criteria_are_not_compared_in_pairs() -> None:
    with pytest.raises(InputRefused, match="pairwise_too_many"):
        pairwise([str(number) for number in range(11)], said={})


def test_voices_count_alike_and_their_spread_is_told() -> None:
    found = spread([{"a": 0.5, "b": 0.5}, {"a": 1.0}], names=["a", "b"])
    assert (found["a"].mean, found["a"].low, found["a"].high, found["a"].deviation) == (0.75, 0.5, 1.0, 0.25)
    assert found["b"].mean == 0.25
