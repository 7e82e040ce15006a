"""Features for other programs: GeoPackage with the look QGIS shows, GeoJSON, KML."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import numpy as np
import shapely

from gis_app.catalog.exports.content import FeatureTable
from gis_app.domain.crs import WGS84

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_DEGREE_DIGITS = 7


def to_geopackage(tables: Sequence[FeatureTable]) -> bytes:
    """Return a GeoPackage with a table for each; its styles lie in ``layer_styles``, where QGIS looks for them."""
    import pyogrio
    from pandas import DataFrame

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.gpkg"
        for table in tables:
            pyogrio.write_dataframe(
                _storable(table.frame),
                file,
                driver="GPKG",
                layer=table.name,
                append=file.exists(),
                geometry_type=None if len(table.frame) else "Unknown",
                layer_metadata={"IDENTIFIER": table.origin.title, "DESCRIPTION": table.origin.text},
                IDENTIFIER=table.origin.title,
                DESCRIPTION=table.origin.text,
                GEOMETRY_NAME="geom",
                dataset_options={"VERSION": "1.3"},
            )
        styled = [table for table in tables if table.style]
        if styled:
            pyogrio.write_dataframe(
                DataFrame([_style_row(table) for table in styled]), file, layer="layer_styles", append=True
            )
        return file.read_bytes()


def to_geojson(table: FeatureTable) -> bytes:
    """Return a FeatureCollection in EPSG:4326 (RFC 7946); title, source, licence and date stand beside the features."""
    frame = _degrees(table.frame)
    names = [name for name in frame.columns if name not in {frame.geometry.name, "id"}]
    rows = zip(*(frame[name].tolist() for name in names), strict=True) if names else [()] * len(frame)
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": json.loads(shape) if shape else None,
            "properties": dict(zip(names, map(_json, row), strict=True)),
        }
        for key, shape, row in zip(frame["id"], shapely.to_geojson(frame.geometry.to_numpy()), rows, strict=True)
    ]
    document = {
        "type": "FeatureCollection",
        "title": table.origin.title,
        "about": dict(table.origin.lines),
        "features": features,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def to_kml(table: FeatureTable) -> bytes:
    """Return a KML document: a placemark for each feature that has a place, values under their titles."""
    frame = _degrees(table.frame)
    there = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    marks = "".join(_placemark(table, row) for row in there.to_dict("records"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{_xml(table.origin.title)}</name><description>{_xml(table.origin.text)}</description>"
        f"{marks}</Document></kml>\n"
    ).encode()


def _placemark(table: FeatureTable, row: dict[str, Any]) -> str:
    geometry = table.frame.geometry.name
    name = next((row[key] for key in ("name", "title", "place", "address") if row.get(key)), row["id"])
    values = "".join(
        f'<Data name="{_xml(head.name)}"><displayName>{_xml(head.title)}</displayName>'
        f"<value>{_xml(head.shown(row[head.name]))}</value></Data>"
        for head in table.heads
        if head.name in row and _json(row[head.name]) not in (None, "")
    )
    shape = _kml_shape(row[geometry])
    return f"<Placemark><name>{_xml(name)}</name><ExtendedData>{values}</ExtendedData>{shape}</Placemark>"


def _kml_shape(shape: Any) -> str:
    kind = shape.geom_type
    if kind.startswith("Multi") or kind == "GeometryCollection":
        return f"<MultiGeometry>{''.join(map(_kml_shape, shape.geoms))}</MultiGeometry>"
    if kind == "Polygon":
        holes = "".join(
            f"<innerBoundaryIs><LinearRing>{_positions(ring)}</LinearRing></innerBoundaryIs>"
            for ring in shape.interiors
        )
        edge = f"<outerBoundaryIs><LinearRing>{_positions(shape.exterior)}</LinearRing></outerBoundaryIs>"
        return f"<Polygon>{edge}{holes}</Polygon>"
    return f"<{kind}>{_positions(shape)}</{kind}>"


def _positions(shape: Any) -> str:
    text = " ".join(f"{x:.7f},{y:.7f}" for x, y in shapely.get_coordinates(shape).tolist())
    return f"<coordinates>{text}</coordinates>"


def _degrees(frame: GeoDataFrame) -> GeoDataFrame:
    turned = frame.to_crs(epsg=WGS84)
    rounded = shapely.transform(turned.geometry.to_numpy(), lambda points: points.round(_DEGREE_DIGITS))
    return turned.set_geometry(np.asarray(rounded, dtype=object), crs=WGS84)


def _storable(frame: GeoDataFrame) -> GeoDataFrame:
    """Return the frame with lists and mixed values as text, which a GeoPackage can hold."""
    from pandas.api.types import is_object_dtype

    mended = frame.copy()
    for name in mended.columns:
        if name != mended.geometry.name and is_object_dtype(mended[name]):
            mended[name] = [None if _json(value) is None else _column_value(value) for value in mended[name]]
    return mended


def _column_value(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _style_row(table: FeatureTable) -> dict[str, Any]:
    from pandas import Timestamp

    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": table.name,
        "f_geometry_column": "geom",
        "styleName": table.origin.title,
        "styleQML": table.style,
        "styleSLD": "",
        "useAsDefault": True,
        "description": table.origin.text,
        "owner": "",
        "ui": "",
        "update_time": Timestamp(2000, 1, 1),
    }


def _json(value: Any) -> Any:
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def _xml(value: Any) -> str:
    plain = "".join(sign for sign in str(value) if sign >= " " or sign in "\n\t")
    return escape(plain, {'"': "&quot;"})
