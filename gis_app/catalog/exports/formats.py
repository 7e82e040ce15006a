"""The formats in which data leave, by file extension."""

from collections.abc import Mapping
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "gpkg": "application/geopackage+sqlite3",
        "geojson": "application/geo+json",
        "kml": "application/vnd.google-earth.kml+xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
    }
)
TABLES = ("xlsx", "csv")
"""Formats that need no place."""
