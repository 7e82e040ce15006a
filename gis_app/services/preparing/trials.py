"""Trying the network before the evening: which devices have opened the check page, and how fast the server answered.

A small file per device stands in the data folder, so that every process of a server sees it; it holds the slowest
answer in milliseconds and nothing of the device. Everything here is thrown away with the next trial.
"""

import json
import math
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.services.keys import random_letters
from gis_app.services.wiring import Context

FOLDER = "trials"
VALID = timedelta(hours=2)
AT_ONCE = timedelta(seconds=8)
"""Devices heard within this time are there at once; the page asks every two seconds."""
MOST_DEVICES = 500
SLOWEST_MS = 60_000.0
TICKS = ("sleep", "power", "backup", "network")
"""What the machine may not be able to tell: a person looks and ticks it for the day."""
_TOKEN = re.compile(r"[0-9A-Z]{10}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_MEETING = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True, slots=True)
class Trial:
    """What devices have answered: how many ever, how many at once at most, and the slowest answer."""

    token: str
    devices: int = 0
    now: int = 0
    slowest_ms: float | None = None


def trial_of(context: Context, meeting_id: str) -> Trial:
    """Return the trial of a meeting; one that is too old, or none, is begun anew."""
    folder = _folder(context, meeting_id)
    token = _token(context, folder)
    if token is None:
        return begin(context, meeting_id)
    heard = list(_heard(folder))
    since = context.clock() - AT_ONCE
    times = [slowest for _, slowest in heard if slowest is not None]
    return Trial(
        token=token,
        devices=len(heard),
        now=sum(moment >= since for moment, _ in heard),
        slowest_ms=max(times, default=None),
    )


def begin(context: Context, meeting_id: str) -> Trial:
    """Throw away what the last trial heard and make a new address; ticks of today stay."""
    folder = _folder(context, meeting_id)
    shutil.rmtree(folder / "devices", ignore_errors=True)
    (folder / "devices").mkdir(parents=True, exist_ok=True)
    token = random_letters(10)
    for old in (context.settings.data_dir / FOLDER).glob(f"*.{meeting_id}"):
        old.unlink(missing_ok=True)
    (context.settings.data_dir / FOLDER / f"{token}.{meeting_id}").touch()
    _write(folder / "trial.json", {"token": token, "begun": context.clock().isoformat()})
    return Trial(token=token)


def new_device(context: Context, token: str) -> str:
    """Note that a device has opened the check page; returns the name under which it will be heard again.

    Raises
    ------
    NotFound
        If there is no such trial, or it is over.
    InputRefused
        If more devices came than any hall holds.
    """
    folder = _of_token(context, token)
    if sum(1 for _ in (folder / "devices").iterdir()) >= MOST_DEVICES:
        raise InputRefused("trial_full", expected=MOST_DEVICES)
    device = secrets.token_hex(8)
    _hear(context, folder, device, None)
    return device


def hear(context: Context, token: str, device: str, *, slowest_ms: float) -> None:
    """Note that a device is still there, and the slowest answer it has had.

    Raises
    ------
    NotFound
        If there is no such trial or device.
    InputRefused
        If the time cannot be one.
    """
    folder = _of_token(context, token)
    if not _DEVICE.fullmatch(device) or not (folder / "devices" / device).exists():
        raise NotFound("trial_unknown")
    if not math.isfinite(slowest_ms) or slowest_ms < 0:
        raise InputRefused("bad_request")
    _hear(context, folder, device, min(slowest_ms, SLOWEST_MS))


def set_tick(context: Context, meeting_id: str, what: str, *, done: bool) -> None:
    """Note that somebody has looked at what the machine cannot tell; it holds for the day.

    Raises
    ------
    InputRefused
        If it is nothing of the list.
    """
    if what not in TICKS:
        raise InputRefused("bad_request")
    folder = _folder(context, meeting_id)
    ticked = {name: day for name, day in ticks(context, meeting_id).items() if name != what}
    if done:
        ticked[what] = context.clock().date().isoformat()
    _write(folder / "ticks.json", ticked)


def ticks(context: Context, meeting_id: str) -> dict[str, str]:
    """Return what was ticked today, with the day."""
    today = context.clock().date().isoformat()
    found = _read(_folder(context, meeting_id) / "ticks.json")
    return {name: day for name, day in found.items() if day == today}


def forget(context: Context, meeting_id: str) -> None:
    """Throw away everything that was tried for a meeting."""
    shutil.rmtree(_folder(context, meeting_id), ignore_errors=True)
    for old in (context.settings.data_dir / FOLDER).glob(f"*.{meeting_id}"):
        old.unlink(missing_ok=True)


def _folder(context: Context, meeting_id: str) -> Path:
    if not _MEETING.fullmatch(meeting_id):
        raise NotFound("not_found", value=meeting_id)
    return context.settings.data_dir / FOLDER / meeting_id


def _of_token(context: Context, token: str) -> Path:
    if _TOKEN.fullmatch(token):
        for link in (context.settings.data_dir / FOLDER).glob(f"{token}.*"):
            folder = _folder(context, link.suffix[1:])
            if _token(context, folder) == token:
                return folder
    raise NotFound("trial_unknown")


def _token(context: Context, folder: Path) -> str | None:
    """Return the token of the trial in a folder while it holds."""
    said = _read(folder / "trial.json")
    if not said or context.clock() - datetime.fromisoformat(said["begun"]) > VALID:
        return None
    return said["token"]


def _hear(context: Context, folder: Path, device: str, slowest_ms: float | None) -> None:
    _write(folder / "devices" / device, {"at": context.clock().isoformat(), "ms": str(slowest_ms or "")})


def _heard(folder: Path) -> Iterator[tuple[datetime, float | None]]:
    for file in (folder / "devices").glob("[0-9a-f]*"):
        said = _read(file)
        if said:
            yield datetime.fromisoformat(said["at"]).astimezone(UTC), float(said["ms"]) if said["ms"] else None


def _read(file: Path) -> dict[str, str]:
    """Return a small file; one that is missing or is just being written is empty."""
    try:
        content: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content


def _write(file: Path, content: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(file)
