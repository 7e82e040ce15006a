import pytest
from geopandas import GeoSeries
from shapely.geometry import Polygon, box

from gis_app.analysis.zones.adjacency import adjacency, components
from gis_app.domain.errors import InputRefused
from tests.unit.analysis.zones.world import squares


@pytest.mark.parametrize("side", [300.0, 1.0])
def test_squares_share_the_side_they_touch_along_and_no_corner(side: float) -> None:
    links = adjacency(squares(3, 3, side=side)).neighbours
    assert set(links[4]) == {1, 3, 5, 7}
    assert links[4][1] == pytest.approx(side, rel=0.02)


def test_a_common_border_of_a_few_metres_is_none() -> None:
    areas = GeoSeries([box(0, 0, 100, 100), box(100, 0, 200, 100), box(50, 100, 103, 200)], crs=3059)
    assert [set(row) for row in adjacency(areas).neighbours] == [{1, 2}, {0}, {0}]


def test_a_gap_of_centimetres_is_no_gap() -> None:
    areas = GeoSeries([box(0, 0, 100, 100), box(100.3, 0, 200, 100)], crs=3059)
    assert adjacency(areas).neighbours[0][1] == pytest.approx(100, abs=3)


def test_a_river_cuts_and_a_bridge_joins() -> None:
    links = adjacency(squares(3, 1), cut=[(0, 1)], add=[(0, 2)]).neighbours
    assert set(links[0]) == {2}


def test_a_unit_that_a_river_leaves_alone_is_not_joined_across_it() -> None:
    found = adjacency(squares(3, 1), cut=[(0, 1)])
    assert found.neighbours[0] == {}
    assert found.joined == ()


def test_the_way_to_an_island_can_be_cut_or_built_elsewhere() -> None:
    areas = GeoSeries([box(0, 0, 10, 10), box(10, 0, 20, 10), box(60, 0, 70, 10)], crs=3059)
    assert adjacency(areas, cut=[(1, 2)]).neighbours[2] == {}
    ferry = adjacency(areas, add=[(0, 2)])
    assert set(ferry.neighbours[2]) == {0}
    assert ferry.joined == ()


def test_an_island_is_joined_to_the_nearest_and_said() -> None:
    areas = GeoSeries([box(0, 0, 10, 10), box(10, 0, 20, 10), box(60, 0, 70, 10)], crs=3059)
    found = adjacency(areas)
    assert found.joined == ((2, 1),)
    assert set(components(found.neighbours)) == {0}


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        (GeoSeries([box(24, 56, 25, 57)], crs=4326), "metric_crs_needed"),
        (GeoSeries([box(0, 0, 1, 1)]), "metric_crs_needed"),
        (GeoSeries([box(0, 0, 1, 1), Polygon()], crs=3059), "empty_geometry"),
    ],
)
def test_areas_without_metres_or_shape_are_refused(areas: GeoSeries, code: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        adjacency(areas)
    assert refusal.value.code == code
