"""What somebody at a meeting means by "where is it?": found on the ground of the meeting only."""

from collections.abc import Collection
from dataclasses import dataclass

from gis_app.domain.crs import project as to_crs
from gis_app.domain.lists import SENSITIVE_KINDS
from gis_app.domain.roles import Role
from gis_app.services import doors
from gis_app.services.ground import ground_of
from gis_app.services.known_places import NO_DWELLING, POINT_M, VILLAGE_M, KnownPlace, known_places
from gis_app.services.search import Hit, search
from gis_app.services.wiring import Context

LOOKED_AT = 40
"""Hits of the whole project among which those of the meeting's ground are looked for."""
MOST = 8


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """Places found, best first; ``dwellings`` says that houses or farms fit, too, but may not be named here."""

    places: tuple[KnownPlace, ...]
    dwellings: bool


def find_place(
    context: Context, text: str, *, code: str, disliked: bool = False, kinds: Collection[str] = ()
) -> FoundPlaces:
    """Return the places on the ground of a meeting that fit a text.

    For what is disliked only public places and streets are found: an address is answered with its street, a farm with
    nothing (``design/domain.md`` §6.3).

    Parameters
    ----------
    kinds
        Kinds of resources that the text means in the language of whoever asks.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = doors.known_meeting(context, code)
    where = {"project": meeting.project, "territory_id": meeting.territory_id}
    ground = ground_of(context, **where)
    streets = {place.name: place for place in known_places(context, **where) if place.group == "street"}
    found: dict[str, KnownPlace] = {}
    dwellings = False
    for hit in search(context, text, project=meeting.project, role=Role.PUBLIC, limit=LOOKED_AT, kinds=kinds):
        place = _place(hit, streets, epsg=context.settings.work_epsg)
        if place is None or not ground.holds(place.point):
            continue
        if disliked and place.group not in NO_DWELLING:
            dwellings = True
            road = _street_of(hit.title, streets)
            if road is not None:
                found.setdefault(road.name, road)
        elif not (disliked and place.kind in SENSITIVE_KINDS):
            found.setdefault(place.name, place)
    return FoundPlaces(tuple(found.values())[:MOST], dwellings)


def _place(hit: Hit, streets: dict[str, KnownPlace], *, epsg: int) -> KnownPlace | None:
    """Return a hit as a known place; None for a territory, which is no answer to "where", and what has no place."""
    if hit.geometry is None or hit.kind == "territory":
        return None
    point = to_crs(hit.geometry, source=hit.epsg, target=epsg)
    if hit.kind == "resource":
        reach = POINT_M if hit.precision == "exact" else VILLAGE_M
        return KnownPlace(hit.title, "public", point, reach, kind=hit.code)
    if hit.precision == "street":
        return streets.get(hit.title) or KnownPlace(hit.title, "street", point, VILLAGE_M)
    if hit.kind == "place" and hit.code != "farm":
        return KnownPlace(hit.title, "village", point, VILLAGE_M)
    return KnownPlace(hit.title, "farm", point, POINT_M)


def _street_of(address: str, streets: dict[str, KnownPlace]) -> KnownPlace | None:
    """Return the known street an address begins with, the longest name first."""
    fitting = [name for name in streets if address.startswith(f"{name} ")]
    return streets[max(fitting, key=len)] if fitting else None
