from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import Series

from gis_app.analysis.classes import (
    between,
    box_breaks,
    deviation_breaks,
    natural_breaks,
    percentile_breaks,
    quantile_breaks,
)


def inside(values: list[float]) -> float:
    return float(((np.array(values) - np.mean(values)) ** 2).sum()) if values else 0.0


def best_by_trying(values: list[float], classes: int) -> float:
    ordered = sorted(values)
    places = range(1, len(ordered))
    return min(
        sum(inside(ordered[a:b]) for a, b in zip((0, *cut), (*cut, len(ordered)), strict=True))
        for cut in combinations(places, classes - 1)
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=4, max_size=9), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_partitions(values: list[int], classes: int) -> None:
    breaks = natural_breaks(Series(values, dtype=float), classes=classes)
    found = between(Series(values, dtype=float), breaks=breaks)
    cost = sum(inside([v for v, of in zip(values, found, strict=True) if of == number]) for number in found.unique())
    assert cost == pytest.approx(best_by_trying([float(v) for v in values], classes), abs=1e-9)


def test_natural_breaks_of_many_equal_values_are_fewer() -> None:
    assert natural_breaks(Series([1.0, 1, 1, 5]), classes=4) == [5.0]
    assert natural_breaks(Series([2.0, 2.0]), classes=3) == []
    assert natural_breaks(Series([], dtype=float), classes=3) == []


def test_breaks_of_a_known_series() -> None:
    # 1 … 9: mean 5, population deviation 2.5819889; quartiles 3, 5, 7.
    values = Series(range(1, 10), dtype=float)
    assert deviation_breaks(values, steps=(-1, 1)) == pytest.approx([5 - 2.5819889, 5 + 2.5819889])
    assert quantile_breaks(values, classes=4) == [3.0, 5.0, 7.0]
    assert percentile_breaks(values, bands=(0.5,)) == [5.0]
    assert box_breaks(values) == [-3.0, 3.0, 5.0, 7.0, 13.0]


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_classes_cover_every_value(values: list[float]) -> None:
    series = Series(values)
    for breaks in (quantile_breaks(series), natural_breaks(series), box_breaks(series), deviation_breaks(series)):
        assert between(series, breaks=sorted(breaks)).between(0, len(breaks)).all()
