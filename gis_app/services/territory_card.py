"""What the map tells of one territory."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Bounds, Community, Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.layers import layers_of
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.store.communities import communities
from gis_app.store.resources import resources
from gis_app.store.territories import territory as stored_territory
from gis_app.text.collate import sort_key

_SQUARE_KM = 1e6


@dataclass(frozen=True, slots=True)
class ServicesOfKind:
    """The services of one kind inside a territory, by name."""

    kind: str
    resources: Sequence[Resource]


@dataclass(frozen=True, slots=True)
class TerritoryCard:
    """A territory and what is inside it; ``addresses`` is None where the project has no addresses."""

    territory: Territory
    project: Project
    bounds: Bounds
    area_km2: float
    addresses: int | None
    services: Sequence[ServicesOfKind]
    communities: Sequence[Community]


def territory_card(context: Context, territory_id: str, *, role: Role) -> TerritoryCard:
    """Return the card of a territory as the role may see it; counts are by place, those without a place are left out.

    Raises
    ------
    NotFound
        If the register has no such territory.
    """
    with context.database.reading() as session:
        found = stored_territory(session, territory_id)
        box = Bounds(*found.geometry.bounds, found.epsg)
        places = resources(session, found.project, sensitive=may(role, Permission.SEE_SENSITIVE), bounds=box)
        groups = communities(session, found.project, bounds=box)
    inside = [place for place in places if place.geometry is not None and found.geometry.covers(place.geometry)]
    return TerritoryCard(
        territory=found,
        project=project_or_first(context, found.project),
        bounds=Bounds(*to_crs(found.geometry, source=found.epsg, target=WGS84).bounds, WGS84),
        area_km2=found.geometry.area / _SQUARE_KM,
        addresses=_addresses(context, found),
        services=_by_kind(inside),
        communities=[group for group in groups if group.geometry and found.geometry.intersects(group.geometry)],
    )


def _by_kind(places: Sequence[Resource]) -> list[ServicesOfKind]:
    kinds = sorted({place.kind for place in places})
    return [
        ServicesOfKind(
            kind, sorted((place for place in places if place.kind == kind), key=lambda place: sort_key(place.name))
        )
        for kind in kinds
    ]


def _addresses(context: Context, territory: Territory) -> int | None:
    """Return the number of address points inside, read from the project's layer of addresses."""
    for layer in layers_of(context, project=territory.project, role=Role.PUBLIC):
        if layer.role == "addresses":
            area = to_crs(territory.geometry, source=territory.epsg, target=layer.epsg)
            shapely.prepare(area)
            frame = context.catalogue.frame(layer.id, bounds=Bounds(*area.bounds, layer.epsg))
            return int(shapely.covers(area, frame.geometry.to_numpy()).sum())
    return None
