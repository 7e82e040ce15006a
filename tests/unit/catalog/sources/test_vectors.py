"""Every vector format is written by GDAL or by hand, and must come back as it was."""

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from pyproj import CRS

from gis_app.catalog.sources import read_source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices
from tests.unit.catalog.sources.world import CODES, LATVIAN, codes_of, frame_of, packed, places, shapefile


@pytest.mark.parametrize(
    ("name", "driver", "found"), [("a.gpkg", "GPKG", "gpkg"), ("a.fgb", "FlatGeobuf", "flatgeobuf")]
)
def test_what_was_written_comes_back_with_its_crs(tmp_path: Path, name: str, driver: str, found: str) -> None:
    pyogrio.write_dataframe(places(), tmp_path / name, driver=driver)
    source = read_source(tmp_path / name)
    frame = frame_of(source)
    assert (source.format, source.kind, source.epsg, source.epsg_reason) == (found, "vector", 3059, "declared")
    assert sorted(frame["kods"]) == sorted(CODES)
    assert list(frame.index) == [1, 2]
    assert source.problems == ()


def test_layers_of_a_geopackage_are_parts_and_one_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "a.gpkg"
    for layer in ("pirmais", "otrais"):
        pyogrio.write_dataframe(places(), file, layer=layer)
    source = read_source(file)
    assert (source.parts, source.part, codes_of(source)) == (("pirmais", "otrais"), "pirmais", ["parts_several"])
    assert read_source(file, choices=Choices(part="otrais")).part == "otrais"
    with pytest.raises(InputRefused, match="part_not_found"):
        read_source(file, choices=Choices(part="trešais"))


def test_a_layer_without_geometry_is_a_table(tmp_path: Path) -> None:
    pyogrio.write_dataframe(places().drop(columns="geometry").assign(n=[1.0, 2.5]), tmp_path / "a.gpkg")
    source = read_source(tmp_path / "a.gpkg")
    assert source.table is not None
    assert (source.kind, source.table.cells["n"].to_dict()) == ("table", {2: "1", 3: "2.5"})


@pytest.mark.parametrize("inside", ["", "Dati 2024/Robežas/"])
def test_a_zipped_shapefile_without_cpg_is_read_in_its_code_page(tmp_path: Path, inside: str) -> None:
    shapefile(tmp_path / "s", without=("cpg",))
    source = read_source(packed(tmp_path / "a.zip", tmp_path / "s", inside=inside))
    assert (source.format, source.encoding, source.epsg) == ("shapefile", "cp1257", 3059)
    assert tuple(frame_of(source)["vieta"]) == LATVIAN
    assert tuple(frame_of(source)["kods"]) == CODES
    assert source.problems == ()


@pytest.mark.parametrize(("said", "encoding"), [("1257", "cp1257"), ("ANSI 1257", "cp1257"), ("UTF-8", "utf-8")])
def test_what_the_cpg_says_is_believed(tmp_path: Path, said: str, encoding: str) -> None:
    file = shapefile(tmp_path / "s", encoding=encoding)
    file.with_suffix(".cpg").write_text(said, encoding="ascii")
    source = read_source(file)
    assert (source.encoding, tuple(frame_of(source)["vieta"])) == (encoding, LATVIAN)


def test_a_cpg_that_cannot_be_true_is_not_believed(tmp_path: Path) -> None:
    file = shapefile(tmp_path / "s")
    file.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
    source = read_source(file)
    assert (tuple(frame_of(source)["vieta"]), codes_of(source)) == (LATVIAN, ["cpg_wrong"])


@pytest.mark.parametrize(
    ("piece", "code"),
    [("prj", "shapefile_without_prj"), ("dbf", "shapefile_without_dbf"), ("shx", "shapefile_without_shx")],
)
def test_a_missing_piece_of_a_shapefile_is_said_and_the_rest_is_read(tmp_path: Path, piece: str, code: str) -> None:
    source = read_source(shapefile(tmp_path / "s", without=(piece,)))
    assert (codes_of(source), source.features) == ([code], 2)
    assert source.epsg == (None if piece == "prj" else 3059)


def test_letters_cut_in_half_by_the_width_of_a_field_do_not_stop_the_rest(tmp_path: Path) -> None:
    file = shapefile(tmp_path / "s", encoding="utf-8", without=("cpg",))
    table = file.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace("žogi".encode(), "žog".encode() + "ž".encode()[:1]))
    source = read_source(file)
    assert (source.encoding, list(frame_of(source)["vieta"])) == ("utf-8", ["Ķīšezers", "Šķūņi un žog\ufffd"])


def test_the_table_of_a_shapefile_alone_is_a_table(tmp_path: Path) -> None:
    file = shapefile(tmp_path / "s", without=("shp", "shx", "prj", "cpg")).with_suffix(".dbf")
    source = read_source(file)
    assert source.table is not None
    assert (source.kind, tuple(source.table.cells["vieta"])) == ("table", LATVIAN)


def feature(name: str, x: float = 24.1, y: float = 56.9) -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [x, y]}
    return {"type": "Feature", "properties": {"vieta": name, "kods": "0038001", "n": [1, 2]}, "geometry": place}


def collection(**more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": [feature("Ķīšezers")]}, ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16"])
def test_geojson_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.geojson").write_bytes(collection().encode(encoding))
    source = read_source(tmp_path / "a.geojson")
    assert frame_of(source).iloc[0][["vieta", "kods", "n"]].to_list() == ["Ķīšezers", "0038001", "1; 2"]
    assert (source.epsg, source.epsg_reason) == (4326, "by_format")


def test_one_object_per_line_is_geojson_whatever_its_name(tmp_path: Path) -> None:
    lines = [json.dumps(feature(name)) for name in LATVIAN]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    source = read_source(tmp_path / "a.csv")
    assert (source.format, source.features, codes_of(source)) == ("geojson", 2, ["extension_other"])


def test_the_old_crs_member_of_geojson_counts(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3059"}}
    (tmp_path / "a.geojson").write_text(collection(crs=crs), encoding="utf-8")
    source = read_source(tmp_path / "a.geojson")
    assert (source.epsg, source.epsg_reason) == (3059, "declared")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (json.dumps({"type": "FeatureCollection", "features": [feature("a")]}, indent=1)[:150], "json_broken"),
        ('{"type":"FeatureCollection","features":[]}', "vector_empty"),
        ('[{"a": 1}]', "json_without_places"),
        ('{"type":"Topology","objects":{}}', "format_not_read"),
    ],
)
def test_json_that_holds_no_places_says_why(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused, match=code):
        read_source(tmp_path / "a.geojson")


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Karte</name>
<Folder><name>Skolas</name><Placemark><name>Skola &amp; dārzs</name>
<description><![CDATA[<table><tr><td>Adrese</td><td>Rīga</td></tr></table><b>Tālr.</b>&nbsp;67<br>e-pasts]]></description>
<ExtendedData><Data name="kods"><value>0038001</value></Data></ExtendedData>
<Point><coordinates>24.1,56.95,0</coordinates></Point></Placemark>
<Folder><name>Pamatskolas</name><Placemark><name>Cita</name><Point><coordinates>24,56</coordinates></Point></Placemark></Folder>
</Folder>
<Folder><name>Tukša</name></Folder></Document></kml>"""


def test_folders_of_kml_are_parts_and_its_web_pages_become_text(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_text(KML, encoding="utf-8")
    source = read_source(tmp_path / "a.kml")
    assert (source.parts, source.epsg_reason) == (("Skolas", "Pamatskolas"), "by_format")
    row = frame_of(source).iloc[0]
    assert row[["Name", "description", "kods"]].to_list() == [
        "Skola & dārzs",
        "Adrese: Rīga\nTālr. 67\ne-pasts",
        "0038001",
    ]
    assert codes_of(source) == ["parts_several", "html_as_text"]
    assert "tessellate" not in frame_of(source).columns


def test_kmz_is_the_kml_inside_and_old_letters_are_believed_when_declared(tmp_path: Path) -> None:
    (tmp_path / "k").mkdir()
    (tmp_path / "k/doc.kml").write_bytes(KML.replace("UTF-8", "windows-1257").encode("cp1257"))
    source = read_source(packed(tmp_path / "a.kmz", tmp_path / "k"))
    assert (source.format, source.encoding, source.features) == ("kmz", "windows-1257", 1)
    assert frame_of(source)["Name"].to_list() == ["Skola & dārzs"]


def test_kml_that_only_points_elsewhere_says_so(tmp_path: Path) -> None:
    link = (
        "<kml><Document><NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink></Document></kml>"
    )
    (tmp_path / "a.kml").write_text(link, encoding="utf-8")
    with pytest.raises(InputRefused, match="kml_is_a_link"):
        read_source(tmp_path / "a.kml")


def test_waypoints_and_tracks_of_gpx_are_parts(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
    <wpt lat="56.9" lon="24.1"><name>Aka</name></wpt>
    <trk><name>Pastaiga</name><trkseg><trkpt lat="56.9" lon="24.1"/><trkpt lat="56.91" lon="24.11"/></trkseg></trk>
    </gpx>"""
    (tmp_path / "a.gpx").write_text(text, encoding="utf-8")
    source = read_source(tmp_path / "a.gpx")
    assert (source.parts, list(frame_of(source).columns)) == (
        ("waypoints", "tracks", "track_points"),
        ["name", "geometry"],
    )
    walk = frame_of(read_source(tmp_path / "a.gpx", choices=Choices(part="tracks")))
    assert (walk["name"].to_list(), walk.geom_type.to_list()) == (["Pastaiga"], ["MultiLineString"])


def test_a_crs_without_a_number_is_recognised_or_converted(tmp_path: Path) -> None:
    latvian = "+proj=tmerc +lat_0=0 +lon_0=24 +k=0.9996 +x_0=500000 +y_0=-6000000 +ellps=GRS80 +units=m +no_defs"
    file = shapefile(tmp_path / "s")
    for described, code in ((latvian, 3059), ("+proj=longlat +ellps=WGS84 +no_defs", 4326)):
        file.with_suffix(".prj").write_text(CRS(described).to_wkt("WKT1_ESRI"), encoding="ascii")
        assert read_source(file).epsg == code
    own = "+proj=tmerc +lat_0=0 +lon_0=24.5 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    pyogrio.write_dataframe(places().to_crs(own), tmp_path / "b.gpkg")
    source = read_source(tmp_path / "b.gpkg")
    assert (source.epsg, codes_of(source)) == (4326, ["crs_without_code"])
    assert frame_of(source).geometry.iloc[0].x == pytest.approx(places().to_crs(4326).geometry.iloc[0].x, abs=1e-6)


def test_a_file_without_crs_says_none(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="crs"):
        pyogrio.write_dataframe(places(None), tmp_path / "a.gpkg")
    source = read_source(tmp_path / "a.gpkg")
    assert (source.epsg, source.epsg_reason, frame_of(source).crs) == (None, "", None)


@pytest.mark.parametrize("left", [100, 40, 10])
def test_a_table_of_a_shapefile_that_broke_off_is_refused(tmp_path: Path, left: int) -> None:
    file = shapefile(tmp_path / "s").with_suffix(".dbf")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(InputRefused, match="vector_broken"):
        read_source(file.with_suffix(".shp"))


def test_a_prj_that_cannot_be_read_is_said_and_the_shapes_are_kept(tmp_path: Path) -> None:
    file = shapefile(tmp_path / "s")
    described = file.with_suffix(".prj").read_text(encoding="ascii")
    file.with_suffix(".prj").write_text(
        described.replace("Transverse_Mercator", "Transv\x00rse_Mercator"), encoding="ascii"
    )
    source = read_source(file)
    assert (source.epsg, source.features) == (None, 2)
