import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.crs import transformer
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import HALF, MERCATOR, Tile, bounds_of_degrees, pixel, snapped

MICROMETRE = 1e-6


def test_the_tile_of_riga_is_the_one_that_every_web_map_uses() -> None:
    # Numbers by the formula of the OpenStreetMap wiki, "Slippy map tilenames"; 24.1133 E 56.9515 N.
    lon, lat = 24.1133, math.radians(56.9515)
    column = math.floor((lon + 180) / 360 * 2**12)
    row = math.floor((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * 2**12)
    x, y = transformer(4326, MERCATOR).transform(lon, math.degrees(lat))
    bounds = Tile(12, column, row).bounds
    assert bounds.west <= x < bounds.east
    assert bounds.south < y <= bounds.north


def test_the_only_tile_of_zoom_0_is_the_world() -> None:
    assert Tile(0, 0, 0).bounds == Bounds(-HALF, -HALF, HALF, HALF, MERCATOR)


def test_a_pixel_at_zoom_0_is_156_543_m() -> None:
    assert pixel(0) == pytest.approx(156543.03392804097)


@pytest.mark.parametrize(("zoom", "x", "y"), [(-1, 0, 0), (23, 0, 0), (1, 2, 0), (1, 0, -1)])
def test_a_tile_that_does_not_exist_is_refused(zoom: int, x: int, y: int) -> None:
    with pytest.raises(InputRefused):
        Tile(zoom, x, y)


inside = st.floats(-HALF * 0.99, HALF * 0.99)


@given(inside, inside, st.floats(1, 1e5), st.integers(0, 18))
def test_a_snapped_box_holds_the_box(west: float, south: float, size: float, zoom: int) -> None:
    grown = snapped(Bounds(west, south, west + size, south + size, MERCATOR), zoom)
    assert grown.west <= west + MICROMETRE
    assert grown.south <= south + MICROMETRE
    assert grown.east >= min(west + size, HALF) - MICROMETRE
    assert grown.north >= min(south + size, HALF) - MICROMETRE


def test_a_box_in_degrees_is_read_in_the_order_west_south_east_north() -> None:
    assert bounds_of_degrees("24,56.9,24.2,57") == Bounds(24, 56.9, 24.2, 57, 4326)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "nan,nan,nan,nan", "0,0,0,91", "24.2,56,24,57", "1,2,3,4,5"])
def test_what_is_not_a_box_in_degrees_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        bounds_of_degrees(text)
