"""Likes reach the screen in batches: all that wait, at once, when they are of at least five people (§6.9).

Whoever watches the screen and the room together learns that somebody of at least five likes a place, not who.
A batch is written in one transaction, so that two screens show the same; within it nothing tells an order.
"""

from gis_app.domain.meetings import Meeting
from gis_app.services.ground import Ground
from gis_app.services.hall.people import STEP, count_people
from gis_app.services.spots import spots_of
from gis_app.services.wiring import Context
from gis_app.store import wall
from gis_app.store.wall import Like


def release_likes(context: Context, meeting: Meeting, ground: Ground) -> int:
    """Let the screen show the likes that wait, if they are of enough people; returns how many those were."""
    with context.database.reading() as session:
        waiting = _drawable(ground, wall.likes(session, meeting.id, on_wall=False))
        sheets = wall.sheet_people(session, meeting.id)
    if _people(waiting, sheets) < STEP:
        return 0
    with context.database.transaction() as session:
        batch = _drawable(ground, wall.likes(session, meeting.id, on_wall=False))
        if _people(batch, sheets) < STEP:  # another screen was faster, or somebody took marks back
            return 0
        wall.put_on_wall(session, meeting.id, [like.uuid for like in batch])
    return len(batch)


def _drawable(ground: Ground, likes: list[Like]) -> list[Like]:
    return [like for like, spot in zip(likes, spots_of(ground, likes), strict=True) if spot is not None]


def _people(likes: list[Like], sheets: dict[str, int]) -> int:
    return count_people(((like.participant, like.sheet) for like in likes), sheets)
