import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame, Series

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.robustness.flips import Linear, flips_along, linear, smallest_turns, whole_weights
from gis_app.analysis.robustness.shift import exact_move, smallest_moves
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused

small = st.integers(-6, 6)
worlds = st.lists(st.tuples(small, small), min_size=2, max_size=7).flatmap(
    lambda rows: st.tuples(st.just(rows), st.integers(1, len(rows)), st.integers(1, 9))
)


def chosen(rows: list[tuple[int, int]], share: Fraction, most: int) -> list[bool]:
    index = [share * x + (1 - share) * y for x, y in rows]
    return [sum(other > own for other in index) < most for own in index]


def by_hand(rows: list[tuple[int, int]], share: Fraction, most: int, *, up: bool) -> list[Fraction | None]:
    """Exact crossings with fractions: the first interval between crossings in which a unit stands on another side."""
    ends = {Fraction(1) if up else Fraction(0), share}
    for x, y in rows:
        for z, v in rows:
            if x - y != z - v:
                at = Fraction(v - y, (x - y) - (z - v))
                if (share < at < 1) if up else (0 < at < share):
                    ends.add(at)
    stops = sorted(ends, reverse=not up)
    base, first = chosen(rows, share, most), [None] * len(rows)
    found: list[Fraction | None] = list(first)
    for near, far in pairwise(stops):
        after = chosen(rows, (near + far) / 2, most)
        found = [near if old is None and now != was else old for old, now, was in zip(found, after, base, strict=True)]
    return found


@settings(max_examples=150, deadline=None)
@given(worlds)
def test_the_nearest_flip_along_a_weight_is_that_of_exact_fractions(
    world: tuple[list[tuple[int, int]], int, int],
) -> None:
    rows, most, tenths = world
    share = Fraction(tenths, 10)
    parts = DataFrame(rows, columns=["x", "y"], dtype=float)
    along = flips_along(Linear(parts, Series({"x": tenths / 10, "y": 1 - tenths / 10})), most=most)
    for side in ("up", "down"):
        ours = along["x", side].tolist()
        for mine, exact in zip(ours, by_hand(rows, share, most, up=side == "up"), strict=True):
            if exact is None:
                # A tie reached only at the very end of the scale changes nothing before it.
                assert math.isnan(mine) or mine in (0.0, 1.0) or mine == pytest.approx(float(side == "up"))
            else:
                assert mine == pytest.approx(float(exact), abs=1e-9)


def test_the_soonest_turn_names_the_criterion_and_the_share_at_which_it_happens() -> None:
    # Two criteria at one half: a 0.9, 0.2; b 0.5, 0.5; c 0, 0. With share s of x: a = 0.2 + 0.7 s, b = 0.5;
    # a leads from s = 3/7 on.
    parts = DataFrame({"x": [0.9, 0.5, 0.0], "y": [0.2, 0.5, 0.0]}, index=["a", "b", "c"])
    turns = smallest_turns(Linear(parts, Series({"x": 0.5, "y": 0.5})), most=1)
    assert turns.loc["a", "criterion"] == "x"
    assert turns["flips_at"]["a"] == pytest.approx(3 / 7)
    assert turns["change"]["b"] == pytest.approx(3 / 7 - 0.5)
    assert math.isnan(turns["flips_at"]["c"])


def test_moving_weight_is_cheapest_from_where_the_unit_is_weakest() -> None:
    # b trails a by 0.1 with thirds; moving m from x (b - a = -1) to z (b - a = 0.5) closes 1.5 m: m = 1/15.
    parts = DataFrame({"x": [1.0, 0.0], "y": [0.2, 0.4], "z": [0.0, 0.5]}, index=["a", "b"])
    given_parts = Linear(parts, Series(1 / 3, index=["x", "y", "z"]))
    rank = Series({"a": 1.0, "b": 2.0})
    moves = smallest_moves(given_parts, rank=rank, most=1)
    assert moves["moved"].tolist() == pytest.approx([1 / 15, 1 / 15])
    assert moves["exact"].tolist() == [True, True]
    found = exact_move(given_parts, unit="b", rank=rank, most=1)
    assert found.moved == pytest.approx(1 / 15)
    assert found.weights is not None
    assert found.weights.tolist() == pytest.approx([1 / 3 - 1 / 15, 1 / 3, 1 / 3 + 1 / 15])


def test_a_unit_behind_in_every_criterion_is_moved_by_no_weights() -> None:
    parts = DataFrame({"x": [1.0, 0.0], "y": [1.0, 0.5]}, index=["a", "b"])
    given_parts = Linear(parts, Series({"x": 0.5, "y": 0.5}))
    rank = Series({"a": 1.0, "b": 2.0})
    assert smallest_moves(given_parts, rank=rank, most=1)["moved"].isna().all()
    found = exact_move(given_parts, unit="b", rank=rank, most=1)
    assert (math.isnan(found.moved), found.proven) == (True, True)


def test_the_quick_answer_is_never_above_the_exact_one_and_equal_where_it_says_so() -> None:
    parts = DataFrame(np.random.default_rng(3).normal(size=(25, 4)), columns=list("wxyz"))
    parts.index = [f"u{place}" for place in parts.index]
    given_parts = Linear(parts, Series(0.25, index=parts.columns))
    rank = (parts @ given_parts.weights).rank(ascending=False, method="min")
    moves = smallest_moves(given_parts, rank=rank, most=5, near=6)
    seen = set()
    for unit in map(str, moves.index):
        exact = exact_move(given_parts, unit=unit, rank=rank, most=5)
        assert exact.proven
        if moves["exact"][unit]:
            assert float(moves["moved"][unit]) == pytest.approx(exact.moved, abs=1e-6)
        elif not math.isnan(exact.moved):
            assert float(moves["moved"][unit]) <= exact.moved + 1e-7
        seen.add(bool(moves["exact"][unit]))
    assert seen == {True, False}


def result(*listed: Criterion, groups: tuple[Group, ...] = (), aggregate: str = "arithmetic") -> Composite:
    counts = DataFrame({"x": [1.0, 2, 4], "y": [3.0, 1, 2], "z": [2.0, 2, 1]}, index=["a", "b", "c"])
    criteria = Criteria(criteria=listed, groups=groups, aggregate=aggregate, normalise="percentile")
    return composite(Figures(counts=counts, bases=DataFrame(index=counts.index)), criteria=criteria)


def test_weights_of_the_whole_are_products_of_the_shares_on_each_level() -> None:
    listed = [
        Criterion("x", "worse", 3, group="a"),
        Criterion("y", "worse", 1, group="a"),
        Criterion("z", "worse", group="b"),
    ]
    groups = (Group("a", 1, group="c"), Group("b", 3, group="c"), Group("c"))
    assert whole_weights(Criteria(criteria=tuple(listed), groups=groups)).to_dict() == {
        "x": 0.1875,
        "y": 0.0625,
        "z": 0.75,
    }


def test_a_geometric_index_is_linear_in_logarithms() -> None:
    found = linear(result(Criterion("x", "worse"), Criterion("y", "worse", 2), aggregate="geometric"))
    index = result(Criterion("x", "worse"), Criterion("y", "worse", 2), aggregate="geometric").index
    assert np.exp(found.parts @ found.weights).tolist() == pytest.approx(index.tolist())


def test_an_index_that_is_no_mean_is_refused() -> None:
    with pytest.raises(InputRefused, match="flips_need_a_mean"):
        linear(result(Criterion("x", "worse"), Criterion("y", "worse"), aggregate="median"))
