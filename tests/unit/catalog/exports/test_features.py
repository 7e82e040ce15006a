import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import geopandas as gpd
import pyogrio
import pytest
from shapely import MultiPolygon, Point, Polygon, box

from gis_app.catalog.exports.content import FeatureTable, Head, Origin
from gis_app.catalog.exports.features import to_geojson, to_geopackage, to_kml
from gis_app.catalog.exports.qgis import Category, qml
from gis_app.domain.layers import Style

ORIGIN = Origin("Vietas", (("Avots", "zīmēts <ar> roku"), ("Licence", "CC0")))
HEADS = (
    Head("id", "Identifikators"),
    Head("name", "Nosaukums"),
    Head("kind", "Veids", words={"library": "Bibliotēka"}),
)
LIBRARY = Category("library", "B", "#6b3fa0", "star")


def places(style: str = "") -> FeatureTable:
    frame = gpd.GeoDataFrame(
        {"id": ["1", "2"], "name": ["Āriņi & dēli", None], "kind": ["library", "shop"], "people": [12, 0]},
        geometry=[Point(506432.2, 312062.5), None],
        crs=3059,
    )
    return FeatureTable("vietas", frame, HEADS, ORIGIN, style)


def test_geojson_stands_in_degrees_with_longitude_first() -> None:
    document = json.loads(to_geojson(places()))
    lon, lat = document["features"][0]["geometry"]["coordinates"]
    # By GDAL's gdaltransform from EPSG:3059.
    assert (lon, lat) == pytest.approx((24.1057478, 56.9521322), abs=1e-6)
    assert document["features"][1]["geometry"] is None
    assert document["about"] == {"Avots": "zīmēts <ar> roku", "Licence": "CC0"}


def test_geojson_keeps_zero_and_no_data_apart() -> None:
    people = [feature["properties"] for feature in json.loads(to_geojson(places()))["features"]]
    assert [one["people"] for one in people] == [12, 0]
    assert people[1]["name"] is None


def test_a_geopackage_comes_back_with_its_crs_and_letters(tmp_path: Path) -> None:
    file = tmp_path / "vietas.gpkg"
    file.write_bytes(to_geopackage([places()]))
    back = pyogrio.read_dataframe(file)
    assert back.crs.to_epsg() == 3059
    assert back["name"][0] == "Āriņi & dēli"
    assert back["name"].isna().tolist() == [False, True]
    assert back.geometry[0].equals_exact(Point(506432.2, 312062.5), 0.001)
    assert back.geometry[1] is None


def test_a_geopackage_holds_one_default_style_for_each_table(tmp_path: Path) -> None:
    file = tmp_path / "vietas.gpkg"
    style = qml(
        geometry="point",
        style=Style(),
        heads=HEADS,
        by="kind",
        categories=[LIBRARY],
    )
    file.write_bytes(to_geopackage([places(style)]))
    table = pyogrio.read_dataframe(file, layer="layer_styles", read_geometry=False)
    assert table["f_table_name"].tolist() == ["vietas"]
    assert table["useAsDefault"].tolist() == [True]
    drawn = fromstring(table["styleQML"][0].split("\n", 1)[1])
    assert [one.get("label") for one in drawn.iter("category")] == ["B"]
    assert {one.get("name") for one in drawn.iter("alias")} == {"Identifikators", "Nosaukums", "Veids"}


def test_kml_escapes_words_and_leaves_out_what_has_no_place() -> None:
    root = fromstring(to_kml(places()))
    space = "{http://www.opengis.net/kml/2.2}"
    marks = list(root.iter(f"{space}Placemark"))
    assert [mark.findtext(f"{space}name") for mark in marks] == ["Āriņi & dēli"]
    values = {data.get("name"): data.findtext(f"{space}value") for data in marks[0].iter(f"{space}Data")}
    assert values["kind"] == "Bibliotēka"


def test_kml_comes_back_with_its_holes(tmp_path: Path) -> None:
    ring = box(506000, 312000, 507000, 313000).exterior.coords
    holed = Polygon(ring, [box(506400, 312400, 506600, 312600).exterior.coords])
    frame = gpd.GeoDataFrame({"id": ["1"], "name": ["Ķengarags"]}, geometry=[MultiPolygon([holed])], crs=3059)
    file = tmp_path / "areas.kml"
    file.write_bytes(to_kml(FeatureTable("areas", frame, HEADS[:2], ORIGIN)))
    back = pyogrio.read_dataframe(file).to_crs(3059)
    assert back.geometry[0].area == pytest.approx(1_000_000 - 40_000, rel=1e-5)
