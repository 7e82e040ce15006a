"""Features: every vector format, read once by GDAL, with what its format says about the CRS."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
from geopandas import GeoDataFrame, GeoSeries
from pyproj import CRS
from pyproj.exceptions import CRSError

from gis_app.catalog.sources.source import Found, Source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_BY_FORMAT = {"kml", "kmz", "gpx"}
WGS84 = 4326


def read_vector_source(found: Found, choices: Choices) -> Source:
    """Return the features of one layer of a file.

    Raises
    ------
    InputRefused
        If GDAL cannot read the file, or it has no layer (of the chosen name).
    """
    layers = layers_of(found.file, name=found.name)
    parts = [layer for layer, _geometry in layers]
    part = choose_part(parts, choices.part, name=found.name)
    frame, noticed = read_layer(found.file, part, name=found.name)
    return describe(found, frame, parts=parts, part=part, problems=noticed)


def layers_of(file: Path, *, name: str) -> list[tuple[str, str]]:
    """Return the name and the geometry type of each layer.

    Raises
    ------
    InputRefused
        If GDAL cannot open the file or finds no layer.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            layers = [(str(layer), str(geometry or "")) for layer, geometry in pyogrio.list_layers(file)]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputRefused("vector_not_readable", file=name, value=_plain(error, file)) from None
    if not layers:
        raise InputRefused("vector_without_layers", file=name)
    return layers


def choose_part(parts: Sequence[str], chosen: str, *, name: str) -> str:
    """Return the chosen part, or the first.

    Raises
    ------
    InputRefused
        If there is no part of that name.
    """
    if chosen and chosen not in parts:
        raise InputRefused("part_not_found", file=name, value=chosen, expected=", ".join(parts))
    return chosen or parts[0]


def read_layer(file: Path, layer: str, *, name: str, **options: Any) -> tuple[GeoDataFrame, list[Problem]]:
    """Return the features of a layer, counted from 1, and what GDAL complained about.

    Raises
    ------
    InputRefused
        If the layer cannot be read.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            frame = pyogrio.read_dataframe(file, layer=layer, **options)
        except (
            pyogrio.errors.DataSourceError,
            pyogrio.errors.DataLayerError,
            pyogrio.errors.FeatureError,
            pyogrio.errors.GeometryError,
            UnicodeDecodeError,
            ValueError,
        ) as error:
            raise InputRefused("vector_not_readable", file=name, value=_plain(error, file)) from None
    if not isinstance(frame, GeoDataFrame):
        frame = GeoDataFrame(frame, geometry=GeoSeries([None] * len(frame), index=frame.index))
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return frame, list(_complaints(str(item.message) for item in caught))


def describe(
    found: Found,
    frame: GeoDataFrame,
    *,
    parts: Sequence[str],
    part: str,
    problems: Iterable[Problem] = (),
    encoding: str = "",
) -> Source:
    """Return a source of features with the CRS that its file declares or its format fixes."""
    frame, epsg, noticed = _declared(frame)
    reason = "declared" if epsg else ""
    if found.format in _BY_FORMAT:
        epsg, reason = WGS84, "by_format"
    elif found.format == "geojson":
        reason = "declared" if b'"crs"' in _head(found.file) else "by_format"
    return Source(
        format=found.format,
        kind="vector",
        encoding=encoding,
        parts=tuple(parts),
        part=part,
        epsg=epsg,
        epsg_reason=reason,
        frame=frame,
        features=len(frame),
        problems=(*problems, *noticed),
    )


def _declared(frame: GeoDataFrame) -> tuple[GeoDataFrame, int | None, list[Problem]]:
    """Return the EPSG code of the CRS; one that has no code is transformed to EPSG:4326, an unknown one is dropped."""
    crs = frame.crs
    if crs is None or "Undefined" in crs.name or "Unknown" in crs.name or crs.is_engineering:
        return frame.set_crs(None, allow_override=True), None, []
    epsg = _code_of(crs)
    if epsg is not None:
        return frame.set_crs(epsg, allow_override=True), epsg, []
    noticed = Problem("crs_without_code", severity="mended", params={"value": crs.name})
    return frame.to_crs(WGS84), WGS84, [noticed]


def _code_of(crs: CRS) -> int | None:
    try:
        if crs.to_authority() == ("OGC", "CRS84"):
            return WGS84
        code = crs.to_epsg(min_confidence=25)
    except CRSError:
        return None
    return int(code) if code else None


def _head(file: Path) -> bytes:
    with file.open("rb") as source:
        return source.read(4096)


def _complaints(messages: Iterable[str]) -> Iterator[Problem]:
    for text in dict.fromkeys(messages):
        yield Problem("reader_complains", params={"value": text[:300]})


def _plain(error: Exception, file: Path) -> str:
    return str(error).replace(str(file), file.name)[:300]
