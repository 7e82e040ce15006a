"""OpenStreetMap extracts are only described here; the base map and the layers are made by their targets."""

from __future__ import annotations

import osmium

from gis_app.catalog.sources.source import Found, Source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices


def read_osm_source(found: Found, choices: Choices) -> Source:  # noqa: ARG001  (all readers take the same)
    """Return the box and the program of an ``.osm.pbf`` file, whose first block was read.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    try:
        reader = osmium.io.Reader(osmium.io.File(str(found.file), "pbf"))
        try:
            header = reader.header()
            box = header.box()
            generator = header.get("generator", "")
        finally:
            reader.close()
    except (RuntimeError, OSError) as error:
        raise InputRefused("osm_not_readable", file=found.name, value=str(error)[:300]) from None
    bounds = (box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat) if box.valid() else None
    return Source(
        format="osm_pbf",
        kind="osm",
        epsg=4326,
        epsg_reason="by_format",
        about={"bounds": bounds, "generator": generator},
    )
