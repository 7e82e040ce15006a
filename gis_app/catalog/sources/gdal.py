"""The two questions put to GDAL: which layers a file has, and what is in one of them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
from geopandas import GeoDataFrame
from pandas import DataFrame

from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem

_FAILURES = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    pyogrio.errors.CRSError,
    pyogrio.errors.FieldError,
    ValueError,
    IndexError,  # pyogrio asks a file without any layer for its first one
)

_OWN_REMARK = "Could not parse column"
"""pyogrio tries to read text as JSON where a column has both; the text stays, so there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class GdalLayer:
    """A layer of a file: its name, whether it has a geometry, how many features."""

    name: str
    has_geometry: bool
    features: int


def layers_of(file: Path, *, name: str) -> list[GdalLayer]:
    """Return the layers of a file that hold features, those with a geometry first.

    Raises
    ------
    InputRefused
        If GDAL cannot open the file, finds no layer, or none holds a feature.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = [
                GdalLayer(str(layer), geometry is not None, _count(file, str(layer)))
                for layer, geometry in pyogrio.list_layers(file)
            ]
    except _FAILURES as error:
        raise InputRefused("vector_broken", file=name, value=plain(error, file)) from None
    if not found:
        raise InputRefused("vector_without_layers", file=name)
    filled = [layer for layer in found if layer.features]
    if not filled:
        raise InputRefused("vector_empty", file=name)
    return sorted(filled, key=lambda layer: not layer.has_geometry)


def read_layer(file: Path, layer: str | None, *, name: str, **options: Any) -> tuple[DataFrame, list[Problem]]:
    """Return the features of a layer, counted from 1 (a frame without geometry if it has none), and GDAL's complaints.

    Lists and objects in a cell (GeoJSON has them) become text. ``None`` is the only layer of a file that has one.

    Raises
    ------
    InputRefused
        If the layer cannot be read or holds no feature.
    UnicodeDecodeError
        If its text is not of the encoding in the options.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            frame = pyogrio.read_dataframe(file, layer=layer, **options)
        except UnicodeDecodeError:
            raise
        except UnboundLocalError:  # pyogrio 0.13 says so when GDAL cannot write out the CRS that it read
            raise InputRefused("crs_broken", file=name) from None
        except _FAILURES as error:
            raise InputRefused("vector_broken", file=name, value=plain(error, file)) from None
    if not len(frame):
        raise InputRefused("vector_empty", file=name)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    places = frame.geometry.name if isinstance(frame, GeoDataFrame) else ""
    for column in frame.columns:
        if column != places and frame[column].dtype == object and frame[column].map(_is_nested).any():
            frame[column] = frame[column].map(lambda value: _flat(value) if _is_nested(value) else value)
    return frame, list(_complaints(str(item.message) for item in caught))


def plain(error: Exception, file: Path) -> str:
    """Return the last thing an error says, without the path of a temporary folder."""
    if isinstance(error, IndexError):
        return "…"
    return str(error).replace(str(file), file.name).rstrip(". ").rpartition("; ")[2][:160]


def _count(file: Path, layer: str) -> int:
    return int(pyogrio.read_info(file, layer=layer, force_feature_count=True)["features"])


def _is_nested(value: object) -> bool:
    return isinstance(value, list | dict | np.ndarray)


def _flat(value: Any) -> str:
    """Write a list of plain values with semicolons, anything deeper as JSON."""
    items = value.tolist() if isinstance(value, np.ndarray) else value
    if isinstance(items, list) and not any(isinstance(item, list | dict) for item in items):
        return "; ".join(str(item) for item in items)
    return json.dumps(items, ensure_ascii=False, default=str)


def _complaints(messages: Iterable[str]) -> Iterator[Problem]:
    for text in dict.fromkeys(messages):
        if text.startswith(_OWN_REMARK):
            continue
        yield Problem("reader_complains", params={"value": text[:300]})
