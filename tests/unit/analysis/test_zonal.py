import numpy as np
import pytest
from geopandas import GeoSeries
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from gis_app.analysis.zonal import conservation, zonal_sum
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid

GRID = Grid(np.array([[1.0, 2.0], [4.0, np.nan]]), Bounds(0, 0, 2000, 2000, 3059))


def test_half_a_cell_counts_half_and_no_data_counts_nothing() -> None:
    areas = GeoSeries([box(500, 1000, 2000, 2000), box(1000, 0, 2000, 1000)], index=["a", "b"], crs=3059)
    assert zonal_sum(areas, grid=GRID).to_dict() == pytest.approx({"a": 2.5, "b": 0.0})


def test_empty_and_missing_areas_hold_nobody() -> None:
    areas = GeoSeries([None, Polygon(), box(0, 0, 1000, 1000)], crs=3059)
    assert zonal_sum(areas, grid=GRID).tolist() == pytest.approx([0.0, 0.0, 4.0])


@settings(deadline=None, max_examples=30)
@given(st.floats(1, 1999), st.floats(1, 1999))
def test_the_parts_of_a_cut_region_sum_to_the_region(x: float, y: float) -> None:
    parts = [box(0, 0, x, y), box(x, 0, 2000, y), box(0, y, x, 2000), box(x, y, 2000, 2000)]
    found = conservation(GeoSeries(parts, crs=3059), grid=GRID)
    assert found.inside == pytest.approx(7.0, abs=1e-5)
    assert abs(found.error) < 1e-6


def test_overlapping_units_show_in_the_check() -> None:
    areas = GeoSeries([box(0, 0, 2000, 2000), box(0, 0, 1000, 1000)], crs=3059)
    assert conservation(areas, grid=GRID).error == pytest.approx(4 / 7)


def test_areas_in_degrees_are_refused() -> None:
    with pytest.raises(InputRefused) as refusal:
        zonal_sum(GeoSeries([box(24, 56, 25, 57)], crs=4326), grid=GRID)
    assert refusal.value.code == "zonal_crs_differs"
