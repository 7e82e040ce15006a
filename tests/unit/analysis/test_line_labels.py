import pytest
from shapely import LineString

from gis_app.analysis.line_labels import anchors


def test_a_name_stands_in_the_middle_of_a_straight_street() -> None:
    (found,) = anchors(LineString([(0, 0), (100, 0)]), length=40, every=500)
    assert (found.x, found.y, found.angle) == pytest.approx((50, 0, 0))


def test_a_name_reads_upright_whichever_way_the_street_was_drawn() -> None:
    (there,) = anchors(LineString([(0, 0), (100, 100)]), length=40, every=500)
    (back,) = anchors(LineString([(100, 100), (0, 0)]), length=40, every=500)
    assert there.angle == pytest.approx(45)
    assert back.angle == pytest.approx(45)


def test_a_street_shorter_than_its_name_gets_none() -> None:
    assert list(anchors(LineString([(0, 0), (30, 0)]), length=40, every=500)) == []


def test_a_name_avoids_the_bend() -> None:
    # A right angle in the middle: the name stands on one of the straight halves.
    (found,) = anchors(LineString([(0, 0), (100, 0), (100, 100)]), length=60, every=500)
    assert min(abs(found.angle), abs(found.angle - 90)) < 1e-6


def test_a_street_that_winds_everywhere_gets_no_name() -> None:
    steps = [(x, 0 if x % 2 else 10) for x in range(40)]
    assert list(anchors(LineString(steps), length=60, every=5000)) == []


def test_a_long_street_is_named_several_times() -> None:
    found = list(anchors(LineString([(0, 0), (1000, 0)]), length=40, every=250))
    assert [round(one.x) for one in found] == [125, 375, 625, 875]
