"""Raster files: a grid of counts, read whole."""

from pathlib import Path

import numpy as np
import rasterio
from rasterio.errors import RasterioIOError

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid


def read_grid(file: Path) -> Grid:
    """Return the first band of a raster as a grid of counts; its nodata value becomes NaN.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it is no raster, is rotated, has no projected EPSG code, or holds negative counts.
    """
    if not file.is_file():
        raise NotFound("table_not_found", file=str(file))
    try:
        with rasterio.open(file) as source:
            band = source.read(1, masked=True).astype(float).filled(np.nan)
            epsg = source.crs.to_epsg() if source.crs and source.crs.is_projected else None
            bounds, straight = source.bounds, source.transform.is_rectilinear
    except RasterioIOError as error:
        raise InputRefused("raster_not_readable", file=file.name, value=str(error)) from None
    if epsg is None or not straight:
        raise InputRefused("raster_without_grid", file=file.name)
    if np.nanmin(band, initial=0.0) < 0:
        raise InputRefused("raster_negative", file=file.name, value=float(np.nanmin(band)))
    return Grid(values=band, bounds=Bounds(bounds.left, bounds.bottom, bounds.right, bounds.top, epsg))
