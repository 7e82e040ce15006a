"""The feed of the screen in the hall: everything that it may show, and nothing else (``design/domain.md`` §6.3, §6.9).

No participant, no order, no time: likes are gathered by place, in batches of at least five people; dislikes are one
number; every number is people, rounded down to fives. Its version is a hash of what it says, not a count of what
happened, so that a mark nobody may see yet moves nothing.
"""

from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from typing import Any

from shapely.geometry import Point

from gis_app.domain.crs import WGS84, project
from gis_app.domain.lists import CARD_FIELDS
from gis_app.domain.meetings import Meeting
from gis_app.domain.problem_cards import ProblemCard
from gis_app.services import keys
from gis_app.services.ground import Ground, ground_of
from gis_app.services.hall.people import Source, count_people, everybody, in_steps, is_small, people_of
from gis_app.services.hall.release import release_likes
from gis_app.services.kept import compact
from gis_app.services.spots import Spot, spots_of
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings, problem_cards, wall
from gis_app.store.wall import Like

Feed = dict[str, Any]
NUMBERED = ("dislike", "missing", "usable", "safety", "movement", "breaking")
"""Classes that are one number each and never places."""
MOST_WORDS = 40


def wall_feed(context: Context, meeting_id: str) -> Feed:
    """Return what the screen shows now; likes of enough people are released on the way.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    with context.database.reading() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        cards = problem_cards.cards_of(session, meeting_id)
        seq = marks.last_change(session, meeting_id)
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    stamp = (seq, context.clock().date(), ground, meeting, tuple(cards))
    make = partial(_feed, context, meeting, ground, cards)
    return dict(context.memory.frames.get(("wall", meeting_id), stamp=stamp, make=make))


def held_now(context: Context, meeting_id: str) -> Feed:
    """Return what the screen says now without likes and words of residents: what a stopped screen keeps."""
    feed = wall_feed(context, meeting_id)
    return {key: value for key, value in feed.items() if key not in {"version", "likes", "words", "frozen"}}


def _feed(context: Context, meeting: Meeting, ground: Ground, cards: list[ProblemCard]) -> Feed:
    with context.database.reading() as session:
        heads, sheets = wall.heads(session, meeting.id), wall.sheet_people(session, meeting.id)
    people = everybody(heads, sheets)
    small = is_small(meeting, people)
    if not small and not meeting.frozen:
        release_likes(context, meeting, ground)
    shown = [] if small else _shown(context, meeting, ground)
    spots = _spots(context, meeting, shown, sheets)
    kinds = [kind for kind in meeting.questions.classes if kind in NUMBERED]
    live: Feed = {
        "title": meeting.title,
        "state": meeting.state,
        "phase": meeting.phase,
        "small": small,
        "people": 0 if small else in_steps(people),
        "numbers": [
            {"kind": kind, "people": 0 if small else in_steps(people_of(heads, sheets, kind))} for kind in kinds
        ],
        "card": _card(context, meeting, cards),
        "closing": _closing(meeting),
    }
    if meeting.frozen and meeting.wall.held is not None:
        live |= meeting.wall.held
    words = [] if meeting.frozen else _words(ground, [like for like, _ in shown])
    feed = {**live, "frozen": meeting.frozen, "likes": spots, "words": words}
    return {"version": sha256(compact(feed).encode()).hexdigest()[:16], **feed}


def _shown(context: Context, meeting: Meeting, ground: Ground) -> list[tuple[Like, Spot]]:
    with context.database.reading() as session:
        likes = wall.likes(session, meeting.id, on_wall=True)
    return [(like, spot) for like, spot in zip(likes, spots_of(ground, likes), strict=True) if spot is not None]


def _spots(
    context: Context, meeting: Meeting, shown: Iterable[tuple[Like, Spot]], sheets: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the places of likes with how many people like each; in the order of ids that no one can trace."""
    gathered: dict[tuple[str, float, float], list[Source]] = {}
    for like, (name, x, y, _size) in shown:
        gathered.setdefault((name, x, y), []).append((like.participant, like.sheet))
    spots = [
        {
            "id": keys.opaque_id(context.secret, meeting.id, f"{name}/{x:.1f}/{y:.1f}"),
            **_degrees(context, Point(x, y)),
            "place": name,
            "people": count_people(sources, sheets),
        }
        for (name, x, y), sources in gathered.items()
    ]
    return sorted(spots, key=lambda spot: str(spot["id"]))


def _words(ground: Ground, likes: Iterable[Like]) -> list[dict[str, str]]:
    """Return approved words about liked public places, by alphabet; words about other ground stay in the review."""
    found = set()
    for like in likes:
        place = ground.place_at(like.geometry) if like.told and like.text else None
        if place is not None:
            found.add((place.name, like.text))
    return [{"place": place, "text": text} for place, text in sorted(found)[:MOST_WORDS]]


def _card(context: Context, meeting: Meeting, cards: list[ProblemCard]) -> dict[str, Any] | None:
    """Return the card in hand while the room talks."""
    card = next((card for card in cards if card.id == meeting.wall.card), None)
    if card is None or meeting.phase != "talk":
        return None
    words = {code: card.words[code] for code in CARD_FIELDS if card.words.get(code)}
    place = {} if card.geometry is None else _degrees(context, card.geometry)
    return {"place": card.place, "words": words, **place}


def _closing(meeting: Meeting) -> dict[str, Any] | None:
    """Return the sentences and the next step once the room closes."""
    if meeting.phase != "close":
        return None
    said = meeting.closing
    return {
        "sentences": list(said.sentences),
        "next_step": said.next_step,
        "who": said.who,
        "by_when": said.by_when.isoformat() if said.by_when else None,
        "next_date": said.next_date.isoformat() if said.next_date else None,
    }


def _degrees(context: Context, point: Point) -> dict[str, float]:
    place = project(point, source=context.settings.work_epsg, target=WGS84)
    return {"lon": round(place.x, 6), "lat": round(place.y, 6)}
