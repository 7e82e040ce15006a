"""The ground of a meeting: its territory, the dwellings and the listed public places, kept ready in memory.

A mark within 50 m (town) or 200 m (countryside) of a dwelling and not on a listed public place waits for review and is
never drawn there (``design/domain.md`` §6.3). An address point stands for a dwelling. Where no addresses are known at
all, every mark off a public place counts as near a dwelling: not knowing is no permission.
"""

from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store.ground import Area, Place

TOWN_M = 50.0
COUNTRYSIDE_M = 200.0
PUBLIC_PLACE_M = 50.0
"""A mark this near to the point of a listed public place is taken to mean that place."""
VAGUE_M = 100.0
"""A mark that is drawn this far from its point, such as a large cell of a paper sheet, is not taken to mean a place."""
TOLERANCE_M = 100.0
"""A mark may lie this far outside the territory: a street at its edge belongs to both sides."""
TOWN_LEVELS = ("neighbourhood", "state_city", "town")


@dataclass(frozen=True, slots=True)
class Ground:
    """Territory, dwellings and public places around one meeting, in the work CRS (metres)."""

    area: Area
    reach: BaseGeometry
    dwellings: STRtree | None
    distance_m: float
    places: tuple[Place, ...]
    place_points: STRtree

    def holds(self, point: Point) -> bool:
        """Whether the point lies in the territory or at most ``TOLERANCE_M`` outside it."""
        return bool(shapely.contains_xy(self.reach, point.x, point.y))

    def near_dwelling(self, point: Point, *, margin_m: float = 0.0) -> bool:
        """Whether a mark here could point at somebody's home.

        ``margin_m`` is how far the drawn place may lie from the point: it too must keep its distance.
        """
        if margin_m <= VAGUE_M and self.place_at(point) is not None:
            return False
        if self.dwellings is None:
            return True
        reach = self.distance_m + margin_m
        return bool(self.dwellings.query(point, predicate="dwithin", distance=reach).size)

    def place_at(self, point: Point) -> Place | None:
        """Return the listed public place on which the point lies, the nearest if there are several."""
        found = self.place_points.query(point, predicate="dwithin", distance=PUBLIC_PLACE_M)
        return min((self.places[index] for index in found), key=lambda place: place.point.distance(point), default=None)


def ground_of(context: Context, *, project: str, territory_id: str) -> Ground:
    """Return the ground of a territory; made again when the addresses or public places have changed.

    Raises
    ------
    NotFound
        If there is no such territory.
    """

    def stamp() -> object:
        with context.database.reading() as session:
            places = store.places_stamp(session, project)
        return places, tuple(context.catalogue.stamp(layer.id) for layer in address_layers(context, project))

    return context.memory.trusted.get(
        ("ground", project, territory_id),
        lambda: _make(context, project=project, territory_id=territory_id),
        stamp=stamp,
    )


def _make(context: Context, *, project: str, territory_id: str) -> Ground:
    with context.database.reading() as session:
        area = store.area(session, territory_id)
        places = tuple(store.public_places(session, project))
    reach = area.geometry.buffer(TOLERANCE_M)
    shapely.prepare(reach)
    return Ground(
        area=area,
        reach=reach,
        dwellings=_dwellings(context, reach, address_layers(context, project)),
        distance_m=TOWN_M if area.level in TOWN_LEVELS else COUNTRYSIDE_M,
        places=places,
        place_points=STRtree([place.point for place in places]),
    )


def _dwellings(context: Context, reach: BaseGeometry, layers: list[Layer]) -> STRtree | None:
    if not layers:
        return None
    epsg = context.settings.work_epsg
    around = Bounds(*reach.buffer(COUNTRYSIDE_M).bounds, epsg=epsg)
    frames = [context.catalogue.frame(layer.id, bounds=around).to_crs(epsg) for layer in layers]
    points = [point for frame in frames for point in frame.geometry if point is not None and not point.is_empty]
    return STRtree(points)


def address_layers(context: Context, project: str) -> list[Layer]:
    """Return the layers whose points are houses of a project."""
    return [
        layer for layer in context.catalogue.layers() if layer.role == "addresses" and layer.project in {project, ""}
    ]
