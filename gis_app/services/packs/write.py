"""``pack_meeting``: a meeting with its marks, cards, purpose text and photos as one encrypted file."""

import io
import json
import zipfile
from dataclasses import dataclass
from uuid import uuid4

from gis_app.domain.errors import Conflict
from gis_app.domain.meetings import Meeting, Pack
from gis_app.services.keys import random_letters
from gis_app.services.meetings import get_meeting
from gis_app.services.packs.seal import sealed
from gis_app.services.photos.files import folder_of
from gis_app.services.wiring import Context
from gis_app.store import audit, marks, meetings, packs

CONTENT = "content.json"
PHOTOS = "photos/"
CONFIRMATION_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack: its bytes, a name for the file, how many marks and photos it holds."""

    content: bytes
    name: str
    marks: int
    photos: int


def pack_meeting(context: Context, meeting_id: str, *, passphrase: str, account: str | None = None) -> Packed:
    """Return a meeting as one encrypted file; packing again later makes a pack with what came since.

    Raises
    ------
    NotFound
        If there is no such meeting.
    Conflict
        If it is only being prepared.
    """
    meeting = get_meeting(context, meeting_id)
    if meeting.state == "draft":
        raise Conflict("pack_of_draft")
    confirmation = random_letters(CONFIRMATION_LETTERS)
    with context.database.transaction() as session:
        number = marks.last_change(session, meeting_id)
        pack = Pack(str(uuid4()), meeting_id, False, number, context.clock().date(), confirmation)
        tables = {name: packs.rows_of(session, name, meeting_id) for name in ("meeting", *packs.TABLES)}
        content = {
            "pack": pack.id,
            "number": number,
            "made": context.clock().isoformat(timespec="seconds"),
            "confirmation": confirmation,
            "work_epsg": context.settings.work_epsg,
            "territory": packs.territory_row(session, meeting.territory_id),
            "purpose": meetings.purpose_texts(session, meeting.purpose_version or 0),
            "changes": packs.last_changes(session, meeting_id),
            "tables": tables,
        }
        packs.put_pack(session, pack)
        audit.record(session, account, "meeting.packed", meeting_id, context.clock())
    whole, photos = _zipped(context, meeting, content)
    return Packed(
        content=sealed(whole, passphrase),
        name=f"tiksanas-{meeting.code}-{number}.karte",
        marks=len(tables["mark"]),
        photos=photos,
    )


def _zipped(context: Context, meeting: Meeting, content: dict[str, object]) -> tuple[bytes, int]:
    out, photos = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(CONTENT, json.dumps(content, ensure_ascii=False, sort_keys=True))
        for file in sorted(folder_of(context, meeting.id).glob("*.jpg")):
            target.write(file, PHOTOS + file.name, zipfile.ZIP_STORED)
            photos += 1
    return out.getvalue(), photos
