"""Which photos the public may ask for: approved, of an approved like that stands at nobody's home, once published."""

from gis_app.domain.errors import NotFound
from gis_app.services.ground import ground_of
from gis_app.services.photos.files import read_photo
from gis_app.services.published_marks import publishes
from gis_app.services.spots import points_at_a_home
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings


def public_photo(context: Context, name: str) -> bytes:
    """Return a photo that is public.

    Raises
    ------
    NotFound
        If there is none of this name, or it is not (or no longer) public: the two answers are the same.
    """
    with context.database.reading() as session:
        mark = marks.mark_of_photo(session, name)
        if mark is None or (mark.kind, mark.state, mark.photo_state) != ("like", "approved", "approved"):
            raise NotFound("photo_unknown")
        meeting = meetings.get_meeting(session, mark.meeting)
        people = marks.count_people(session, [meeting.id])
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    if points_at_a_home(ground, mark) or not publishes(context, meeting, people):
        raise NotFound("photo_unknown")
    return read_photo(context, meeting.id, name)


def approved_photo(context: Context, meeting_id: str, name: str) -> bytes:
    """Return an approved photo of a meeting to staff, as the public will see it once the meeting is published.

    Raises
    ------
    NotFound
        If the meeting has no approved photo of this name.
    """
    with context.database.reading() as session:
        mark = marks.mark_of_photo(session, name)
    if mark is None or mark.meeting != meeting_id or mark.photo_state != "approved":
        raise NotFound("photo_unknown")
    return read_photo(context, meeting_id, name)
