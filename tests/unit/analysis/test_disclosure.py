import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.analysis.disclosure import small_remainders, telling_parts, withheld
from gis_app.domain.statistics import Observation

PARENTS = {"a": "all", "b": "all", "c": "all", "all": None}


def figure(place: str, numerator: float | None) -> Observation:
    return Observation("cases", place, "2024", numerator, numerator=numerator, denominator=1000)


def left_out(*given: Observation) -> set[str]:
    return {territory for _, territory, _ in withheld(given, parents=PARENTS)}


def test_a_small_figure_alone_is_withheld_alone() -> None:
    assert left_out(figure("a", 4), figure("b", 20), figure("c", 30)) == {"a"}


def test_where_the_whole_is_known_the_smallest_other_part_goes_too() -> None:
    assert left_out(figure("a", 4), figure("b", 20), figure("c", 30), figure("all", 54)) == {"a", "b"}


def test_two_small_parts_protect_each_other() -> None:
    assert left_out(figure("a", 4), figure("b", 5), figure("c", 30), figure("all", 39)) == {"a", "b"}


def test_nothing_goes_where_nothing_is_small() -> None:
    assert left_out(figure("a", 14), figure("b", 20), figure("c", 0), figure("all", 34)) == set()


def test_another_part_without_data_protects_as_well() -> None:
    assert left_out(figure("a", 4), figure("b", None), figure("c", 30), figure("all", 60)) == {"a"}


def test_the_order_of_the_figures_does_not_matter() -> None:
    given = [figure("a", 4), figure("b", 20), figure("c", 20), figure("all", 44)]
    assert left_out(*given) == left_out(*reversed(given)) == {"a", "b"}


def test_a_unit_of_few_people_follows_from_two_areas_that_differ_by_it() -> None:
    people = {"a": 900.0, "b": 700.0, "farm": 8.0}
    assert small_remainders([{"a", "b"}, {"a", "b", "farm"}], people=people) == [frozenset({"farm"})]
    assert small_remainders([{"a", "b"}, {"a", "farm"}], people=people) == []
    assert small_remainders([{"a", "farm"}], people=people) == []
    assert small_remainders([], people=people) == []


def test_a_unit_of_few_people_follows_from_an_area_and_those_it_was_put_together_from() -> None:
    people = {"a": 900.0, "b": 700.0, "farm": 8.0}
    assert small_remainders([{"a", "b", "farm"}, {"a"}, {"b"}], people=people) == [frozenset({"farm"})]


def test_units_that_are_few_together_follow_and_enough_people_do_not() -> None:
    people = {"a": 900.0, "x": 4.0, "y": 5.0, "z": 11.0}
    assert small_remainders([{"a"}, {"a", "x", "y"}], people=people) == [frozenset({"x", "y"})]
    assert small_remainders([{"a"}, {"a", "z"}], people=people) == []


@given(
    sets=st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=5),
    few=st.sets(st.sampled_from("abcdef")),
)
def test_every_remainder_that_is_named_can_really_be_computed_from_the_totals(
    sets: list[set[str]], few: set[str]
) -> None:
    people = {unit: 7.0 if unit in few else 500.0 + ord(unit) for unit in "abcdef"}
    totals = np.array([sum(people[unit] for unit in one) for one in sets])
    rows = np.array([[unit in one for unit in "abcdef"] for one in sets], dtype=float)
    for group in small_remainders(sets, people=people):
        wanted = np.array([unit in group for unit in "abcdef"], dtype=float)
        combined, *_ = np.linalg.lstsq(rows.T, wanted, rcond=None)
        assert float(combined @ totals) == pytest.approx(sum(people[unit] for unit in group))


REASONS = {"c1": "core", "c2": "core", "m1": "mixed_in", "m2": "mixed_in", "b1": "bridge"}


@pytest.mark.parametrize("strict", [False, True])
def test_rule_6_12_two_areas_that_share_nothing_but_the_core_tell_which_it_is(strict: bool) -> None:
    told = telling_parts(
        {"c1", "c2", "m1", "b1"},
        {"c1", "c2", "m2", "b2"},
        reasons=REASONS | {"b2": "bridge"},
        core="core",
        strict=strict,
    )
    assert told == [frozenset({"c1", "c2"})]


def test_rule_6_12_a_core_unit_that_came_alone_tells_its_reason() -> None:
    told = telling_parts({"c1", "m1"}, {"c1", "c2", "m1"}, reasons=REASONS, core="core", strict=False)
    assert told == [frozenset({"c2"})]


def test_rule_6_12_under_two_selections_a_unit_that_moved_alone_tells_its_reason_whatever_it_is() -> None:
    old, new = {"c1", "m1"}, {"c1", "m1", "m2"}
    assert telling_parts(old, new, reasons=REASONS, core="core", strict=False) == []
    assert telling_parts(old, new, reasons=REASONS, core="core", strict=True) == [frozenset({"m2"})]
    mixed = {"c1", "m1", "m2", "c2"}
    assert telling_parts(old, mixed, reasons=REASONS, core="core", strict=True) == []


def test_areas_that_do_not_touch_or_are_the_same_tell_nothing() -> None:
    assert telling_parts({"c1"}, {"c2"}, reasons=REASONS, core="core", strict=True) == []
    assert telling_parts({"c1", "m1"}, {"c1", "m1"}, reasons=REASONS, core="core", strict=True) == []
