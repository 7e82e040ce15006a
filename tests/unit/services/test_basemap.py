import gzip
import json
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import transformer
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Project
from gis_app.domain.layers import Field, Layer, Style
from gis_app.domain.tiles import MERCATOR, Tile
from gis_app.services.basemap import base_tile
from gis_app.services.tile_paths import EXTENT
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects

WEST, SOUTH = 500_000.0, 300_000.0
WORDS = {"lv": "Zīmēts ar roku", "en": "Drawn by hand"}


def layer(name: str, role: str, geometry: str, **changes: Any) -> Layer:
    return Layer(
        id=f"zoseni-{name}",
        title=WORDS,
        project="zoseni",
        theme="boundaries",
        role=role,
        geometry=geometry,
        epsg=3059,
        source=WORDS,
        licence="CC0",
        dated=date(2026, 1, 1),
        **changes,
    )


@pytest.fixture
def zoseni(context: Context) -> Context:
    """One street of eight houses that runs due east, a pond, and a village around them."""
    numbers = range(8)
    addresses = gpd.GeoDataFrame(
        {"street": "Zosu iela", "number": [str(number) for number in numbers], "rotation": 90.0},
        geometry=[Point(WEST + 20 * number, SOUTH + 12 * (number % 2)) for number in numbers],
        crs=3059,
    )
    pond = gpd.GeoDataFrame(geometry=[Point(WEST + 60, SOUTH + 60).buffer(20)], crs=3059)
    village = gpd.GeoDataFrame(
        {"id": ["own:1"], "name": ["Zosēni"]}, geometry=[box(WEST, SOUTH - 50, WEST + 250, SOUTH + 150)], crs=3059
    )
    fields = (Field("street", WORDS), Field("number", WORDS), Field("rotation", WORDS))
    ids = {"level": "village", "id_field": "id", "name_field": "name", "fields": (Field("name", WORDS),)}
    for described, frame in (
        (layer("adreses", "addresses", "point", fields=fields), addresses),
        (layer("udens", "context", "polygon", style=Style(fill="#a9c8dc")), pond),
        (layer("ciemi", "territories", "polygon", **ids), village),
    ):
        write_layer(described, frame, living=context.layers_dir, version="1")
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"})])
    return context


def tile_at(zoom: int, x: float = WEST + 70, y: float = SOUTH + 6) -> Tile:
    east, north = transformer(3059, MERCATOR).transform(x, y)
    side = Tile(zoom, 0, 0).side
    world = Tile(0, 0, 0).bounds
    return Tile(zoom, int((east - world.west) // side), int((world.north - north) // side))


def content(context: Context, tile: Tile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gzip.decompress(base_tile(context, project="zoseni", tile=tile).gzipped))
    return found


def test_a_close_tile_holds_houses_with_numbers_and_the_name_of_their_street(zoseni: Context) -> None:
    found = content(zoseni, tile_at(16))
    assert len(found["houses"]) == 4 * len(found["numbers"])
    assert {number for number, _x, _y in found["numbers"]} == {str(number) for number in range(8)}
    assert [street[0] for street in found["streets"]] == ["Zosu iela"]
    assert abs(found["streets"][0][3]) <= 2


def test_a_house_stands_in_its_tile_where_it_stands_on_the_ground(zoseni: Context) -> None:
    tile = tile_at(17)
    found = content(zoseni, tile)
    ((x, y),) = [place for number, *place in found["numbers"] if number == "3"]
    side = tile.side / EXTENT
    back = transformer(MERCATOR, 3059).transform(tile.bounds.west + x * side, tile.bounds.north - y * side)
    assert back == pytest.approx((WEST + 60, SOUTH + 12), abs=0.2)


def test_a_far_tile_holds_texture_and_the_name_of_the_village_but_no_house(zoseni: Context) -> None:
    found = content(zoseni, tile_at(12))
    assert sum(found["texture"][1::2]) == 8
    assert [name[0] for name in found["names"]] == ["Zosēni"]
    assert "houses" not in found


def test_a_territory_too_small_to_read_is_not_named(zoseni: Context) -> None:
    assert "names" not in content(zoseni, tile_at(8))


def test_water_keeps_its_colour_and_closes_its_ring(zoseni: Context) -> None:
    (water,) = content(zoseni, tile_at(15))["ground"]
    assert water["fill"] == "#a9c8dc"
    path = np.array(water["paths"][0]).reshape(-1, 2)
    places = path.cumsum(axis=0)
    # A pond of 20 m radius is 40 m across; its ring ends one step before its first place.
    assert np.ptp(places[:, 0]) == pytest.approx(40 / np.cos(np.radians(56.84)) * EXTENT / tile_at(15).side, abs=3)
    assert 0 < np.abs(places[0] - places[-1]).max() < 40


def test_a_tile_far_away_is_empty_paper(zoseni: Context) -> None:
    assert content(zoseni, Tile(14, 0, 0)) == {"extent": EXTENT}


def test_the_same_tile_is_made_once(zoseni: Context) -> None:
    tile = tile_at(15)
    assert base_tile(zoseni, project="zoseni", tile=tile) is base_tile(zoseni, project="zoseni", tile=tile)


def test_a_project_that_does_not_exist_has_no_tiles(zoseni: Context) -> None:
    with pytest.raises(NotFound):
        base_tile(zoseni, project="atlantida", tile=Tile(14, 0, 0))
