from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point

from gis_app.catalog.catalogue import Catalogue
from gis_app.catalog.columns import read_rows
from gis_app.catalog.schema import read_layer
from gis_app.catalog.writer import write_layer
from gis_app.domain.errors import InputRefused
from tests.unit.catalog.world import layer_file, squares


def test_columns_hold_what_the_layer_names_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = read_layer(layer_file(tmp_path))
    squares().to_file(found.path, driver="GPKG")
    rows = read_rows(found)
    assert [rows.id(0), rows.value("name", 1), rows.value("area", 2)] == ["own:a@2020-01-01", "Bieriņi", None]
    assert rows.boxes(3059).tolist() == squares().bounds.to_numpy().tolist()


def test_points_come_as_numbers_and_one_without_a_place_is_not_a_number(tmp_path: Path) -> None:
    found = read_layer(layer_file(tmp_path))
    places = squares().set_geometry(gpd.GeoSeries([Point(1, 2), None, Point(3, 4)], crs=3059))
    places.to_file(found.path, driver="GPKG")
    rows = read_rows(found)
    assert rows.xy is not None
    assert np.nan_to_num(rows.xy, nan=-1).tolist() == [[1, 2], [-1, -1], [3, 4]]


def test_a_file_in_another_crs_than_its_layer_says_is_refused(tmp_path: Path) -> None:
    found = read_layer(layer_file(tmp_path))
    squares().to_crs(4326).to_file(found.path, driver="GPKG")
    with pytest.raises(InputRefused, match="layer_crs_wrong"):
        read_rows(found)


def test_a_catalogue_counts_features_without_reading_them(tmp_path: Path) -> None:
    layer = read_layer(layer_file(tmp_path)).layer
    write_layer(layer, squares(), living=tmp_path / "living", version="1")
    catalogue = Catalogue(tmp_path / "shipped", tmp_path / "living")
    assert catalogue.count("here") == len(catalogue.rows("here")) == 3
