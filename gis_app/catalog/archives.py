"""Zip files written whole and read with suspicion."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import uuid4

from gis_app.domain.errors import InputRefused, NotFound

_STAMP = (2000, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
OWNER_ONLY = 0o600


class ArchiveWriter:
    """A zip file in the making; ``files`` holds the SHA-256 of each member written so far."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, str] = {}

    @contextmanager
    def member(self, name: str) -> Iterator["_Member"]:
        """Yield an open member; equal content gives equal bytes, whatever the time."""
        info = zipfile.ZipInfo(name, _STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as target:
            written = _Member(target)
            yield written
        self.files[name] = written.digest.hexdigest()

    def add(self, name: str, content: bytes) -> None:
        """Write a member from bytes."""
        with self.member(name) as target:
            target.write(content)

    def add_file(self, name: str, file: Path) -> None:
        """Write a member from a file, block by block."""
        with self.member(name) as target, file.open("rb") as source:
            while block := source.read(_BLOCK):
                target.write(block)


class _Member:
    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Write bytes."""
        self._target.write(content)
        self.digest.update(content)


@contextmanager
def writing(file: Path) -> Iterator[ArchiveWriter]:
    """Yield a writer of a zip file that only its owner may read, made beside and renamed into place at the end.

    Raises
    ------
    InputRefused
        If the place cannot be written.
    """
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(handle, "wb") as target, zipfile.ZipFile(target, "w") as archive:
            yield ArchiveWriter(archive)
        os.replace(beside, file)
    except OSError as error:
        raise InputRefused("output_not_written", file=str(file), value=str(error)) from None
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def reading(file: Path) -> Iterator["ArchiveReader"]:
    """Yield a reader of a zip file.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it is no zip file, or is damaged, locked or packed in an unknown way.
    """
    if not file.is_file():
        raise NotFound("table_not_found", file=str(file))
    try:
        with zipfile.ZipFile(file) as archive:
            yield ArchiveReader(archive, file.name)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
        raise InputRefused("archive_damaged", file=file.name, value=str(error)) from None


class ArchiveReader:
    """An open zip file; ``name`` stands in its errors."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self.name = name

    def names(self) -> list[str]:
        """Return the members' names.

        Raises
        ------
        InputRefused
            If one would lead out of the folder it is unpacked into.
        """
        names = [info.filename for info in self._archive.infolist() if not info.is_dir()]
        for name in names:
            path = PurePosixPath(name)
            # "layers//etc/x" is no absolute path, but what is left of it without "layers/" is one.
            plain = str(path) == name and not path.is_absolute() and ".." not in path.parts
            if not plain or "\\" in name or ":" in name:
                raise InputRefused("archive_foreign", file=self.name)
        return names

    def open(self, name: str) -> IO[bytes]:
        """Return a member opened for reading.

        Raises
        ------
        InputRefused
            If there is no such member.
        """
        try:
            return self._archive.open(name)
        except KeyError:
            raise InputRefused("archive_damaged", file=self.name, value=name) from None

    def read(self, name: str) -> bytes:
        """Return the bytes of a member."""
        with self.open(name) as source:
            return source.read()

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a member, read block by block."""
        digest = hashlib.sha256()
        with self.open(name) as source:
            while block := source.read(_BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def unpack(self, name: str, target: Path) -> None:
        """Write a member to a file whose folders are made."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.open(name) as source, target.open("wb") as written:
            shutil.copyfileobj(source, written, _BLOCK)
