"""The two meetings of the town with their people and marks; homes are areas and never points."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from gis_app.analysis.hexagons import hexagon_reach, hexagon_size
from gis_app.domain.meetings import MAX_MARKS_PER_CLASS, Mark, Meeting, Participant
from gis_app.domain.publications import Publication
from gis_app.services import keys
from gis_app.services.demo.noted_talk import ended, publication_of
from gis_app.services.demo.town.plan import PLACES, PROJECT
from gis_app.services.demo.town.shapes import chance
from gis_app.services.demo.town.talk_list import PLANS, Hotspot, Plan
from gis_app.services.demo.town.town import EPSG, Town, at_sea, id_of, made_up_id
from gis_app.services.ground import Ground

CONTROLLER = "Paraugpilsētas sociālais dienests (izdomāts)"
CONTACT = "talr. 0000 0000 (izdomāts)"
_KEPT_DAYS = 180
_SHEET = "PARAUGLAPA"
_UNCERTAINTY_M = {"phone": (5.0, 22.0), "tablet": (5.0, 12.0), "helper": (10.0, 30.0), "paper": (15.0, 40.0)}
_MARKS_EACH = (4, 7)


def meeting_of(plan: Plan, *, now: datetime, purpose: int) -> Meeting:
    """Return a meeting; its days count back from ``now`` so that the open one is open."""
    starts = (now - timedelta(days=plan.days_ago)).replace(hour=15, minute=0, second=0, microsecond=0)
    made = Meeting(
        id=made_up_id("meeting", plan.code),
        project=PROJECT,
        code=plan.code,
        kind=plan.kind,
        territory_id=_territory(plan.about),
        title=f"{plan.name} (izdomāta)",
        starts=starts,
        state=plan.state,
        phase="close" if plan.state == "closed" else "mark",
        controller=CONTROLLER,
        contact=CONTACT,
        retention_on=(starts + timedelta(days=_KEPT_DAYS)).date(),
        purpose_version=purpose,
        ask_home=True,
        headcount=plan.people + 9 if plan.stickers else None,
    )
    return ended(made, sentences=plan.sentences, step=plan.step, who=plan.who) if plan.state == "closed" else made


def publication(meeting: Meeting) -> Publication:
    """Return the act that published a closed meeting, with its invented talk."""
    return publication_of(
        meeting,
        number=made_up_id("publication", meeting.code),
        role="pagalmu biedrības pārstāve (izdomāta)",
        note="Izrunāts, ko kartē redzēs visi un ko ne; lūdza pieminēt arī to, kas padevies (izdomāts).",
        areas=True,
    )


def participants_of(plan: Plan, meeting: Meeting, *, secret: bytes) -> list[Participant]:
    """Return the people of a meeting; nobody holds their cards, which are chance and forgotten at once."""
    return [
        Participant(
            id=made_up_id("participant", f"{plan.code} {number}"),
            meeting=meeting.id,
            card_hash=keys.card_hash(secret, token_hex(6).upper()),
            purpose_version=meeting.purpose_version,
            language="lv",
            day=meeting.starts.date(),
        )
        for number in range(plan.people)
    ]


def marks_of(plan: Plan, meeting: Meeting, *, town: Town, ground: Ground) -> Iterator[Mark]:
    """Yield the marks of a meeting: several of each participant, then the stickers of one sheet."""
    random = chance("marks " + plan.code)
    shape = next(shape for place, shape in town.ground.territories if place.name == plan.about)
    channels = ["phone"] * plan.phones + ["tablet"] * plan.tablets + ["helper"] * plan.slips
    for number, channel in enumerate(channels):
        person = made_up_id("participant", f"{plan.code} {number}")
        for spot in _chosen(plan.hotspots, random, int(random.integers(*_MARKS_EACH, endpoint=True))):
            yield _mark(spot, meeting, shape, ground, random, channel=channel, participant=person)
        if random.random() < 0.85:
            yield _home(plan, meeting, random, channel=channel, participant=person)
    for spot in _chosen(plan.hotspots, random, plan.stickers, most=plan.stickers):
        yield _mark(spot, meeting, shape, ground, random, channel="paper", participant=None)


def _chosen(
    spots: tuple[Hotspot, ...], random: np.random.Generator, count: int, *, most: int = MAX_MARKS_PER_CLASS
) -> list[Hotspot]:
    weights = np.array([spot.weight for spot in spots])
    drawn = [spots[int(place)] for place in random.choice(len(spots), size=count, p=weights / weights.sum())]
    kept: list[Hotspot] = []
    for spot in drawn:
        if sum(other.kind == spot.kind for other in kept) < most:
            kept.append(spot)
    return kept


def _mark(
    spot: Hotspot,
    meeting: Meeting,
    shape: Polygon,
    ground: Ground,
    random: np.random.Generator,
    *,
    channel: str,
    participant: str | None,
) -> Mark:
    point = at_sea(_near(spot, shape, random))
    uncertainty = round(float(random.uniform(*_UNCERTAINTY_M[channel])), 1)
    wordy = channel != "paper" and spot.words and random.random() < 0.55
    words = str(random.choice(spot.words)) if wordy else ""
    state = _state(meeting, random)
    said = _text_state(meeting, state, random) if words else "none"
    return Mark(
        uuid=_uuid(random),
        meeting=meeting.id,
        kind=spot.kind,
        channel=channel,
        state=state,
        day=meeting.starts.date(),
        participant=participant,
        geometry=point,
        epsg=EPSG,
        uncertainty_m=uncertainty,
        text="" if said == "refused" else words,
        text_state=said,
        near_dwelling=ground.near_dwelling(point, margin_m=hexagon_reach(hexagon_size(uncertainty))),
        territory_id=meeting.territory_id,
        sheet=_SHEET if channel == "paper" else None,
    )


def _near(spot: Hotspot, shape: Polygon, random: np.random.Generator) -> Point:
    """Return a point round a hotspot inside the territory; after many tries the nearest one that is inside."""
    for _ in range(20):
        point = Point(random.normal(spot.x, spot.spread), random.normal(spot.y, spot.spread))
        if shape.contains(point):
            return point
    return Point(shapely.shortest_line(shape.buffer(-5.0), Point(spot.x, spot.y)).coords[0])


def _home(plan: Plan, meeting: Meeting, random: np.random.Generator, *, channel: str, participant: str) -> Mark:
    weights = np.array(list(plan.homes.values()), dtype=float)
    name = str(random.choice(list(plan.homes), p=weights / weights.sum()))
    return Mark(
        uuid=_uuid(random),
        meeting=meeting.id,
        kind="home",
        channel=channel,
        state="approved",
        day=meeting.starts.date(),
        participant=participant,
        area_id=_territory(name),
    )


def _state(meeting: Meeting, random: np.random.Generator) -> str:
    shares = (0.92, 0.08, 0.0) if meeting.state == "closed" else (0.58, 0.05, 0.37)
    return str(random.choice(("approved", "hidden", "waiting"), p=shares))


def _text_state(meeting: Meeting, state: str, random: np.random.Generator) -> str:
    """Return what became of the words of a mark: a meeting that is published has none waiting on what it shows."""
    if state != "approved":
        return "waiting"
    return "approved" if random.random() < 0.85 else "refused" if meeting.state == "closed" else "waiting"


def _uuid(random: np.random.Generator) -> str:
    return str(UUID(bytes=random.bytes(16), version=4))


def _territory(name: str) -> str:
    return id_of(next(place for place in PLACES if place.name == name))


__all__ = ["PLANS", "marks_of", "meeting_of", "participants_of", "publication"]
