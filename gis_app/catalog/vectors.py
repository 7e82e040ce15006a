"""Vector files that a person brings or takes away: any format GDAL reads, GeoPackage out."""

from pathlib import Path

import pyogrio
from geopandas import GeoDataFrame
from pandas.api.types import is_float_dtype

from gis_app.domain.errors import InputRefused, NotFound


def read_vector(file: Path) -> GeoDataFrame:
    """Return the features of the first layer of a file, in its own CRS.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it cannot be read as geodata or does not say its CRS.
    """
    if not file.is_file():
        raise NotFound("table_not_found", file=str(file))
    try:
        frame = pyogrio.read_dataframe(file)
    except pyogrio.errors.DataSourceError as error:
        raise InputRefused("vector_not_readable", file=file.name, value=str(error)) from None
    if not isinstance(frame, GeoDataFrame) or frame.crs is None:
        raise InputRefused("vector_without_crs", file=file.name)
    return frame


def unit_ids(frame: GeoDataFrame, column: str, *, file: str) -> list[str]:
    """Return the cells of a column that names each feature once, as text (a whole number has no ``.0``).

    Raises
    ------
    InputRefused
        If there is no such column, or an id is empty or stands twice (the row is named, the first is 1).
    """
    if column not in frame.columns:
        names = ", ".join(name for name in frame.columns if name != frame.geometry.name)
        raise InputRefused("table_no_column", file=file, column=column, expected=names)
    cells = frame[column]
    if is_float_dtype(cells) and (cells.dropna() % 1 == 0).all():
        cells = cells.astype("Int64")
    seen: dict[str, int] = {}
    for row, (text, empty) in enumerate(zip(cells.astype(str), cells.isna(), strict=True), start=1):
        if empty or not text.strip():
            raise InputRefused("table_empty_id", file=file, row=row, column=column)
        if text in seen:
            raise InputRefused("table_duplicate_id", file=file, row=row, column=column, value=text, other=seen[text])
        seen[text] = row
    return list(seen)


def write_geopackage(frame: GeoDataFrame, file: Path, *, table: str) -> None:
    """Write a GeoPackage beside its place and rename it there.

    Raises
    ------
    InputRefused
        If the place cannot be written.
    """
    beside = file.with_name(f".part-{file.name}")
    try:
        pyogrio.write_dataframe(frame, beside, driver="GPKG", layer=table)
        beside.replace(file)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise InputRefused("output_not_written", file=str(file), value=str(error)) from None
    finally:
        beside.unlink(missing_ok=True)
