"""A collection point closes by itself once its last day is over."""

from gis_app.services.doors import HERE
from gis_app.services.meetings import set_state
from gis_app.services.wiring import Context
from gis_app.store import meetings


def close_ended(context: Context) -> int:
    """Close every collection point whose last day is over in Latvia; returns how many were closed."""
    today = context.clock().astimezone(HERE).date()
    with context.database.reading() as session:
        over = [
            one
            for one in meetings.list_meetings(session)
            if one.state in {"open", "paused"} and one.ends is not None and one.ends < today
        ]
    for one in over:
        set_state(context, one.id, "closed")
    return len(over)
