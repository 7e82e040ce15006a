import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from shapely import Point

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.layer_features import layer_features
from gis_app.services.levels import MOST_SINGLE
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources

WEST, SOUTH = 500_000, 300_000
MANY = MOST_SINGLE + 100
AROUND = Bounds(WEST - 500, SOUTH - 500, WEST + 5500, SOUTH + 500, 3059)
PLACE = Resource("0", "zoseni", "zoseni-resursi", "Veikals", "shop", True, Point(WEST, SOUTH), 3059, "exact")


@pytest.fixture
def zoseni(context: Context) -> Context:
    """More shops on one crossroads than are shown one by one, and a library alone 5 km to the east."""
    crowd = [replace(PLACE, id=str(number), geometry=Point(WEST + number / 10, SOUTH)) for number in range(MANY)]
    library = replace(PLACE, id="library", name="Bibliotēka", kind="library", geometry=Point(WEST + 5000, SOUTH))
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"})])
        put_resources(session, [*crowd, library])
    return context


def collection(context: Context, *, zoom: int, bounds: Bounds = AROUND) -> dict[str, Any]:
    encoded = layer_features(context, "zoseni-resursi", project="zoseni", role=Role.PUBLIC, bounds=bounds, zoom=zoom)
    found: dict[str, Any] = json.loads(gzip.decompress(encoded.gzipped))
    return found


def test_a_crowd_comes_as_cells_with_its_number_and_kind_and_nothing_is_lost(zoseni: Context) -> None:
    found = [feature["properties"] for feature in collection(zoseni, zoom=12)["features"]]
    assert sum(properties.get("count", 1) for properties in found) == MANY + 1
    assert {properties["kind"] for properties in found if "count" in properties} == {"shop"}
    assert [properties["name"] for properties in found if "name" in properties] == ["Bibliotēka"]


def test_close_up_every_place_stands_alone(zoseni: Context) -> None:
    found = collection(zoseni, zoom=16)["features"]
    assert len(found) == MANY + 1
    assert all("count" not in feature["properties"] for feature in found)


def test_an_answer_is_complete_for_the_box_it_names_and_near_views_share_it(zoseni: Context) -> None:
    near = replace(AROUND, west=AROUND.west + 10, east=AROUND.east - 10)
    first, second = collection(zoseni, zoom=12), collection(zoseni, zoom=12, bounds=near)
    assert first == second
    west, south, east, north = first["covers"]
    for feature in first["features"]:
        x, y = feature["geometry"]["coordinates"]
        assert west <= x <= east
        assert south <= y <= north


def test_coordinates_have_five_decimals_and_six_close_up(zoseni: Context) -> None:
    for zoom, digits in ((12, 5), (17, 6)):
        points = [feature["geometry"]["coordinates"] for feature in collection(zoseni, zoom=zoom)["features"]]
        assert all(round(value, digits) == value for point in points for value in point)


def test_a_place_tells_what_a_popup_shows_and_no_more(zoseni: Context) -> None:
    found = collection(zoseni, zoom=16)["features"][0]["properties"]
    assert found == {"name": "Veikals", "kind": "shop", "precision": "exact"}


@pytest.mark.parametrize("zoom", [5, 20])
def test_a_zoom_that_no_map_of_ours_has_is_refused(zoseni: Context, zoom: int) -> None:
    with pytest.raises(InputRefused):
        collection(zoseni, zoom=zoom)


def test_a_layer_that_does_not_exist_is_not_found(zoseni: Context) -> None:
    with pytest.raises(NotFound):
        layer_features(zoseni, "nav", project="zoseni", role=Role.PUBLIC, bounds=AROUND, zoom=12)
