import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng
from pandas import DataFrame

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.robustness.simulation import VARY, methods_of, scenario, simulate
from gis_app.analysis.robustness.tables import leave_one_out, other_methods
from gis_app.analysis.robustness.tally import near_misses, rank_intervals, statement
from gis_app.domain.criteria import Criteria, Criterion, Group

X, Y, Z = (Criterion(name, "worse") for name in "xyz")


def of(columns: dict[str, list[float]], *listed: Criterion, **how: Any) -> Composite:
    counts = DataFrame(columns, index=[f"u{place:02}" for place in range(len(next(iter(columns.values()))))])
    bases = DataFrame(how.pop("bases", {}), index=counts.index, dtype=float)
    return composite(Figures(counts=counts.astype(float), bases=bases), criteria=Criteria(criteria=listed, **how))


def drawn(units: int = 40, seed: int = 5, **how: Any) -> Composite:
    chance = default_rng(seed)
    return of({name: chance.normal(10, 2, units).tolist() for name in "xyz"}, X, Y, Z, **how)


def test_weights_alone_give_the_shares_of_the_plain_mean() -> None:
    result = drawn()
    table = simulate(result, most=8, seed=3, draws=4000)
    plain = rank_intervals(result.normalised, weights={"x": 1, "y": 1, "z": 1}, most=8, seed=4, draws=4000)
    # Two independent simulations of the same thing: their standard error is below 0.01.
    assert (table["selected_share"] - plain["selected_share"]).abs().max() < 0.05
    assert table["selected_share"].sum() == pytest.approx(8)


def test_the_interval_holds_the_middle_and_ranks_that_occurred() -> None:
    table = simulate(drawn(), most=8, seed=3, draws=500)
    assert (table["rank_low"] <= table["rank_median"]).all()
    assert (table["rank_median"] <= table["rank_high"]).all()
    assert table["rank_low"].min() >= 1
    assert table["rank_high"].max() <= 40
    assert (table.loc[table["verdict"] == "always", "rank_high"] <= 8).all()


def test_everything_varied_gives_the_same_table_for_every_order_of_rows() -> None:
    chance = default_rng(9)
    counts = DataFrame({name: chance.integers(5, 60, 25) for name in "xyz"}, index=[f"u{one}" for one in range(25)])
    bases = DataFrame({"x": chance.integers(100, 900, 25), "y": chance.integers(100, 900, 25)}, index=counts.index)
    criteria = Criteria(
        criteria=(Criterion("x", "worse", denominator="n"), Criterion("y", "better", denominator="m"), Z)
    )
    tables = []
    for rows in (counts.index, counts.index[::-1]):
        figures = Figures(counts=counts.loc[rows].astype(float), bases=bases.loc[rows].astype(float))
        tables.append(simulate(composite(figures, criteria=criteria), most=5, seed=1, draws=300, vary=VARY))
    assert tables[1].loc[counts.index].equals(tables[0])
    assert (tables[0]["verdict"] == "contested").any()


def test_levels_weigh_in_every_draw_as_in_the_composite() -> None:
    listed = [Criterion("x", "worse", 3, group="a"), Criterion("y", "worse", 1, group="a"), Criterion("z", "worse")]
    listed[2] = Criterion("z", "worse", group="b")
    for aggregate in ("arithmetic", "median", "geometric"):
        chance = default_rng(2)
        columns = {name: chance.uniform(1, 9, 12).tolist() for name in "xyz"}
        groups = (Group("a", 2, normalise="exponential"), Group("b", 1, aggregate="arithmetic"))
        result = of(columns, *listed, groups=groups, aggregate=aggregate, normalise="percentile")
        index = scenario(result, criteria=result.criteria).index()
        assert index.tolist() == pytest.approx(result.index.tolist()), aggregate


def test_gaps_in_a_group_are_treated_in_draws_as_in_the_composite() -> None:
    nothing = math.nan
    listed = (
        Criterion("x", "worse", group="a"),
        Criterion("y", "worse", group="a"),
        Criterion("z", "worse", group="b"),
    )
    columns = {"x": [1.0, 2, 3, nothing, 5], "y": [5.0, nothing, 1, nothing, 2], "z": [2.0, 4, nothing, 8, 1]}
    for missing in ("known", "group_mean"):
        groups = (Group("a", min_criteria=2, missing=missing), Group("b"))
        result = of(columns, *listed, groups=groups, missing="at_least", min_criteria=1)
        index = scenario(result, criteria=result.criteria).index()
        assert index.tolist() == pytest.approx(result.index.dropna().tolist()), missing


def test_a_small_unit_is_less_certain_than_a_large_one_with_the_same_rate() -> None:
    # Rates 0.30, 0.30, 0.20 (six of them); the first counts 3 of 10 and the second 3,000 of 10,000.
    counts = {"x": [3.0, 3000.0, *[200.0] * 6]}
    result = of(counts, Criterion("x", "worse", denominator="n"), bases={"x": [10.0, 10_000.0, *[1000.0] * 6]})
    table = simulate(result, most=2, seed=1, draws=1000, vary=("sampling",))
    assert table.loc["u01", "selected_share"] == 1.0
    # Beta(3.5, 7.5) is above 0.2 (with six others close to it) in about four draws of five.
    assert 0.6 < float(table["selected_share"]["u00"]) < 0.95


def test_methods_that_the_figures_forbid_are_left_aside() -> None:
    negative = of({"x": [-1.0, 2, 3, 4], "y": [1.0, 5, 2, 2]}, X, Y)
    names = [f"{way.normalise}/{way.aggregate}" for way in methods_of(negative, vary=VARY)]
    assert names[0] == "zscore/arithmetic"
    assert "zscore/geometric" not in names
    assert "minmax/geometric" in names


def test_leaving_out_the_criterion_that_made_a_unit_first_takes_it_out() -> None:
    result = of({"x": [9.0, 1, 2, 3], "y": [1.0, 3, 2, 2.5]}, X, Y, normalise="none")
    changes = {change.name: change for change in leave_one_out(result, most=1)}
    # Sums 10, 4, 4, 5.5: u00 leads; without x the order is that of y, led by u01.
    assert (changes["x"].came_in, changes["x"].went_out) == (("u01",), ("u00",))
    assert changes["y"].came_in == ()
    assert changes["y"].alike == pytest.approx(4.5 / math.sqrt(4.5 * 5))
    assert leave_one_out(of({"x": [1.0, 2, 3]}, X), most=1) == []


def test_other_methods_say_who_changes_places() -> None:
    # By ranks u01 (4 + 3) leads u00 (3 + 4) no more; with z-scores the outlying 100 carries u00.
    result = of({"x": [100.0, 3, 2, 1], "y": [2.0, 9, 8, 1]}, X, Y)
    changes = {change.name: change for change in other_methods(result, most=1)}
    assert changes["percentile/arithmetic"].came_in == ("u01",)


def test_few_units_are_told_as_a_sentence() -> None:
    table = simulate(drawn(units=12), most=3, seed=1, draws=200)
    told = statement(table["selected_share"])
    assert (told.ranked, told.few) == (12, True)
    assert told.contested == int((table["verdict"] == "contested").sum())
    assert not statement(simulate(drawn(units=30), most=3, seed=1, draws=50)["selected_share"]).few


def test_near_misses_are_outside_now_and_inside_in_some_draws() -> None:
    result = drawn()
    table = simulate(result, most=8, seed=3, draws=400)
    missed = near_misses(table["selected_share"], rank=result.rank, most=8)
    assert missed
    assert all(result.rank[unit] > 8 and table.loc[unit, "verdict"] == "contested" for unit in missed)
    shares = table["selected_share"][missed].tolist()
    assert shares == sorted(shares, reverse=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000))
def test_without_any_doubt_every_draw_is_the_ranking(units: int, seed: int) -> None:
    result = drawn(units=units, seed=seed)
    table = simulate(result, most=1, seed=seed, draws=20, vary=())
    assert table["rank_median"].tolist() == result.rank.tolist()
    assert table["rank_low"].tolist() == table["rank_high"].tolist()
