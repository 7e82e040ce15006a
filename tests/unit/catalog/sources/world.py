"""Files as people bring them, written by hand into an empty folder."""

import zipfile
from pathlib import Path

import geopandas
import pyogrio
from geopandas import GeoDataFrame
from shapely import Point

from gis_app.catalog.sources import Source

LATVIAN = ("Ķīšezers", "Šķūņi un žogi")
CODES = ("0038001", "0400268")


def places(epsg: int | None = 3059) -> GeoDataFrame:
    """Two points with Latvian names and codes that begin with a zero."""
    points = [Point(506500, 312000), Point(507500, 313000)]
    return GeoDataFrame({"vieta": list(LATVIAN), "kods": list(CODES)}, geometry=points, crs=epsg)


def shapefile(folder: Path, *, stem: str = "vietas", encoding: str = "cp1257", without: tuple[str, ...] = ()) -> Path:
    """Write a Shapefile and take some of its pieces away."""
    folder.mkdir(exist_ok=True, parents=True)
    pyogrio.write_dataframe(places(), folder / f"{stem}.shp", encoding=encoding)
    for extension in without:
        (folder / f"{stem}.{extension}").unlink()
    return folder / f"{stem}.shp"


def packed(archive: Path, folder: Path, *, inside: str = "") -> Path:
    """Pack all files of a folder into a zip, in a folder inside it."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.rglob("*")):
            target.write(file, f"{inside}{file.relative_to(folder).as_posix()}")
    return archive


def frame_of(source: Source) -> GeoDataFrame:
    """Return the features that must be there."""
    assert isinstance(source.frame, geopandas.GeoDataFrame)
    return source.frame


def codes_of(source: Source) -> list[str]:
    """Return the codes of what was noticed."""
    return [problem.code for problem in source.problems]
