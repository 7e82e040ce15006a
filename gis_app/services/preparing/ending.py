"""A collection point closes by itself once its last day is over."""

from dataclasses import replace

from gis_app.services.doors import HERE
from gis_app.services.wiring import Context
from gis_app.store import audit, meetings


def close_ended(context: Context) -> int:
    """Close every collection point whose last day is over in Latvia; returns how many were closed."""
    today = context.clock().astimezone(HERE).date()
    with context.database.reading() as session:
        over = [
            one
            for one in meetings.list_meetings(session)
            if one.state in {"open", "paused"} and one.ends is not None and one.ends < today
        ]
    if not over:
        return 0
    with context.database.transaction() as session:
        for one in over:
            meetings.put_meetings(session, [replace(one, state="closed", closed_at=context.clock())])
            audit.record(session, None, "meeting.closed", one.id, context.clock())
    return len(over)
