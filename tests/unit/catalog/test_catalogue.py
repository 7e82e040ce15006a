import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.catalog.catalogue import Catalogue, for_project
from gis_app.catalog.schema import read_layer
from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.domain.crs import LKS92, WGS84
from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from tests.unit.catalog.world import LAYER_TOML, layer_file, squares


@pytest.fixture
def layer(tmp_path: Path) -> Layer:
    return read_layer(layer_file(tmp_path / "description")).layer


@pytest.fixture
def catalogue(tmp_path: Path, layer: Layer) -> Catalogue:
    write_layer(layer, squares(), living=tmp_path / "living", version="1")
    return Catalogue(tmp_path / "shipped", tmp_path / "living")


def test_features_come_in_the_crs_asked_for_with_their_own_ids(catalogue: Catalogue) -> None:
    first = catalogue.features("here", epsg=LKS92)[0]
    assert (first.id, first.properties) == ("own:a@2020-01-01", {"name": "Āriņi", "area": 1.0})
    assert first.geometry is not None
    assert first.geometry.bounds == (500000, 300000, 501000, 301000)
    # EPSG:3059 has its central meridian at 24° E with a false easting of 500 km.
    west, south, _, _ = catalogue.features("here", epsg=WGS84)[0].geometry.bounds  # type: ignore[union-attr]
    assert west == pytest.approx(24.0, abs=1e-9)
    assert 56.8 < south < 57.0


def test_no_value_is_none_and_never_zero(catalogue: Catalogue) -> None:
    assert catalogue.features("here", epsg=LKS92)[2].properties["area"] is None


def test_bounds_in_another_crs_choose_the_same_features(catalogue: Catalogue) -> None:
    metres = Bounds(500100, 300100, 500200, 300200, LKS92)
    lon_lat = catalogue.features("here", epsg=WGS84, bounds=metres)
    assert [feature.id for feature in lon_lat] == ["own:a@2020-01-01"]
    west, south, east, north = lon_lat[0].geometry.centroid.buffer(1e-6).bounds  # type: ignore[union-attr]
    assert len(catalogue.frame("here", bounds=Bounds(west, south, east, north, WGS84))) == 1
    assert catalogue.features("here", epsg=LKS92, bounds=Bounds(0, 0, 1, 1, LKS92)) == []


def test_the_newest_version_wins_and_a_shipped_layer_is_hidden_by_it(tmp_path: Path, layer: Layer) -> None:
    layer_file(tmp_path / "shipped", text=LAYER_TOML.replace('file = "data.gpkg"', 'wheel = "p"\nmember = "m"'))
    catalogue = Catalogue(tmp_path / "shipped", tmp_path / "living")
    assert catalogue.layers() == []
    assert [found.layer.id for found in catalogue.described()] == ["here"]
    with pytest.raises(NotFound):
        catalogue.frame("here")
    write_layer(layer, squares(), living=tmp_path / "living", version="2021")
    write_layer(layer, squares().head(1), living=tmp_path / "living", version="2022")
    assert [(found.version, len(catalogue.frame(found.id))) for found in catalogue.layers()] == [("2022", 1)]


def test_a_changed_file_is_read_again(catalogue: Catalogue, tmp_path: Path, layer: Layer) -> None:
    before = catalogue.stamp("here")
    assert catalogue.frame("here") is catalogue.frame("here")
    write_layer(layer, squares().head(2), living=tmp_path / "other", version="1")
    file = tmp_path / "living/here/1/data.gpkg"
    shutil.copy(tmp_path / "other/here/1/data.gpkg", file)
    os.utime(file, ns=(1, 1))
    assert len(catalogue.frame("here")) == 2
    assert catalogue.stamp("here") != before


def test_threads_that_ask_at_once_get_the_same_frame(catalogue: Catalogue) -> None:
    with ThreadPoolExecutor(8) as pool:
        frames = list(pool.map(lambda _: catalogue.frame("here"), range(32)))
    assert len({id(frame) for frame in frames}) == 1


def test_a_version_is_written_whole_or_not_at_all(
    tmp_path: Path, layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pyogrio.write_dataframe", fail)
    with pytest.raises(OSError, match="disk full"):
        write_layer(layer, squares(), living=tmp_path / "living", version="1")
    assert list((tmp_path / "living/here").iterdir()) == []


def test_writing_the_same_again_does_nothing_and_other_content_is_a_conflict(
    catalogue: Catalogue, tmp_path: Path, layer: Layer
) -> None:
    before = catalogue.stamp("here")
    write_layer(layer, squares(), living=tmp_path / "living", version="1")
    assert catalogue.stamp("here") == before
    with pytest.raises(Conflict):
        write_layer(layer, squares().head(2), living=tmp_path / "living", version="1")


def test_a_frame_that_is_not_what_the_layer_says_is_refused(tmp_path: Path, layer: Layer) -> None:
    for frame, code in (
        (squares().to_crs(4326), "layer_crs_wrong"),
        (squares().drop(columns="area"), "layer_column_absent"),
        (squares().head(0), "layer_empty"),
    ):
        with pytest.raises(InputRefused) as refused:
            write_layer(layer, frame, living=tmp_path, version="1")
        assert refused.value.code == code


def test_a_removed_layer_is_gone(catalogue: Catalogue, tmp_path: Path) -> None:
    assert remove_layer("here", living=tmp_path / "living")
    assert catalogue.layers() == []
    assert not remove_layer("here", living=tmp_path / "living")


def test_a_layer_described_once_serves_every_project(layer: Layer) -> None:
    every = replace(layer, id="*-resursi", project="*", table="resource")
    one = for_project(every, project="pilseta", invented=True)
    assert (one.id, one.project, one.invented) == ("pilseta-resursi", "pilseta", True)
    assert for_project(layer, project="pilseta", invented=True) is layer
