"""A layer as a file: GeoPackage, GeoJSON, KML, a workbook or CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame

from gis_app.catalog.exports import features, sheets
from gis_app.catalog.exports.content import FeatureTable, Head, Sheet
from gis_app.catalog.exports.formats import MEDIA_TYPES, TABLES
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import UnknownCode
from gis_app.domain.roles import Role
from gis_app.services.exports.look import heads_of, style_of
from gis_app.services.exports.origin import origin_of
from gis_app.services.exports.rows import EVERYTHING, Filter, Selected, moved, rows_of
from gis_app.services.wiring import Context
from gis_app.text.words import N_, Words

ORIGIN_SHEET = N_("Source")
NO_ROWS = N_("nothing fits")
_WRITERS: Mapping[str, Callable[[FeatureTable], bytes]] = {
    "gpkg": lambda table: features.to_geopackage([table]),
    "geojson": features.to_geojson,
    "kml": features.to_kml,
}


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file."""

    name: str
    media_type: str
    content: bytes


def export_layer(
    context: Context,
    layer_id: str,
    *,
    project: str,
    role: Role,
    extension: str,
    words: Words,
    only: Filter = EVERYTHING,
) -> Export:
    """Return a layer as a file with only what the role may see and the filter leaves.

    GeoPackage keeps the layer's own CRS and codes and brings a style for QGIS; GeoJSON and KML are in EPSG:4326; CSV
    and the workbook have titles and words of the language, and longitude and latitude for points.

    Raises
    ------
    NotFound
        If there is no such project or layer, or the role may not see it.
    UnknownCode
        If we do not write that format, or a filter names an unknown column.
    """
    if extension not in MEDIA_TYPES:
        raise UnknownCode("export_format_unknown", value=extension, expected=", ".join(MEDIA_TYPES))
    rows = rows_of(context, layer_id, project=project, role=role, only=only)
    if extension in TABLES:
        sheet = sheet_of(rows, words)
        content = sheets.to_csv(sheet) if extension == "csv" else workbook([sheet], words)
    else:
        content = _WRITERS[extension](table_of(rows, words))
    return Export(f"{layer_id}.{extension}", MEDIA_TYPES[extension], content)


def workbook(pages: list[Sheet], words: Words) -> bytes:
    """Return tables as one workbook, their origins on the last sheet."""
    return sheets.to_xlsx(pages, origin_title=words.gettext(ORIGIN_SHEET), empty=words.gettext(NO_ROWS))


def table_of(rows: Selected, words: Words) -> FeatureTable:
    """Return rows as features with machine names and codes."""
    heads = heads_of(rows.layer, words)
    names = [head.name for head in heads if head.name != "id"]
    columns: dict[str, Any] = {"id": [feature.id for feature in rows.features]}
    columns |= {name: [feature.properties.get(name) for feature in rows.features] for name in names}
    frame = GeoDataFrame(columns, geometry=rows.shapes, crs=rows.epsg)
    kinds = [str(feature.properties.get("kind") or "") for feature in rows.features]
    return FeatureTable(
        name=rows.layer.id.replace("-", "_"),
        frame=frame,
        heads=heads,
        origin=origin_of(rows.layer, words),
        style=style_of(rows.layer, heads, [kind for kind in kinds if kind], words),
    )


def sheet_of(rows: Selected, words: Words) -> Sheet:
    """Return rows as a table for people; points get longitude and latitude (EPSG:4326, six decimals)."""
    heads = heads_of(rows.layer, words)
    lines = [[feature.id, *(feature.properties.get(head.name) for head in heads[1:])] for feature in rows.features]
    if rows.layer.geometry == "point":
        heads = [
            *heads,
            Head("lon", words.gettext("Longitude"), "number"),
            Head("lat", words.gettext("Latitude"), "number"),
        ]
        lines = [[*line, *place] for line, place in zip(lines, _lon_lat(rows), strict=True)]
    return Sheet(words.pick(rows.layer.title), heads, lines, origin_of(rows.layer, words))


def _lon_lat(rows: Selected) -> list[tuple[float | None, float | None]]:
    degrees = moved(rows, epsg=WGS84)
    points = shapely.centroid(degrees)
    xy = np.column_stack([shapely.get_x(points), shapely.get_y(points)]).round(6).tolist()
    return [(None, None) if x != x else (x, y) for x, y in xy]  # noqa: PLR0124 - NaN is not itself
