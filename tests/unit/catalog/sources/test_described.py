"""Rasters and OpenStreetMap extracts are only described; statistics are recognised."""

import json
from pathlib import Path

import numpy as np
import osmium
import pytest
import rasterio
from osmium.osm import Box, Location
from rasterio.errors import NotGeoreferencedWarning
from rasterio.transform import Affine

from gis_app.catalog.sources import read_source
from gis_app.domain.errors import InputRefused
from tests.unit.catalog.sources.world import codes_of, packed


def raster(file: Path, *, epsg: int | None = 3059, transform: Affine | None = None) -> Path:
    crs = f"EPSG:{epsg}" if epsg else None
    band = np.ones((2, 3), dtype="int16")
    kind = {"driver": "GTiff", "width": 3, "height": 2, "count": 1, "dtype": "int16", "nodata": -1}
    if transform is not None:
        kind["transform"] = transform
    with rasterio.open(file, "w", crs=crs, **kind) as target:
        target.write(band, 1)
    return file


NORTH_UP = Affine(1000, 0, 506000, 0, -1000, 313000)
TURNED = Affine(800, 600, 506000, 600, -800, 313000)


def test_a_geotiff_says_its_size_place_and_crs(tmp_path: Path) -> None:
    source = read_source(raster(tmp_path / "a.tif", transform=NORTH_UP))
    assert (source.format, source.kind, source.epsg, source.features) == ("geotiff", "raster", 3059, 6)
    assert source.about == {
        "width": 3,
        "height": 2,
        "bands": 1,
        "dtype": "int16",
        "nodata": -1.0,
        "bounds": (506000.0, 311000.0, 509000.0, 313000.0),
        "rectilinear": True,
        "georeferenced": True,
    }


def test_a_turned_raster_says_so(tmp_path: Path) -> None:
    turned = raster(tmp_path / "a.tif", transform=TURNED)
    assert read_source(turned).about["rectilinear"] is False


def test_a_picture_without_place_says_so_and_a_world_file_beside_it_helps(tmp_path: Path) -> None:
    with pytest.warns(NotGeoreferencedWarning):
        raster(tmp_path / "a.tif", epsg=None)
    source = read_source(tmp_path / "a.tif")
    assert (source.about["georeferenced"], source.about["bounds"]) == (False, None)
    assert codes_of(source) == ["raster_without_place"]
    (tmp_path / "a.tfw").write_text("1000\n0\n0\n-1000\n506500\n312500\n", encoding="ascii")
    placed = read_source(tmp_path / "a.tif")
    assert (placed.about["bounds"], codes_of(placed)) == (
        (506000.0, 311000.0, 509000.0, 313000.0),
        ["raster_crs_missing"],
    )


def test_a_zipped_picture_keeps_its_world_file(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    with pytest.warns(NotGeoreferencedWarning):
        raster(tmp_path / "s/a.TIF", epsg=None)
    (tmp_path / "s/a.TFW").write_text("1000\n0\n0\n-1000\n506500\n312500\n", encoding="ascii")
    assert read_source(packed(tmp_path / "a.zip", tmp_path / "s")).about["georeferenced"] is True


def test_a_broken_geotiff_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(b"II*\x00" + bytes(40))
    with pytest.raises(InputRefused, match="raster_not_readable"):
        read_source(tmp_path / "a.tif")


def test_an_openstreetmap_extract_says_its_box(tmp_path: Path) -> None:
    header = osmium.io.Header()
    header.add_box(Box(Location(24.0, 56.9), Location(24.2, 57.0)))
    with osmium.SimpleWriter(str(tmp_path / "a.osm.pbf"), header=header) as writer:
        writer.add_node(osmium.osm.mutable.Node(id=1, location=(24.1, 56.95), tags={"amenity": "school"}))
    source = read_source(tmp_path / "a.osm.pbf")
    assert (source.format, source.kind, source.epsg) == ("osm_pbf", "osm", 4326)
    assert source.about["bounds"] == pytest.approx((24.0, 56.9, 24.2, 57.0))


def test_an_extract_that_broke_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.osm.pbf").write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x20" + bytes(5))
    with pytest.raises(InputRefused, match="osm_not_readable"):
        read_source(tmp_path / "a.osm.pbf")


@pytest.mark.parametrize(
    "content",
    [
        {"version": "2.0", "class": "dataset", "id": ["a"], "size": [2], "dimension": {}, "value": [1, 2]},
        {"dataset": {"dimension": {"id": ["a"], "size": [2]}, "value": [1, 2]}},
    ],
)
def test_json_stat_is_statistics(tmp_path: Path, content: dict[str, object]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    source = read_source(tmp_path / "a.json")
    assert (source.format, source.kind, source.features) == ("jsonstat", "statistics", 2)


def test_json_stat_that_broke_off_names_the_row(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"version": "2.0",\n"class": "dataset", "value": [1,', encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_source(tmp_path / "a.json")
    assert (refusal.value.code, refusal.value.params["row"]) == ("json_broken", 2)
