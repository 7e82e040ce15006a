"""What a pack holds, read with suspicion: whoever knows the passphrase may still have changed what is inside.

Every row must belong to the one meeting of the pack, every participant it names must come with it, and a home has an
area and no point (``design/domain.md`` §6.2). Anything else is refused before a row is stored.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from gis_app.domain.errors import InputRefused
from gis_app.domain.lists import MARK_CLASSES
from gis_app.services.packs.write import CONTENT, PHOTOS
from gis_app.store import packs

Content = Mapping[str, Any]
MOST_CONTENT = 200_000_000
"""Bytes of the rows of an evening, many times over; more is a file made to fill the memory."""
_KEYS = ("number", "made", "confirmation", "work_epsg", "territory", "purpose", "changes", "tables")


def read_content(whole: bytes) -> tuple[Content, dict[str, bytes]]:
    """Return the rows and the photos of a decrypted pack.

    Raises
    ------
    InputRefused
        If it is not what ``pack_meeting`` makes.
    """
    try:
        content, photos = _unzipped(whole)
        sound = _is_sound(content)
    except (zipfile.BadZipFile, AttributeError, KeyError, LookupError, TypeError, ValueError, RecursionError):
        raise InputRefused("pack_damaged") from None
    if not sound:
        raise InputRefused("pack_damaged")
    return content, photos


def _unzipped(whole: bytes) -> tuple[Content, dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        if sum(info.file_size for info in archive.infolist()) > len(whole) + MOST_CONTENT:
            raise InputRefused("pack_damaged")
        content = json.loads(archive.read(CONTENT))
        names = [name for name in archive.namelist() if name.startswith(PHOTOS)]
        return content, {name.removeprefix(PHOTOS): archive.read(name) for name in names}


def _is_sound(content: Content) -> bool:
    tables = content["tables"]
    (meeting,) = tables["meeting"]
    people = {person["id"] for person in tables["participant"]}
    rows = [row for name in packs.TABLES for row in tables[name]]
    return (
        all(key in content for key in _KEYS)
        and isinstance(meeting["id"], str)
        and isinstance(content["number"], int)
        and all(row["meeting"] == meeting["id"] for row in rows)
        and all(row.get("participant") in {None, *people} for row in rows)
        and all(_is_mark(row) for row in tables["mark"])
    )


def _is_mark(row: Mapping[str, Any]) -> bool:
    return row["class"] in MARK_CLASSES and (row["class"] != "home" or row["geometry"] is None)
