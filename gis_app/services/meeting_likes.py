"""The approved likes of a meeting, gathered by public place or hexagon and kept until something happens in it.

A hundred thousand marks lie in many meetings: one that changes is gathered again, the others stand as they were.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gis_app.domain.meetings import Meeting
from gis_app.services.ground import Ground, ground_of
from gis_app.services.spots import Spot, spots_at
from gis_app.services.wiring import Context
from gis_app.store import likes as store
from gis_app.store import marks


@dataclass(frozen=True, slots=True)
class Here:
    """What the likes of one spot say together: how many, their approved words, their approved photos."""

    likes: int = 0
    texts: frozenset[str] = frozenset()
    photos: tuple[str, ...] = ()

    def __add__(self, other: "Here") -> "Here":
        return Here(self.likes + other.likes, self.texts | other.texts, self.photos + other.photos)


@dataclass(frozen=True, slots=True)
class Likes:
    """What a meeting shows once it is published; ``people`` as ``store.marks.count_people`` counts them."""

    spots: Mapping[Spot, Here]
    people: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a meeting stands: its facts, the number of its newest change, who was counted around its sheets of paper."""

    meeting: Meeting
    seq: int
    sheets: tuple[tuple[str, int | None], ...]


def standings(context: Context, found: Sequence[Meeting]) -> tuple[Standing, ...]:
    """Return how these meetings stand now."""
    ids = [meeting.id for meeting in found]
    with context.database.reading() as session:
        newest = store.newest_changes(session, ids)
        counted = store.sheet_counts(session, ids)
    return tuple(
        Standing(one, newest.get(one.id, 0), tuple((code, people) for key, code, people in counted if key == one.id))
        for one in found
    )


def likes_of_meeting(context: Context, one: Standing) -> Likes:
    """Return the approved likes of a meeting: those that stand near no dwelling, where they may be drawn."""
    ground = ground_of_meeting(context, one.meeting)
    stamp: Hashable = (one.seq, one.sheets, ground)
    kept: Likes = context.memory.likes.get(one.meeting.id, stamp=stamp, make=lambda: _read(context, one, ground))
    return kept


def ground_of_meeting(context: Context, meeting: Meeting) -> Ground:
    """Return the ground on which a meeting's marks stand."""
    return ground_of(context, project=meeting.project, territory_id=meeting.territory_id)


def together(told: Iterable[Likes]) -> dict[Spot, Here]:
    """Return what several meetings show, by spot."""
    spots: dict[Spot, Here] = {}
    for likes in told:
        for spot, here in likes.spots.items():
            known = spots.get(spot)
            spots[spot] = here if known is None else known + here
    return spots


def _read(context: Context, one: Standing, ground: Ground) -> Likes:
    key = one.meeting.id
    with context.database.reading() as session:
        likes = store.approved_likes(session, key)
        people = marks.count_people(session, [key]).get(key, (0, 0))
    gathered: dict[Spot, tuple[list[str], list[str]]] = {}
    spots = spots_at(ground, likes.xy, uncertainty_m=likes.uncertainty_m)
    for spot, text, photo in zip(spots, likes.texts, likes.photos, strict=True):
        if spot is not None:
            texts, photos = gathered.setdefault(spot, ([], []))
            texts.append(text)
            photos.append(photo)
    return Likes({spot: _here(*said) for spot, said in gathered.items()}, people)


def _here(texts: Sequence[str], photos: Sequence[str]) -> Here:
    return Here(len(texts), frozenset(filter(None, texts)), tuple(filter(None, photos)))
