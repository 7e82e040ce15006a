"""Resources and communities of the town, placed on its drawing."""

import numpy as np
import shapely
from shapely.geometry import MultiPoint, Point

from gis_app.domain.geography import Community
from gis_app.domain.resources import Resource
from gis_app.services.demo.town.layers import DATED
from gis_app.services.demo.town.places_list import AREAS, MEETING_POINTS, ROWS, Row
from gis_app.services.demo.town.plan import PROJECT
from gis_app.services.demo.town.shapes import chance, largest, smooth_ring
from gis_app.services.demo.town.town import EPSG, SOURCE, Town, at_sea, made_up_id

LAYER = f"{PROJECT}-resursi"
_CONTACT = "talr. 0000 0000 (izdomāts)"


def resources(town: Town) -> list[Resource]:
    """Return the resources of the town; one with an exact address stands on its address point."""
    return [_resource(town, row) for row in ROWS]


def communities(town: Town) -> list[Community]:
    """Return the communities: some with soft areas, some with meeting points, some without a place."""
    return [*(_area(town, *row) for row in AREAS), *(_meeting_points(*row) for row in MEETING_POINTS)]


def _resource(town: Town, row: Row) -> Resource:
    point, address = _placed(town, row)
    return Resource(
        id=made_up_id("resource", row.name),
        project=PROJECT,
        layer=LAYER,
        name=row.name,
        kind=row.kind,
        formal=row.formal,
        geometry=None if point is None else at_sea(point),
        epsg=EPSG,
        precision=row.precision,
        address=address,
        description=row.description,
        provider=row.provider,
        hours=row.hours,
        cost=row.cost,
        contact=_CONTACT if row.formal else "",
        sensitive=row.sensitive,
        verified_on=DATED if row.formal else None,
        verified_by="sociālais dienests" if row.formal else "",
        source=SOURCE["lv"],
    )


def _placed(town: Town, row: Row) -> tuple[Point | None, str]:
    if row.where is None:
        return None, ""
    if isinstance(row.where, str):
        green = next(green for green in town.ground.greens if green.name == row.where)
        return green.shape.representative_point(), ""
    wanted = Point(row.where)
    if row.precision == "neighbourhood":
        inside = next(shape for _, shape in town.ground.territories if shape.contains(wanted))
        return inside.representative_point(), ""
    if row.precision == "street":
        street = min(town.streets, key=lambda street: street.shape.distance(wanted))
        return shapely.shortest_line(street.shape, wanted).interpolate(0.0), street.name
    spots = np.array([(house.x, house.y) for house in town.houses])
    house = town.houses[int(np.argmin(np.hypot(*(spots - np.array(row.where)).T)))]
    return Point(house.x, house.y), house.address


def _area(town: Town, name: str, kind: str, around: str, description: str) -> Community:
    shape = next(shape for place, shape in town.ground.territories if place.name == around)
    middle, random = shape.representative_point(), chance("community " + name)
    turns = np.linspace(0.0, 2 * np.pi, 13)[:-1]
    far = random.uniform(230.0, 520.0, turns.size)
    drawn = smooth_ring([(middle.x + r * np.cos(a), middle.y + r * np.sin(a)) for r, a in zip(far, turns, strict=True)])
    inner = largest(drawn.intersection(shape.buffer(-30.0)))
    return Community(
        id=made_up_id("community", name),
        project=PROJECT,
        name=name,
        kind=kind,
        geometry=at_sea(inner.simplify(5.0)),
        epsg=EPSG,
        certainty="checked",
        description=description,
        source=SOURCE["lv"],
    )


def _meeting_points(name: str, kind: str, spots: tuple[tuple[float, float], ...], description: str) -> Community:
    return Community(
        id=made_up_id("community", name),
        project=PROJECT,
        name=name,
        kind=kind,
        geometry=at_sea(MultiPoint(spots)) if spots else None,
        epsg=EPSG,
        description=description,
        source=SOURCE["lv"],
    )
