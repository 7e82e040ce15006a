"""Where photos lie: one folder a meeting, names by chance, so that a name tells nothing of its mark."""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from gis_app.domain.errors import NotFound, NotRun
from gis_app.services.wiring import Context

FOLDER = "photos"
_NAME = re.compile(r"[0-9a-f]{32}\.jpg")


def folder_of(context: Context, meeting_id: str) -> Path:
    """Return the folder of a meeting's photos."""
    return context.settings.data_dir / FOLDER / meeting_id


def write_photo(context: Context, meeting_id: str, content: bytes) -> str:
    """Write a photo whole or not at all; returns its name.

    Raises
    ------
    NotRun
        If the disk does not take it.
    """
    name = secrets.token_hex(16) + ".jpg"
    _write(folder_of(context, meeting_id), name, content)
    return name


def _write(folder: Path, name: str, content: bytes) -> None:
    beside = folder / (name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(folder / name)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise NotRun("photo_not_written", value=error.strerror or "") from error


def put_photo(context: Context, meeting_id: str, name: str, content: bytes) -> bool:
    """Write a photo under the name that a mark has for it; returns whether it was missing here."""
    folder = folder_of(context, meeting_id)
    if not _NAME.fullmatch(name) or (folder / name).exists():
        return False
    _write(folder, name, content)
    return True


def read_photo(context: Context, meeting_id: str, name: str | None) -> bytes:
    """Return the bytes of a photo.

    Raises
    ------
    NotFound
        If there is no such file.
    """
    if not name or not _NAME.fullmatch(name):
        raise NotFound("photo_unknown")
    try:
        return (folder_of(context, meeting_id) / name).read_bytes()
    except OSError:
        raise NotFound("photo_unknown") from None


def drop_photos(context: Context, meeting_id: str, names: Iterable[str | None]) -> int:
    """Delete photos; returns how many were there. One that is gone already is no trouble."""
    gone = 0
    for name in names:
        if name and _NAME.fullmatch(name):
            file = folder_of(context, meeting_id) / name
            gone += file.exists()
            file.unlink(missing_ok=True)
    return gone


def clear_photos(context: Context, meeting_id: str) -> None:
    """Delete every file of a meeting, also what an interrupted step left."""
    for file in folder_of(context, meeting_id).glob("*"):
        file.unlink(missing_ok=True)
