import numpy as np

from gis_app.analysis.townscape import LARGEST_M, SMALLEST_M, density, house_sides, upright


def test_houses_far_apart_are_drawn_larger_than_close_ones_within_bounds() -> None:
    sides = house_sides(np.array([[0.0, 0.0], [20.0, 0.0], [500.0, 0.0], [501.0, 0.0]]))
    assert sides.tolist() == [11.0, 11.0, SMALLEST_M, SMALLEST_M]
    assert house_sides(np.array([[0.0, 0.0], [900.0, 0.0]])).tolist() == [LARGEST_M, LARGEST_M]


def test_a_house_alone_is_drawn_small_and_no_house_not_at_all() -> None:
    assert house_sides(np.array([[5.0, 5.0]])).tolist() == [SMALLEST_M]
    assert house_sides(np.empty((0, 2))).tolist() == []


def test_a_square_looks_the_same_after_a_quarter_turn_and_an_unknown_direction_is_upright() -> None:
    assert upright(np.array([0.0, 100.4, 359.6, np.nan, -1.0, 3015.0])).tolist() == [0, 10, 0, 0, 0, 0]


def test_rows_of_the_density_run_from_the_north_and_points_outside_do_not_count() -> None:
    xy = np.array([[1.0, 19.0], [2.0, 18.0], [11.0, 1.0], [25.0, 5.0]])
    assert density(xy, origin=(0, 20), cell=10, cells=2).tolist() == [[2, 0], [0, 1]]
