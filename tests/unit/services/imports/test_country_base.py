from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from shapely import LineString, MultiPolygon, Point, Polygon, box

from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.registry import examined
from gis_app.services.imports.understand import understand
from gis_app.services.layers import features_of, layer_of
from gis_app.services.wiring import Context
from tests.unit.services.imports.test_osm_base import content
from tests.unit.services.imports.world import silent

CHOICES = Choices(project="zoseni", target="country_base", layer="daba")


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """An island of four degrees by two with a lake, a river, two towns, a border and an airport."""
    file = tmp_path / "zosija.gpkg"
    hole = box(23, 57.2, 23.4, 57.4)
    land = MultiPolygon([Polygon(box(22, 56, 26, 58).exterior, [hole.exterior]), box(20, 55, 20.1, 55.1)])
    named = {"featurecla": "x", "scalerank": 7}
    parts = {
        "land": gpd.GeoDataFrame([{**named, "geometry": land}], crs=4326),
        "lakes": gpd.GeoDataFrame([{**named, "name": "Zosu ezers", "geometry": hole}], crs=4326),
        "rivers": gpd.GeoDataFrame([{**named, "name": "Zosa", "geometry": LineString([(23, 57), (25, 56)])}], crs=4326),
        "places": gpd.GeoDataFrame(
            [
                {**named, "name": "Zosgrāds", "pop_max": 200_000, "geometry": Point(24.1, 56.9)},
                {**named, "name": "Zosmiests", "pop_max": 900, "geometry": Point(25, 57)},
            ],
            crs=4326,
        ),
        "boundary_lines": gpd.GeoDataFrame([{**named, "geometry": LineString([(22, 57), (26, 57)])}], crs=4326),
        "airports": gpd.GeoDataFrame([{**named, "name": "ZOS", "geometry": Point(24, 57)}], crs=4326),
    }
    for name, frame in parts.items():
        pyogrio.write_dataframe(frame, file, layer=name, driver="GPKG", append=file.exists())
    return file


def test_several_parts_of_one_file_become_water_borders_and_names(context: Context, country: Path) -> None:
    draft = examined(context, understand(context, country, name="zosija.gpkg", choices=CHOICES))
    assert draft.facts["left_out"] == ["airports"]
    done = confirm(context, draft, account=None, progress=silent)
    assert set(done.layers) == {"daba-udens", "daba-robezas", "daba-vardi"}
    water = layer_of(context, "daba-udens", project="zoseni", role=Role.PUBLIC)
    assert (water.source["lv"], water.licence, water.style.max_zoom) == ("Natural Earth", "public domain", 10)
    names = features_of(context, "daba-vardi", project="zoseni", role=Role.PUBLIC)
    assert {one.properties["name"]: one.properties["kind"] for one in names} == {
        "Zosgrāds": "city",
        "Zosmiests": "village",
    }


def test_the_sea_is_what_no_land_covers(context: Context, country: Path) -> None:
    draft = examined(context, understand(context, country, name="zosija.gpkg", choices=CHOICES))
    confirm(context, draft, account=None, progress=silent)
    water = features_of(context, "daba-udens", project="zoseni", role=Role.PUBLIC)
    (sea,) = [one.geometry for one in water if one.properties["kind"] == "sea"]
    assert sea is not None
    assert sea.contains(Point(21, 57))
    assert not sea.contains(Point(24, 56.5))


def test_a_generalised_coast_is_seen_from_afar_and_gives_way_close_up(context: Context, country: Path) -> None:
    draft = examined(context, understand(context, country, name="zosija.gpkg", choices=CHOICES))
    confirm(context, draft, account=None, progress=silent)
    far = content(context, 6, 24.1, 56.9)
    assert {"ground", "lines", "places"} <= set(far)
    assert set(content(context, 13, 22.0, 56.9)) == {"extent"}


def test_a_file_of_other_things_is_refused_with_its_parts_named(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "skolas.gpkg"
    pyogrio.write_dataframe(gpd.GeoDataFrame({"n": [1]}, geometry=[Point(24, 57)], crs=4326), file, layer="skolas")
    with pytest.raises(InputRefused) as told:
        examined(context, understand(context, file, name="skolas.gpkg", choices=CHOICES))
    assert told.value.code == "country_base_nothing"


def test_the_shared_natural_earth_file_is_taken_whole(context: Context) -> None:
    file = Path(__file__).parents[5] / "shared/data/basemap/baltic_basemap_natural_earth_10m.gpkg"
    if not file.exists():
        pytest.skip(f"{file} is not on this machine")
    draft = examined(context, understand(context, file, name=file.name, choices=CHOICES))
    confirm(context, draft, account=None, progress=silent)
    names = features_of(context, "daba-vardi", project="zoseni", role=Role.PUBLIC)
    assert "Daugavpils" in {one.properties["name"] for one in names}
