"""The shared tablet: whoever joins at it does so with the facilitator's pass, and their marks say so."""

from gis_app.domain.errors import NotLoggedIn
from gis_app.domain.meetings import Meeting
from gis_app.domain.passes import MeetingPass
from gis_app.services import keys
from gis_app.services.devices.passes import pass_holder
from gis_app.services.wiring import Context


def channel_of(context: Context, *, code: str, shown: str | None) -> str:
    """Return the channel of a page that joins: a tablet if it shows the pass of one, else a phone.

    Raises
    ------
    NotLoggedIn
        If it shows a pass that is not good for this meeting.
    Closed
        If the meeting is over.
    """
    if shown is None:
        return "phone"
    tablet_of(context, code=code, shown=shown)
    return "tablet"


def tablet_of(context: Context, *, code: str, shown: str) -> tuple[MeetingPass, Meeting]:
    """Return the pass that a tablet shows and its meeting.

    Raises
    ------
    NotLoggedIn
        If the pass is not good, or for another meeting.
    Closed
        If the meeting is over.
    """
    found, meeting = pass_holder(context, shown, kind="tablet")
    if meeting.code != keys.clean_code(code):
        raise NotLoggedIn("pass_unknown")
    return found, meeting
