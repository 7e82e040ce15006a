"""Where the address of the site leads in a hall: to its only open meeting."""

from gis_app.services.doors import closed_reason
from gis_app.services.wiring import Context
from gis_app.store import meetings


def hall_meeting(context: Context) -> str | None:
    """Return the code of the meeting that the front door opens, if there is exactly one to open.

    With ``GIS_HALL`` the machine serves a hall: any meeting counts. Without it only meetings prepared for a hall do.
    """
    with context.database.reading() as session:
        found = meetings.list_meetings(session)
    open_now = [
        one
        for one in found
        if (one.way == "hall" or context.settings.hall)
        and closed_reason(context, state=one.state, retention_on=one.retention_on, ends=one.ends) is None
    ]
    return open_now[0].code if len(open_now) == 1 else None
