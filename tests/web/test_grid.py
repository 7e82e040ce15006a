"""A grid of people: 16 × 16 cells of 1 km; 500 people in one corner, farmsteads of 5 elsewhere."""

import io
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray
from PIL import Image
from shapely import Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92, WGS84, project
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.layers import Field, Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR, Tile
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.web.conftest import Visit

WEST, SOUTH = 500_000, 300_000
TOWN = Point(WEST + 500, SOUTH + 500)
FARM = Point(WEST + 15_500, SOUTH + 15_500)
EVERYBODY = [Role.PUBLIC, Role.REPRESENTATIVE]
LAYER = Layer(
    id="people",
    title={"lv": "Iedzīvotāji", "en": "People"},
    project="zoseni",
    theme="demography",
    role="grid",
    geometry="polygon",
    epsg=LKS92,
    source={"lv": "zīmēts", "en": "drawn"},
    licence="CC0",
    dated=date(2019, 1, 1),
    fields=(Field("people", {"lv": "Iedzīvotāji", "en": "People"}, kind="whole"),),
)


@pytest.fixture(autouse=True)
def zoseni(context: Context) -> None:
    people, squares = [], []
    for row in range(16):
        for column in range(16):
            at_home = 500 if (row, column) == (0, 0) else 5 if (row + column) % 5 == 0 else 0
            if at_home:
                x, y = WEST + column * 1000, SOUTH + row * 1000
                people.append(at_home)
                squares.append(box(x, y, x + 1000, y + 1000))
    frame = gpd.GeoDataFrame({"people": people}, geometry=squares, crs=LKS92)
    write_layer(LAYER, frame, living=context.layers_dir, version="1")
    with context.database.transaction() as session:
        there = Bounds(WEST, SOUTH, WEST + 16_000, SOUTH + 16_000, LKS92)
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"}, bounds=there)])


def value(client: FlaskClient, place: Point) -> dict[str, object]:
    point = project(place, source=LKS92, target=WGS84)
    found: dict[str, object] = client.get(f"/api/v1/raster/people/value?at={point.x},{point.y}").get_json()
    return found


@pytest.mark.parametrize("role", EVERYBODY)
def test_rule_6_2_a_farmstead_is_part_of_an_area_of_a_hundred_people_for_everybody(visit: Visit, role: Role) -> None:
    found = value(visit(role), FARM)
    assert isinstance(found["people"], int)
    assert found["people"] >= 100
    assert isinstance(found["side_km"], float)
    assert found["side_km"] > 1


@pytest.mark.parametrize("role", [Role.WORKER, Role.PLANNER, Role.ADMIN])
def test_rule_5_ten_people_or_fewer_are_named_to_nobody(visit: Visit, role: Role) -> None:
    client = visit(role)
    assert value(client, FARM) == {"people": None, "side_km": 1.0, "small": True}
    assert value(client, TOWN) == {"people": 500, "side_km": 1.0, "small": False}


@pytest.mark.parametrize("role", list(Role))
def test_rule_5_the_cells_are_in_no_file_and_no_answer_of_features(visit: Visit, role: Role) -> None:
    client = visit(role)
    for address in (
        "/api/v1/layers/people/features?bbox=23.9,56.8,24.3,57&zoom=10",
        *(f"/lv/data/people.{extension}" for extension in ("gpkg", "geojson", "csv", "xlsx", "kml")),
    ):
        assert client.get(address).status_code == 404
    assert "people" not in client.get("/ogc/collections?f=json").text


def picture(client: FlaskClient, zoom: int) -> NDArray[np.uint8]:
    town = project(TOWN, source=LKS92, target=MERCATOR)
    side = Tile(zoom, 0, 0).side
    x, y = int((town.x + Tile(0, 0, 0).side / 2) // side), int((Tile(0, 0, 0).side / 2 - town.y) // side)
    answer = client.get(f"/api/v1/raster/people/{zoom}/{x}/{y}")
    assert answer.mimetype == "image/png"
    with Image.open(io.BytesIO(answer.data)) as opened:
        return np.asarray(opened)


def test_the_picture_shows_less_to_the_public_than_to_a_worker_and_the_same_bytes_every_time(visit: Visit) -> None:
    public, worker = visit(Role.PUBLIC), visit(Role.WORKER)
    assert set(np.unique(picture(public, 9))) != set(np.unique(picture(worker, 9)))
    assert (picture(worker, 9) == picture(worker, 9)).all()


def test_a_tile_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/raster/people/9/290/157")
    again = client.get("/api/v1/raster/people/9/290/157", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_grid_that_is_not_there_and_a_point_outside_are_not_found(client: FlaskClient) -> None:
    assert client.get("/api/v1/raster/nav/9/290/157").status_code == 404
    assert client.get("/api/v1/raster/people/value?at=20,50").status_code == 404
    assert client.get("/api/v1/raster/people/value?at=x").status_code == 400
