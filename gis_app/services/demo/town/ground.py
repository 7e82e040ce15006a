"""The ground: river, lakes, railway, woods and parks, and the territories that cover it without gap or overlap."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from gis_app.services.demo.town import plan
from gis_app.services.demo.town.plan import Place
from gis_app.services.demo.town.shapes import bowed, chance, largest, polygons, ribbon, smooth_line, smooth_ring

_GRID = 0.01
"""Corners of territories lie on a grid of 1 cm, so that neighbours share theirs exactly."""
_OVERHANG = 6.0
_RAIL_HALF = 25.0


@dataclass(frozen=True, slots=True)
class Green:
    """A park, cemetery, allotment garden or wood."""

    name: str
    kind: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the town; local metres."""

    outline: Polygon
    core: Polygon
    river: BaseGeometry
    lakes: dict[str, Polygon]
    railway: BaseGeometry
    spur: LineString
    greens: tuple[Green, ...]
    territories: tuple[tuple[Place, Polygon], ...]

    @property
    def water(self) -> BaseGeometry:
        """River and lakes in one shape."""
        return shapely.union_all([self.river, *self.lakes.values()])

    @property
    def unbuilt(self) -> BaseGeometry:
        """Where no house and no side street may stand: water, banks, tracks, woods and parks."""
        tracks = shapely.union_all([self.railway, self.spur]).buffer(_RAIL_HALF)
        return shapely.union_all([self.water.buffer(22.0), tracks, *(green.shape for green in self.greens)])


def make_ground() -> Ground:
    """Return the ground as drawn in ``plan``, in local metres."""
    outline = smooth_ring(plan.OUTLINE, times=2, wobble=55.0, topic="outline")
    core = smooth_ring(plan.CORE, times=1, wobble=60.0, topic="core")
    bed, railway = smooth_line(plan.RIVER, times=4), smooth_line(plan.RAILWAY, times=4)
    river = _river(bed).intersection(outline)
    lakes = {name: smooth_ring(drawn, wobble=6.0, topic=name) for name, drawn in plan.LAKES.items()}
    water = shapely.union_all([river, *lakes.values()])
    return Ground(
        outline=outline,
        core=core,
        river=river,
        lakes=lakes,
        railway=railway.intersection(outline),
        spur=smooth_line(plan.SPUR),
        greens=_greens(outline, dry_from=water.buffer(8.0)),
        territories=_territories(outline, core, bed=bed, railway=railway),
    )


def _river(bed: LineString) -> Polygon:
    steps = np.linspace(0.0, 1.0, len(bed.coords))
    widths = 105.0 + 22.0 * np.sin(steps * 19.0) + 14.0 * np.sin(steps * 47.0)
    middle = np.hypot(*(np.asarray(bed.coords) - np.array([690.0, 300.0])).T)
    widths = widths + 150.0 * np.exp(-((middle / 230.0) ** 2))
    return largest(ribbon(bed, widths).difference(smooth_ring(plan.ISLAND)))


def _greens(outline: Polygon, *, dry_from: BaseGeometry) -> tuple[Green, ...]:
    made = []
    for name, (kind, drawn) in plan.GREENS.items():
        times, wobble = (2, 75.0) if kind == "forest" else (2, 12.0) if kind == "meadow" else (3, 6.0)
        shape = smooth_ring(drawn, times=times, wobble=wobble, topic=name).intersection(outline).difference(dry_from)
        made.append(Green(name, kind, largest(shape)))
    return (*made, Green("Mirdzupes sala", "park", smooth_ring(plan.ISLAND).buffer(-6.0)))


def _territories(
    outline: Polygon, core: Polygon, *, bed: LineString, railway: LineString
) -> tuple[tuple[Place, Polygon], ...]:
    """Cut the outline along the town's edge, the river, the railway and half-way lines between the drawn places."""
    town = [quarter for bank in polygons(split(core, bed)) for quarter in polygons(split(bank, railway))]
    country = [part for bank in polygons(split(outline, bed)) for part in polygons(bank.difference(core))]
    parts = [*town, *country]
    cuts: list[BaseGeometry] = [outline.boundary, core.boundary, *(_within(part, bed, railway) for part in parts)]
    faces = polygons(shapely.polygonize([shapely.union_all(cuts, grid_size=_GRID)]))
    faces = [face for face in faces if outline.buffer(1.0).contains(face.representative_point())]
    return _named(faces)


def _within(part: Polygon, bed: LineString, railway: LineString) -> BaseGeometry:
    inside = [place for place in plan.PLACES if part.contains(Point(place.x, place.y))]
    edges: list[BaseGeometry] = [bed.intersection(part.buffer(_OVERHANG))]
    if any(place.kind != "village" for place in inside):
        edges.append(railway.intersection(part.buffer(_OVERHANG)))
    if len(inside) > 1:
        random = chance("edges " + inside[0].name)
        points = MultiPoint([(place.x, place.y) for place in inside])
        for edge in shapely.get_parts(shapely.voronoi_polygons(points, extend_to=part, only_edges=True)):
            bent = bowed(edge, bow=min(90.0, edge.length * 0.12), unrest=9.0, random=random)
            edges.append(bent.intersection(part.buffer(_OVERHANG)))
    return shapely.union_all(edges)


def _named(faces: list[Polygon]) -> tuple[tuple[Place, Polygon], ...]:
    """Give each face to the place in it; a face without a place joins the neighbour it borders longest."""
    homes: dict[Place, list[Polygon]] = {place: [] for place in plan.PLACES}
    loose: list[Polygon] = []
    for face in faces:
        inside = [place for place in plan.PLACES if face.contains(Point(place.x, place.y))]
        (homes[inside[0]] if inside else loose).append(face)
    for face in loose:
        owner = max(homes, key=lambda place: sum(face.intersection(own).length for own in homes[place]))
        homes[owner].append(face)
    return tuple((place, largest(shapely.union_all(shapes))) for place, shapes in homes.items())
