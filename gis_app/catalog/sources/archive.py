"""Archives: looked through before anything is unpacked, and only what is needed is taken out."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from gis_app.catalog.sources.recognise import extension, fits, format_of, other_extension
from gis_app.catalog.sources.source import MEGABYTE, Found, Limits
from gis_app.domain.errors import InputRefused, NotFound, TooLarge

_DATA = {
    "gpkg": "gpkg",
    "shp": "shapefile",
    "geojson": "geojson",
    "geojsonl": "geojson",
    "json": "geojson",
    "fgb": "flatgeobuf",
    "kml": "kml",
    "kmz": "kmz",
    "gpx": "gpx",
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "xlsx": "xlsx",
    "xls": "xlsx",
    "ods": "ods",
    "pbf": "osm_pbf",
    "tif": "geotiff",
    "tiff": "geotiff",
}
_BY_NAME = {
    "gpkg": "gpkg",
    "shapefile": "shp",
    "dbf": "dbf",
    "geojson": "geojson",
    "flatgeobuf": "fgb",
    "kml": "kml",
    "gpx": "gpx",
}
"""Formats that GDAL opens, and the extension under which it does."""
_MAYBE = {"txt", "json"}
"""These are often a note or a licence: they count only when nothing else is there."""
_ARCHIVES = {"zip", "rar", "7z", "gz", "tar", "tgz"}
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)
"""What Python's reader of archives raises on damaged ones."""
_MOST_MEMBERS = 20_000


@contextmanager
def opened(file: Path, *, name: str = "", part: str = "", limits: Limits | None = None) -> Iterator[Found]:
    """Give the file whose bytes a reader opens: the file itself, or one taken out of a zip archive for the while.

    Parameters
    ----------
    name
        The name that the person knows; the name of the file when empty.
    part
        Which file of an archive with several.

    Raises
    ------
    NotFound
        If there is no such file.
    TooLarge
        If it is larger than the limits, packed or unpacked.
    InputRefused
        If it is empty, broken, locked, of a kind that is not read, or an archive with unsafe or unclear content.
    """
    limits = limits or Limits()
    name = name or file.name
    if not file.is_file():
        raise NotFound("table_not_found", file=str(file))
    if file.stat().st_size > limits.file_mb * MEGABYTE:
        raise TooLarge("file_too_large", file=name, value=_megabytes(file.stat().st_size), expected=limits.file_mb)
    found = format_of(file, name=name)
    if found != "zip":
        with _well_named(file, found) as readable:
            yield Found(readable, name, found, problems=other_extension(name, found))
        return
    with _open_zip(file, name=name) as archive:
        members = _members(archive, name=name, limits=limits)
        kind = _kind_of_zip(archive, members, name=name)
        if kind in ("xlsx", "ods"):
            yield Found(file, name, kind, problems=other_extension(name, kind))
            return
        with TemporaryDirectory(prefix="karte-") as folder:
            if kind == "kmz":
                yield _main_document(archive, members, name=name, folder=Path(folder))
            else:
                yield _taken_out(archive, members, name=name, part=part, folder=Path(folder), limits=limits)


@contextmanager
def _well_named(file: Path, found: str) -> Iterator[Path]:
    """GDAL believes extensions: a file of another name, or of none, is copied under one that says what it is."""
    if found not in _BY_NAME or fits(file.name, found):
        yield file
        return
    with TemporaryDirectory(prefix="karte-") as folder:
        copy = Path(folder) / f"{file.stem}.{_BY_NAME[found]}"
        shutil.copyfile(file, copy)
        yield copy


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


def _open_zip(file: Path, *, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _FAILURES:
        raise InputRefused("archive_broken", file=name) from None


def _members(archive: zipfile.ZipFile, *, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the files of an archive after looking at every name and the sum of the sizes."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise InputRefused("archive_path_refused", file=name, value=member.filename[:200])
    size = sum(member.file_size for member in members)
    if size > limits.unpacked_mb * MEGABYTE or len(members) > _MOST_MEMBERS:
        raise TooLarge("archive_too_large", file=name, value=_megabytes(size), expected=limits.unpacked_mb)
    if any(member.flag_bits & 1 for member in members):
        raise InputRefused("archive_locked", file=name)
    return members


def _kind_of_zip(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], *, name: str) -> str:
    names = {member.filename for member in members}
    if {"xl/workbook.xml", "xl/workbook.bin"} & names:
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        if b"spreadsheet" in _read(archive, "mimetype", name=name):
            return "ods"
        raise InputRefused("format_not_read", file=name, value="OpenDocument")
    for folder, program in (("word/", "Word"), ("ppt/", "PowerPoint")):
        if any(entry.startswith(folder) for entry in names) and "[Content_Types].xml" in names:
            raise InputRefused("format_not_read", file=name, value=program)
    data = {extension(entry) for entry in names} & set(_DATA)
    return "kmz" if data == {"kml"} and ("doc.kml" in names or extension(name) == "kmz") else "zip"


def _read(archive: zipfile.ZipFile, member: str, *, name: str) -> bytes:
    try:
        return archive.read(member)
    except _FAILURES:
        raise InputRefused("archive_broken", file=name) from None


def _taken_out(
    archive: zipfile.ZipFile,
    members: Sequence[zipfile.ZipInfo],
    *,
    name: str,
    part: str,
    folder: Path,
    limits: Limits,
) -> Found:
    visible = [member for member in members if not _is_hidden(member.filename)]
    data = _data_of(visible, name=name)
    chosen = _choose(data, part=part, name=name)
    stem = str(PurePosixPath(chosen.filename).with_suffix("")).lower()
    for member in visible:
        if str(PurePosixPath(member.filename)).lower().startswith(f"{stem}.") or member is chosen:
            _take(archive, member, folder / _plain_name(member), name=name)
    file = folder / _plain_name(chosen)
    inner = format_of(file, name=file.name)
    if inner == "zip" and extension(file.name) == "kmz":
        with _open_zip(file, name=name) as kmz:
            return _main_document(kmz, _members(kmz, name=name, limits=limits), name=name, folder=folder)
    if inner == "zip":
        inner = _workbook_in(file, name=name, limits=limits)
    several = tuple(member.filename for member in data) if len(data) > 1 else ()
    return Found(
        file,
        name,
        inner,
        parts=several,
        part=chosen.filename if several else "",
        problems=other_extension(file.name, inner),
    )


def _plain_name(member: zipfile.ZipInfo) -> str:
    """Return the name without folders, its extension in small letters, so that GDAL finds the pieces beside."""
    path = PurePosixPath(member.filename)
    return f"{path.stem}{path.suffix.lower()}"


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _main_document(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], *, name: str, folder: Path) -> Found:
    """Take out what a KMZ shows: its first .kml file, ``doc.kml`` as a rule; the rest are pictures and pieces."""
    documents = [member for member in members if extension(member.filename) == "kml"]
    main = min(documents, key=lambda member: (member.filename.count("/"), member.filename != "doc.kml"))
    file = folder / f"{Path(name).stem}.kml"
    _take(archive, main, file, name=name)
    format_of(file, name=name)
    return Found(file, name, "kmz", problems=other_extension(name, "kmz"))


def _workbook_in(file: Path, *, name: str, limits: Limits) -> str:
    with _open_zip(file, name=name) as inner:
        kind = _kind_of_zip(inner, _members(inner, name=name, limits=limits), name=name)
    if kind == "zip":
        raise InputRefused("archive_in_archive", file=name, value=file.name)
    return kind


def _data_of(members: Sequence[zipfile.ZipInfo], *, name: str) -> list[zipfile.ZipInfo]:
    """Return the members that hold data; what may be a note counts only when nothing else does."""
    data = [member for member in members if extension(member.filename) in _DATA]
    sure = [member for member in data if extension(member.filename) not in _MAYBE]
    if sure or data:
        return sure or data
    if any(extension(member.filename) in _ARCHIVES for member in members):
        raise InputRefused("archive_in_archive", file=name, value=members[0].filename)
    if any(extension(member.filename) in ("dbf", "shx", "prj") for member in members):
        raise InputRefused("archive_without_shp", file=name)
    if any(".gdb/" in member.filename for member in members):
        raise InputRefused("format_not_read", file=name, value="File Geodatabase")
    held = ", ".join(member.filename for member in members[:8])
    raise InputRefused("archive_without_data", file=name, value=held or "–")


def _choose(data: Sequence[zipfile.ZipInfo], *, part: str, name: str) -> zipfile.ZipInfo:
    for member in data:
        if part and part in (member.filename, PurePosixPath(member.filename).stem):
            return member
    formats = {_DATA[extension(member.filename)] for member in data}
    if len(formats) > 1:
        raise InputRefused("archive_mixed", file=name, value=", ".join(member.filename for member in data[:12]))
    return data[0]


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, *, name: str) -> None:
    try:
        with archive.open(member) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except _FAILURES:
        raise InputRefused("archive_broken", file=name) from None
