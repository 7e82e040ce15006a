from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from gis_app.domain.atvk import NEW, OLD, read_code, scheme_of

LATVIA = Path(__file__).resolve().parents[4] / "shared" / "data" / "latvia"
needs_reference = pytest.mark.skipif(not LATVIA.is_dir(), reason="the shared reference data are not on this machine")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0400268", "LV0400268"),
        ("LV0400268", "LV0400268"),
        ("LV0030510", "LV0030510"),
        ("0038001", "LV0038001"),
        (400268, "LV0400268"),
        (400268.0, "LV0400268"),
        ("400268.0", "LV0400268"),
        ("38001", "LV0038001"),
        (1000, "LV0001000"),
        (" lv 0030510\xa0", "LV0030510"),
    ],
)
def test_every_form_of_a_code_becomes_the_same_text(cell: Any, code: str) -> None:
    found = read_code(cell)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "cell", ["LVRIG16", "Rīga", "", None, float("nan"), True, "12", "0002500", "12345678", -400268]
)
def test_what_is_no_code_of_the_register_is_none(cell: Any) -> None:
    assert read_code(cell) is None


def test_lost_zeros_are_noted_and_whole_codes_are_not() -> None:
    cells = ["400268", "0400268", "LV0400268"]
    assert [code.mended for code in map(read_code, cells) if code] == [True, False, False]


def test_a_code_that_fits_both_schemes_says_so_and_its_column_decides() -> None:
    daugavpils, parish = read_code("0050000"), read_code("0400268")
    assert daugavpils is not None
    assert parish is not None
    assert daugavpils.schemes == (OLD, NEW)
    assert scheme_of([daugavpils]) == ""
    assert scheme_of([daugavpils, parish]) == OLD
    assert (daugavpils.level(), daugavpils.level(OLD)) == ("", "state_city")


def test_a_column_of_both_schemes_has_none() -> None:
    codes = [code for code in map(read_code, ("0400268", "0030510")) if code]
    assert scheme_of(codes) == ""


def test_boundaries_of_a_day_carry_only_the_codes_of_that_time() -> None:
    old, new = read_code("0400268"), read_code("0030510")
    assert old is not None
    assert new is not None
    assert (old.possible_on(date(2021, 6, 30)), old.possible_on(date(2021, 7, 1))) == (True, False)
    assert (new.possible_on(date(2021, 6, 30)), new.possible_on(date(2021, 7, 1))) == (False, True)


@needs_reference
@pytest.mark.parametrize(
    ("file", "scheme"),
    [("lv_territorial_units_2022-07-01.gpkg", NEW), ("lv_territorial_units_2021-01-01.gpkg", OLD)],
)
def test_the_statistical_bureaus_codes_have_the_scheme_and_level_of_their_type_column(file: str, scheme: str) -> None:
    units = gpd.read_file(LATVIA / file)
    codes = [read_code(cell) for cell in units["L1_code"]]
    kinds = {1: "state_city", 5: "municipality", 6: "town", 7: "parish"}
    said = [
        (code.level(), kinds[kind])
        for code, kind in zip(codes, units["L1_type"], strict=True)
        if code and code.level() and not code.is_city_in_municipality
    ]
    assert None not in codes
    assert scheme_of(code for code in codes if code) == scheme
    assert [pair for pair in said if pair[0] != pair[1]] == []
    assert len(said) >= 500


@needs_reference
def test_no_code_is_in_both_schemes_of_the_real_files() -> None:
    columns = ["L0_code", "L1_code"]
    new, old = (
        gpd.read_file(LATVIA / f"lv_territorial_units_{day}.gpkg", ignore_geometry=True)[columns]
        for day in ("2022-07-01", "2021-01-01")
    )
    codes = set(new.to_numpy().ravel()), set(old.to_numpy().ravel())
    both = {cell for cell in codes[0] | codes[1] if (code := read_code(cell)) and len(code.schemes) == 2}
    assert codes[0] & codes[1] == set()
    assert both == {"LV0010000", "LV0050000", "LV0090000"}
