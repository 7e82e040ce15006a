"""Truth: the drawing's own measures (320 by 132, margins 8, 8, 10 above and 22 below), worked out by hand."""

from gis_app.maps.trend import trend


def test_zero_stands_at_the_foot_and_years_in_the_middle_of_their_columns() -> None:
    drawing = trend(["2020", "2021"], [0.0, 1.0])
    assert drawing.zero == 110.0
    assert [x for x, _label in drawing.years] == [84.0, 236.0]
    # 1.0 under a top of 1.08 is 100 / 1.08 = 92.6 pixels above the foot.
    assert drawing.lines[0].dots == ((84.0, 110.0), (236.0, 17.4))


def test_a_line_does_not_cross_a_year_without_a_figure_and_the_gap_is_a_column() -> None:
    drawing = trend(["2019", "2020", "2021", "2022"], [1.0, None, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0])
    assert len(drawing.lines[0].runs) == 1
    assert len(drawing.lines[0].dots) == 3
    assert drawing.gaps == ((84.0, 76.0),)


def test_a_figure_below_zero_stands_below_the_line_of_zero() -> None:
    drawing = trend(["2020", "2021"], [-1.0, 1.0])
    assert drawing.zero == 60.0
    assert drawing.lines[0].dots[0][1] > drawing.zero > drawing.lines[0].dots[1][1]


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    assert trend([], []).lines[0].dots == ()
