import numpy as np
import pytest
from geopandas import GeoSeries
from shapely import Polygon, box

from gis_app.analysis.coverage import dissolve, gaps, overlaps, unlike_their_parts, whole_of


def fields(**shapes: Polygon) -> GeoSeries:
    return GeoSeries(shapes, crs=3059)


def test_units_that_only_touch_do_not_overlap() -> None:
    assert overlaps(fields(a=box(0, 0, 100, 100), b=box(100, 0, 200, 100))).empty


def test_an_overlap_names_both_units_and_its_area() -> None:
    found = overlaps(fields(a=box(0, 0, 100, 100), b=box(80, 0, 200, 100), c=box(195, 0, 300, 100)))
    assert found.to_dict("records") == [
        {"one": "a", "other": "b", "area": 2000.0},
        {"one": "b", "other": "c", "area": 500.0},
    ]


def test_a_hole_between_units_is_a_gap_and_names_its_neighbours() -> None:
    ring = fields(
        south=box(0, 0, 300, 100), north=box(0, 200, 300, 300), west=box(0, 100, 100, 200), east=box(200, 100, 300, 200)
    )
    (gap,) = gaps(ring)
    assert gap.area == pytest.approx(10_000)
    assert set(gap.beside) == {"south", "north", "west", "east"}


def test_slivers_of_rounding_are_neither_overlap_nor_gap() -> None:
    units = fields(a=box(0, 0, 100, 100), b=box(99.5, 0, 200, 100))
    assert overlaps(units).empty
    assert gaps(units) == []


def test_a_part_belongs_to_the_whole_that_holds_a_point_inside_it() -> None:
    wholes = fields(w=box(0, 0, 100, 100), e=box(100, 0, 200, 100))
    parts = fields(one=box(1, 1, 99, 99), two=box(101, 0, 150, 50), far=box(900, 0, 950, 50))
    assert whole_of(parts, wholes=wholes).to_dict() == {"one": "w", "two": "e", "far": None}


def test_a_whole_that_lost_a_part_is_told_with_the_difference() -> None:
    wholes = fields(whole=box(0, 0, 200, 100), same=box(300, 0, 400, 100), empty=box(500, 0, 600, 100))
    parts = fields(a=box(0, 0, 100, 100), b=box(300, 0, 350, 100), c=box(350, 0, 400, 100))
    (row,) = unlike_their_parts(wholes, parts=parts).to_dict("records")
    assert (row["whole"], row["parts"], row["difference"], row["share"]) == ("whole", 1, 10_000.0, 0.5)


def test_dissolved_units_have_the_area_of_their_parts_and_keep_the_order_of_groups() -> None:
    units = fields(a=box(0, 0, 10, 10), b=box(10, 0, 20, 10), c=box(20, 0, 30, 10))
    found = dissolve(units, by=np.array(["y", "x", "y"], dtype=object))
    assert list(found.index) == ["y", "x"]
    assert found.area.tolist() == [200.0, 100.0]
