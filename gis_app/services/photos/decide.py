"""Review of photos: blurred where a person could be known, approved, or refused and deleted (§6.10)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gis_app.domain.errors import Conflict, NotFound, UnknownCode
from gis_app.domain.meetings import Mark
from gis_app.photos.clean import Box, blurred
from gis_app.services.photos.files import drop_photos, read_photo, write_photo
from gis_app.services.wiring import Context
from gis_app.store import audit, marks

PHOTO_DECISIONS: Mapping[str, str] = {"approve": "approved", "refuse": "refused"}


def photos_waiting(context: Context, meeting_id: str) -> list[Mark]:
    """Return the marks of a meeting whose photo waits for a decision, in the order of their random ids."""
    with context.database.reading() as session:
        return marks.marks_with_photo(session, meeting_id, state="waiting")


def photo_of(context: Context, meeting_id: str, uuid: str) -> tuple[Mark, bytes]:
    """Return a mark and its photo, for staff.

    Raises
    ------
    NotFound
        If the meeting has no such mark or the mark no photo.
    """
    with context.database.reading() as session:
        mark = marks.get_mark(session, uuid, meeting=meeting_id)
    return mark, read_photo(context, meeting_id, mark.photo)


def review_photo(
    context: Context,
    meeting_id: str,
    uuid: str,
    *,
    decision: str,
    boxes: Sequence[Box] = (),
    seen: str = "",
    account: str | None = None,
) -> None:
    """Approve a photo with these boxes blurred, or refuse it; the picture that came in is deleted either way.

    Parameters
    ----------
    seen
        Name of the photo the facilitator had on the screen; another one since then is another thing to decide.

    Raises
    ------
    NotFound
        If there is no such mark or photo.
    Conflict
        If the photo is another one now.
    UnknownCode
        If the decision is not in the list.
    """
    if decision not in PHOTO_DECISIONS:
        raise UnknownCode("unknown_decision", value=decision[:20], expected=", ".join(PHOTO_DECISIONS))
    _, content = photo_of(context, meeting_id, uuid)
    new = write_photo(context, meeting_id, blurred(content, boxes)) if decision == "approve" else None
    try:
        with context.database.transaction() as session:
            mark = marks.get_mark(session, uuid, meeting=meeting_id)
            if mark.photo is None:
                raise NotFound("photo_unknown")
            if seen and seen != mark.photo:
                raise Conflict("photo_changed")
            state = PHOTO_DECISIONS[decision]
            marks.replace_mark(session, replace(mark, photo=new, photo_state=state), what=f"photo_{state}")
            audit.record(session, account, f"photo.{state}", uuid, context.clock())
    except Exception:
        drop_photos(context, meeting_id, [new])
        raise
    drop_photos(context, meeting_id, [mark.photo])
