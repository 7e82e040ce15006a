"""Truth: worked out by hand; the changes of Berlin from the published tables of its monitoring of 2021."""

import csv
import math
from pathlib import Path

import pytest
from pandas import DataFrame

from gis_app.analysis.classes import between
from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.frozen import changes, comparable, frozen
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused
from gis_app.services.selection.criteria_file import parse_criteria, write_criteria

BERLIN = Path(__file__).resolve().parents[4] / "shared/data/validation/berlin_mss2021"
X = (Criterion("x", "worse"),)


def ranked(criteria: Criteria, **columns: list[float]) -> Composite:
    counts = DataFrame(columns, index=["a", "b", "c"], dtype=float)
    return composite(Figures(counts, DataFrame(index=counts.index)), criteria=criteria)


def test_a_later_year_is_measured_with_mean_and_deviation_of_the_first() -> None:
    # First year 1, 2, 3: mean 2, deviation sqrt(2/3). In the later year all have risen by 1: the middle one is now
    # where the highest stood, and the index says so, although among themselves nothing changed.
    criteria = Criteria(X)
    first = ranked(criteria, x=[1, 2, 3])
    later = ranked(frozen(first), x=[2, 3, 4])
    assert later.index["b"] == pytest.approx(first.index["c"])
    assert later.index["c"] == pytest.approx(2 / math.sqrt(2 / 3))


def test_frozen_criteria_give_the_reference_year_the_index_it_had() -> None:
    criteria = Criteria((*X, Criterion("y", "better", weight=2.0)), restandardise=True, ddof=1)
    first = ranked(criteria, x=[1, 2, 3], y=[4, 9, 1])
    again = ranked(frozen(first), x=[1, 2, 3], y=[4, 9, 1])
    assert again.index.tolist() == pytest.approx(first.index.tolist())


def test_limits_of_a_minimum_to_maximum_scale_stay_and_nothing_is_cut_off() -> None:
    later = ranked(frozen(ranked(Criteria(X, normalise="minmax"), x=[1, 2, 3])), x=[1, 5, 0])
    assert later.index.tolist() == pytest.approx([0.0, 2.0, -0.5])


def test_the_whole_of_the_first_year_stays_the_whole() -> None:
    # The mean of 1, 2, 3 is 2; 4 is then once more above it.
    later = ranked(frozen(ranked(Criteria(X, normalise="relative"), x=[1, 2, 3])), x=[4, 2, 1])
    assert later.index.tolist() == pytest.approx([1.0, 0.0, -0.5])


def test_goalposts_and_thresholds_are_as_fixed_as_they_were() -> None:
    posts = Criteria((Criterion("x", "worse", goalposts=(0, 10)),), normalise="minmax")
    assert frozen(ranked(posts, x=[1, 2, 3])) == posts
    count = Criteria((Criterion("x", "worse", threshold=2),), aggregate="count")
    assert frozen(ranked(count, x=[1, 2, 3])) == count


@pytest.mark.parametrize("scale", ["percentile", "rank", "exponential"])
def test_places_in_an_order_give_way_to_a_scale_that_can_be_frozen(scale: str) -> None:
    assert comparable(Criteria(X, normalise=scale)).normalise == "zscore"
    assert comparable(Criteria(X, normalise=scale, aggregate="geometric")).normalise == "minmax"


def test_a_group_loses_the_scale_that_is_made_anew_each_year() -> None:
    criteria = Criteria((Criterion("x", "worse", group="g"),), groups=(Group("g", normalise="exponential"),))
    assert comparable(criteria).groups[0].normalise == "none"


def test_a_change_is_compared_with_the_changes_of_the_others() -> None:
    # Changes 0, 1, 5 have mean 2 and deviation sqrt(14/3).
    first, last = (DataFrame({"x": values}, index=["a", "b", "c"]) for values in ([1.0, 1.0, 1.0], [1.0, 2.0, 6.0]))
    moved = changes(first, last, criteria=Criteria(X))
    deviation = math.sqrt(14 / 3)
    assert moved.index.tolist() == pytest.approx([-2 / deviation, -1 / deviation, 3 / deviation])


def test_when_all_moved_alike_nothing_is_compared() -> None:
    first = DataFrame({"x": [1.0, 2.0]}, index=["a", "b"])
    with pytest.raises(InputRefused, match="indicator_constant"):
        changes(first, first + 1, criteria=Criteria(X))


@pytest.mark.skipif(not BERLIN.exists(), reason="the published tables of Berlin are not beside the checkout")
def test_the_changes_of_berlin_fall_into_the_classes_that_berlin_published() -> None:
    # D1, D3, D4 are the changes over two years in percentage points; DI_N is 1 (falling), 3 (stable) or 5 (rising).
    names = ["D1", "D3", "D4"]
    figures = {row["PLR_ID"]: row for row in rows("mss_index_indikatoren.csv") if row["KOM"] == "gültig"}
    moved = DataFrame({name: {unit: float(row[name]) for unit, row in figures.items()} for name in names})
    found = changes(moved * 0.0, moved, criteria=Criteria(tuple(Criterion(name, "worse") for name in names)))
    classes = 2 * between(found.index, breaks=(-1.0, 1.0), outward=True) + 1
    published = {row["PLR_ID"]: int(row["DI_N"]) for row in rows("mss_indizes.csv") if row["KOM"] == "gültig"}
    assert len(published) == 536
    assert {str(unit): int(code) for unit, code in classes.items()} == published


def rows(name: str) -> list[dict[str, str]]:
    with (BERLIN / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_outliers_of_a_later_year_are_drawn_in_where_those_of_the_first_were() -> None:
    # Quantiles 0.25 and 0.75 of 0, 1, 2, 3, 100 are 1 and 3; those of the later year would be 10 and 30.
    units = list("abcde")
    first, later = ([0.0, 1, 2, 3, 100], [0.0, 10, 20, 30, 1000])
    criteria = Criteria((Criterion("x", "worse", winsorise=(0.25, 0.75)),), normalise="none")

    def index(values: list[float], asked: Criteria) -> Composite:
        counts = DataFrame({"x": values}, index=units)
        return composite(Figures(counts, DataFrame(index=units)), criteria=asked)

    kept = frozen(index(first, criteria))
    assert kept.criteria[0].limits == (1.0, 3.0)
    assert index(first, kept).index.tolist() == index(first, criteria).index.tolist() == [1, 1, 2, 3, 3]
    assert index(later, kept).index.tolist() == [1, 3, 3, 3, 3]
    assert kept == parse_criteria(write_criteria(kept).encode(), name="kept.toml")


def test_a_criterion_calmed_on_one_side_is_drawn_in_on_that_side_only_in_a_later_year() -> None:
    units = [f"u{place}" for place in range(20)]
    first = [float(place) for place in range(19)] + [900.0]  # one high outlier, drawn in to 18
    later = [-500.0, *first[1:-1], 30.0]
    criteria = Criteria((Criterion("x", "worse", winsorise=5),), normalise="none")
    counts = [DataFrame({"x": values}, index=units) for values in (first, later)]
    results = [composite(Figures(counts[0], DataFrame(index=units)), criteria=criteria)]
    kept = frozen(results[0])
    assert kept.criteria[0].limits == (-math.inf, 18.0)
    again = composite(Figures(counts[1], DataFrame(index=units)), criteria=kept).index
    assert (again["u0"], again["u19"]) == (-500.0, 18.0)


def test_a_logarithm_of_the_first_year_is_taken_of_the_later_one_too() -> None:
    units = [f"u{place}" for place in range(40)]
    first = [2.0**place for place in range(40)]  # no two points calm it
    criteria = Criteria((Criterion("x", "worse", winsorise=2),), normalise="none")
    counts = DataFrame({"x": first}, index=units)
    kept = frozen(composite(Figures(counts, DataFrame(index=units)), criteria=criteria))
    added = 0.01 * (2**39 - 1)
    assert kept.criteria[0].logarithm == pytest.approx((1.0, added))
    twice = composite(Figures(counts * 2, DataFrame(index=units)), criteria=kept).index
    assert twice["u5"] == pytest.approx(math.log(2 * 2**5 - 1 + added))
