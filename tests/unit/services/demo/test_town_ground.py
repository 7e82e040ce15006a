"""The town as a drawing: coverage, houses, names, and that no real land lies under it."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.ops import nearest_points

from gis_app.domain.geography import Territory
from gis_app.services.demo.town.ground import make_ground
from gis_app.services.demo.town.houses import make_houses
from gis_app.services.demo.town.layers import layers
from gis_app.services.demo.town.streets import make_streets
from gis_app.services.demo.town.town import Town, at_sea, make_town, territories

SHARED = Path(__file__).parents[5] / "shared" / "data"
HAS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference data are not on this machine")


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town()


@pytest.fixture(scope="module")
def register(town: Town) -> list[Territory]:
    return territories(town)


def test_the_territories_cover_the_town_without_gap_or_overlap(town: Town, register: list[Territory]) -> None:
    shapes = [territory.geometry for territory in register]
    together = shapely.union_all(shapes)
    assert isinstance(together, shapely.Polygon)
    assert len(register) == 36
    assert all(shape.geom_type == "Polygon" and shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(together.area, rel=1e-12)
    assert len(together.interiors) == 0
    assert together.area == pytest.approx(town.ground.outline.area, rel=1e-5)


def test_every_house_stands_in_its_own_territory_and_on_dry_land(town: Town) -> None:
    shapes = dict(town.ground.territories)
    assert 2_500 <= len(town.houses) <= 4_000
    for place, shape in shapes.items():
        points = shapely.points([(house.x, house.y) for house in town.houses if house.place == place])
        assert len(points) >= 10, place.name
        assert shapely.contains(shape, points).all(), place.name
    everywhere = shapely.points([(house.x, house.y) for house in town.houses])
    assert not shapely.intersects(town.ground.unbuilt, everywhere).any()


def test_an_address_is_given_once_also_where_farms_share_a_name(town: Town) -> None:
    addresses = [house.address for house in town.houses]
    assert len(addresses) == len(set(addresses))
    assert sum(not house.street for house in town.houses) >= 80


def test_streets_have_names_of_their_own_that_stay_within_a_few_words(town: Town) -> None:
    names = [street.name for street in town.streets]
    assert len(names) == len(set(names))
    assert all(len(name.split()[0]) > 2 and name[0].isupper() for name in names)
    assert all(name.split()[-1] in {"iela", "ceļš", "gatve", "līnija"} for name in names)


def test_the_number_of_a_house_runs_along_its_street(town: Town) -> None:
    lines = {street.name: street.shape for street in town.streets}
    for house in town.houses[::40]:
        if house.street:
            nearest = nearest_points(lines[house.street], shapely.Point(house.x, house.y))[0]
            towards_street = np.degrees(np.arctan2(nearest.x - house.x, nearest.y - house.y))
            assert abs((house.rotation - towards_street) % 180.0 - 90.0) < 40.0, house.address


def test_odd_and_even_numbers_stand_on_opposite_sides(town: Town) -> None:
    street = next(street for street in town.streets if street.name == "Stacijas iela")
    line = shapely.line_merge(street.shape)
    sides: dict[int, set[bool]] = {0: set(), 1: set()}
    for house in town.houses:
        if house.street == street.name:
            at = line.project(shapely.Point(house.x, house.y))
            here, ahead = line.interpolate(at), line.interpolate(at + 1.0)
            cross = (ahead.x - here.x) * (house.y - here.y) - (ahead.y - here.y) * (house.x - here.x)
            sides[int(house.number) % 2].add(cross > 0)
    assert sides[0] | sides[1] == {True, False}
    assert len(sides[0]) == len(sides[1]) == 1


def test_the_same_seed_gives_the_same_bytes(town: Town) -> None:
    ground = make_ground()
    streets = make_streets(ground)
    again = Town(ground, streets, make_houses(ground, streets))
    assert again.houses == town.houses
    for (layer, frame), (layer_again, frame_again) in zip(layers(town), layers(again), strict=True):
        assert layer == layer_again
        assert frame.geometry.to_wkb().tolist() == frame_again.geometry.to_wkb().tolist()
        assert frame.drop(columns="geometry").equals(frame_again.drop(columns="geometry"))


def test_every_layer_says_that_it_is_invented_and_lies_in_the_town(town: Town) -> None:
    limit = at_sea(town.ground.outline).buffer(1.0)
    made = layers(town)
    assert {layer.id for layer, _ in made} == {
        f"paraugpilseta-{name}" for name in ("teritorijas", "adreses", "udens", "dzelzcels", "zalumi", "ielas")
    }
    for layer, frame in made:
        assert layer.invented
        assert "izdom" in layer.source["lv"]
        assert "invented" in layer.source["en"]
        assert limit.contains(shapely.union_all(frame.geometry)), layer.id


@HAS_SHARED
def test_promise_invented_figures_never_stand_on_real_ground_for_the_town_lies_in_the_open_sea(town: Town) -> None:
    box = shapely.box(*town.bounds.box).buffer(20_000.0)
    file = SHARED / "basemap" / "baltic_basemap_natural_earth_10m.gpkg"
    land = gpd.read_file(file, layer="land").to_crs(3059)
    assert len(land) > 0
    assert not land.intersects(box).any()


@HAS_SHARED
def test_the_names_are_those_of_no_parish_town_or_neighbourhood_of_latvia(register: list[Territory]) -> None:
    units = gpd.read_file(SHARED / "latvia" / "lv_territorial_units_2022-07-01.gpkg", ignore_geometry=True)
    apkaimes = gpd.read_file(SHARED / "latvia" / "lv_apkaimes_csb_2021.gpkg", ignore_geometry=True)
    real = {*units["L1_name"], *units["L0_name"], *apkaimes["Name"]}
    assert real.isdisjoint({territory.name for territory in register})
