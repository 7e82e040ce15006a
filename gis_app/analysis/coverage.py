"""Whether units cover their ground once: overlaps, gaps, and wholes against the units they are made of."""

from dataclasses import dataclass

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from pandas import DataFrame, Series
from shapely import STRtree

SLIVER_M2 = 100.0
"""Less than this is a rounding of coordinates, not an overlap (ten metres by ten)."""
WHOLE_SHARE = 0.01
"""A whole that differs from its units by less than this share of its area has only another generalisation."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole between units: its area in the square of the CRS's unit, and the labels of the units around it."""

    area: float
    beside: tuple[object, ...]


def overlaps(units: GeoSeries, *, least: float = SLIVER_M2) -> DataFrame:
    """Return the pairs of units that share ground.

    Parameters
    ----------
    units
        Valid polygons in a metric CRS; a missing or empty one overlaps nothing.
    least
        Smallest area that counts, in square metres.

    Returns
    -------
    DataFrame
        Columns ``one``, ``other`` (labels), ``area`` in square metres, the largest first.
    """
    shapes = units.to_numpy()
    first, second = STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    found = DataFrame({"one": units.index[first], "other": units.index[second], "area": shared})
    return found[found["area"] > least].sort_values("area", ascending=False, kind="stable").reset_index(drop=True)


def gaps(units: GeoSeries, *, least: float = SLIVER_M2) -> list[Gap]:
    """Return the holes that units enclose without covering them, the largest first (a lake left out is one too).

    Parameters
    ----------
    units
        Valid polygons in a metric CRS.
    least
        Smallest area that counts, in square metres.
    """
    holes = [
        shapely.Polygon(ring)
        for part in shapely.get_parts(shapely.union_all(units.dropna().to_numpy()))
        if isinstance(part, shapely.Polygon)
        for ring in part.interiors
    ]
    tree = STRtree(units.to_numpy())
    found = [
        Gap(float(hole.area), tuple(units.index[np.sort(tree.query(hole, predicate="intersects"))]))
        for hole in holes
        if hole.area > least
    ]
    return sorted(found, key=lambda gap: -gap.area)


def whole_of(parts: GeoSeries, *, wholes: GeoSeries) -> Series:
    """Return the label of the whole in which a point inside each part lies; None outside all of them."""
    points = shapely.point_on_surface(parts.to_numpy())
    part, whole = STRtree(wholes.to_numpy()).query(points, predicate="intersects")
    found = np.full(len(parts), None, dtype=object)
    found[part[::-1]] = wholes.index.to_numpy()[whole[::-1]]
    return Series(found, index=parts.index, name="whole", dtype=object)


def unlike_their_parts(wholes: GeoSeries, *, parts: GeoSeries, share: float = WHOLE_SHARE) -> DataFrame:
    """Return the wholes that differ from the union of the parts in them.

    A whole without any part is left out: there is nothing to compare with.

    Parameters
    ----------
    wholes, parts
        Valid polygons in one metric CRS.
    share
        Smallest difference that counts, as a share of the whole's area.

    Returns
    -------
    DataFrame
        Columns ``whole`` (label), ``parts`` (how many), ``difference`` in square metres, ``share``; the largest first.
    """
    of = whole_of(parts, wholes=wholes)
    rows = []
    for label, members in of.dropna().groupby(of.dropna()).groups.items():
        whole, union = wholes[label], shapely.union_all(parts[members].to_numpy())
        difference = float(shapely.symmetric_difference(whole, union).area)
        rows.append((label, len(members), difference, difference / whole.area if whole.area else 1.0))
    table = DataFrame(rows, columns=["whole", "parts", "difference", "share"])
    return table[table["share"] > share].sort_values("share", ascending=False, kind="stable").reset_index(drop=True)


def dissolve(units: GeoSeries, *, by: NDArray[np.object_]) -> GeoSeries:
    """Return the union of the units of each group, indexed by group in the order of first appearance."""
    groups = list(dict.fromkeys(by.tolist()))
    shapes = units.to_numpy()
    return GeoSeries([shapely.union_all(shapes[by == group]) for group in groups], index=groups, crs=units.crs)
