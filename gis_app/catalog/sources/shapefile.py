"""Shapefiles: the pieces beside the .shp, and the letters of its table, which it often does not say."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import numpy as np
import pyogrio
from pandas import DataFrame

from gis_app.catalog.sources.encoding import decode, encoding_of
from gis_app.catalog.sources.gdal import read_layer
from gis_app.catalog.sources.source import Found, Source
from gis_app.catalog.sources.vector import describe
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices, Problem

_TEXT_FIELDS = b"CM"
_RECORDS = 50_000
"""So many records are enough to tell the letters of a table."""


def read_shapefile(found: Found, choices: Choices) -> Source:
    """Return the features of a Shapefile; what is missing beside it is said.

    Without an index file (.shx) one is made in a copy; without a table (.dbf) there are only shapes; the letters of the
    table are what the .cpg file says, as far as the bytes agree, else what they look like.

    Raises
    ------
    InputRefused
        If the shapes cannot be read.
    """
    pieces = pieces_of(found.file)
    encoding, problems = _encoding(pieces, chosen=choices.encoding, name=found.name)
    problems += [
        Problem(code)
        for piece, code in (("dbf", "shapefile_without_dbf"), ("prj", "shapefile_without_prj"))
        if piece not in pieces
    ]
    try:
        frame, complaints = _read(found, pieces, encoding)
    except InputRefused:
        if "prj" not in pieces:
            raise
        problems.append(Problem("prj_broken"))
        frame, complaints = _read(found, {piece: file for piece, file in pieces.items() if piece != "prj"}, encoding)
    if "shx" not in pieces:
        problems.append(Problem("shapefile_without_shx", severity="mended"))
    else:
        problems += complaints
    return describe(found, frame, problems=problems, encoding=encoding if "dbf" in pieces else "")


def read_dbf(found: Found, choices: Choices) -> Source:
    """Return the rows of the table of a Shapefile that came alone.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    pieces = pieces_of(found.file)
    encoding, problems = _encoding(pieces, chosen=choices.encoding, name=found.name)
    frame, complaints = read_table(found.file, encoding, name=found.name)
    return describe(found, frame, problems=(*problems, *complaints), encoding=encoding)


def pieces_of(file: Path) -> dict[str, Path]:
    """Return the files of the same name beside a file, by their extension in small letters."""
    stem = file.stem.lower()
    return {
        other.name[len(stem) + 1 :].lower(): other
        for other in sorted(file.parent.iterdir())
        if other.name.lower().startswith(f"{stem}.") and other.is_file()
    }


def read_table(file: Path, encoding: str, *, name: str) -> tuple[DataFrame, list[Problem]]:
    """Return the features of a .shp or .dbf file; a letter cut in half at the end of a field is replaced.

    Raises
    ------
    InputRefused
        If the file cannot be read.
    """
    try:
        return read_layer(file, None, name=name, encoding=encoding)
    except UnicodeDecodeError:
        frame, problems = read_layer(file, None, name=name, encoding="iso8859-1")
    frame = frame.rename(columns=lambda column: _again(str(column), encoding))
    for column in frame.select_dtypes(["object", "string"]).columns:
        texts = frame[column].astype(object)
        frame[column] = texts.map(lambda text: _again(text, encoding) if isinstance(text, str) else text)
    return frame, problems


def _again(text: str, encoding: str) -> str:
    return text.encode("iso8859-1", errors="replace").decode(encoding, errors="replace")


def _encoding(pieces: dict[str, Path], *, chosen: str, name: str) -> tuple[str, list[Problem]]:
    content = b""
    if "dbf" in pieces:
        _refuse_short(pieces["dbf"], name=name)
        content = _letters(pieces["dbf"])
    if chosen:
        decode(content, name=name, chosen=chosen)
        return chosen, []
    said = _said(pieces["cpg"]) if "cpg" in pieces else ""
    if said:
        try:
            content.decode(said)
        except UnicodeDecodeError:
            guessed = encoding_of(content)
            return guessed, [Problem("cpg_wrong", severity="mended", params={"value": said, "expected": guessed})]
        return said, []
    return encoding_of(content), []


def _refuse_short(dbf: Path, *, name: str) -> None:
    """Refuse a table whose head promises more records than the file holds: GDAL would wait for a billion of them."""
    with dbf.open("rb") as source:
        head = source.read(32)
    count, start, width = (int.from_bytes(head[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    if width == 0 or start + count * width > dbf.stat().st_size + width:
        raise InputRefused("vector_broken", file=name, value=".dbf")


def _said(cpg: Path) -> str:
    """Return the encoding that a .cpg file names in one of the many ways (``1257``, ``ANSI 1257``, ``ISO 88591``)."""
    text = cpg.read_bytes()[:80].decode("ascii", errors="ignore").strip().lower()
    number = re.search(r"\d+", text.replace("8859-", "8859"))
    names = [text, text.replace(" ", "-")]
    if number:
        digits = number.group()
        part = f"iso8859-{digits[4:]}" if digits.startswith("8859") and len(digits) > 4 else ""
        names += [{"65001": "utf-8"}.get(digits, f"cp{digits}"), part]
    for candidate in filter(None, names):
        try:
            return codecs.lookup(candidate).name
        except LookupError:
            continue
    return ""


def _letters(dbf: Path) -> bytes:
    """Return the names and the text of a dBASE table: header of 32 bytes, 32 for each field, then fixed records."""
    with dbf.open("rb") as source:
        head = source.read(32)
        start, width = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
        fields = source.read(max(start - 32, 0))
        body = source.read(width * _RECORDS)
    columns, place = [], 1
    for offset in range(0, len(fields) - 31, 32):
        size = fields[offset + 16]
        if fields[offset + 11] in _TEXT_FIELDS:
            columns.append((place, size))
        place += size
    if not width or len(body) < width:
        return fields[:0]
    table = np.frombuffer(body[: len(body) // width * width], dtype=np.uint8).reshape(-1, width)
    names = b"\n".join(fields[offset : offset + 11].split(b"\x00")[0] for offset in range(0, len(fields) - 31, 32))
    parts = [np.pad(table[:, first : first + size], ((0, 0), (0, 1)), constant_values=10) for first, size in columns]
    return names + b"\n" + b"".join(part.tobytes() for part in parts)


def _read(found: Found, pieces: dict[str, Path], encoding: str) -> tuple[DataFrame, list[Problem]]:
    """Read the pieces where they lie, or a copy of them in which the index is made again."""
    if "shx" in pieces and set(pieces) == set(pieces_of(found.file)):
        return read_table(found.file, encoding, name=found.name)
    with TemporaryDirectory(prefix="karte-") as folder:
        for extension, piece in pieces.items():
            copyfile(piece, Path(folder) / f"{found.file.stem}.{extension}")
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": True})
        try:
            return read_table(Path(folder) / f"{found.file.stem}.shp", encoding, name=found.name)
        finally:
            pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
