"""Layer files read as columns: points as numbers, texts as they are, no object for a feature."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.catalog.schema import LayerFile
from gis_app.domain.errors import InputRefused
from gis_app.domain.rows import Floats, Rows

_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])


def read_rows(found: LayerFile) -> Rows:
    """Return the features of a layer's file with the columns its ``layer.toml`` names.

    Raises
    ------
    InputRefused
        If the file cannot be read or is in another CRS than the layer says.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    layer = found.layer
    wanted = [name for name in dict.fromkeys((layer.id_field, layer.name_field, *_fields(found))) if name]
    try:
        meta, _, shapes, values = pyogrio.raw.read(found.path, columns=wanted, force_2d=True)
    except DataSourceError as error:
        raise InputRefused("layer_data_unreadable", file=str(found.path), value=str(error)) from error
    epsg = epsg_of(meta["crs"])
    if epsg != layer.epsg:
        expected = f"EPSG:{layer.epsg}"
        raise InputRefused("layer_crs_wrong", file=str(found.path), value=f"EPSG:{epsg}", expected=expected)
    columns = dict(zip(meta["fields"].tolist(), values, strict=True))
    ids = columns[layer.id_field].astype(str).astype(object) if layer.id_field in columns else None
    kept = {name: column for name, column in columns.items() if name != layer.id_field or name in _fields(found)}
    xy = _points(shapes) if meta["geometry_type"] == "Point" else None
    return Rows(
        epsg=layer.epsg,
        columns=kept,
        xy=xy,
        shapes=None if xy is not None else shapely.from_wkb(shapes),
        ids=ids,
        prefix=layer.id,
    )


def epsg_of(crs: str | None) -> int | None:
    """Return the EPSG code of a CRS as GDAL writes it, or None."""
    from pyproj import CRS

    return None if crs is None else CRS.from_user_input(crs).to_epsg()


def _fields(found: LayerFile) -> list[str]:
    return [field.name for field in found.layer.fields]


def _points(shapes: NDArray[Any]) -> Floats:
    """Return the coordinates of WKB points, read at once when all have 21 bytes; NaN where there is none."""
    whole = b"".join(shape for shape in shapes if shape is not None)
    known = np.array([shape is not None for shape in shapes], dtype=bool)
    if len(whole) != _POINT.itemsize * int(known.sum()):
        points = shapely.from_wkb(shapes)
        return np.column_stack([shapely.get_x(points), shapely.get_y(points)])
    read = np.frombuffer(whole, dtype=_POINT)
    xy = np.full((len(shapes), 2), np.nan)
    xy[known, 0], xy[known, 1] = read["x"], read["y"]
    return xy
