"""The queue of review: what waits, the most delicate first, a page at a time; and many harmless likes at once."""

from collections import Counter
from dataclasses import dataclass

import shapely

from gis_app.domain.errors import Conflict, NotFound
from gis_app.domain.lists import CHANNELS, MARK_CLASSES
from gis_app.domain.meetings import Mark, Meeting
from gis_app.domain.paging import Page, page_of
from gis_app.services.afterwards.review import ReviewItem, items
from gis_app.services.ground import PUBLIC_PLACE_M, ground_of
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import audit, marks, meetings
from gis_app.store import review as store
from gis_app.store.tallies import Tally, tallies

LINES = 50


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A mark in the queue: what staff see of it, its channel, its photo; the uncertainty in metres."""

    item: ReviewItem
    channel: str
    photo: str | None
    photo_state: str
    uncertainty_m: float


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue of one meeting.

    Attributes
    ----------
    hand
        The mark in hand; None when nothing waits.
    items
        The marks of this page, the one in hand among them unless it was asked for from elsewhere.
    before, after
        Ids of the neighbours of the mark in hand on this page; empty: none.
    done, total
        How many marks are decided, of how many; of all classes and channels.
    kinds, channels
        What waits by class and by channel, for the filters.
    batch
        Likes that wait on listed public places without words or photo: name of the place and how many.
    """

    meeting: Meeting
    hand: QueueItem | None
    items: tuple[QueueItem, ...]
    before: str
    after: str
    page: Page
    done: int
    total: int
    kinds: tuple[tuple[str, int], ...]
    channels: tuple[tuple[str, int], ...]
    batch: tuple[tuple[str, int], ...]


def review_queue(
    context: Context, meeting_id: str, *, kind: str = "", channel: str = "", page: int = 1, chosen: str = ""
) -> Queue:
    """Return what waits for review in a meeting, those of a class and a channel if they are named.

    Parameters
    ----------
    chosen
        Id of the mark to have in hand; the first of the page where it is empty or unknown.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        counted = tallies(session, meeting_id)
        here = _matching(counted, kind=kind, channel=channel)
        shown = page_of(sum(line.number for line in here if line.waits), page, lines=LINES)
        found = store.waiting_marks(
            session, meeting_id, kind=kind, channel=channel, offset=shown.rows.start, limit=LINES
        )
        elsewhere = marks.find_mark(session, chosen) if chosen and chosen not in {one.uuid for one in found} else None
    listed = _items(context, meeting, found)
    extra = _items(context, meeting, [elsewhere] if elsewhere is not None and elsewhere.meeting == meeting_id else [])
    batch = Counter(harmless_likes(context, meeting).values())
    at = next((place for place, one in enumerate(listed) if one.item.uuid == chosen), 0)
    return Queue(
        meeting=meeting,
        hand=extra[0] if extra else listed[at] if listed else None,
        items=tuple(listed),
        before=listed[at - 1].item.uuid if at > 0 else "",
        after=listed[at + 1].item.uuid if at + 1 < len(listed) else "",
        page=shown,
        done=sum(line.number for line in counted if not line.waits),
        total=sum(line.number for line in counted),
        kinds=_waiting_by(counted, MARK_CLASSES, "kind"),
        channels=_waiting_by(counted, CHANNELS, "channel"),
        batch=tuple(sorted(batch.items(), key=lambda one: (-one[1], one[0]))),
    )


def harmless_likes(context: Context, meeting: Meeting) -> dict[str, str]:
    """Return the likes that wait on a listed public place without words or photo: id and the name of the place."""
    with context.database.reading() as session:
        found = store.wordless_likes(session, meeting.id)
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    if not found or not ground.places:
        return {}
    points = shapely.points([(x, y) for _, x, y in found])
    near, places = ground.place_points.query(points, predicate="dwithin", distance=PUBLIC_PLACE_M)
    named: dict[str, tuple[float, str]] = {}
    for at, place in zip(near.tolist(), places.tolist(), strict=True):
        spot = ground.places[place]
        told = (float(spot.point.distance(points[at])), spot.name)
        named[found[at][0]] = min(named.get(found[at][0], told), told)
    return {uuid: name for uuid, (_, name) in named.items()}


def approve_harmless(context: Context, meeting_id: str, *, account: str | None) -> int:
    """Approve every like that waits on a listed public place without words or photo; returns how many.

    Raises
    ------
    Conflict
        If the results of the meeting are public.
    """
    meeting = get_meeting(context, meeting_id)
    chosen = list(harmless_likes(context, meeting))
    with context.database.transaction() as session:
        if meetings.get_meeting(session, meeting_id).published_on is not None:
            raise Conflict("published_already")
        done = store.approve_marks(session, meeting_id, chosen)
        audit.record(session, account, "mark.batch", f"{meeting_id} ({done})", context.clock())
    return done


def one_mark(context: Context, meeting_id: str, uuid: str) -> QueueItem:
    """Return one mark of a meeting as the queue shows it.

    Raises
    ------
    NotFound
        If the meeting has no such mark, or it has no place (any more).
    """
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        found = _items(context, meeting, [marks.get_mark(session, uuid, meeting=meeting_id)])
    if not found:
        raise NotFound("not_found", value=uuid)
    return found[0]


def _items(context: Context, meeting: Meeting, found: list[Mark]) -> list[QueueItem]:
    by_id = {mark.uuid: mark for mark in found}
    return [
        QueueItem(
            item=item,
            channel=by_id[item.uuid].channel,
            photo=by_id[item.uuid].photo,
            photo_state=by_id[item.uuid].photo_state,
            uncertainty_m=by_id[item.uuid].uncertainty_m or 0.0,
        )
        for item in items(context, meeting, found)
    ]


def _matching(counted: list[Tally], *, kind: str, channel: str) -> list[Tally]:
    return [line for line in counted if kind in {"", line.kind} and channel in {"", line.channel}]


def _waiting_by(counted: list[Tally], codes: tuple[str, ...], what: str) -> tuple[tuple[str, int], ...]:
    numbers: Counter[str] = Counter()
    for line in counted:
        if line.waits:
            numbers[getattr(line, what)] += line.number
    return tuple((code, numbers[code]) for code in codes if numbers[code])
