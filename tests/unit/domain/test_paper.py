"""The grid of a sheet and the text of its QR code: there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.paper import COLUMNS, ROWS, PaperSheet, read_sheet_text, sheet_text

DAY = date(2026, 11, 22)
SHEET = PaperSheet("7KQ2M4", "m", Bounds(500_000, 309_100, 501_300, 310_000, 3059), 5000, "a4", DAY)
CELLS = [f"{letter}{row}" for letter in COLUMNS for row in range(1, ROWS + 1)]


def test_a1_is_the_upper_left_cell_and_m9_the_lower_right() -> None:
    # 1300 m in 13 columns and 900 m in 9 rows: cells of 100 m.
    assert SHEET.cell("A1").bounds == (500_000, 309_900, 500_100, 310_000)
    assert SHEET.cell("M9").bounds == (501_200, 309_100, 501_300, 309_200)


@pytest.mark.parametrize("name", CELLS)
def test_the_middle_of_a_cell_lies_in_that_cell(name: str) -> None:
    assert SHEET.cell_at(SHEET.cell(name).centroid) == name


def test_the_cells_cover_the_map_once() -> None:
    areas = [SHEET.cell(name) for name in CELLS]
    assert sum(area.area for area in areas) == pytest.approx(1300 * 900)
    assert areas[0].union(areas[-1]).area == pytest.approx(20_000)


def test_the_uncertainty_is_half_the_diagonal_of_a_cell() -> None:
    assert SHEET.uncertainty_m == pytest.approx(70.71, abs=0.01)
    middle = SHEET.cell("C5").centroid
    assert max(middle.distance(Point(corner)) for corner in SHEET.cell("C5").exterior.coords) == pytest.approx(
        SHEET.uncertainty_m
    )


@pytest.mark.parametrize("name", ["N1", "A0", "A10", "", "5C", "ž1", "AA1"])
def test_a_cell_beside_the_grid_is_refused_and_the_grid_named(name: str) -> None:
    with pytest.raises(InputRefused) as caught:
        SHEET.cell(name)
    assert caught.value.params["expected"] == "A1–M9"


def test_a_place_beside_the_map_is_in_no_cell() -> None:
    assert SHEET.cell_at(Point(499_999, 309_500)) == ""


metres = st.decimals(min_value=100_000, max_value=900_000, places=1).map(float)
side = st.decimals(min_value=100, max_value=60_000, places=1).map(float)


@given(west=metres, south=metres, wide=side, high=side, scale=st.sampled_from([500, 10_000, 200_000]))
def test_the_text_of_the_code_brings_the_sheet_back_within_ten_centimetres(
    west: float, south: float, wide: float, high: float, scale: int
) -> None:
    bounds = Bounds(west, south, west + wide, south + high, 3059)
    sheet = PaperSheet("7KQ2M4", "m", bounds, scale, "a3", DAY)
    colours = {"like": "#0072b2", "dislike": "#b34700"}
    text = sheet_text(sheet, colours)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")  # the QR code's compact mode
    back, told = read_sheet_text(text, meeting="m", made=DAY)
    assert told == colours
    assert (back.code, back.scale, back.paper, back.columns, back.rows) == ("7KQ2M4", scale, "a3", 13, 9)
    assert back.bounds.box == pytest.approx(bounds.box, abs=0.051)


@pytest.mark.parametrize("text", ["", "https://example.lv", "KK2/7KQ2M4", sheet_text(SHEET, {}).replace("3059", "")])
def test_a_code_that_is_none_of_ours_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="sheet_text_refused"):
        read_sheet_text(text, meeting="m", made=DAY)
