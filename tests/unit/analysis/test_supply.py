import pytest
from geopandas import GeoDataFrame, GeoSeries
from shapely import Point, box

from gis_app.analysis.supply import area_of, beyond, nearest_m
from gis_app.domain.errors import InputRefused

# Two squares of 1 km side by side near Rīga, in EPSG:3059 metres; one library in the west.
AREAS = GeoDataFrame(geometry=[box(500_000, 310_000, 501_000, 311_000), box(501_000, 310_000, 502_000, 311_000)])
AREAS = AREAS.set_index([["west", "east"]]).set_crs(3059)
HOUSES = GeoDataFrame(
    geometry=[Point(500_100, 310_100), Point(500_900, 310_100), Point(501_900, 310_100), Point(400_000, 310_000)],
    crs=3059,
)
LIBRARY = GeoSeries([Point(500_100, 310_100)], crs=3059)


def test_distance_is_to_the_nearest_place_in_metres() -> None:
    assert nearest_m(HOUSES.geometry[:3], targets=LIBRARY).tolist() == [0.0, 800.0, 1800.0]


def test_another_crs_gives_the_same_metres_within_a_centimetre() -> None:
    there = nearest_m(HOUSES.geometry[:3].to_crs(4326), targets=LIBRARY.to_crs(4326))
    assert there.tolist() == pytest.approx([0.0, 800.0, 1800.0], abs=0.01)


def test_without_a_place_the_distance_is_not_known() -> None:
    assert nearest_m(HOUSES.geometry, targets=GeoSeries([], crs=3059)).isna().all()


def test_without_a_crs_nothing_is_measured() -> None:
    with pytest.raises(InputRefused, match="missing_crs"):
        nearest_m(HOUSES.geometry.set_crs(None, allow_override=True), targets=LIBRARY)


def test_addresses_beyond_a_distance_are_counted_per_area_and_those_outside_are_in_none() -> None:
    area = area_of(HOUSES, areas=AREAS)
    assert area.tolist()[:3] == ["west", "west", "east"]
    assert area.isna()[3]
    counted = beyond(nearest_m(HOUSES.geometry, targets=LIBRARY), areas=area, metres=500)
    assert counted["addresses"].to_dict() == {"east": 1, "west": 2}
    assert counted["beyond"].to_dict() == {"east": 1, "west": 1}


def test_without_a_place_nothing_is_beyond_it() -> None:
    area = area_of(HOUSES, areas=AREAS)
    counted = beyond(nearest_m(HOUSES.geometry, targets=GeoSeries([], crs=3059)), areas=area, metres=500)
    assert counted["beyond"].isna().all()
