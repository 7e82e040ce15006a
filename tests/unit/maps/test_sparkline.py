from gis_app.maps.sparkline import HEIGHT, MARGIN, WIDTH, spark


def test_a_line_does_not_cross_a_gap() -> None:
    drawn = spark([1.0, 2.0, None, 3.0, 4.0])
    assert len(drawn.lines) == 2
    assert len(drawn.dots) == 4
    assert len(drawn.gaps) == 1


def test_the_lowest_and_the_highest_figure_touch_the_margins() -> None:
    drawn = spark([10.0, 20.0])
    assert drawn.dots == ((MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, MARGIN))


def test_equal_figures_run_in_the_middle_and_nothing_at_all_is_only_gaps() -> None:
    assert {y for _x, y in spark([5.0, 5.0, 5.0]).dots} == {HEIGHT / 2}
    assert spark([None, None]).dots == ()
    assert len(spark([None, None]).gaps) == 2
    assert spark([]).lines == ()
