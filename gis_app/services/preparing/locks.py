"""What of a meeting may still be changed: less once it is open, least once somebody has read its purpose (§6.1)."""

from datetime import date

from gis_app.domain.errors import Conflict
from gis_app.domain.meetings import Meeting

SETTLED_WHEN_OPEN = frozenset({"territory_id", "kind", "way", "classes", "identity", "photos", "ask_home"})
"""What the printed kit and the phones in the room rely on."""
AGREED = frozenset({"purpose", "controller", "contact"})
"""What a participant has read and agreed to; the day of deletion may then only come nearer."""


def locked(meeting: Meeting, *, participants: int) -> frozenset[str]:
    """Return the names of what may not be changed any more.

    Raises
    ------
    Conflict
        If the meeting is over.
    """
    if meeting.state == "closed":
        raise Conflict("meeting_over")
    if meeting.state == "draft":
        return frozenset()
    return SETTLED_WHEN_OPEN | AGREED if participants else SETTLED_WHEN_OPEN


def refuse_later(meeting: Meeting, retention_on: date | None, *, participants: int) -> None:
    """Refuse a later day of deletion than the one participants were told.

    Raises
    ------
    Conflict
        If somebody takes part already and the day moves away.
    """
    if not participants or meeting.retention_on is None:
        return
    if retention_on is None or retention_on > meeting.retention_on:
        raise Conflict("meeting_retention_later", expected=meeting.retention_on.isoformat())
