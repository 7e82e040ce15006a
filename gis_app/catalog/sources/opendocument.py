"""What an OpenDocument sheet tells beyond its values; the file itself keeps the text that each cell shows."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gis_app.catalog.sources.details import Details
from gis_app.catalog.sources.rows import Range

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SIGNS = (b"table:formula", b'"percentage"', b'visibility="', b"spanned=")
_ERRORS = ("#", "Err:")
_FEW = 1000
"""Repeated rows and cells beyond this are the empty rest of a sheet."""


def details_of_ods(file: Path, sheet: str) -> tuple[Details, list[Range]]:
    """Return what is special in a sheet of an OpenDocument workbook, and its merged ranges."""
    with zipfile.ZipFile(file) as archive:
        content = archive.read("content.xml")
    padded = b"min-integer-digits" in content
    if not padded and not any(sign in content for sign in _SIGNS):
        return Details(), []
    # the parser of Python refuses entities that multiply themselves since expat 2.4
    tree = ElementTree.fromstring(content)  # noqa: S314
    found = next((item for item in tree.iter(f"{_TABLE}table") if item.get(f"{_TABLE}name") == sheet), None)
    return _read(found) if found is not None else (Details(), [])


def _read(sheet: Element) -> tuple[Details, list[Range]]:
    cells = [(row, place, cell) for row, item in _rows(sheet) for place, cell in _cells(item)]
    formulas = {
        (row, place): formula.removeprefix("of:")
        for row, place, cell in cells
        if (formula := cell.get(f"{_TABLE}formula", ""))
    }
    errors = {
        (row, place): _text(cell)
        for row, place, cell in cells
        if cell.get(f"{_CALC}value-type") == "error" or ((row, place) in formulas and _text(cell).startswith(_ERRORS))
    }
    details = Details(
        formulas=formulas,
        without_result={(row, place) for row, place, cell in cells if (row, place) in formulas and not _text(cell)},
        errors=errors,
        shown={(row, place): _text(cell) for row, place, cell in cells if _is_padded(cell, _text(cell))},
        percent=[(row, place) for row, place, cell in cells if cell.get(f"{_OFFICE}value-type") == "percentage"],
        hidden_rows=[row for row, item in _rows(sheet) if item.get(f"{_TABLE}visibility") in ("collapse", "filter")],
    )
    return details, [merged for row, place, cell in cells if (merged := _merged(row, place, cell))]


def _merged(row: int, place: int, cell: Element) -> Range | None:
    down, right = (int(cell.get(f"{_TABLE}number-{side}-spanned", 1)) for side in ("rows", "columns"))
    return ((row - 1, place), (row + down - 2, place + right - 1)) if down > 1 or right > 1 else None


def _rows(sheet: Element) -> Iterator[tuple[int, Element]]:
    number = 1
    for item in sheet.iter(f"{_TABLE}table-row"):
        times = int(item.get(f"{_TABLE}number-rows-repeated", 1))
        for step in range(times if times < _FEW else 0):
            yield number + step, item
        number += times


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    place = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        for step in range(times if times < _FEW and (len(cell) or cell.get(f"{_TABLE}formula")) else 0):
            yield place + step, cell
        place += times


def _text(cell: Element) -> str:
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))


def _is_padded(cell: Element, text: str) -> bool:
    """Return whether a number is shown with leading zeros (or letters before them), as codes are."""
    value = cell.get(f"{_OFFICE}value", "")
    if cell.get(f"{_OFFICE}value-type") != "float" or not value.isdigit() or len(text) <= len(value):
        return False
    return text.endswith(value) and text.removesuffix(value).endswith("0")
