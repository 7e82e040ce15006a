"""What the staff pages of meetings share: the meeting of the address, its own address for phones, local time."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import request

from gis_app.domain.meetings import Meeting
from gis_app.services import meetings
from gis_app.services.doors import HERE
from gis_app.services.preparing.machine import lan_address
from gis_app.services.projects import project_or_first
from gis_app.text.labels import label
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words


def staff_meeting(meeting_id: str) -> Meeting:
    """Return the meeting, and let the page be about its project.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = meetings.get_meeting(current_context(), meeting_id)
    about_project(project_or_first(current_context(), meeting.project))
    return meeting


def site_address() -> str:
    """Return the address under which phones reach this site, without a slash at its end.

    Staff of a hall sit at the machine itself and see a loopback address; phones need the one in the network.
    """
    settings = current_context().settings
    if settings.public_url:
        return settings.public_url.rstrip("/")
    if only_here(request.host_url) and not only_here(f"http://{settings.host}"):
        port = urlsplit(request.host_url).port
        return f"{request.scheme}://{lan_address(settings.host)}{f':{port}' if port else ''}"
    return request.host_url.rstrip("/")


def meeting_address(meeting: Meeting) -> str:
    """Return the address that the code of a meeting leads phones to."""
    return f"{site_address()}/m/{meeting.code}"


def only_here(address: str) -> bool:
    """Whether the address leads phones back to themselves, not to this machine."""
    host = urlsplit(address).hostname or ""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def local(moment: datetime) -> datetime:
    """Return a moment as clocks in Latvia show it."""
    return moment.astimezone(HERE)


def said(kind: str, code: str) -> str:
    """Return the label of a code in the language of the request."""
    return label(current_words(), kind, code)
