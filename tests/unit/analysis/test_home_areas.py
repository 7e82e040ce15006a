import numpy as np
import pytest
import shapely
from geopandas import GeoSeries
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import box

from gis_app.analysis.home_areas import LEAST, HomeAreas, home_areas
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid

WEST, SOUTH = 500_000.0, 300_000.0


def grid(values: list[list[float]] | NDArray[np.float64], side: float = 1000.0) -> Grid:
    """Return a grid whose south-west corner is a multiple of ten kilometres."""
    cells = np.array(values, dtype=float)
    rows, columns = cells.shape
    return Grid(cells, Bounds(WEST, SOUTH, WEST + columns * side, SOUTH + rows * side, 3059))


def land(*shapes: tuple[str, float, float, float, float]) -> GeoSeries:
    """Return territories given as name, west, south, east, north in kilometres from the corner of the grid."""
    boxes = {
        name: box(WEST + west * 1000, SOUTH + south * 1000, WEST + east * 1000, SOUTH + north * 1000)
        for name, west, south, east, north in shapes
    }
    return GeoSeries(boxes, crs=3059)


def people(found: HomeAreas) -> dict[str, float]:
    return {area.id: area.people for area in found.areas.values()}


def test_a_square_with_a_hundred_people_stands_alone_and_the_others_merge_to_two_kilometres() -> None:
    found = home_areas(grid([[120, 40, 60, 30], [30, 40, 5, 50]]), territories=land(("p", 0, 0, 4, 2)))
    assert people(found) == {"home:1km:500-301:p": 120, "home:2km:250-150:p": 110, "home:2km:251-150:p": 145}


def test_what_is_still_too_few_merges_to_five_kilometres_and_then_to_the_rest_of_the_territory() -> None:
    values = np.zeros((10, 10))
    values[9, 0], values[9, 4] = 60, 50  # together in the south-western square of five kilometres
    values[0, 0], values[0, 9] = 70, 45  # in two different ones
    found = home_areas(grid(values), territories=land(("p", 0, 0, 10, 10)))
    assert people(found) == {"home:5km:100-60:p": 110, "home:rest:p": 115}


def test_a_rest_that_is_too_small_joins_the_smallest_area_of_its_territory() -> None:
    found = home_areas(grid([[500, 0, 0, 130, 20]]), territories=land(("p", 0, 0, 5, 1)))
    assert people(found) == {"home:1km:500-300:p": 500, "home:1km:503-300:p": 150}


def test_a_territory_with_too_few_people_joins_its_nearest_neighbour_and_both_are_named() -> None:
    parishes = land(("a", 0, 0, 1, 1), ("b", 1, 0, 2, 1), ("c", 2, 0, 3, 1))
    found = home_areas(grid([[300, 40, 200]]), territories=parishes)
    assert people(found) == {"home:1km:500-300:a": 340, "home:1km:502-300:c": 200}
    assert found.areas["home:1km:500-300:a"].territories == ("a", "b")


def test_where_the_whole_has_fewer_than_a_hundred_people_there_is_one_area() -> None:
    found = home_areas(grid([[3, 0, 5], [0, 0, 12]]), territories=land(("a", 0, 0, 2, 2), ("b", 2, 0, 3, 2)))
    assert list(people(found).values()) == [20]


def test_villages_name_the_area_they_lie_in_and_the_side_tells_others_apart() -> None:
    villages = [("Krasti", WEST + 100, SOUTH + 100), ("Kalni", WEST + 3900, SOUTH + 900)]
    found = home_areas(grid([[150, 0, 0, 250]]), territories=land(("p", 0, 0, 4, 1)), villages=villages)
    assert [(area.villages, area.side) for area in found.areas.values()] == [(("Krasti",), "w"), (("Kalni",), "e")]


def test_a_square_at_the_coast_belongs_to_the_territory_it_touches_most() -> None:
    found = home_areas(grid([[200, 150]]), territories=land(("p", 0, 0, 1.3, 1)))
    assert (sum(people(found).values()), found.outside) == (350, 0)


def test_people_outside_all_territories_are_counted_apart() -> None:
    found = home_areas(grid([[200, 0, 150]]), territories=land(("p", 0, 0, 1, 1)))
    assert (sum(people(found).values()), found.outside) == (200, 150)


def test_empty_ground_belongs_to_the_area_around_it_so_that_a_tap_finds_one() -> None:
    found = home_areas(grid([[0, 60], [60, 0]]), territories=land(("p", 0, 0, 2, 2)))
    assert found.shape("home:2km:250-150:p").area == pytest.approx(4_000_000)


def test_a_finer_grid_gives_the_areas_of_its_square_kilometres() -> None:
    fine = grid(np.full((20, 20), 0.5), side=100.0)
    found = home_areas(fine, territories=land(("p", 0, 0, 2, 2)))
    assert people(found) == {"home:2km:250-150:p": pytest.approx(200)}


def test_a_grid_coarser_than_a_kilometre_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        home_areas(grid([[200]], side=2000.0), territories=land(("p", 0, 0, 2, 2)))
    assert refused.value.code == "grid_too_coarse"


_CELLS = st.lists(
    st.lists(st.sampled_from([0.0, 5.0, 5.0, 12.0, 60.0, 180.0]), min_size=12, max_size=12), min_size=12, max_size=12
)


@settings(deadline=None, max_examples=40)
@given(_CELLS, st.integers(2, 10), st.integers(2, 10))
def test_rule_6_2_every_inhabitant_is_in_exactly_one_area_of_at_least_a_hundred(
    values: list[list[float]], x: int, y: int
) -> None:
    parishes = land(("a", 0, 0, x, 12), ("b", x, 0, 12, y), ("c", x, y, 12, 12))
    found = home_areas(grid(values), territories=parishes)
    total = float(np.sum(values))
    cells = [cell for area in found.areas.values() for cell in area.cells]
    assert len(cells) == len(set(cells))
    assert sum(people(found).values()) + found.outside == pytest.approx(total)
    assert found.outside == 0
    assert total < LEAST or min(people(found).values()) >= LEAST
    for area in found.areas.values():
        here = sum(values[11 - (row - 300)][column - 500] for column, row in area.cells)
        assert here == pytest.approx(area.people)


@settings(deadline=None, max_examples=20)
@given(_CELLS)
def test_rule_6_2_no_area_overlaps_another_and_the_same_data_give_the_same_areas(values: list[list[float]]) -> None:
    parishes = land(("a", 0, 0, 7, 12), ("b", 7, 0, 12, 12))
    found = home_areas(grid(values), territories=parishes)
    again = home_areas(grid(values), territories=parishes)
    assert found == again
    shapes = [found.shape(area) for area in found.areas]
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes))
