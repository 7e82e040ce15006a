"""Versions of layers staged beside the living ones, and the lock by which abandoned ones are known."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK_FILE = ".imports.lock"
PREFIX = ".import-"
_PLACES = 1 << 20


def staging_folder(living: Path, import_id: str) -> Path:
    """Return the hidden folder in which an import builds its versions, ``<folder>/<layer id>/``."""
    return living / f"{PREFIX}{import_id}"


def place_version(folder: Path, *, living: Path, version: str) -> None:
    """Rename a staged folder ``…/<layer id>`` to its version; nothing happens if that was done before."""
    target = living / folder.name / version
    target.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not target.exists():
        os.replace(folder, target)
        _flush_folder(target.parent)


def remove_version(layer_id: str, version: str, *, living: Path) -> bool:
    """Remove one version of a living layer; say whether it was there."""
    folder = living / layer_id / version
    if not folder.is_dir():
        return False
    aside = living / layer_id / f".{version}.removed"
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(folder, aside)
    shutil.rmtree(aside, ignore_errors=True)
    if not any(folder.parent.iterdir()):
        folder.parent.rmdir()
    return True


def staged(living: Path) -> list[Path]:
    """Return every staging folder there is."""
    return sorted(folder for folder in living.glob(f"{PREFIX}*") if folder.is_dir())


def flush(folder: Path) -> None:
    """Return when everything in a folder has reached the disk: a power cut after that loses nothing."""
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    for inner in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        _flush_folder(inner)


@contextmanager
def at_work(living: Path) -> Iterator[None]:
    """Say, until the block ends or this process dies, that an import is being stored; several may be at once."""
    living.mkdir(parents=True, exist_ok=True)
    with (living / LOCK_FILE).open("a+b") as lock:
        _share(lock)
        yield


@contextmanager
def nobody_at_work(living: Path) -> Iterator[bool]:
    """Yield whether no import is being stored anywhere; if so, none begins until the block ends."""
    living.mkdir(parents=True, exist_ok=True)
    with (living / LOCK_FILE).open("a+b") as lock:
        yield _own(lock)


if sys.platform == "win32":  # pragma: no cover - tried on Windows only
    import msvcrt

    def _share(lock: IO[bytes]) -> None:
        # Windows has no shared locks here: each import takes one byte of many, the other side all of them.
        lock.seek(random.randrange(_PLACES))  # noqa: S311 - no secret
        msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)

    def _own(lock: IO[bytes]) -> bool:
        lock.seek(0)
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, _PLACES)
        except OSError:
            return False
        return True

    def _flush_folder(folder: Path) -> None:
        """Do nothing: a folder cannot be opened there."""

else:
    import fcntl

    def _share(lock: IO[bytes]) -> None:
        fcntl.flock(lock, fcntl.LOCK_SH)

    def _own(lock: IO[bytes]) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _flush_folder(folder: Path) -> None:
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
