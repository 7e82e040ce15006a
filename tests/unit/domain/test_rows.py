from datetime import date

import numpy as np
from shapely import Point, Polygon

from gis_app.domain.crs import LKS92, WGS84
from gis_app.domain.layers import Feature
from gis_app.domain.rows import Rows, plain, rows_of


def test_a_row_without_a_place_has_no_geometry_and_no_box() -> None:
    rows = Rows(epsg=LKS92, columns={}, xy=np.array([[506000.0, 312000.0], [np.nan, np.nan]]), prefix="vietas")
    assert rows.placed.tolist() == [True, False]
    assert rows.geometry.tolist() == [Point(506000, 312000), None]
    assert np.isnan(rows.boxes(WGS84)[1]).all()
    assert [rows.id(0), rows.id(1)] == ["vietas/0", "vietas/1"]


def test_missing_values_of_every_kind_are_none_and_numbers_are_python_s_own() -> None:
    cells = [None, np.nan, np.datetime64("NaT"), np.int64(3), np.datetime64("2021-07-01"), "a"]
    assert [plain(cell) for cell in cells] == [None, None, None, 3, date(2021, 7, 1), "a"]


def test_a_column_of_codes_names_what_each_number_stands_for() -> None:
    rows = rows_of([Feature(str(n), None, {"kind": kind}) for n, kind in enumerate(["shop", None, "gp"])], epsg=LKS92)
    numbers, kinds = rows.codes("kind")
    assert [kinds[number] for number in numbers] == ["shop", "", "gp"]


def test_an_empty_shape_is_no_place() -> None:
    rows = rows_of([Feature("1", Polygon(), {}), Feature("2", Point(1, 2), {})], epsg=LKS92)
    assert rows.placed.tolist() == [False, True]
