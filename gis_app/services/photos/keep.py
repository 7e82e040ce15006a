"""A participant adds a photo to a mark of theirs, or takes it away."""

from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.meetings import Mark
from gis_app.photos.clean import clean_photo
from gis_app.services import doors
from gis_app.services.photos.files import drop_photos, read_photo, write_photo
from gis_app.services.wiring import Context
from gis_app.store import marks

_AT_ONCE = BoundedSemaphore(2)
"""Decoding takes up to 200 MB for a moment: sixty phones wait for each other, the laptop does not run out."""


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that is stored; ``new`` is false when the same one had come before."""

    uuid: str
    new: bool


def keep_photo(context: Context, *, code: str, token: str, uuid: str, content: bytes, consent: bool) -> KeptPhoto:
    """Store the photo of one's own mark, cleaned; it waits for review and nobody else sees it until then (§6.10).

    Raises
    ------
    NotFound, Closed
        If there is no such meeting or mark, or the meeting takes nothing now.
    NotLoggedIn
        If nobody has joined with this token.
    InputRefused, TooLarge
        If the meeting asks for no photos, its sender has not agreed, or the file is no photo we take.
    """
    meeting = doors.open_meeting(context, code)
    participant = doors.page_of(context, meeting, token).participant
    if not meeting.questions.photos:
        raise InputRefused("photo_not_asked")
    if not consent:
        raise InputRefused("photo_needs_consent")
    with context.database.reading() as session:
        _own(marks.find_mark(session, uuid), participant)
    with _AT_ONCE:
        cleaned = clean_photo(content)
    with context.database.reading() as session:
        known = _own(marks.find_mark(session, uuid), participant)
    if _is_there(context, known, cleaned):
        return KeptPhoto(uuid, new=False)
    name = write_photo(context, meeting.id, cleaned)
    try:
        before = _put(context, uuid, participant, name)
    except Exception:
        drop_photos(context, meeting.id, [name])
        raise
    drop_photos(context, meeting.id, [before])
    return KeptPhoto(uuid, new=True)


def remove_photo(context: Context, *, code: str, token: str, uuid: str) -> None:
    """Take the photo of one's own mark away at once; the mark stays. A second request does nothing.

    Raises
    ------
    NotFound
        If one has no such mark.
    """
    meeting = doors.known_meeting(context, code)
    participant = doors.page_of(context, meeting, token).participant
    drop_photos(context, meeting.id, [_put(context, uuid, participant, None)])


def _put(context: Context, uuid: str, participant: str, name: str | None) -> str | None:
    """Name another photo in the mark; returns the name that stood there."""
    with context.database.transaction() as session:
        known = _own(marks.find_mark(session, uuid), participant)
        if known.photo != name:
            state = "waiting" if name else "none"
            what = "photo_placed" if name else "photo_removed"
            marks.replace_mark(session, replace(known, photo=name, photo_state=state), what=what)
    return known.photo


def _own(mark: Mark | None, participant: str) -> Mark:
    if mark is None or mark.participant != participant or mark.kind == "home":
        raise NotFound("mark_unknown")
    if mark.geometry is None:
        raise Conflict("mark_withdrawn")
    return mark


def _is_there(context: Context, mark: Mark, content: bytes) -> bool:
    if mark.photo is None or mark.photo_state == "refused":
        return False
    try:
        return read_photo(context, mark.meeting, mark.photo) == content
    except NotFound:
        return False
