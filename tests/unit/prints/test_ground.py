import numpy as np
import pytest
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain import ground_look as look
from gis_app.domain.layers import Style
from gis_app.prints.content import DrawnLayer
from gis_app.prints.drawing import draw
from gis_app.prints.map_sheet import map_pdf
from tests.unit.prints.pdf import outlines, read, text_of
from tests.unit.prints.test_map_sheet import EAST, LV, NORTH, feature, layer, sheet


def part(base: str, geometry: str, *features: tuple[BaseGeometry, str, str]) -> DrawnLayer:
    rows = [feature(n, shape, kind=kind, name=name) for n, (shape, kind, name) in enumerate(features)]
    return DrawnLayer(layer("context", geometry, f"Daļa {base}", base=base, id=f"osm-{base}", style=Style()), rows)


ROADS = part("roads", "line", (LineString([(EAST - 500, NORTH), (EAST + 500, NORTH)]), "street", "Zosu iela"))
WATER = part("water", "any", (box(EAST - 300, NORTH - 200, EAST - 100, NORTH - 100), "lake", "Zosu ezers"))
COVER = part("cover", "polygon", (box(EAST - 400, NORTH + 50, EAST - 100, NORTH + 250), "forest", "Silmala"))
BUILDINGS = part("buildings", "polygon", (box(EAST + 95, NORTH + 20, EAST + 105, NORTH + 30), "building", "Klēts"))
NAMES = part("names", "point", (Point(EAST + 200, NORTH + 150), "village", "Zosēni"))
GROUND = (ROADS, WATER, COVER, BUILDINGS, NAMES)


def test_ground_lies_below_water_below_buildings_below_roads() -> None:
    svg = draw(sheet(*GROUND), LV).svg
    places = [svg.index(f'"{colour}"') for colour in (look.COVER["forest"], look.WATER, look.BUILDING, "#ffffff")]
    assert places == sorted(places)


def test_a_house_of_ten_metres_is_one_millimetre_at_one_to_ten_thousand() -> None:
    page = read(map_pdf(sheet(BUILDINGS), LV)).pages[0]
    sizes = [np.ptp(path, axis=0) for path in outlines(page) if len(path) >= 4]
    assert any(size == pytest.approx((1.0, 1.0), abs=0.03) for size in sizes)


def test_names_of_the_ground_are_written_but_not_of_buildings() -> None:
    text = text_of(map_pdf(sheet(*GROUND), LV))
    for name in ("Zosēni", "Zosu ezers", "Silmala"):
        assert name in text
    assert "Klēts" not in text


def test_black_and_white_uses_no_colour() -> None:
    svg = draw(sheet(*GROUND, colour=False), LV).svg
    colours = {svg[place + 1 : place + 8] for place in range(len(svg)) if svg[place : place + 2] == '"#'}
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


def test_an_address_on_an_outline_gets_no_square_of_its_own() -> None:
    houses = DrawnLayer(
        layer("addresses", "point", "Mājas"),
        [feature(1, Point(EAST + 100, NORTH + 25)), feature(2, Point(EAST + 300, NORTH + 25))],
    )
    alone = draw(sheet(houses), LV).svg.count("M")
    beside = draw(sheet(houses, BUILDINGS), LV).svg.count("M")
    assert beside == alone  # one square less, one outline more


def test_the_layer_of_names_is_among_the_sources() -> None:
    assert "Daļa names" in text_of(map_pdf(sheet(NAMES), LV))
