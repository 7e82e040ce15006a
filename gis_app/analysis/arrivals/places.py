"""Places that cannot be right: zero, out of range, outside the country or the project."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gis_app.analysis.arrivals.crs import Area
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
_ALL = 0.98
_MOST = 0.3
"""Above these parts of all places it is said once for the file, not for each row: outside the country, the project."""
_COUNTRY = ("outside_country", "all_outside_country")
_PROJECT = ("outside_project", "all_outside_project")


def at_zero(x: Array, y: Array) -> NDArray[np.bool_]:
    """Return which places have both coordinates 0: that is how many programs write that there is none."""
    return np.asarray((x == 0) & (y == 0))


def half_missing(x: Array, y: Array) -> NDArray[np.bool_]:
    """Return which places have only one of the two coordinates."""
    return np.asarray(np.isnan(x) != np.isnan(y))


def outside(lon: Array, lat: Array, rows: Rows, *, area: Area) -> list[Problem]:
    """Return what lies outside the country, and inside it but outside the project (degrees; NaN has no place).

    When nearly everything lies outside the country, or a good part outside the project, it is said once.
    """
    placed = np.isfinite(lon) & np.isfinite(lat)
    if not placed.any():
        return []
    abroad = placed & ~area.expected(lon, lat)
    elsewhere = placed & ~abroad & ~area.within_project(lon, lat)
    country = _PROJECT if area.abroad else _COUNTRY
    texts = _Texts(lon, lat, rows, int(placed.sum()))
    problems = texts.listed(country, abroad)
    if area.project is not None and not area.abroad:
        problems += texts.listed(_PROJECT, elsewhere)
    return problems


@dataclass(frozen=True, slots=True)
class _Texts:
    """Places to be listed, and how many there are in all."""

    lon: Array
    lat: Array
    rows: Rows
    placed: int

    def listed(self, codes: tuple[str, str], where: NDArray[np.bool_]) -> list[Problem]:
        most = _ALL if codes == _COUNTRY else _MOST
        if where.sum() > max(most * self.placed, 1):
            return [Problem(codes[1], params={"count": int(where.sum())})]
        pairs = zip(self.lat[where], self.lon[where], strict=True)
        return each(codes[0], self.rows[where], values=[f"{north:.5f}, {east:.5f}" for north, east in pairs])
