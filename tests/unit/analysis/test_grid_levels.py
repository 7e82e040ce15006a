import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gis_app.analysis.grid_levels import LEAST_PEOPLE, WIDEST, Floats, coarser, for_everybody

PEOPLE = arrays(float, (16, 16), elements=st.sampled_from([0.0, 0.0, 0.0, 3.0, 5.0, 40.0, 99.0, 100.0, 700.0]))


@given(PEOPLE, st.sampled_from([1, 2, 4, 8, 16]))
def test_merging_cells_loses_nobody(values: Floats, factor: int) -> None:
    assert coarser(values, factor).sum() == values.sum()


@given(PEOPLE)
def test_rule_6_2_every_area_that_everybody_sees_holds_at_least_a_hundred_people(values: Floats) -> None:
    merged = for_everybody(values)
    shown = merged.side > 0
    assert (merged.people[shown] >= LEAST_PEOPLE).all()
    for row, column in zip(*np.nonzero(shown), strict=True):
        side = merged.side[row, column]
        top, left = row // side * side, column // side * side
        area = (slice(top, top + side), slice(left, left + side))
        assert (merged.side[area] == side).all()
        assert merged.people[row, column] == values[area].sum()
        assert (merged.density[area] == merged.people[row, column] / side**2).all()


@given(PEOPLE)
def test_rule_5_what_is_left_out_is_all_of_a_widest_square_so_nothing_can_be_subtracted(values: Floats) -> None:
    merged = for_everybody(values)
    hidden = (merged.side == 0) & (values > 0)
    assert np.isnan(merged.density[hidden]).all()
    if hidden.any():
        assert len(values) == WIDEST
        assert values.sum() < LEAST_PEOPLE
        assert not (merged.side > 0).any()


def test_no_data_stays_no_data_when_cells_are_merged_and_counts_nobody() -> None:
    values = np.array([[np.nan, np.nan, 1.0], [np.nan, np.nan, 2.0]])
    assert np.isnan(coarser(values, 2)[0, 0])
    assert coarser(values, 2)[0, 1] == 3.0
