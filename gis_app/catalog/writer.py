"""Layers written: a version whole in a folder beside, then renamed into place."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import tomli_w

from gis_app.catalog.schema import FILE_NAME, to_document
from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.layers import Layer

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DATA_FILE = "data.gpkg"
DIGEST_FILE = "content.sha256"


def write_layer(layer: Layer, frame: GeoDataFrame, *, living: Path, version: str) -> Path:
    """Write a layer into ``<living>/<id>/<version>/`` and return that folder.

    A reader sees the whole version or none of it. Writing the same content again does nothing.

    Raises
    ------
    InputRefused
        If the frame is empty, is not in the layer's CRS or lacks a column that the layer names.
    Conflict
        If the version exists with other content: a version never changes.
    """
    _check(layer, frame)
    digest = _digest(_description(layer, DATA_FILE), frame)
    target = living / layer.id / version
    if target.exists():
        if (target / DIGEST_FILE).read_text(encoding="ascii") == digest:
            return target
        raise Conflict("layer_version_taken", value=f"{layer.id}/{version}")
    beside = living / layer.id / f".{version}.{uuid4().hex}"
    try:
        write_version(layer, frame, beside)
        os.replace(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


def write_version(layer: Layer, frame: GeoDataFrame, folder: Path) -> None:
    """Write everything of one version of a layer into a new folder.

    Raises
    ------
    InputRefused
        If the frame is empty, is not in the layer's CRS or lacks a column that the layer names.
    """
    _check(layer, frame)
    text = _description(layer, DATA_FILE)
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    (folder / DIGEST_FILE).write_text(_digest(text, frame), encoding="ascii")
    _write_geopackage(frame, folder / DATA_FILE, table=layer.id)


def take_version(layer: Layer, file: Path, folder: Path) -> None:
    """Move a finished data file into a new folder as one version of a layer."""
    text = _description(layer, file.name)
    folder.mkdir(parents=True)
    shutil.move(file, folder / file.name)
    digest = hashlib.sha256(text.encode())
    with (folder / file.name).open("rb") as content:
        digest.update(hashlib.file_digest(content, "sha256").digest())
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    (folder / DIGEST_FILE).write_text(digest.hexdigest(), encoding="ascii")


def remove_layer(layer_id: str, *, living: Path) -> bool:
    """Remove every version of a living layer; say whether there was one."""
    folder = living / layer_id
    if not folder.is_dir():
        return False
    aside = living / f".{layer_id}.{uuid4().hex}"
    os.replace(folder, aside)
    shutil.rmtree(aside)
    return True


def _description(layer: Layer, file: str) -> str:
    return tomli_w.dumps(to_document(layer, file=file))


def _check(layer: Layer, frame: GeoDataFrame) -> None:
    if frame.empty:
        raise InputRefused("layer_empty", value=layer.id)
    epsg = frame.crs.to_epsg() if frame.crs is not None else None
    if epsg != layer.epsg:
        raise InputRefused("layer_crs_wrong", file=layer.id, value=f"EPSG:{epsg}", expected=f"EPSG:{layer.epsg}")
    named = [column.name for column in layer.fields] + [name for name in (layer.id_field, layer.name_field) if name]
    absent = sorted(set(named) - set(frame.columns))
    if absent:
        raise InputRefused("layer_column_absent", file=layer.id, value=", ".join(absent))


def _digest(text: str, frame: GeoDataFrame) -> str:
    from pandas.util import hash_pandas_object

    digest = hashlib.sha256(text.encode())
    digest.update(",".join(frame.columns).encode())
    digest.update(hash_pandas_object(frame.drop(columns=frame.geometry.name), index=False).to_numpy().tobytes())
    for shape in frame.geometry.to_wkb():
        digest.update(shape or b"-")
    return digest.hexdigest()


def _write_geopackage(frame: GeoDataFrame, file: Path, *, table: str) -> None:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        pyogrio.write_dataframe(frame, file, driver="GPKG", layer=table)
    except (DataLayerError, DataSourceError, FeatureError) as error:
        raise InputRefused("layer_not_written", value=table, expected=str(error)) from error
