"""Features of a layer as columns: one array for each thing, instead of an object for each feature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.crs import project_all, transformer
from gis_app.domain.layers import Feature

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Features with and without a place, row by row; exactly one of ``xy`` and ``shapes`` is given.

    Attributes
    ----------
    epsg
        CRS of ``xy`` or ``shapes``.
    xy
        ``(n, 2)`` coordinates where every place is a point; NaN where the place is not known.
    shapes
        Geometries of other features; None where the place is not known.
    columns
        Properties by name; missing values are None, NaN or NaT.
    ids
        Ids as text; None where the id is ``<prefix>/<row>``.
    """

    epsg: int
    columns: Mapping[str, NDArray[Any]]
    xy: Floats | None = None
    shapes: NDArray[Any] | None = None
    ids: NDArray[Any] | None = None
    prefix: str = ""
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.xy if self.xy is not None else self.geometry)

    @property
    def geometry(self) -> NDArray[Any]:
        """Geometries as objects; those of points are made at each call."""
        if self.shapes is not None:
            return self.shapes
        assert self.xy is not None  # noqa: S101 - exactly one of the two is given
        points = np.full(len(self.xy), None, dtype=object)
        known = self.placed
        points[known] = shapely.points(self.xy[known])
        return points

    @cached_property
    def placed(self) -> NDArray[np.bool_]:
        """Which rows have a place."""
        if self.xy is not None:
            return ~np.isnan(self.xy[:, 0])
        return np.asarray(~(shapely.is_missing(self.geometry) | shapely.is_empty(self.geometry)), dtype=bool)

    def id(self, row: int) -> str:
        """Return the id of a row."""
        return f"{self.prefix}/{row}" if self.ids is None else str(self.ids[row])

    def value(self, name: str, row: int) -> Any:
        """Return a property of a row as Python's own; None where it is missing or the layer has no such column."""
        column = self.columns.get(name)
        return None if column is None else plain(column[row])

    def text(self, name: str) -> NDArray[Any]:
        """Return a column as text, empty where it is missing."""
        column = self.columns.get(name)
        if column is None:
            return np.full(len(self), "", dtype=object)
        return np.array(["" if (value := plain(cell)) is None else str(value) for cell in column], dtype=object)

    def codes(self, name: str) -> tuple[NDArray[np.int32], Sequence[str]]:
        """Return a column of few different values as numbers and what each number stands for; counted once."""
        if name not in self._kept:
            values, numbers = np.unique(self.text(name).astype(str), return_inverse=True)
            self._kept[name] = (numbers.reshape(-1).astype(np.int32), tuple(values.tolist()))
        kept: tuple[NDArray[np.int32], Sequence[str]] = self._kept[name]
        return kept

    def placed_in(self, epsg: int) -> Floats:
        """Return ``xy`` in another CRS; only for points."""
        assert self.xy is not None  # noqa: S101 - asked by those who looked
        if epsg == self.epsg:
            return self.xy
        moved = np.column_stack(transformer(self.epsg, epsg).transform(self.xy[:, 0], self.xy[:, 1]))
        moved[~self.placed] = np.nan
        return moved

    def boxes(self, epsg: int) -> Floats:
        """Return ``west, south, east, north`` of every row in a CRS; NaN where the place is not known."""
        if self.xy is not None:
            return np.tile(self.placed_in(epsg), 2)
        return np.asarray(shapely.bounds(project_all(self.geometry, source=self.epsg, target=epsg)))


def plain(value: Any) -> Any:
    """Return a value of a column as Python's own; a missing one (None, NaN, NaT) as None."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return None
    if isinstance(value, np.datetime64):
        return value.astype("datetime64[s]").item().date()
    return value.item() if isinstance(value, np.generic) else value


def rows_of(features: Sequence[Feature], *, epsg: int) -> Rows:
    """Return a few features as columns."""
    shapes = np.full(len(features), None, dtype=object)
    shapes[:] = [feature.geometry for feature in features]
    ids = np.full(len(features), None, dtype=object)
    ids[:] = [feature.id for feature in features]
    names = dict.fromkeys(name for feature in features for name in feature.properties)
    columns = {}
    for name in names:
        columns[name] = np.full(len(features), None, dtype=object)
        columns[name][:] = [feature.properties.get(name) for feature in features]
    return Rows(epsg=epsg, columns=columns, shapes=shapes, ids=ids)
