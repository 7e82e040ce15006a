"""Geodata inside a package file (a wheel is a zip archive), read without unpacking it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gis_app.domain.errors import InputRefused

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def read_member(package: Path, member: str) -> GeoDataFrame:
    """Return the shapefile ``member`` of a zip archive as a frame in its own CRS.

    The text encoding is the one that the ``.cpg`` file beside it names.

    Raises
    ------
    InputRefused
        If the archive or the member cannot be read.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        return pyogrio.read_dataframe(f"/vsizip/{{{package.resolve()}}}/{member}")
    except DataSourceError as error:
        raise InputRefused("layer_data_unreadable", file=f"{package}/{member}", value=str(error)) from error
