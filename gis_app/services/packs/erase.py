"""``erase_meeting``: the laptop's copy of a meeting goes once the office has said that it has arrived (§6.15)."""

import hmac
import shutil

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.services.keys import clean_code
from gis_app.services.meetings import get_meeting
from gis_app.services.photos.files import folder_of
from gis_app.services.wiring import Context
from gis_app.store import audit, marks, packs


def erase_meeting(context: Context, meeting_id: str, *, confirmation: str, account: str | None = None) -> None:
    """Delete a meeting with everything of it, from the database and the disk.

    Raises
    ------
    NotFound
        If there is no such meeting.
    InputRefused
        If the confirmation is not the one of the last pack.
    Conflict
        If it was never packed, it is still open, or something came since the last pack.
    """
    meeting = get_meeting(context, meeting_id)
    if meeting.state in {"open", "paused"}:
        raise Conflict("erase_while_open")
    with context.database.transaction() as session:
        last = packs.last_pack(session, meeting_id, taken=False)
        if last is None:
            raise Conflict("erase_without_pack")
        if not hmac.compare_digest(clean_code(confirmation), last.confirmation):
            raise InputRefused("erase_confirmation")
        if marks.last_change(session, meeting_id) != last.number:
            raise Conflict("erase_something_new")
        packs.erase_meeting(session, meeting_id)
        audit.record(session, account, "meeting.erased", meeting_id, context.clock())
    shutil.rmtree(folder_of(context, meeting_id), ignore_errors=True)
    context.database.shrink()
    context.memory.trusted.forget()
