"""What a file is: its content decides, its extension is only compared."""

from __future__ import annotations

import re
from pathlib import Path

from gis_app.catalog.sources.statistics import is_jsonstat
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem

_HEAD = 65_536

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"SQLite format 3\x00", "gpkg"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"fgb\x03fgb", "flatgeobuf"),
    (0, b"\x00\x00\x27\x0a", "shapefile"),
    (0, b"II*\x00", "geotiff"),
    (0, b"MM\x00*", "geotiff"),
    (0, b"II+\x00", "geotiff"),
    (0, b"MM\x00+", "geotiff"),
    (4, b"\x0a\x09OSMHeader", "osm_pbf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
)
_KNOWN_AND_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"{\\rtf", "RTF"),
    (b"AC10", "DWG"),
)
_ROOTS = {"kml": "kml", "gpx": "gpx"}
_EXTENSIONS = {
    "gpkg": {"gpkg"},
    "shapefile": {"shp"},
    "dbf": {"dbf"},
    "geojson": {"geojson", "json", "geojsonl", "ndjson", "jsonl", "geojsons"},
    "flatgeobuf": {"fgb"},
    "kml": {"kml"},
    "kmz": {"kmz"},
    "gpx": {"gpx"},
    "csv": {"csv", "tsv", "txt", "tab", "dat", "asc", "px"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xlsb", "xls"},
    "ods": {"ods", "ots"},
    "jsonstat": {"json", "jsonstat"},
    "osm_pbf": {"pbf"},
    "geotiff": {"tif", "tiff", "gtiff", "geotiff"},
    "zip": {"zip"},
}
_PIECES = {"shx", "prj", "cpg", "sbn", "sbx", "qix", "qpj", "qmd", "tfw", "aux"}
_ROOT = re.compile(r"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")
_DXF = re.compile(r"(999\s*\n.*\n\s*)*0\s*\n\s*SECTION\s")
_READABLE = 0.95


def format_of(file: Path, *, name: str) -> str:
    """Return the format of a file by its first bytes: a format we read, ``zip``, ``old_office`` or ``dbf``.

    Raises
    ------
    InputRefused
        If the file is empty, is a piece of a Shapefile, a web page, or of a kind that is not read.
    """
    with file.open("rb") as source:
        head = source.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputRefused("file_empty", file=name)
    for offset, sign, found in _SIGNATURES:
        if head.startswith(sign, offset):
            return found
    for sign, kind in _KNOWN_AND_REFUSED:
        if head.startswith(sign):
            raise InputRefused("format_not_read", file=name, value=kind)
    if extension(name) in _PIECES:
        raise InputRefused("piece_of_shapefile", file=name)
    if extension(name) == "dbf" and head[0] in (0x02, 0x03, 0x30, 0x83, 0x8B, 0xF5):
        return "dbf"
    return _text_format(head, name=name)


def extension(name: str) -> str:
    """Return the last extension of a name, in small letters."""
    return Path(name).suffix.lower().removeprefix(".")


def fits(name: str, found: str) -> bool:
    """Return whether a name has an extension that belongs to a format."""
    return extension(name) in _EXTENSIONS.get(found, ())


def other_extension(name: str, found: str) -> tuple[Problem, ...]:
    """Notice a name that promises another format than the content."""
    said = extension(name)
    if not said or found not in _EXTENSIONS or fits(name, found):
        return ()
    if not any(said in known for known in _EXTENSIONS.values()):
        return ()
    return (Problem("extension_other", params={"value": f".{said}", "expected": found}),)


def _text_format(head: bytes, *, name: str) -> str:
    text = _as_text(head)
    if text is None:
        raise InputRefused("format_unknown", file=name)
    text = text.lstrip("\ufeff \t\r\n\x1e")
    if text.startswith(("{", "[")):
        return _json_format(text, name=name)
    if _DXF.match(text):
        raise InputRefused("format_not_read", file=name, value="DXF")
    if text.startswith("<"):
        return _markup_format(text, name=name)
    return "csv"


def _as_text(head: bytes) -> str | None:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    zeros = head.count(0)
    if zeros > 0.3 * len(head):
        return head.replace(b"\x00", b"").decode("latin-1")
    strange = sum(head.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27, 30))
    return head.decode("utf-8", errors="replace") if strange <= (1 - _READABLE) * len(head) else None


def _says_workbook(name: str) -> bool:
    return extension(name) in _EXTENSIONS["xlsx"] | _EXTENSIONS["ods"]


def _json_format(text: str, *, name: str) -> str:
    if is_jsonstat(text):
        return "jsonstat"
    if re.search(r'"type"\s*:\s*"Topology"', text):
        raise InputRefused("format_not_read", file=name, value="TopoJSON")
    kinds = r"FeatureCollection|Feature|GeometryCollection|(Multi)?(Point|LineString|Polygon)"
    if re.search(rf'"type"\s*:\s*"({kinds})"', text) or '"features"' in text:
        return "geojson"
    raise InputRefused("json_without_places", file=name)


def _markup_format(text: str, *, name: str) -> str:
    root = _ROOT.search(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    found = root.group(1).lower() if root else ""
    if found in _ROOTS:
        return _ROOTS[found]
    if found in ("html", "head", "body", "table", "div", "style", "meta") or "<!doctype html" in text[:500].lower():
        raise InputRefused("web_page_as_workbook" if _says_workbook(name) else "web_page", file=name)
    if found == "workbook":
        raise InputRefused("web_page_as_workbook", file=name)
    raise InputRefused("format_not_read", file=name, value=f"XML <{root.group(1)}>" if root else "XML")
