"""The places of a meeting's ground that people know by name: public places first, then villages, streets and farms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.services.ground import Ground, ground_of
from gis_app.services.wiring import Context
from gis_app.store.ground import Place
from gis_app.text.collate import sort_key

GROUPS = ("public", "village", "street", "farm")
"""In the order in which a phone offers them."""
NO_DWELLING = ("public", "street")
"""Groups that may be named as disliked: never a farm or a house (``design/domain.md`` §6.3)."""
MOST = {"public": 150, "village": 40, "street": 200, "farm": 200}
POINT_M = 15.0
"""Uncertainty, in metres, of a place that is one point: 24 pixels of a phone's map at zoom 17."""
VILLAGE_M = 150.0
"""Uncertainty, in metres, of a village of which only the middle is known."""
LONGEST_M = 2000.0
FIRST_KINDS = (
    "culture_house",
    "community_centre",
    "municipal_centre",
    "education",
    "library",
    "shop",
    "park",
    "gathering_place",
    "sports",
    "stop",
)
"""Kinds of public places that everybody in a village knows stand before the others."""
_VILLAGES = ("town", "village", "hamlet", "suburb", "neighbourhood", "quarter")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place with a name; its point in the work CRS.

    Attributes
    ----------
    group
        One of ``GROUPS``.
    kind
        Kind of a public place (``RESOURCE_KINDS``), else empty.
    uncertainty_m
        How far, in metres, the place reaches from its point: a street half its length.
    """

    name: str
    group: str
    point: Point
    uncertainty_m: float = POINT_M
    kind: str = ""


def known_places(context: Context, *, project: str, territory_id: str) -> tuple[KnownPlace, ...]:
    """Return the known places of a territory by group, at most ``MOST`` of each; made again when their layers change.

    Public places come by how well such places are known, streets with most houses first, the others in Latvian order.

    Raises
    ------
    NotFound
        If there is no such territory.
    """
    ground = ground_of(context, project=project, territory_id=territory_id)

    def make() -> tuple[KnownPlace, ...]:
        return tuple(_limited([*_public(ground), *_named(context, project, ground)]))

    def stamp() -> object:
        layers = _layers(context, project)
        return id(ground), tuple(context.catalogue.stamp(layer.id) for layer in layers)

    return context.memory.trusted.get(("known places", project, territory_id), make, stamp=stamp)


def _layers(context: Context, project: str) -> list[Layer]:
    return [
        layer
        for layer in context.catalogue.layers()
        if layer.project in {project, ""} and layer.public and (layer.role == "addresses" or layer.base in _BASES)
    ]


_BASES = ("roads", "names")


def _limited(places: Iterable[KnownPlace]) -> Iterator[KnownPlace]:
    groups: dict[str, dict[tuple[str, str], KnownPlace]] = {group: {} for group in GROUPS}
    for place in places:
        groups[place.group].setdefault((place.name, place.kind), place)
    for group, named in groups.items():
        yield from list(named.values())[: MOST[group]]


def _public(ground: Ground) -> Iterator[KnownPlace]:
    def rank(place: Place) -> tuple[object, ...]:
        known = FIRST_KINDS.index(place.kind) if place.kind in FIRST_KINDS else len(FIRST_KINDS)
        return known, sort_key(place.name)

    for place in sorted(ground.places, key=rank):
        if ground.holds(place.point):
            yield KnownPlace(place.name, "public", place.point, kind=place.kind)


def _named(context: Context, project: str, ground: Ground) -> Iterator[KnownPlace]:
    villages: list[KnownPlace] = []
    farms: list[KnownPlace] = []
    streets: dict[str, list[BaseGeometry]] = defaultdict(list)
    for layer in _layers(context, project):
        if layer.role == "addresses":
            _take_addresses(context, layer, ground, streets, farms)
        elif layer.base == "roads":
            _take_roads(context, layer, ground, streets)
        elif not layer.style.max_zoom:
            _take_names(context, layer, ground, villages, farms)
    yield from sorted(villages, key=lambda place: sort_key(place.name))
    for name, shapes in sorted(streets.items(), key=lambda one: (-len(one[1]), sort_key(one[0]))):
        yield _street(name, shapes)
    yield from sorted(farms, key=lambda place: sort_key(place.name))


def _take_addresses(
    context: Context, layer: Layer, ground: Ground, streets: dict[str, list[BaseGeometry]], farms: list[KnownPlace]
) -> None:
    """Addresses give streets, and farms: those have no street, their name is their number."""
    epsg = context.settings.work_epsg
    frame = context.catalogue.frame(layer.id, bounds=Bounds(*ground.reach.bounds, epsg=epsg)).to_crs(epsg)
    if not {"street", "number"} <= set(frame.columns):
        return
    for point, street, number in zip(frame.geometry, frame["street"], frame["number"], strict=True):
        if point is None or not ground.holds(point):
            continue
        if isinstance(street, str) and street:
            streets[street].append(point)
        elif isinstance(number, str) and number:
            farms.append(KnownPlace(number, "farm", point))


def _take_roads(context: Context, layer: Layer, ground: Ground, streets: dict[str, list[BaseGeometry]]) -> None:
    epsg = context.settings.work_epsg
    around = Bounds(*ground.reach.bounds, epsg=epsg)
    frame = context.catalogue.window(layer.id, bounds=around, columns=("name",)).to_crs(epsg)
    for shape, name in zip(frame.geometry, frame["name"], strict=True):
        inside = None if shape is None or not isinstance(name, str) or not name else shape.intersection(ground.reach)
        if inside is not None and not inside.is_empty:
            streets[str(name)].append(inside)


def _take_names(
    context: Context, layer: Layer, ground: Ground, villages: list[KnownPlace], farms: list[KnownPlace]
) -> None:
    epsg = context.settings.work_epsg
    around = Bounds(*ground.reach.bounds, epsg=epsg)
    frame = context.catalogue.window(layer.id, bounds=around, columns=("name", "kind")).to_crs(epsg)
    for shape, name, kind in zip(frame.geometry, frame["name"], frame["kind"], strict=True):
        point = None if shape is None or shape.is_empty else shape.representative_point()
        if point is None or not name or not ground.holds(point):
            continue
        if kind == "farm":
            farms.append(KnownPlace(name, "farm", point))
        elif kind in _VILLAGES:
            villages.append(KnownPlace(name, "village", point, VILLAGE_M))


def _street(name: str, shapes: list[BaseGeometry]) -> KnownPlace:
    """Return a street: the place of it nearest its middle, as uncertain as it is far to its ends."""
    xy = shapely.get_coordinates(shapes)
    middle = Point(np.median(xy, axis=0))
    point = Point(shapely.shortest_line(shapely.unary_union(shapes), middle).coords[0])
    far = float(np.hypot(xy[:, 0] - point.x, xy[:, 1] - point.y).max())
    return KnownPlace(name, "street", point, round(min(max(far, POINT_M), LONGEST_M)))
