"""Where a mark may be drawn: at its public place or in the middle of a hexagon, never near a dwelling (§6.3)."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import shapely
from shapely.geometry import Point

from gis_app.analysis.hexagons import Floats, hexagon_centres, hexagon_reach, hexagon_sizes
from gis_app.domain.meetings import Mark
from gis_app.services.ground import VAGUE_M, Ground
from gis_app.services.mark_input import LEAST_UNCERTAINTY_M
from gis_app.store.ground import Place

Spot = tuple[str, float, float, float]
"""Name of the public place or empty, x and y in the work CRS, width of the hexagon in metres."""


class Placed(Protocol):
    """What somebody put on the map: a point in the work CRS, and how far in metres it may really be."""

    @property
    def geometry(self) -> Point | None:
        """Where."""

    @property
    def uncertainty_m(self) -> float | None:
        """How far off it may be."""


def points_at_a_home(ground: Ground, mark: Mark) -> bool:
    """Whether a mark stands near a dwelling today: a place may have left the list, a house may have been added."""
    return spots_of(ground, [mark]) == [None]


def spots_of(ground: Ground, placed: Sequence[Placed]) -> list[Spot | None]:
    """Return where each mark may be drawn: at its public place, else at the centre of its hexagon.

    None for one that stands near a dwelling, or whose hexagon does, and for one that is nowhere.
    """
    points = [mark.geometry for mark in placed]
    known = [at for at, point in enumerate(points) if point is not None and not point.is_empty]
    spots: list[Spot | None] = [None] * len(placed)
    xy = shapely.get_coordinates([points[at] for at in known])
    found = spots_at(ground, xy, uncertainty_m=np.array([placed[at].uncertainty_m or 0.0 for at in known]))
    for at, spot in zip(known, found, strict=True):
        spots[at] = spot
    return spots


def spots_at(ground: Ground, xy: Floats, *, uncertainty_m: Floats) -> list[Spot | None]:
    """Return what ``spots_of`` says of marks at ``(n, 2)`` points in the work CRS; an unknown uncertainty is 0."""
    sizes = hexagon_sizes(np.where(uncertainty_m > 0, uncertainty_m, LEAST_UNCERTAINTY_M))
    reach = [hexagon_reach(size) for size in sizes.tolist()]
    points = points_at(xy)
    places = ground.places_at(points)
    at_home = ground.near_dwellings(points, margins_m=reach, places=places)
    centres = hexagon_centres(xy, sizes_m=sizes).tolist()
    return [
        None if near else _spot(place if vague <= VAGUE_M else None, centre, size)
        for near, place, vague, centre, size in zip(at_home, places, reach, centres, sizes.tolist(), strict=True)
    ]


def points_at(xy: Floats) -> list[Point]:
    """Return ``(n, 2)`` coordinates as points, made all at once."""
    return list(np.asarray(shapely.points(xy), dtype=object))


def _spot(place: Place | None, centre: list[float], size: float) -> Spot:
    if place is not None:
        return (place.name, place.point.x, place.point.y, size)
    return ("", centre[0], centre[1], size)
