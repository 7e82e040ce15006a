import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from gis_app.analysis.generalise import gather, parts_within, simplify_together

LEFT = Polygon([(0, 0), (10, 0), (10.2, 2), (9.8, 4), (10.2, 6), (10, 10), (0, 10)])
RIGHT = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10.2, 6), (9.8, 4), (10.2, 2)])


def test_neighbours_keep_their_common_border_and_leave_no_gap() -> None:
    left, right = simplify_together(np.array([LEFT, RIGHT]), tolerance=3)
    assert len(left.exterior.coords) < len(LEFT.exterior.coords)
    assert left.intersection(right).area == pytest.approx(0)
    assert shapely.union(left, right).area == pytest.approx(200)


def test_a_tolerance_of_0_keeps_every_corner() -> None:
    assert simplify_together(np.array([LEFT]), tolerance=0)[0].equals_exact(LEFT)


def test_lines_are_simplified_and_points_and_missing_shapes_stay() -> None:
    bent = LineString([(0, 0), (5, 0.1), (10, 0)])
    line, point, missing = simplify_together(np.array([bent, Point(1, 1), None], dtype=object), tolerance=1)
    assert len(line.coords) == 2
    assert point == Point(1, 1)
    assert missing is None


def test_the_shapes_given_are_not_changed() -> None:
    given_shapes = np.array([LEFT, RIGHT])
    simplify_together(given_shapes, tolerance=3)
    assert given_shapes[0] is LEFT


def test_points_of_one_cell_become_one_at_their_mean() -> None:
    cells = gather(np.array([[1.0, 1.0], [3.0, 1.0], [11.0, 1.0]]), size=10)
    assert cells.count.tolist() == [2, 1]
    assert cells.xy.tolist() == [[2.0, 1.0], [11.0, 1.0]]
    assert cells.cell.tolist() == [0, 0, 1]


def test_no_points_give_no_cells() -> None:
    cells = gather(np.empty((0, 2)), size=10)
    assert len(cells.count) == 0
    assert cells.xy.shape == (0, 2)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=60), st.floats(0.5, 1e5))
def test_no_point_is_lost_and_the_order_of_rows_does_not_matter(points: list[tuple[float, float]], size: float) -> None:
    xy = np.array(points)
    cells, turned = gather(xy, size=size), gather(xy[::-1], size=size)
    assert cells.count.sum() == len(points)
    assert cells.count.tolist() == turned.count.tolist()


def test_what_lies_in_a_box_is_cut_out_of_a_shape() -> None:
    assert parts_within(LEFT, (0, 0, 5, 10)).area == pytest.approx(50)
    assert parts_within(LEFT, (50, 50, 60, 60)).is_empty
