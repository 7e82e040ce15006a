"""Any file that somebody brings: read raw, with what was seen in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gis_app.catalog.sources.archive import opened
from gis_app.catalog.sources.delimited import read_delimited
from gis_app.catalog.sources.openstreetmap import read_osm_source
from gis_app.catalog.sources.raster import read_raster_source
from gis_app.catalog.sources.shapefile import read_dbf, read_shapefile
from gis_app.catalog.sources.source import Found, Limits, RawTable, Source
from gis_app.catalog.sources.statistics import read_jsonstat
from gis_app.catalog.sources.vector import read_binary, read_geojson, read_markup
from gis_app.catalog.sources.workbook import read_workbook
from gis_app.domain.imports import Choices, Problem

__all__ = ["Found", "Limits", "RawTable", "Source", "opened", "read_source"]

NOTHING_CHOSEN = Choices()
USUAL_LIMITS = Limits()

Reader = Callable[[Found, Choices], Source]

READERS: dict[str, Reader] = {
    "gpkg": read_binary,
    "shapefile": read_shapefile,
    "dbf": read_dbf,
    "geojson": read_geojson,
    "flatgeobuf": read_binary,
    "kml": read_markup,
    "kmz": read_markup,
    "gpx": read_markup,
    "csv": read_delimited,
    "xlsx": read_workbook,
    "old_office": read_workbook,
    "ods": read_workbook,
    "jsonstat": read_jsonstat,
    "osm_pbf": read_osm_source,
    "geotiff": read_raster_source,
}
"""The reader of each format that ``recognise`` tells apart."""


def read_source(
    file: Path,
    *,
    name: str = "",
    choices: Choices = NOTHING_CHOSEN,
    limits: Limits = USUAL_LIMITS,
) -> Source:
    """Return what a file holds, raw: coordinates and cells as they stand in it.

    Parameters
    ----------
    name
        The name that the person knows; the name of the file when empty.
    choices
        Of these ``encoding``, ``separator``, ``decimal`` and ``part`` are followed.

    Raises
    ------
    NotFound
        If there is no such file.
    TooLarge
        If it is larger than the limits, packed or unpacked.
    InputRefused
        If it cannot be read; each cause has its own code.
    """
    with opened(file, name=name, part=choices.part, limits=limits) as found:
        inner = replace(choices, part="") if found.parts else choices
        source = READERS[found.format](found, inner)
    if found.parts:
        source = replace(source, parts=found.parts, part=found.part)
    several = _several(source) if not choices.part else ()
    return replace(source, problems=(*found.problems, *several, *source.problems))


def _several(source: Source) -> tuple[Problem, ...]:
    if len(source.parts) < 2:
        return ()
    return (Problem("parts_several", params={"value": source.part, "expected": ", ".join(source.parts)}),)
