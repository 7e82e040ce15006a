"""The EPSG number of a CRS that a file describes in its own words."""

from __future__ import annotations

from geopandas import GeoSeries
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError
from shapely import Point

from gis_app.domain.crs import WGS84

USUAL = (3059, 4326, 25884, 32634, 32635, 3857, 4258)
"""What files about Latvia come in: LKS-92, WGS 84, TM Baltic93, UTM, web Mercator, ETRS89."""

_SURE = 70
"""Confidence from which a match by PROJ is believed (it asks for as much by itself)."""

_PLACES = GeoSeries([Point(21.1, 56.1), Point(24.1, 56.95), Point(27.9, 57.4)], crs=WGS84)
_NEAR_M, _NEAR_DEGREES = 0.5, 5e-6


def code_of(crs: CRS) -> int | None:
    """Return the EPSG code of a CRS, or None.

    One that only describes itself is compared with those usual in Latvia: it is the first that puts three places of
    the country within half a metre (LKS-92 and LKS-2020 share their projection, so LKS-92 is taken).
    """
    try:
        if crs.to_authority() == ("OGC", "CRS84"):
            return WGS84
        exact = crs.to_epsg(min_confidence=100)
        if exact:
            return int(exact)
    except CRSError:
        return None
    alike = next((code for code in USUAL if _same_places(crs, code)), None)
    near = crs.to_epsg(min_confidence=_SURE) if alike is None else None
    return alike or (int(near) if near else None)


def _same_places(crs: CRS, code: int) -> bool:
    other = CRS(code)
    if other.is_geographic != crs.is_geographic:
        return False
    try:
        here, there = _PLACES.to_crs(crs), _PLACES.to_crs(other)
    except (CRSError, ProjError):
        return False
    apart = max((here.x - there.x).abs().max(), (here.y - there.y).abs().max())
    return bool(apart < (_NEAR_DEGREES if crs.is_geographic else _NEAR_M))
