"""The room of the load: a square kilometre with its houses and an open meeting, and what its store holds afterwards."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.store import marks
from tests.meeting_world import build_world, new_meeting

HOUSES = 5000


@dataclass(frozen=True, slots=True)
class Room:
    """An installation in ``folder`` with one open meeting."""

    folder: Path
    code: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store holds: ids of marks, and how many of them are there more than once in any sense."""

    marks: frozenset[str]
    doubled: int


def prepare(folder: Path, *, houses: int = HOUSES) -> Room:
    """Make an installation whose meeting is open today."""
    context = wiring.build(Settings(data_dir=folder))
    chance = random.Random(5)  # noqa: S311 - a world, not a secret
    build_world(
        context, houses=[(chance.uniform(500_000, 501_000), chance.uniform(312_000, 313_000)) for _ in range(houses)]
    )
    made = new_meeting(context, retention_on=context.clock().date() + timedelta(days=90))
    context.database.close()
    return Room(folder, made.code, made.id)


def look(room: Room, sent: set[str]) -> Stored:
    """Ask the store of a room, after its server has ended or beside it.

    A mark is doubled when its words stand in two rows, when it was placed twice by the list of changes, or when nobody
    sent it.
    """
    context = wiring.build(Settings(data_dir=room.folder))
    with context.database.reading() as session:
        found = marks.marks_of(session, meeting=room.meeting, withdrawn=True)
        changes = marks.changes_since(session, meeting=room.meeting, seq=0, limit=1_000_000)
    context.database.close()
    ids = frozenset(mark.uuid for mark in found)
    same_words = len(found) - len({mark.text for mark in found})
    placed = Counter(change.mark for change in changes if change.what == "placed")
    again = sum(number - 1 for number in placed.values())
    return Stored(ids, same_words + again + len(ids - sent))
