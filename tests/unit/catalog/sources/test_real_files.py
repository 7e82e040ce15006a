"""Open data as their publishers wrote them, read from beside the checkout, and the same rewritten in other formats.

The numbers of rows are those that the README of the reference data names.
"""

import warnings
from pathlib import Path

import openpyxl
import pyogrio
import pytest

from gis_app.catalog.sources import read_source
from gis_app.catalog.tables import read_table
from tests.unit.catalog.sources.world import codes_of, frame_of, packed

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"
LATVIA = DATA / "latvia"

pytestmark = pytest.mark.skipif(not LATVIA.is_dir(), reason=f"no reference data in {LATVIA}")


@pytest.mark.parametrize(
    ("name", "found", "epsg", "features"),
    [
        ("latvia/lv_territorial_units_2022-07-01.gpkg", "gpkg", 3059, 592),
        ("latvia/lv_territorial_units_2021-01-01.gpkg", "gpkg", 3059, 587),
        ("latvia/lv_municipalities_2025-07-01_derived.gpkg", "gpkg", 3059, 42),
        ("latvia/lv_apkaimes_csb_2021.gpkg", "gpkg", 3059, 85),
        ("graz/graz_bezirke_17.gpkg", "gpkg", 4326, 17),
        ("latvia/riga_bus_shelters_2025.geojson", "geojson", 4326, 605),
        ("latvia/lv_municipalities_list_2026.csv", "csv", None, 42),
        ("latvia/lv_hospitals_24h_2026.csv", "csv", None, 34),
        ("latvia/lv_social_services_sample_2026.csv", "csv", None, 25),
        ("validation/berlin_mss2021/mss_z.csv", "csv", None, 542),
        ("latvia/csb_TRS020_roads_2024_lv_pxweb.csv", "pxweb", None, 36),
        ("latvia/lv_pop_2019_1km_epsg3059.tif", "geotiff", 3059, 450 * 264),
    ],
)
def test_published_files_are_read_without_a_doubt(name: str, found: str, epsg: int | None, features: int) -> None:
    source = read_source(DATA / name)
    assert (source.format, source.epsg, source.features, codes_of(source)) == (found, epsg, features, [])


@pytest.mark.parametrize("name", ["validation/berlin_mss2021/mss_z.csv", "latvia/lv_social_services_sample_2026.csv"])
def test_both_readers_of_tables_see_the_same_cells(name: str) -> None:
    table, source = read_table(DATA / name), read_source(DATA / name)
    assert source.table is not None
    assert source.table.columns == table.columns
    assert tuple(map(tuple, source.table.cells.to_numpy())) == table.rows
    assert tuple(source.table.cells.index) == table.numbers


@pytest.mark.parametrize("driver", ["FlatGeobuf", "KML", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq"])
def test_the_neighbourhoods_of_riga_survive_every_format(tmp_path: Path, driver: str) -> None:
    frame = pyogrio.read_dataframe(LATVIA / "lv_apkaimes_csb_2021.gpkg").query("city == 'RIG'")
    ending = {
        "FlatGeobuf": "fgb",
        "KML": "kml",
        "ESRI Shapefile": "shp",
        "GeoJSON": "geojson",
        "GeoJSONSeq": "geojsonl",
    }
    file = tmp_path / "s" / f"apkaimes.{ending[driver]}"
    file.parent.mkdir()
    in_degrees = driver in ("KML", "GeoJSON", "GeoJSONSeq")
    options = {"encoding": "cp1257"} if driver == "ESRI Shapefile" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL remarks on what a format cannot keep
        pyogrio.write_dataframe(frame.to_crs(4326) if in_degrees else frame, file, driver=driver, **options)
    if driver == "ESRI Shapefile":
        file.with_suffix(".cpg").unlink()
        file = packed(tmp_path / "apkaimes.zip", file.parent, inside="Rīga/")
    source = read_source(file)
    assert source.epsg == (4326 if in_degrees else 3059)
    assert set(frame_of(source)["Name"]) == set(frame["Name"])
    assert set(frame_of(source)["Code"]) == set(frame["Code"])
    assert frame_of(source).to_crs(3059).area.sum() == pytest.approx(frame.area.sum(), rel=1e-6)


def test_the_list_of_municipalities_keeps_its_zeros_in_a_workbook(tmp_path: Path) -> None:
    table = read_table(LATVIA / "lv_municipalities_list_2026.csv")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(table.columns))
    for row in table.rows:
        sheet.append([*row[:2], int(row[2]), int(row[3])])
        sheet.cell(sheet.max_row, 3).number_format = "0000000"
    book.save(tmp_path / "a.xlsx")
    source = read_source(tmp_path / "a.xlsx")
    assert source.table is not None
    assert tuple(map(tuple, source.table.cells.to_numpy())) == table.rows
    assert codes_of(source) == ["zeros_shown"]
