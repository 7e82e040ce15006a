"""Rasters are only described here; whoever makes something of them opens the file again."""

from __future__ import annotations

import warnings
from typing import Any

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioIOError

from gis_app.catalog.sources.source import Found, Source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem


def read_raster_source(found: Found, choices: Choices) -> Source:  # noqa: ARG001  (all readers take the same)
    """Return the size, bands, CRS and place of a GeoTIFF.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(found.file, driver="GTiff") as source:
                placed = not source.transform.is_identity or bool(source.gcps[0])
                epsg = source.crs.to_epsg() if source.crs else None
                about = {
                    "width": source.width,
                    "height": source.height,
                    "bands": source.count,
                    "dtype": source.dtypes[0],
                    "nodata": source.nodata,
                    "bounds": _box(source) if placed else None,
                    "rectilinear": bool(source.transform.is_rectilinear),
                    "georeferenced": placed,
                }
    except RasterioIOError as error:
        raise InputRefused("raster_not_readable", file=found.name, value=str(error)[:300]) from None
    problems = [] if placed else [Problem("raster_without_place")]
    if placed and epsg is None:
        problems.append(Problem("raster_crs_missing"))
    return Source(
        format="geotiff",
        kind="raster",
        epsg=epsg,
        epsg_reason="declared" if epsg else "",
        features=about["width"] * about["height"],
        problems=problems,
        about=about,
    )


def _box(source: Any) -> tuple[float, float, float, float]:
    """Return the box around the four corners, which also holds for a turned raster."""
    turn = source.transform
    corners = [(x, y) for x in (0, source.width) for y in (0, source.height)]
    east = [turn.a * x + turn.b * y + turn.c for x, y in corners]
    north = [turn.d * x + turn.e * y + turn.f for x, y in corners]
    return min(east), min(north), max(east), max(north)
