"""The fingerprint of the shapes that a decision is about: boundaries change, and it says which it means."""

import hashlib
from collections.abc import Iterable

import shapely

from gis_app.domain.geography import Territory

_GRID_M = 0.01


def geometry_sha256(territories: Iterable[Territory]) -> str:
    """Return the hash of ids and shapes, the same for every order of them and wherever a ring begins.

    Corners count to a centimetre in the CRS of the register.
    """
    digest = hashlib.sha256()
    for place in sorted(territories, key=lambda one: one.id):
        shape = shapely.normalize(shapely.set_precision(place.geometry, _GRID_M))
        digest.update(place.id.encode() + b"\0" + shapely.to_wkb(shape, byte_order=1))
    return digest.hexdigest()
