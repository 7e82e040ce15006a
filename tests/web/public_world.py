"""A meeting full of marks whose places and words can be recognised wherever they turn up, and what may not turn up.

Dislikes and everything else that is secret lies in the western half of the square, published likes in the eastern: what
is drawn for a like cannot stand by chance where a secret is.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import dist
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from gis_app.analysis.hexagons import hexagon_centre, hexagon_size
from gis_app.domain.meetings import Meeting
from gis_app.domain.publications import Publication, Talk
from gis_app.services import wiring
from gis_app.services.afterwards.results import draft_of
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.devices.passes import hand_out
from gis_app.services.mark_input import read_mark
from gis_app.services.my_marks import remove_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.reports.decide import switch_reports
from gis_app.services.reports.send import send_report
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store.meetings import put_meetings
from gis_app.store.models import MarkRow, ParticipantDeviceRow, ParticipantRow
from gis_app.store.publications import add_publication
from tests.meeting_world import HOUSE, NEIGHBOUR, Phone, build_world, join, lonlat, new_meeting, uuid

PEOPLE = 12
UNCERTAINTY_M = 6
PLACED_AT = datetime(2026, 5, 20, 13, 37, 41, tzinfo=UTC)
LOOKED_AT = datetime(2026, 5, 21, 9, 5, 12, tzinfo=UTC)
MOMENTS = ("13:37", "16:37", "133741", "163741")
"""The minute in which the marks came, in UTC and as clocks in Latvia showed it."""
WEST, EAST = (500_030.0, 500_440.0), (500_560.0, 500_960.0)
HOUSES = (HOUSE, (500_100.0, 312_900.0), (500_480.0, 312_200.0))
Place = tuple[float, float]


@dataclass
class Moment:
    """A clock that the test turns."""

    now: datetime = PLACED_AT

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Secrets:
    """What no public answer may hold: words, places (EPSG:3059), ids and hashes; ``allowed`` words must turn up."""

    words: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """One mark that somebody places, and what becomes of it."""

    person: int
    number: int
    kind: str
    place: Place
    words: str
    approve: bool = False
    approve_words: bool = False
    hide: bool = False
    remove: bool = False


@dataclass(frozen=True)
class Hall:
    """An installation with one meeting full of marks, still open; ``wall`` is the secret of its screen."""

    context: Context
    clock: Moment
    meeting: Meeting
    secrets: Secrets
    wall: str

    def publish(self) -> None:
        """End the meeting and publish all of it that may be published."""
        day = LOOKED_AT.date()
        over = replace(self.meeting, state="closed", phase="close", headcount=PEOPLE + 3, published_on=day)
        shown = draft_of(self.context, self.meeting.id, areas=True, answers=True)
        talk = Talk(day, "ciema vecākā", "Runājām pie kafijas")
        with self.context.database.transaction() as session:
            put_meetings(session, [over])
            add_publication(session, Publication(uuid(1), over.id, "published", LOOKED_AT, None, talk, shown))


@contextmanager
def full_hall(migrated: Path, seed: int, *, backwards: bool = False) -> Iterator[Hall]:
    """Yield a meeting in which everything has been placed; ``backwards`` lets the marks come in the other order."""
    with TemporaryDirectory() as folder:
        copytree(migrated, Path(folder) / "instance")
        clock = Moment()
        context = wiring.build(Settings(data_dir=Path(folder) / "instance"), clock=clock)
        build_world(context, houses=HOUSES)
        meeting = new_meeting(context, ask_home=True)
        for number in range(PEOPLE):
            join(context, meeting, holder(number))
        told = tales(seed)
        for tale in reversed(told) if backwards else told:
            _happens(context, meeting, tale)
        switch_reports(context, "p", on=True)
        unread = send_report(
            context, project="p", place="place:Liepu parks", theme="other", text="slepeni-nelasits"
        ).report
        wall = hand_out(context, meeting.id, kind="wall").secret
        clock.now = LOOKED_AT
        secrets = _secrets(context, told)
        secrets.words.append(unread.text)
        secrets.ids.extend((unread.id, unread.code_hash))
        yield Hall(context, clock, meeting, secrets, wall)
        context.database.close()


def holder(number: int) -> Phone:
    """Return the phone of a person; its codes look like no other number of the world."""
    return Phone(7_300_000 + number)


def tales(seed: int) -> list[Told]:
    """Return what the people of a meeting do: each has marks of every class and of every fate."""
    chance = random.Random(seed)  # noqa: S311 - a world, not a secret
    made = []
    for person in range(PEOPLE):
        for turn, fate in enumerate(chance.sample(_FATES, len(_FATES))):
            kind, allowed, changes = fate
            number = 1000 + person * 100 + turn
            across = EAST if allowed else WEST
            place = (round(chance.uniform(*across), 2), round(chance.uniform(312_030, 312_970), 2))
            if kind == "near":
                east, north = chance.choice(HOUSES)
                place = (round(east + chance.uniform(5, 20), 2), round(north + chance.uniform(-20, 20), 2))
            words = f"{'labi' if changes.get('approve_words') and allowed else 'slepeni'}{chance.getrandbits(40):010x}"
            made.append(Told(person, number, "like" if kind == "near" else kind, place, words, **changes))
    return made


_FATES: list[tuple[str, bool, dict[str, bool]]] = [
    ("like", True, {"approve": True, "approve_words": True}),
    ("like", True, {"approve": True}),
    ("like", False, {}),
    ("near", False, {"approve": True}),
    ("like", False, {"remove": True}),
    ("dislike", False, {"approve": True}),
    ("dislike", False, {}),
    ("dislike", False, {"hide": True}),
    ("home", False, {}),
]


def _happens(context: Context, meeting: Meeting, tale: Told) -> None:
    lon, lat = lonlat(tale.place)
    body: dict[str, object] = {"uuid": uuid(tale.number), "class": tale.kind}
    body |= {"area_id": NEIGHBOUR} if tale.kind == "home" else {}
    body |= {} if tale.kind == "home" else {"lon": lon, "lat": lat, "uncertainty_m": UNCERTAINTY_M, "text": tale.words}
    place_mark(context, code=meeting.code, token=holder(tale.person).token, sent=read_mark(body))
    if tale.approve or tale.hide:
        review_mark(context, meeting.id, uuid(tale.number), decision="approve" if tale.approve else "hide")
    if tale.approve_words:
        review_text(context, meeting.id, uuid(tale.number), decision="approve")
    if tale.remove:
        remove_mark(context, credential=holder(tale.person).token, uuid=uuid(tale.number))


def _secrets(context: Context, told: list[Told]) -> Secrets:
    found = Secrets()
    for tale in told:
        drawn = tale.kind == "like" and tale.approve and tale.place[0] >= EAST[0]
        (found.allowed if drawn and tale.approve_words else found.words).append(tale.words)
        if tale.kind != "home" and not (tale.kind == "like" and _drawn_there(tale.place)):
            found.places.append(tale.place)
    with context.database.reading() as session:
        people = session.query(ParticipantRow).all()
        devices = session.query(ParticipantDeviceRow).all()
        found.ids += [value for person in people for value in (person.id, person.card_hash)]
        found.ids += [device.token_hash for device in devices]
        found.ids += [mark.uuid for mark in session.query(MarkRow).all()]
    found.ids += [value for number in range(PEOPLE) for value in (holder(number).token, holder(number).card)]
    return found


def _drawn_there(place: Place) -> bool:
    """Whether the middle of the hexagon that stands for a place happens to lie on it."""
    return dist(hexagon_centre(*place, size_m=hexagon_size(UNCERTAINTY_M)), place) < 3
