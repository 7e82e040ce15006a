"""Keeping the promise of the purpose text: after the day of deletion words and points go, numbers stay (§6.6)."""

from gis_app.services.photos.files import tidy_photos
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings


def run_retention(context: Context) -> int:
    """Empty the marks of every meeting whose day of deletion is over; returns how many were emptied."""
    today = context.clock().date()
    with context.database.reading() as session:
        over = [
            meeting.id
            for meeting in meetings.list_meetings(session)
            if meeting.retention_on is not None and meeting.retention_on < today
        ]
    if not over:
        return 0
    with context.database.transaction() as session:
        expired = marks.expire_marks(session, over)
    for meeting_id in over:
        tidy_photos(context, meeting_id, ())
    return expired
