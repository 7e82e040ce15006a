"""Grids of counts as layers: a raster, or squares of one size with a number each."""

import numpy as np

from gis_app.catalog.columns import read_rows
from gis_app.catalog.rasters import read_grid
from gis_app.catalog.schema import LayerFile
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid

RASTERS = {".tif", ".tiff"}
_MOST_CELLS = 50_000_000


def read_layer_grid(found: LayerFile) -> Grid:
    """Return the grid of a layer whose role is ``grid``; of squares the first field is the count.

    Raises
    ------
    NotFound
        If the file is not there.
    InputRefused
        If it cannot be read, or its squares are no grid: of different sizes, or more than 50 million places for them.
    """
    path = found.path
    if path is None:
        raise NotFound("layer_not_found", value=found.layer.id)
    return read_grid(path) if path.suffix.lower() in RASTERS else _of_squares(found)


def _of_squares(found: LayerFile) -> Grid:
    rows = read_rows(found)
    boxes = rows.boxes(found.layer.epsg)[rows.placed]
    fields = [field.name for field in found.layer.fields if field.kind in {"whole", "number"}]
    if not len(boxes) or not fields:
        raise InputRefused("raster_without_grid", file=found.layer.id)
    side = float(np.median(boxes[:, 2] - boxes[:, 0]))
    west, south = boxes[:, 0].min(), boxes[:, 1].min()
    column = np.rint((boxes[:, 0] - west) / side).astype(np.int64)
    row = np.rint((boxes[:, 1] - south) / side).astype(np.int64)
    off = np.abs(boxes[:, :2] - (np.column_stack([column, row]) * side + (west, south))).max()
    many = (int(column.max()) + 1) * (int(row.max()) + 1)
    if off > side / 10 or many > _MOST_CELLS:
        raise InputRefused("raster_without_grid", file=found.layer.id)
    # A square that is not there says that nobody lives there; one without a number says that nobody knows.
    values = np.zeros((int(row.max()) + 1, int(column.max()) + 1))
    values[row.max() - row, column] = rows.columns[fields[0]][rows.placed].astype(np.float64)
    east, north = west + values.shape[1] * side, south + values.shape[0] * side
    return Grid(values, Bounds(float(west), float(south), float(east), float(north), found.layer.epsg))
