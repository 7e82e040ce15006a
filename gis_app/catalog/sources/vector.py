"""Features: every vector format, read once by GDAL, with what its format says about the CRS."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from geopandas import GeoDataFrame
from pandas import DataFrame, Series
from pyproj.exceptions import ProjError

from gis_app.catalog.sources.cells import texts_of
from gis_app.catalog.sources.crs_code import code_of
from gis_app.catalog.sources.gdal import layers_of, read_layer
from gis_app.catalog.sources.plain_text import in_utf8, refuse_broken_json
from gis_app.catalog.sources.rows import decimal_sign
from gis_app.catalog.sources.source import Found, RawTable, Source
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_KML_ONLY = frozenset({"timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder"})
_BREAK = re.compile(r"<\s*(?:br|/p|/tr|/li|/div|/h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_CELL = re.compile(r"<\s*/t[dh]\s*>\s*<\s*t[dh]\b[^>]*>", re.IGNORECASE)


def read_binary(found: Found, choices: Choices) -> Source:
    """Return the features of one layer of a GeoPackage, or of a FlatGeobuf; a layer without geometry is a table.

    Raises
    ------
    InputRefused
        If the file cannot be read, is empty, or has no layer of the chosen name.
    """
    several = found.format == "gpkg"
    parts = [layer.name for layer in layers_of(found.file, name=found.name)] if several else []
    part = choose_part(parts, choices.part, name=found.name) if several else ""
    try:
        frame, noticed = read_layer(found.file, part or None, name=found.name)
    except UnicodeDecodeError as error:
        raise InputRefused("vector_broken", file=found.name, value=str(error)) from None
    return describe(found, frame, parts=parts, part=part, problems=noticed, encoding="utf-8")


def read_geojson(found: Found, choices: Choices) -> Source:
    """Return the features of a GeoJSON file, of one document or of one object per line, in any encoding.

    Raises
    ------
    InputRefused
        If the file breaks off (the row is named), or holds no feature.
    """
    with in_utf8(found.file, name=found.name, chosen=choices.encoding) as (file, encoding, problems):
        try:
            frame, noticed = read_layer(file, None, name=found.name)
        except InputRefused as refusal:
            if refusal.code == "vector_broken":
                refuse_broken_json(file, name=found.name)
            raise
        says_crs = b'"crs"' in file.read_bytes()[:4096]
    source_problems = (*problems, *noticed)
    return describe(found, frame, problems=source_problems, encoding=encoding, says_crs=says_crs)


def read_markup(found: Found, choices: Choices) -> Source:
    """Return the features of one folder of a KML file, or of one kind of a GPX file (waypoints, tracks …).

    Columns that only steer Google Earth are left out, and so are empty ones; a description written as a web page
    becomes plain text.

    Raises
    ------
    InputRefused
        If the file breaks off, holds no feature, or only a link to where the features are.
    """
    with in_utf8(found.file, name=found.name, chosen=choices.encoding) as (file, encoding, problems):
        try:
            layers = layers_of(file, name=found.name)
        except InputRefused as refusal:
            if b"<NetworkLink" in file.read_bytes() and refusal.code != "vector_broken":
                raise InputRefused("kml_is_a_link", file=found.name) from None
            raise
        parts = [layer.name for layer in layers]
        part = choose_part(parts, choices.part, name=found.name)
        frame, noticed = read_layer(file, part, name=found.name)
    frame = frame.drop(columns=[name for name in frame.columns if _is_idle(frame[name], str(name))])
    mended = [_without_tags(frame, str(name)) for name in frame.columns if name in ("description", "desc", "cmt")]
    noticed = [*noticed, *filter(None, mended)]
    return describe(found, frame, parts=parts, part=part, problems=(*problems, *noticed), encoding=encoding)


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


def describe(
    found: Found,
    frame: DataFrame,
    *,
    parts: Sequence[str] = (),
    part: str = "",
    problems: Iterable[Problem] = (),
    encoding: str = "",
    says_crs: bool = False,
) -> Source:
    """Return a source of features with the CRS that its file declares or its format fixes; without geometry a table."""
    if not isinstance(frame, GeoDataFrame):
        return _table(found, frame, parts=parts, part=part, problems=problems, encoding=encoding)
    placed, epsg, noticed = _declared(frame)
    fixed = found.format in ("kml", "kmz", "gpx") or (found.format == "geojson" and not says_crs and epsg == WGS84)
    return Source(
        format=found.format,
        kind="vector",
        encoding=encoding,
        parts=tuple(parts),
        part=part,
        epsg=epsg,
        epsg_reason="by_format" if fixed else "declared" if epsg else "",
        frame=placed,
        features=len(placed),
        problems=(*problems, *noticed),
    )


def _table(
    found: Found, frame: DataFrame, *, parts: Sequence[str], part: str, problems: Iterable[Problem], encoding: str
) -> Source:
    cells = frame.apply(texts_of) if len(frame.columns) else frame
    cells.index = cells.index + 1  # the names of the columns are the first row
    return Source(
        format=found.format if found.format != "dbf" else "shapefile",
        kind="table",
        encoding=encoding,
        decimal=decimal_sign(cells),
        parts=tuple(parts),
        part=part,
        table=RawTable(cells=cells, places=tuple(range(cells.shape[1]))),
        features=len(cells),
        problems=tuple(problems),
    )


def _declared(frame: GeoDataFrame) -> tuple[GeoDataFrame, int | None, list[Problem]]:
    """Return the EPSG code of the CRS; one that has no code is transformed to EPSG:4326, an unknown one is dropped."""
    crs = frame.crs
    if crs is None or crs.is_engineering or crs.name.lower().startswith(("undefined", "unknown geographic")):
        return frame.set_crs(None, allow_override=True), None, []
    epsg = code_of(crs)
    if epsg is not None:
        return frame.set_crs(epsg, allow_override=True), epsg, []
    try:
        noticed = Problem("crs_without_code", severity="mended", params={"value": crs.name})
        return frame.to_crs(WGS84), WGS84, [noticed]
    except ProjError:
        unusable = Problem("crs_unusable", params={"value": crs.name})
        return frame.set_crs(None, allow_override=True), None, [unusable]


def _is_idle(column: Series, name: str) -> bool:
    return name.lower() in _KML_ONLY or (
        name != "geometry" and bool((column.isna() | (column.astype(str) == "")).all())
    )


def _without_tags(frame: DataFrame, column: str) -> Problem | None:
    """Turn web pages in a column into plain text, in place; return what was done."""
    texts = frame[column]
    tagged = texts.notna() & texts.astype(str).str.contains(_TAG.pattern, regex=True)
    if not tagged.any():
        return None
    frame.loc[tagged, column] = texts[tagged].map(_plain_text)
    row = int(frame.index[tagged][0])
    return Problem("html_as_text", row=row, column=column, severity="mended", params={"count": int(tagged.sum())})


def _plain_text(text: str) -> str:
    """Return the words of a piece of HTML: cells side by side with a colon, blocks on lines of their own."""
    text = re.sub(r"<(style|script)\b.*?</\1\s*>", "", text, flags=re.IGNORECASE | re.DOTALL)
    text = _TAG.sub("", _BREAK.sub("\n", _CELL.sub(": ", text)))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)
