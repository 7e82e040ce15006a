"""Truth: distances worked out by hand on powers of two."""

import math

from pandas import DataFrame

from gis_app.analysis.similar import nearest_units


def frame(**rows: tuple[float, float]) -> DataFrame:
    return DataFrame.from_dict(rows, orient="index", columns=["people", "density"], dtype=float)


def test_half_as_many_is_as_near_as_twice_as_many_and_ties_go_by_id() -> None:
    table = frame(here=(1000, 50), twice=(2000, 50), half=(500, 50), far=(16000, 50))
    assert nearest_units(table, unit="here", most=2) == ["half", "twice"]


def test_both_features_count_alike_whatever_their_size() -> None:
    # In logarithms both features have two units at distance one and the same spread, so the two are equally near.
    table = frame(here=(1000, 10), people=(4000, 10), density=(1000, 40))
    assert nearest_units(table, unit="here") == ["density", "people"]


def test_a_unit_that_nobody_counted_is_not_near_and_a_feature_unknown_here_says_nothing() -> None:
    table = frame(here=(1000, math.nan), known=(900, 5), silent=(0, 5), other=(8000, 5))
    assert nearest_units(table, unit="here") == ["known", "other"]


def test_nothing_is_near_when_nothing_is_known_of_the_unit() -> None:
    assert nearest_units(frame(here=(math.nan, math.nan), there=(10, 10)), unit="here") == []


def test_where_all_are_alike_all_are_near() -> None:
    assert nearest_units(frame(here=(10, 10), b=(10, 10), a=(10, 10)), unit="here") == ["a", "b"]
