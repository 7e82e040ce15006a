"""The ground of a meeting: its territory, the dwellings and the listed public places, kept ready in memory.

A mark within 50 m (town) or 200 m (countryside) of a dwelling and not on a listed public place waits for review and is
never drawn there (``design/domain.md`` §6.3). An address point stands for a dwelling. Where no addresses are known at
all, every mark off a public place counts as near a dwelling: not knowing is no permission.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as project_to
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
OUTLINE_M = 5.0
"""How far, in metres, the outline that is drawn may differ from the territory's."""
TOWN_LEVELS = ("neighbourhood", "state_city", "town")


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Territory, dwellings and public places around one meeting, in the work CRS (metres).

    Two grounds are never equal: what was made on one is made again on the next.
    """

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
        return self.near_dwellings([point], margins_m=[margin_m])[0]

    def near_dwellings(
        self, points: Sequence[Point], *, margins_m: ArrayLike, places: Sequence[Place | None] | None = None
    ) -> list[bool]:
        """Return what ``near_dwelling`` says of each point with its margin; many are told in one look.

        ``places`` is what ``places_at`` said of them, where somebody has asked already.
        """
        margins = np.asarray(margins_m, dtype=float)
        listed = self.places_at(points) if places is None else places
        on_place = np.array([place is not None for place in listed], dtype=bool)
        near = ~(on_place & (margins <= VAGUE_M))
        if self.dwellings is not None:
            asked = np.flatnonzero(near)
            shapes = np.array(points, dtype=object)[asked]
            hits, _ = self.dwellings.query(shapes, predicate="dwithin", distance=self.distance_m + margins[asked])
            near[:] = False
            near[asked[hits]] = True
        return [bool(one) for one in near]

    def place_at(self, point: Point) -> Place | None:
        """Return the listed public place on which the point lies, the nearest if there are several."""
        return self.places_at([point])[0]

    def places_at(self, points: Sequence[Point]) -> list[Place | None]:
        """Return what ``place_at`` says of each point; many are told in one look."""
        return nearest_places(points, self.places, self.place_points)


def nearest_places(points: Sequence[Point], places: Sequence[Place], tree: STRtree) -> list[Place | None]:
    """Return the place on which each point lies, the nearest of several; ``tree`` holds the points of the places."""
    shapes = np.array(points, dtype=object)
    near, found = tree.query(shapes, predicate="dwithin", distance=PUBLIC_PLACE_M)
    away = shapely.distance(shapes[near], tree.geometries[found])
    farthest_first = np.argsort(away, kind="stable")[::-1]
    nearest = dict(zip(near[farthest_first].tolist(), found[farthest_first].tolist(), strict=True))
    return [places[nearest[at]] if at in nearest else None for at in range(len(points))]


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


def outline_of(context: Context, ground: Ground) -> BaseGeometry:
    """Return the outline of a territory in WGS 84, light enough for every page that draws it."""
    return project_to(ground.area.geometry.simplify(OUTLINE_M), source=context.settings.work_epsg, target=WGS84)


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
