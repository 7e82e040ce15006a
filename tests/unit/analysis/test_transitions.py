"""Truth: counted by hand."""

import math

from pandas import Series

from gis_app.analysis.transitions import NOT_COMPARED, moved, transitions

FIRST = Series({"a": 0.0, "b": 1.0, "c": 1.0, "d": 4.0, "e": math.nan})
LAST = Series({"e": 2.0, "d": math.nan, "c": 0.0, "b": 1.0, "a": 3.0})


def test_units_are_gathered_by_the_class_they_left_and_the_class_they_reached() -> None:
    assert transitions(FIRST, LAST) == {
        (0, 3): ("a",),
        (1, 1): ("b",),
        (1, 0): ("c",),
        (4, NOT_COMPARED): ("d",),
        (NOT_COMPARED, 2): ("e",),
    }


def test_a_unit_not_compared_in_one_period_neither_rose_nor_fell() -> None:
    assert moved(transitions(FIRST, LAST)) == {"lower": 1, "higher": 1, "same": 1, "unknown": 2}


def test_nobody_moves_between_equal_periods() -> None:
    assert moved(transitions(FIRST, FIRST)) == {"lower": 0, "higher": 0, "same": 4, "unknown": 1}
