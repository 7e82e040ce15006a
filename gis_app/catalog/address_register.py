"""The open tables of the Latvian state address register: one CSV per kind of object, alone or together in a zip.

Editions differ: separator ``;`` with ``#`` around texts, or ``,`` with ``"``; UTF-8 with or without BOM, or
Windows-1257; capital or small letters in names of files and columns; a part of the tables only. All are taken.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import IO

import pandas as pd

from gis_app.domain.errors import InputRefused

TABLES: Mapping[str, str] = {
    "eka": "buildings",
    "iela": "streets",
    "ciems": "villages",
    "pilseta": "towns",
    "pagasts": "parishes",
    "novads": "municipalities",
    "vietas": "places",
    "vietu_centroidi": "places",
}
"""End of a file's name (``aw_…``) → what is in it; ``places`` are middles of villages and towns."""
COLUMNS = (
    *("KODS", "TIPS_CD", "NOSAUKUMS", "VKUR_CD", "VKUR_TIPS", "STATUSS", "ATRIB", "STD", "DAT_MOD"),
    *("KOORD_X", "KOORD_Y", "DD_N", "DD_E"),
)
NEEDED = ("KODS", "NOSAUKUMS", "VKUR_CD", "STATUSS")
_NAME = re.compile(r"(?:^|[_\- ])aw_(" + "|".join(TABLES) + r")\.csv$", re.IGNORECASE)
_CHUNK = 100_000
_HEAD = 65_536
_OFTEN = 0.0005
"""In Latvian text of UTF-8 hardly any byte is undecodable; above this share the table is Windows-1257."""


@dataclass(frozen=True, slots=True)
class RegisterTables:
    """Rows of the register as text, by what they are; rows of objects that no longer exist are left out.

    Attributes
    ----------
    gone
        How many such rows there were.
    """

    tables: Mapping[str, pd.DataFrame]
    gone: int


def table_of(name: str) -> str:
    """Return which table a file is by its name; nothing when it is none of the register's current tables."""
    found = _NAME.search(PurePosixPath(name.replace("\\", "/")).name)
    return TABLES[found.group(1).lower()] if found else ""


def read_register(file: Path, *, name: str) -> RegisterTables:
    """Return the tables of a zip archive, or of one CSV file.

    Raises
    ------
    InputRefused
        If a table lacks a column it cannot do without, or cannot be read.
    """
    tables: dict[str, pd.DataFrame] = {}
    gone = 0
    for kind, entry, opened in _members(file, name):
        frame, without = _existing(_rows(opened, entry), entry)
        tables[kind] = pd.concat([tables[kind], frame], ignore_index=True) if kind in tables else frame
        gone += without
    return RegisterTables(tables, gone)


def _members(file: Path, name: str) -> Iterator[tuple[str, str, _Opened]]:
    if not zipfile.is_zipfile(file):
        yield table_of(name) or "buildings", name, _Opened(file, "")
        return
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in archive.namelist() if table_of(entry)]
    for entry in entries:
        yield table_of(entry), entry, _Opened(file, entry)


class _Opened:
    """A table that is opened when it is read: a file, or a member of an archive."""

    def __init__(self, file: Path, member: str) -> None:
        self.file, self.member = file, member

    @contextmanager
    def _bytes(self) -> Iterator[IO[bytes]]:
        if self.member:
            with zipfile.ZipFile(self.file) as archive, archive.open(self.member) as stream:
                yield stream
        else:
            with self.file.open("rb") as stream:
                yield stream

    @contextmanager
    def text(self) -> Iterator[IO[str]]:
        """Give the table as text, decoded by what its first bytes are."""
        with self._bytes() as stream:
            head = stream.read(_HEAD)
        wrong = head.decode("utf-8", errors="replace").count("�")
        encoding = "cp1257" if wrong > 1 + len(head) * _OFTEN else "utf-8-sig"
        with self._bytes() as stream, TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
            yield text


def _rows(opened: _Opened, entry: str) -> Iterator[pd.DataFrame]:
    with opened.text() as text:
        head = text.readline()
    separator = ";" if head.count(";") > head.count(",") else ","
    quote = "#" if head.lstrip("\ufeff").startswith("#") or ";#" in head else '"'
    names = [cell.strip().upper() for cell in next(csv.reader([head], delimiter=separator, quotechar=quote))]
    missing = [column for column in NEEDED if column not in names]
    if missing:
        raise InputRefused("register_column_absent", file=entry, value=", ".join(missing))
    wanted = [place for place, column in enumerate(names) if column in COLUMNS]
    with opened.text() as text:
        try:
            yield from pd.read_csv(
                text,
                sep=separator,
                quotechar=quote,
                dtype=str,
                keep_default_na=False,
                header=0,
                names=names,
                usecols=wanted,
                index_col=False,
                chunksize=_CHUNK,
                on_bad_lines="skip",
            )
        except (pd.errors.ParserError, csv.Error, UnicodeError) as error:
            raise InputRefused("vector_not_readable", file=entry, value=str(error)) from None


def _existing(chunks: Iterator[pd.DataFrame], entry: str) -> tuple[pd.DataFrame, int]:
    kept, gone = [], 0
    for chunk in chunks:
        there = chunk["STATUSS"].str.strip().str.upper() == "EKS"
        kept.append(chunk[there])
        gone += int((~there).sum())
    if not kept:
        raise InputRefused("file_empty", file=entry)
    return pd.concat(kept, ignore_index=True), gone
