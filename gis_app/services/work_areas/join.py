"""What lies in a work area, what within ten minutes' walk of its homes, and what our layers do not know there.

Silence of a layer is no absence: a kind of place of which nothing is known here is *not in our layer*, never "missing".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from geopandas import GeoSeries
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.supply import nearest_m
from gis_app.analysis.zones.access import DETOUR, reach_m
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Bounds
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.domain.publications import TalkedPlace
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import WorkArea
from gis_app.services.afterwards.results import published_meetings
from gis_app.services.ground import address_layers
from gis_app.services.published_marks import publishes
from gis_app.services.selection.thin_supply import LOCATED
from gis_app.services.selection.workbench import kept_selection
from gis_app.services.wiring import Context
from gis_app.store import marks, publications
from gis_app.store import work_areas as store
from gis_app.store.resources import resources

MINUTES = 10.0
EVERYDAY = (
    "education",
    "gp",
    "pharmacy",
    "library",
    "shop",
    "post",
    "stop",
    "community_centre",
    "youth_centre",
    "park",
)
"""Kinds of which it is said that our layer knows none; others are listed where there is one."""

INSIDE, NEAR, UNKNOWN = "inside", "near", "unknown"


@dataclass(frozen=True, slots=True)
class Offer:
    """Places of one kind.

    Attributes
    ----------
    inside, near
        Located places in the area, and outside it within ten minutes of a home in it, by name.
    share
        Share of the area's addresses from which one is within ten minutes: an estimate from straight lines; None
        where the area has no addresses or no located place of this kind is known at all.
    unlocated
        How many places of this kind the project knows without an address: one of them may be here.
    """

    kind: str
    inside: tuple[Resource, ...]
    near: tuple[Resource, ...]
    share: float | None
    unlocated: int

    @property
    def state(self) -> str:
        """``inside``, ``near``, or ``unknown``: nothing of the kind stands in our layer here."""
        if self.inside:
            return INSIDE
        return NEAR if self.near else UNKNOWN


@dataclass(frozen=True, slots=True)
class Worded:
    """A public place that the room of a meeting talked about, in its words, and the meeting."""

    place: TalkedPlace
    meeting: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Join:
    """A work area with what it can use."""

    area: WorkArea
    addresses: int
    offers: tuple[Offer, ...]
    worded: tuple[Worded, ...]


def join_area(context: Context, area: WorkArea, *, role: Role) -> Join:
    """Return what a work area holds, has near, and what is not known.

    Sensitive places only for a role that may see them. Residents' marks never: only public places worded by the room of
    a published meeting of more than ten people, with the meeting named.
    """
    shape = area.geometry or Point()
    with context.database.reading() as session:
        places = resources(session, area.project, sensitive=may(role, Permission.SEE_SENSITIVE))
    homes = _addresses(context, area.project, shape)
    return Join(
        area=area,
        addresses=len(homes),
        offers=offers_of(shape, places=places, homes=homes),
        worded=_worded(context, area.project, shape),
    )


def offers_of(shape: BaseGeometry, *, places: Sequence[Resource], homes: GeoSeries) -> tuple[Offer, ...]:
    """Return the places of every kind that matters here, in the order of the list of kinds.

    Parameters
    ----------
    shape
        The area, in EPSG:3059 or another metric CRS of Latvia.
    places
        Resources of the project, in the CRS of ``shape``.
    homes
        Address points inside the area, with their CRS.
    """
    by_kind: dict[str, list[Resource]] = {}
    for place in places:
        by_kind.setdefault(place.kind, []).append(place)
    found = (_offer(kind, by_kind.get(kind, []), shape=shape, homes=homes) for kind in RESOURCE_KINDS)
    return tuple(offer for offer in found if offer.state != UNKNOWN or offer.kind in EVERYDAY)


def _offer(kind: str, places: Sequence[Resource], *, shape: BaseGeometry, homes: GeoSeries) -> Offer:
    located = {item.id: item for item in places if item.precision in LOCATED and item.geometry is not None}
    inside = [item for item in located.values() if item.geometry is not None and shape.intersects(item.geometry)]
    outside = GeoSeries(
        {key: item.geometry for key, item in located.items() if item not in inside}, crs=homes.crs, dtype="geometry"
    )
    limit = reach_m(MINUTES) / DETOUR
    away = nearest_m(outside, targets=homes) if len(homes) else outside.distance(shape)
    near = [located[str(key)] for key in outside.index[away <= limit]]
    return Offer(
        kind=kind,
        inside=_by_name(inside),
        near=_by_name(near),
        share=_share(homes, [*inside, *near], limit=limit) if located else None,
        unlocated=len(places) - len(located),
    )


def _share(homes: GeoSeries, places: Sequence[Resource], *, limit: float) -> float | None:
    if not len(homes):
        return None
    targets = GeoSeries([item.geometry for item in places], crs=homes.crs, dtype="geometry")
    return float((nearest_m(homes, targets=targets) <= limit).mean())


def _by_name(places: Sequence[Resource]) -> tuple[Resource, ...]:
    return tuple(sorted(places, key=lambda item: (item.name, item.id)))


def _addresses(context: Context, project: str, shape: BaseGeometry) -> GeoSeries:
    """Return the address points inside a shape of the work CRS."""
    epsg = context.settings.work_epsg
    found: list[BaseGeometry] = []
    if not shape.is_empty:
        around = Bounds(*shape.bounds, epsg=epsg)
        shapely.prepare(shape)
        for layer in address_layers(context, project):
            points = context.catalogue.frame(layer.id, bounds=around).to_crs(epsg).geometry
            found += [point for point in points if point is not None and shape.intersects(point)]
    return GeoSeries(found, crs=epsg, dtype="geometry")


def _worded(context: Context, project: str, shape: BaseGeometry) -> tuple[Worded, ...]:
    public = published_meetings(context, project)
    ids = [meeting.id for meeting in public]
    with context.database.reading() as session:
        shown = publications.shown_of(session, ids)
        people = marks.count_people(session, ids)
    return tuple(
        Worded(place, meeting.id, meeting.title, meeting.starts.date())
        for meeting in public
        if meeting.id in shown and publishes(context, meeting, people)
        for place in shown[meeting.id].places
        if _lies_in(place, shape, epsg=context.settings.work_epsg)
    )


def _lies_in(place: TalkedPlace, shape: BaseGeometry, *, epsg: int) -> bool:
    if place.lon is None or place.lat is None:
        return False
    return bool(shape.intersects(to_crs(Point(place.lon, place.lat), source=WGS84, target=epsg)))


def by_kind(joined: Sequence[Join]) -> Mapping[str, tuple[Offer | None, ...]]:
    """Return the offers of several areas side by side: a row for each kind that any of them names."""
    found = [{offer.kind: offer for offer in join.offers} for join in joined]
    kinds = [kind for kind in RESOURCE_KINDS if any(kind in offers for offers in found)]
    return {kind: tuple(offers.get(kind) for offers in found) for kind in kinds}


def join_selection(context: Context, selection_id: str, *, role: Role) -> tuple[Selection, tuple[Join, ...]]:
    """Return a kept selection and what each of its work areas can use, by name.

    Raises
    ------
    NotFound
        If there is no such selection.
    NotAllowed
        If the role may not see selections.
    """
    kept = kept_selection(context, selection_id, role=role)
    with context.database.reading() as session:
        areas = store.areas(session, kept.project, selection=kept.id)
    return kept, tuple(join_area(context, area, role=role) for area in areas)
