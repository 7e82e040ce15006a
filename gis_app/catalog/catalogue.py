"""The catalogue: layers of files, shipped and living, read once and kept in memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from shapely import box

from gis_app.catalog.columns import read_rows
from gis_app.catalog.grid_files import read_layer_grid
from gis_app.catalog.schema import EVERY_PROJECT, FILE_NAME, LayerFile, read_layer
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid
from gis_app.domain.layers import Feature, Layer
from gis_app.domain.rows import Rows

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, slots=True)
class _Read:
    """A frame in memory and the stamp of the file it was read from."""

    stamp: str
    frame: Any


class Catalogue:
    """Layers of files: those shipped with the product and those of this installation.

    Safe to share between threads. A frame handed out is shared too: copy it before changing it.

    Parameters
    ----------
    shipped
        Read-only folder ``<id>/layer.toml``.
    living
        Folder ``<id>/<version>/layer.toml``; the newest version (by name) hides the shipped layer of that id.
    """

    def __init__(self, shipped: Path, living: Path) -> None:
        self.shipped = shipped
        self.living = living
        self._lock = RLock()
        self._described: dict[Path, tuple[int, LayerFile]] = {}
        self._frames: dict[tuple[str, int], _Read] = {}

    def described(self) -> list[LayerFile]:
        """Return every layer that has a description, with or without its data, ordered by id.

        Raises
        ------
        InputRefused
            If a ``layer.toml`` breaks the schema.
        """
        files = {file.parent.name: (file, "") for file in sorted(self.shipped.glob(f"*/{FILE_NAME}"))}
        files |= {file.parent.parent.name: (file, file.parent.name) for file in living_files(self.living)}
        described = (self._describe(*files[name]) for name in sorted(files))
        return [found for found in described if found is not None]

    def versions(self, layer_id: str) -> list[LayerFile]:
        """Return every version of a living layer, the newest (the one shown) first."""
        described = (self._describe(file, file.parent.name) for file in version_files(self.living / layer_id))
        return [found for found in described if found is not None]

    def layers(self) -> Sequence[Layer]:
        """Return the layers whose features lie in a file that is there."""
        return [found.layer for found in self.described() if found.path is not None and found.path.exists()]

    def of_store(self) -> list[Layer]:
        """Return the layers whose features come from a table of the store; see ``for_project``."""
        return [found.layer for found in self.described() if found.data.table]

    def layer(self, layer_id: str) -> Layer:
        """Return one layer of files.

        Raises
        ------
        NotFound
            If there is no such layer or its data are not there.
        """
        return self._file(layer_id).layer

    def stamp(self, layer_id: str) -> str:
        """Return a text that changes whenever the layer's file does: version, time and size."""
        found = self._file(layer_id)
        return _stamp(found)

    def frame(self, layer_id: str, *, bounds: Bounds | None = None) -> GeoDataFrame:
        """Return the features as a frame in the file's own CRS; only those whose box touches ``bounds`` (any CRS).

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        found = self._file(layer_id)
        return _cut(self._frame(found, found.layer.epsg), bounds, found.layer.epsg)

    def rows(self, layer_id: str) -> Rows:
        """Return the features as columns in the file's own CRS, read anew at each call: whoever asks keeps them.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        return read_rows(self._file(layer_id))

    def path(self, layer_id: str) -> Path:
        """Return the file of a layer that is read by windows.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        path = self._file(layer_id).path
        assert path is not None  # noqa: S101 - _file returns only layers of files
        return path

    def grid(self, layer_id: str) -> Grid:
        """Return the grid of counts that a layer of role ``grid`` is, read anew at each call.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        return read_layer_grid(self._file(layer_id))

    def count(self, layer_id: str) -> int:
        """Return the number of features without reading them.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        return count_features(self._file(layer_id))

    def extent(self, layer_id: str) -> Bounds:
        """Return the box around all features, in the layer's CRS, without reading them.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        found = self._file(layer_id)
        return Bounds(*file_extent(found), found.layer.epsg)

    def window(
        self, layer_id: str, *, bounds: Bounds | None = None, columns: Sequence[str] = (), zoom: int | None = None
    ) -> GeoDataFrame:
        """Return features straight from the file, in its own CRS, and keep nothing: for layers too large for memory.

        Parameters
        ----------
        bounds
            Only features whose box touches it (any CRS).
        columns
            Only these columns besides the shape.
        zoom
            Only features whose column ``zoom`` is not larger.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        return read_window(self._file(layer_id), bounds=bounds, columns=columns, zoom=zoom)

    def features(self, layer_id: str, *, epsg: int, bounds: Bounds | None = None) -> Sequence[Feature]:
        """Return the features in the given EPSG; only those whose box touches ``bounds`` (any CRS).

        Raises
        ------
        NotFound
            If there is no such layer.
        """
        found = self._file(layer_id)
        frame = _cut(self._frame(found, epsg), bounds, epsg)
        columns = [column.name for column in found.layer.fields if column.name in frame.columns]
        ids = frame[found.layer.id_field] if found.layer.id_field else [f"{layer_id}/{place}" for place in frame.index]
        rows = zip(*(frame[column].tolist() for column in columns), strict=True) if columns else [()] * len(frame)
        return [
            Feature(id=str(key), geometry=shape, properties=dict(zip(columns, map(_plain, row), strict=True)))
            for key, shape, row in zip(ids, frame.geometry, rows, strict=True)
        ]

    def _file(self, layer_id: str) -> LayerFile:
        for found in self.described():
            if found.layer.id == layer_id and found.path is not None and found.path.exists():
                return found
        raise NotFound("layer_not_found", value=layer_id)

    def _describe(self, file: Path, version: str) -> LayerFile | None:
        """Return the description in a file, None when the version was removed a moment ago."""
        try:
            changed = file.stat().st_mtime_ns
        except FileNotFoundError:
            return None
        with self._lock:
            known = self._described.get(file)
            if known is None or known[0] != changed:
                known = (changed, read_layer(file, version=version))
                self._described[file] = known
            return known[1]

    def _frame(self, found: LayerFile, epsg: int) -> GeoDataFrame:
        key, stamp = (found.layer.id, epsg), _stamp(found)
        with self._lock:
            known = self._frames.get(key)
            if known is None or known.stamp != stamp:
                known = _Read(stamp, self._read(found, epsg))
                self._frames[key] = known
            return known.frame

    def _read(self, found: LayerFile, epsg: int) -> GeoDataFrame:
        if epsg != found.layer.epsg:
            frame = self._frame(found, found.layer.epsg).to_crs(epsg=epsg)
        else:
            frame = read_frame(found)
        frame.sindex.query(box(0, 0, 1, 1))  # built here, under the lock, so that no two threads build it at once
        return frame


def living_files(living: Path) -> list[Path]:
    """Return the ``layer.toml`` of the newest version of every living layer."""
    newest = (version_files(folder)[:1] for folder in _folders(living))
    return [file for some in newest for file in some]


def version_files(folder: Path) -> list[Path]:
    """Return the ``layer.toml`` of every version in the folder of a living layer, newest first."""
    files = (version / FILE_NAME for version in reversed(_folders(folder)))
    return [file for file in files if file.is_file()]


def _folders(parent: Path) -> list[Path]:
    """Return the folders in a folder that are not hidden, by name; none when it is gone.

    A hidden folder is being written or removed by somebody else and may vanish while it is looked at.
    """
    try:
        with os.scandir(parent) as entries:
            names = [entry.name for entry in entries if not entry.name.startswith(".") and entry.is_dir()]
    except FileNotFoundError:
        return []
    return [parent / name for name in sorted(names)]


def read_frame(found: LayerFile) -> GeoDataFrame:
    """Return the frame of a layer's file.

    Raises
    ------
    InputRefused
        If the file cannot be read or is in another CRS than the layer says.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        frame = pyogrio.read_dataframe(found.path)
    except DataSourceError as error:
        raise InputRefused("layer_data_unreadable", file=str(found.path), value=str(error)) from error
    epsg = frame.crs.to_epsg() if frame.crs is not None else None
    if epsg != found.layer.epsg:
        expected = f"EPSG:{found.layer.epsg}"
        raise InputRefused("layer_crs_wrong", file=str(found.path), value=f"EPSG:{epsg}", expected=expected)
    return frame


def count_features(found: LayerFile) -> int:
    """Return the number of features in a layer's file."""
    import pyogrio

    return int(pyogrio.read_info(found.path, force_feature_count=True)["features"])


def file_extent(found: LayerFile) -> tuple[float, float, float, float]:
    """Return ``(west, south, east, north)`` of a layer's file in its own CRS."""
    import pyogrio

    west, south, east, north = pyogrio.read_info(found.path, force_total_bounds=True)["total_bounds"]
    return (west, south, east, north)


def read_window(found: LayerFile, *, bounds: Bounds | None, columns: Sequence[str], zoom: int | None) -> GeoDataFrame:
    """Return part of a layer's file: the spatial index of the file finds it, nothing else is read."""
    import pyogrio

    return pyogrio.read_dataframe(
        found.path,
        columns=list(columns),
        bbox=None if bounds is None else bounds.to(found.layer.epsg).box,
        where=None if zoom is None else f"zoom <= {zoom:d}",
    )


def for_project(layer: Layer, *, project: str, invented: bool) -> Layer:
    """Return a layer described once for every project as that of one project: ``*-resursi`` → ``riga-resursi``."""
    if layer.project != EVERY_PROJECT:
        return layer
    return replace(layer, id=layer.id.replace(EVERY_PROJECT, project, 1), project=project, invented=invented)


def _stamp(found: LayerFile) -> str:
    assert found.path is not None  # noqa: S101 - _file returns only layers of files
    state = found.path.stat()
    return f"{found.layer.version}.{state.st_mtime_ns:x}.{state.st_size:x}"


def _cut(frame: GeoDataFrame, bounds: Bounds | None, epsg: int) -> GeoDataFrame:
    if bounds is None:
        return frame
    return frame.iloc[sorted(frame.sindex.intersection(bounds.to(epsg).box))]


def _plain(value: Any) -> Any:
    """Return a value of a frame as Python's own; a missing one (NaN, NaT) as None."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN and NaT differ from themselves
        return None
    return value
