"""Coordinates out of columns of text: numbers, degrees in every spelling, both in one field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis_app.analysis.arrivals.cells import Cells
from gis_app.analysis.arrivals.columns import is_shape
from gis_app.analysis.arrivals.notation import angle, pair
from gis_app.analysis.arrivals.numerals import numbers
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

Array = NDArray[np.float64]
_PAIR = r"^\s*[(\[]?\s*([-+]?\d+\.\d+)\s*[,;\s]\s*([-+]?\d+\.\d+)\s*[)\]]?\s*$"
_LARGEST_DEGREES = 180.0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Coordinates as they stand in the file, NaN where there is none; ``shapes`` when the field holds whole geometries.

    Attributes
    ----------
    names_swapped
        What the texts themselves say: True when the first is the northing or latitude, None when they do not say.
    """

    x: Array
    y: Array
    problems: tuple[Problem, ...] = ()
    names_swapped: bool | None = None
    shapes: NDArray[np.object_] | None = None


def from_columns(cells: pd.DataFrame, *, x: str, y: str, decimal: str = "") -> Coordinates:
    """Return the coordinates of two columns; letters of hemispheres may say that they stand the other way round."""
    east, east_axis = _single(cells[x], decimal)
    north, north_axis = _single(cells[y], decimal)
    problems: list[Problem] = []
    for name, values in ((x, east), (y, north)):
        if not np.isnan(values).any():
            continue
        texts = cells[name].fillna("").astype(str)
        bad = np.isnan(values) & (texts.str.strip() != "").to_numpy()
        problems += each(
            "coordinate_unreadable",
            cells.index[bad],
            column=name,
            severity="refused",
            values=texts[bad].tolist(),
            expected="56.9496",
        )
    turned = True if "lat" in east_axis or "lon" in north_axis else None
    straight = "lon" in east_axis or "lat" in north_axis
    return Coordinates(east, north, tuple(problems), names_swapped=False if straight and not turned else turned)


def _single(column: pd.Series, decimal: str) -> tuple[Array, set[str]]:
    values = numbers(column, decimal=decimal).to_numpy(dtype=float, copy=True)
    axes: set[str] = set()
    left = np.isnan(values)
    if left.any():
        left &= Cells.of(column).filled
    if left.any():
        codes, unique = pd.factorize(column[left].astype(str))
        found = [angle(text) for text in unique]
        values[left] = np.array([np.nan if one is None else one.value for one in found])[codes]
        axes = {one.axis for one in found if one is not None and one.axis}
    return values, axes


def from_field(column: pd.Series) -> Coordinates:
    """Return the coordinates of one field: the first as x, the second as y, whatever order they turn out to have.

    A text that itself says its order is put into the order of the others.
    """
    texts = column.fillna("").astype(str)
    filled = (texts.str.strip() != "").to_numpy()
    if texts[filled].head(20).map(is_shape).mean() > 0.5:
        return _shapes(texts, filled)
    first, second, known = _pairs(texts, filled)
    bad = np.isnan(first) & filled
    problems = each(
        "place_unreadable",
        texts.index[bad],
        column=str(column.name),
        severity="refused",
        values=texts[bad].tolist(),
        expected="56.9496, 24.1052",
    )
    return _ordered(first, second, known, tuple(problems))


def _pairs(texts: pd.Series, filled: NDArray[np.bool_]) -> tuple[Array, Array, NDArray[np.str_]]:
    plain = texts.str.extract(_PAIR)
    first, second = (pd.to_numeric(plain[part], errors="coerce").to_numpy(dtype=float, copy=True) for part in (0, 1))
    known = np.full(len(texts), "", dtype="U2")
    left = np.isnan(first) & filled
    if left.any():
        codes, unique = pd.factorize(texts[left])
        found = [pair(text) for text in unique]
        first[left] = np.array([np.nan if one is None else one.first for one in found])[codes]
        second[left] = np.array([np.nan if one is None else one.second for one in found])[codes]
        known[left] = np.array(["" if one is None else one.order for one in found])[codes]
    return first, second, known


def _ordered(first: Array, second: Array, known: NDArray[np.str_], problems: tuple[Problem, ...]) -> Coordinates:
    """Put what says its order as x, y; when nothing does, the order stays open."""
    turn = known == "yx"
    if not turn.any() and not (known == "xy").any():
        return Coordinates(first, second, problems)
    said = known != ""
    share_yx = turn.sum() / said.sum()
    whole_yx = bool(share_yx > 0.5)
    flip = said & (turn != whole_yx)
    x, y = np.where(flip, second, first), np.where(flip, first, second)
    return Coordinates(x, y, problems, names_swapped=whole_yx)


def _shapes(texts: pd.Series, filled: NDArray[np.bool_]) -> Coordinates:
    plain = texts.str.replace(r"^\s*SRID=\d+;", "", regex=True)
    shapes = np.asarray(shapely.from_wkt(plain.where(filled, None).to_numpy(dtype=object), on_invalid="ignore"))
    bad = (shapes == None) & filled  # noqa: E711 elementwise
    problems = each(
        "place_unreadable",
        texts.index[bad],
        column=str(texts.name),
        severity="refused",
        values=texts[bad].tolist(),
        expected="POINT (24.1052 56.9496)",
    )
    x, y = middles(shapes)
    return Coordinates(x, y, tuple(problems), names_swapped=False, shapes=shapes)


def middles(shapes: NDArray[np.object_]) -> tuple[Array, Array]:
    """Return the middle of the box of each geometry, NaN where there is none."""
    boxes = shapely.bounds(shapes)
    return (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
