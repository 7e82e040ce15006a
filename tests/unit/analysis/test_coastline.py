import pytest
from shapely import LineString, Point, box

from gis_app.analysis.coastline import land_to_sea, sea

AREA = (0.0, 0.0, 10.0, 10.0)


def test_water_lies_on_the_right_of_a_coast() -> None:
    northward = LineString([(4, -1), (4, 11)])
    assert sea([northward], AREA).equals(box(4, 0, 10, 10))
    assert sea([northward.reverse()], AREA).equals(box(0, 0, 4, 10))


def test_an_island_is_left_out_of_the_sea() -> None:
    coast = LineString([(4, -1), (4, 11)])
    island = LineString([(6, 6), (8, 6), (8, 8), (6, 8), (6, 6)])
    water = sea([coast, island], AREA)
    assert water.area == pytest.approx(60 - 4)
    assert not water.contains(Point(7, 7))


def test_a_coast_in_pieces_is_joined() -> None:
    pieces = [LineString([(4, 5), (4, 11)]), LineString([(4, -1), (4, 5)])]
    assert sea(pieces, AREA).area == pytest.approx(60)


def test_a_coast_that_ends_inside_is_carried_to_the_nearest_side() -> None:
    # As at a border: the coast comes from the south and ends two steps from the eastern side.
    water = sea([LineString([(8, -1), (8, 5)])], AREA)
    assert water.equals(box(8, 0, 10, 5))


def test_no_coast_makes_no_sea() -> None:
    assert sea([], AREA).is_empty
    assert sea([LineString([(20, 20), (30, 30)])], AREA).is_empty


def test_what_no_land_covers_is_sea() -> None:
    assert land_to_sea([box(0, 0, 3, 10), box(2, 0, 5, 10)], AREA).area == pytest.approx(50)
