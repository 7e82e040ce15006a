"""The invented end of the demo's closed meetings: what the room agreed, a noted talk, and their publication."""

from dataclasses import replace
from datetime import timedelta

from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import Meeting
from gis_app.domain.publications import Publication, Shown, Talk
from gis_app.services.afterwards.results import public_closing

_TALKED_AFTER, _PUBLISHED_AFTER, _STEP_AFTER, _NEXT_AFTER = (timedelta(days=days) for days in (4, 6, 60, 90))


def ended(meeting: Meeting, *, sentences: tuple[str, ...], step: str, who: str) -> Meeting:
    """Return the meeting with an invented closing, published a few days after it."""
    day = meeting.starts.date()
    closing = Closing(
        sentences=sentences, next_step=step, who=who, by_when=day + _STEP_AFTER, next_date=day + _NEXT_AFTER
    )
    return replace(meeting, closing=closing, published_on=day + _PUBLISHED_AFTER)


def publication_of(meeting: Meeting, *, number: str, role: str, note: str, areas: bool = False) -> Publication:
    """Return the act that published it, with the invented talk; ``number`` is the id of the act."""
    talk = Talk(meeting.starts.date() + _TALKED_AFTER, role, note)
    shown = Shown(closing=public_closing(meeting), areas=areas)
    return Publication(number, meeting.id, "published", meeting.starts + _PUBLISHED_AFTER, talk=talk, shown=shown)
