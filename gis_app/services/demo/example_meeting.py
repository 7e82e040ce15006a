"""An invented example on real ground: likes of listed public places in one neighbourhood of the pilot, nothing else.

Real ground is never painted with invented disadvantage: there is no dislike here, no home and no invented participant's
words about a person; every mark and the title say *izdomāts piemērs*.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np
from shapely.geometry import Point

from gis_app.analysis.streets import street_labels
from gis_app.domain.geography import Bounds, Territory
from gis_app.domain.meetings import Mark, Meeting, Participant
from gis_app.domain.resources import Resource
from gis_app.services import keys
from gis_app.services.demo.noted_talk import ended, publication_of
from gis_app.services.ground import ground_of
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.publications import add_publication
from gis_app.store.resources import resources
from gis_app.store.territories import territories

PROJECT, ABOUT, CODE = "pardaugava", "Dzirciems", "P13MER"
EXAMPLE = "izdomāts piemērs"
_SEED = 19_310
_PEOPLE, _LIKES, _ROAD_LIKES, _REMARKS = 14, 30, 10, 8
_DAYS_AGO, _KEPT_DAYS = 30, 180
_ROUND_PLACE_M = 14.0
_LIKED = ("Te labi satikties", "Bieži te eju", "Draudzīga vieta", "Patīk bērniem", "Te vienmēr palīdz", "")
_WAYS = ("Ērti iet kājām", "Mierīgs ceļš uz skolu", "Skaista iela rudenī")
_ROADS = ("Te noderētu gājēju pāreja", "Te noderētu soliņš", "Te noderētu veloceliņš", "Te noderētu koki ēnai")
_SENTENCES = (
    f"Mums ir vietas, kur labi satikties, un tās gribam paturēt ({EXAMPLE}).",
    f"Uz bibliotēku un skolu gribam nokļūt kājām bez steigas ({EXAMPLE}).",
    f"Gribam paši piedalīties, kad tiek izlemts par soliņiem un kokiem ({EXAMPLE}).",
)
PUBLIC_KINDS = (
    "library",
    "community_centre",
    "culture_house",
    "park",
    "youth_centre",
    "sports",
    "health_centre",
    "gathering_place",
    "registry_office",
)


def load_example(context: Context) -> bool:
    """Add the example meeting to the pilot if the pilot is there and has no such meeting; say whether it did."""
    with context.database.reading() as session:
        area = next((item for item in territories(session, PROJECT) if item.name == ABOUT), None)
        if area is None or meetings.meeting_by_code(session, CODE) is not None:
            return False
        around = Bounds(*area.geometry.bounds, epsg=area.epsg)
        places = [
            place for place in resources(session, PROJECT, sensitive=False, bounds=around) if _public(place, area)
        ]
    if not places:
        return False
    meeting = ended(
        _meeting(area, now=context.clock(), purpose=current_purpose(context)),
        sentences=_SENTENCES,
        step=f"Apstaigāt trīs ielas kopā ar ceļu uzturētāju ({EXAMPLE})",
        who=f"Kopienas centrs ({EXAMPLE})",
    )
    act = publication_of(
        meeting,
        number=_id("publication"),
        role=f"apkaimes biedrības pārstāve ({EXAMPLE})",
        note=f"Pārrunāts, kas būs redzams kartē; iebildumu nav ({EXAMPLE}).",
    )
    people = [_participant(context, meeting, number) for number in range(_PEOPLE)]
    made = [*_likes(context, meeting, places, people), *_remarks(context, meeting, area, people)]
    with context.database.transaction() as session:
        meetings.put_meetings(session, [meeting])
        meetings.put_participants(session, people)
        marks.add_marks(session, made)
        add_publication(session, act)
    return True


def _public(place: Resource, area: Territory) -> bool:
    """Whether a place may get invented likes: listed, open to all, its point known exactly, in the area."""
    listed = place.kind in PUBLIC_KINDS and place.precision == "exact" and not place.serves_vulnerable
    return listed and place.geometry is not None and area.geometry.contains(place.geometry)


def _meeting(area: Territory, *, now: datetime, purpose: int) -> Meeting:
    starts = (now - timedelta(days=_DAYS_AGO)).replace(hour=15, minute=0, second=0, microsecond=0)
    return Meeting(
        id=_id("meeting"),
        project=PROJECT,
        code=CODE,
        kind="meeting",
        territory_id=area.id,
        title=f"Kas patīk Dzirciemā ({EXAMPLE})",
        starts=starts,
        state="closed",
        phase="close",
        controller=f"Kopienas centrs ({EXAMPLE})",
        contact=f"talr. 0000 0000 ({EXAMPLE})",
        retention_on=(starts + timedelta(days=_KEPT_DAYS)).date(),
        purpose_version=purpose,
        headcount=_PEOPLE,
    )


def _participant(context: Context, meeting: Meeting, number: int) -> Participant:
    return Participant(
        id=_id(f"participant {number}"),
        meeting=meeting.id,
        card_hash=keys.card_hash(context.secret, token_hex(6).upper()),
        purpose_version=meeting.purpose_version,
        language="lv",
        day=meeting.starts.date(),
    )


def _likes(context: Context, meeting: Meeting, places: list[Resource], people: list[Participant]) -> Iterator[Mark]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    shares = 1.0 / np.arange(1, len(places) + 1)
    for number in range(_LIKES):
        place = places[int(random.choice(len(places), p=shares / shares.sum()))].geometry or Point()
        spot = Point(random.normal(place.x, _ROUND_PLACE_M), random.normal(place.y, _ROUND_PLACE_M))
        words = str(random.choice(_LIKED))
        yield _mark(context, meeting, people[number % len(people)], spot, kind="like", words=words, number=number)


def _remarks(context: Context, meeting: Meeting, area: Territory, people: list[Participant]) -> Iterator[Mark]:
    """Yield remarks on roads, some of them likes: they stand where a street's name would stand on the map."""
    for number, spot in enumerate(_roads(context, area)[: _ROAD_LIKES + _REMARKS]):
        liked = number < _ROAD_LIKES
        words = _WAYS[number % len(_WAYS)] if liked else _ROADS[number % len(_ROADS)]
        person, kind = people[number % len(people)], "like" if liked else "missing"
        yield _mark(context, meeting, person, spot, kind=kind, words=words, number=_LIKES + number)


def _roads(context: Context, area: Territory) -> list[Point]:
    around = Bounds(*area.geometry.bounds, epsg=area.epsg)
    layers = [layer for layer in context.catalogue.layers() if layer.role == "addresses" and layer.project == PROJECT]
    frames = [context.catalogue.frame(layer.id, bounds=around).to_crs(area.epsg) for layer in layers]
    return [point for frame in frames for point in street_labels(frame).geometry if area.geometry.contains(point)]


def _mark(
    context: Context, meeting: Meeting, person: Participant, spot: Point, *, kind: str, words: str, number: int
) -> Mark:
    point = Point(round(spot.x, 2), round(spot.y, 2))
    ground = ground_of(context, project=PROJECT, territory_id=meeting.territory_id)
    return Mark(
        uuid=str(UUID(bytes=uuid5(NAMESPACE_URL, f"{CODE} mark {number}").bytes, version=4)),
        meeting=meeting.id,
        kind=kind,
        channel="phone",
        state="approved",
        day=meeting.starts.date(),
        participant=person.id,
        geometry=point,
        epsg=context.settings.work_epsg,
        uncertainty_m=10.0,
        text=f"{words} ({EXAMPLE})" if words else EXAMPLE.capitalize(),
        text_state="approved",
        near_dwelling=ground.near_dwelling(point, margin_m=10.0),
        territory_id=meeting.territory_id,
    )


def _id(what: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{CODE} {what}"))
