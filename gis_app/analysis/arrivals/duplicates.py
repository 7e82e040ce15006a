"""What stands in a file twice: whole rows, ids, names at one place, places."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis_app.analysis.arrivals.cells import Cells
from gis_app.analysis.arrivals.columns import words_of
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

Array = NDArray[np.float64]
NEAR = 5.0
"""Metres within which two things of one name are one thing."""
_METRES_PER_DEGREE = 111_320.0
_ID_WORDS = ("id", "kods", "code", "uuid", "guid", "fid", "gid", "nr", "atvk")
_ALMOST_ALL = 0.9
_NAME_WORDS = ("nosaukums", "name", "title", "название", "nosauk")


def duplicates(
    cells: pd.DataFrame, shapes: NDArray[np.object_] | None, lonlat: tuple[Array, Array] | None
) -> list[Problem]:
    """Return what stands in the file twice, each with the row where it stood first.

    A row that is listed as a whole is not listed again for its id, name or place.
    """
    content = _content(cells)
    places = None if shapes is None else _hash(shapes)
    key = content if places is None else content ^ (places * np.uint64(31))
    whole = _repeated(pd.Series(key, index=cells.index))
    problems = each("row_twice", whole.index, expected=whole.tolist())
    known = set(whole.index)
    problems += _ids(cells, known)
    if places is None or lonlat is None:
        return problems
    named, again = _names(cells, lonlat, known)
    return [*problems, *again, *_places(places, shapes, cells.index, known | named)]


def _content(cells: pd.DataFrame) -> NDArray[np.uint64]:
    """Return a number for each row that is the same for rows of the same cells."""
    key = np.zeros(len(cells), dtype=np.uint64)
    for name in cells.columns:
        column = cells[name]
        values = column.to_numpy() if column.dtype.kind in "iufbM" else column.to_numpy(dtype=object)
        key = key * np.uint64(1_000_003) + pd.util.hash_array(values, categorize=False)
    return key


def _hash(shapes: NDArray[np.object_]) -> NDArray[np.uint64]:
    texts = np.asarray(shapely.to_wkb(shapes), dtype=object)
    texts[shapely.is_missing(shapes)] = b""
    return pd.util.hash_array(texts, categorize=False)


def _repeated(keys: pd.Series) -> pd.Series:
    """Return the rows whose key stood before, with the row where it stood first."""
    again = keys.duplicated()
    if not again.any():
        return pd.Series(dtype=int)
    first = pd.Series(keys.index, index=keys.to_numpy()).groupby(level=0).first()
    return pd.Series(first.reindex(keys[again].to_numpy()).to_numpy(), index=keys.index[again])


def _column(cells: pd.DataFrame, words: tuple[str, ...]) -> str:
    for name in cells.columns:
        if any(word in words for word in words_of(str(name))):
            return str(name)
    return ""


def _ids(cells: pd.DataFrame, known: set[int]) -> list[Problem]:
    """List ids that stand twice in a column whose values are otherwise all different."""
    for name in cells.columns:
        if not any(word in _ID_WORDS for word in words_of(str(name))):
            continue
        column = Cells.of(cells[name])
        filled = column.where(column.filled & ~cells.index.isin(list(known))).series
        if not len(filled) or filled.nunique() < _ALMOST_ALL * len(filled):
            continue
        again = _repeated(filled)
        if len(again):
            values = filled[again.index].tolist()
            return each("id_twice", again.index, column=str(name), values=values, expected=again.tolist())
    return []


def _names(cells: pd.DataFrame, lonlat: tuple[Array, Array], known: set[int]) -> tuple[set[int], list[Problem]]:
    """List features of one name that lie within five metres of another."""
    name = _column(cells, _NAME_WORDS)
    if not name:
        return set(), []
    names = pd.Series([text.casefold() for text in Cells.of(cells[name]).texts], index=cells.index, dtype=object)
    lon, lat = lonlat
    usable = (names != "").to_numpy() & np.isfinite(lon) & ~cells.index.isin(list(known))
    usable &= names.duplicated(keep=False).to_numpy()
    where = np.flatnonzero(usable)
    if len(where) < 2:
        return set(), []
    east = lon[where] * _METRES_PER_DEGREE * np.cos(np.radians(lat[where]))
    points = np.asarray(shapely.points(east, lat[where] * _METRES_PER_DEGREE))
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=NEAR)
    same = (one < other) & (names.to_numpy()[where[one]] == names.to_numpy()[where[other]])
    pairs = pd.Series(where[one[same]], index=where[other[same]]).groupby(level=0).min()
    rows = cells.index[pairs.index]
    values = cells[name].iloc[pairs.index].tolist()
    first = cells.index[pairs.to_numpy()].tolist()
    return set(rows), each("name_twice_here", rows, column=name, values=values, expected=first)


def _places(
    places: NDArray[np.uint64], shapes: NDArray[np.object_] | None, rows: pd.Index, known: set[int]
) -> list[Problem]:
    placed = ~np.asarray(shapely.is_missing(shapes)) & ~rows.isin(list(known))
    again = _repeated(pd.Series(places[placed], index=rows[placed]))
    return each("place_twice", again.index, expected=again.tolist())
