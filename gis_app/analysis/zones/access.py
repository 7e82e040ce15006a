"""How far a unit is from a resource: a straight line made longer, an estimate that must be labelled so (*aplēse*)."""

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely import Point

from gis_app.analysis.zones.problem import Floats

DETOUR = 1.35
"""Metres on foot for one metre of straight line: the median of real walks in towns; the worst twentieth is near 2.5."""

WALK_M_PER_MINUTE = 72.0
"""An adult's 1.2 m/s."""


def reach_m(minutes: float) -> float:
    """Return how many metres on foot a number of minutes is."""
    return minutes * WALK_M_PER_MINUTE


def inner_points(areas: GeoSeries) -> NDArray[np.float64]:
    """Return one point inside each unit, shape ``(n, 2)`` in metres; never the centroid, which may lie outside."""
    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(areas.to_numpy())))


def away_from_places(areas: GeoSeries, places: GeoSeries) -> Floats:
    """Return the estimated metres on foot from each unit to the nearest place: 0 where one lies inside.

    Both in one metric CRS. From a point inside the unit; infinite when there are no places.
    """
    points = np.array([point for point in places.to_numpy() if point is not None and not point.is_empty], dtype=object)
    if not len(points):
        return np.full(len(areas), np.inf)
    spots = shapely.get_coordinates(shapely.centroid(points))
    away = _away(areas, spots)
    inside, _spot = shapely.STRtree([Point(spot) for spot in spots]).query(areas.to_numpy(), predicate="intersects")
    away[np.unique(inside)] = 0.0
    return away


def away_from_units(areas: GeoSeries, holds: NDArray[np.bool_]) -> Floats:
    """Return the estimated metres on foot from each unit to the nearest one that holds a resource: 0 where it does.

    For tables that say only which units hold one: from a point inside the unit to a point inside the other.
    """
    if not holds.any():
        return np.full(len(areas), np.inf)
    away = _away(areas, inner_points(areas)[holds])
    away[holds] = 0.0
    return away


def _away(areas: GeoSeries, spots: NDArray[np.float64]) -> Floats:
    straight, _nearest = cKDTree(spots).query(inner_points(areas))
    return np.asarray(straight * DETOUR, dtype=float)
