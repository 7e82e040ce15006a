"""What an XLSX sheet tells beyond its values: its XML is read a second time only when it has a sign of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gis_app.catalog.sources.details import Details, is_padding, padded

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA_OR_ERROR = re.compile(rb'<(?:\w+:)?f[\s>/]|\bt="e"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats for per cent, which every workbook has without naming them (ECMA-376, 18.8.30)."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    place: int
    kind: str
    value: str
    formula: str | None
    written: str


def details_of_xlsx(file: Path, sheet: str) -> Details:
    """Return what is special in a sheet of an XLSX workbook.

    Raises
    ------
    KeyError, ValueError, ParseError
        If the inside of the workbook is not as the standard says.
    """
    with zipfile.ZipFile(file) as archive:
        content = archive.read(_sheet_file(archive, sheet))
        formats = _formats(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else []
    special = any("%" in written or is_padding(written) for written in formats)
    if not special and not _FORMULA_OR_ERROR.search(content) and not _HIDDEN_ROW.search(content):
        return Details()
    hidden: list[int] = []
    cells = list(_cells(content, formats, hidden))
    formulas = {(cell.row, cell.place): f"={cell.formula or '…'}" for cell in cells if cell.formula is not None}
    return Details(
        formulas=formulas,
        without_result={
            (cell.row, cell.place)
            for cell in cells
            if cell.formula is not None and not cell.value and cell.kind != "str"
        },
        errors={(cell.row, cell.place): cell.value for cell in cells if cell.kind == "e"},
        shown={
            (cell.row, cell.place): text
            for cell in cells
            if cell.kind == "n" and (text := padded(cell.value, cell.written))
        },
        percent=[(cell.row, cell.place) for cell in cells if cell.kind == "n" and cell.value and "%" in cell.written],
        hidden_rows=hidden,
    )


def _cells(content: bytes, formats: Sequence[str], hidden: list[int]) -> Iterator[_Cell]:
    """Give the cells that are special; the numbers of hidden rows are put into ``hidden``."""
    row, place = 0, -1
    # the parser of Python refuses entities that multiply themselves since expat 2.4
    for event, item in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314
        tag = item.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, place = int(item.get("r", row + 1)), -1
            if item.get("hidden") in ("1", "true"):
                hidden.append(row)
        elif event == "end" and tag == "c":
            place = _place(item.get("r", ""), place + 1)
            style = int(item.get("s", 0))
            written = formats[style] if style < len(formats) else ""
            cell = _Cell(row, place, item.get("t", "n"), _inner(item, "v") or "", _inner(item, "f"), written)
            if cell.formula is not None or cell.kind == "e" or "%" in written or is_padding(written):
                yield cell
        elif event == "end" and tag == "row":
            item.clear()


def _inner(cell: Element, tag: str) -> str | None:
    """Return the text of a part of a cell; None without that part."""
    found = next((part for part in cell if part.tag.rpartition("}")[2] == tag), None)
    return None if found is None else (found.text or "").strip()


def _place(reference: str, otherwise: int) -> int:
    """Return the column of ``AB12`` from 0."""
    letters = reference.rstrip("0123456789")
    if not letters.isalpha():
        return otherwise
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1


def _formats(styles: bytes) -> list[str]:
    """Return the number format of each style of a cell."""
    tree = ElementTree.fromstring(styles)  # noqa: S314
    named = {
        int(item.get("numFmtId", -1)): item.get("formatCode", "")
        for item in tree.iter()
        if item.tag.rpartition("}")[2] == "numFmt"
    }
    known = {**_BUILT_IN, **named}
    used = next((item for item in tree if item.tag.rpartition("}")[2] == "cellXfs"), None)
    return [known.get(int(style.get("numFmtId", 0)), "") for style in used] if used is not None else []


def _sheet_file(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the member that holds a sheet: the workbook names a relation, the relations name the file."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    wanted = next(
        (item.get(_RELATION) for item in book.iter() if item.get("name") == sheet and item.get(_RELATION)), ""
    )
    target = next((item.get("Target", "") for item in relations.iter() if item.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
