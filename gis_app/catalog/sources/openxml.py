"""What an XLSX sheet tells beyond its values: its XML is searched a second time only when it has a sign of it.

The searches know how cells are written (ECMA-376, 18.3.1.4: ``<c r="B5" s="3" t="e"><f>…</f><v>…</v></c>``) and go
through the bytes as they are: to build a tree of 100,000 rows would take longer than everything else.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from gis_app.catalog.sources.details import Cell, Details, is_padding, padded

if TYPE_CHECKING:
    from pandas import DataFrame

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA_SIGNS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v>([^<]*)<)?"
)
_ERROR = re.compile(rb'<(?:\w+:)?c\b((?=[^>]*\bt="e")[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_AT = re.compile(rb'\br="([A-Z]+)(\d+)"')
_KIND = re.compile(rb'\bt="(\w+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats for per cent, which every workbook has without naming them (ECMA-376, 18.8.30)."""


def details_of_xlsx(file: Path, sheet: str, grid: DataFrame) -> Details:
    """Return what is special in a sheet of an XLSX workbook whose values are in the grid.

    Raises
    ------
    KeyError, ValueError, ParseError
        If the inside of the workbook is not as the standard says.
    """
    with zipfile.ZipFile(file) as archive:
        content = archive.read(_sheet_file(archive, sheet))
        styles = _special_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else {}
    formulas: dict[Cell, str] = {}
    without_result: set[Cell] = set()
    for attributes, formula, result in _FORMULA.findall(content) if any(s in content for s in _FORMULA_SIGNS) else ():
        if at := _cell(attributes):
            formulas[at] = f"={html.unescape(formula.decode()) or '…'}"
            if not result and _kind(attributes) != "str":
                without_result.add(at)
    errors = _ERROR.findall(content) if b't="e"' in content else ()
    written = dict(_written(content, styles)) if styles else {}
    values = {place: grid[place].to_list() for place in {place for _row, place in written} & set(grid.columns)}
    return Details(
        formulas=formulas,
        without_result=without_result,
        errors={at: value.decode() for attributes, value in errors if (at := _cell(attributes))},
        shown={at: text for at, code in written.items() if (text := padded(_value(values, at), code))},
        percent=[at for at, code in written.items() if "%" in code and _value(values, at)],
        hidden_rows=[int(row) for row in _HIDDEN_ROW.findall(content)] if b"hidden=" in content else [],
    )


def _written(content: bytes, styles: Mapping[int, str]) -> Iterator[tuple[Cell, str]]:
    """Give the cells that hold a number and have one of the styles, each with its number format."""
    numbers = b"|".join(str(style).encode() for style in styles)
    for found in re.finditer(rb'<(?:\w+:)?c\b((?=[^>]*\bs="(?:%b)")[^>]*)>' % numbers, content):
        attributes = found.group(1)
        style = _STYLE.search(attributes)
        if style and _kind(attributes) == "n" and (at := _cell(attributes)):
            yield at, styles[int(style.group(1))]


def _kind(attributes: bytes) -> str:
    found = _KIND.search(attributes)
    return found.group(1).decode() if found else "n"


def _cell(attributes: bytes) -> Cell | None:
    found = _AT.search(attributes)
    return (int(found.group(2)), _place(found.group(1).decode())) if found else None


def _value(values: Mapping[int, list[str]], at: Cell) -> str:
    row, place = at
    column = values.get(place, [])
    return column[row - 1] if 1 <= row <= len(column) else ""


def _place(letters: str) -> int:
    """Return the column that a spreadsheet calls ``AB``, from 0."""
    place = 0
    for sign in letters:
        place = place * 26 + ord(sign) - 64
    return place - 1


def _special_styles(styles: bytes) -> dict[int, str]:
    """Return the number formats that show another thing than the value, by the style that cells name."""
    # the parser of Python refuses entities that multiply themselves since expat 2.4
    tree = ElementTree.fromstring(styles)  # noqa: S314
    named = {
        int(item.get("numFmtId", -1)): item.get("formatCode", "")
        for item in tree.iter()
        if item.tag.rpartition("}")[2] == "numFmt"
    }
    known = {**_BUILT_IN, **named}
    used = next((item for item in tree if item.tag.rpartition("}")[2] == "cellXfs"), None)
    codes = [known.get(int(style.get("numFmtId", 0)), "") for style in used] if used is not None else []
    return {style: code for style, code in enumerate(codes) if "%" in code or is_padding(code)}


def _sheet_file(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the member that holds a sheet: the workbook names a relation, the relations name the file."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    wanted = next(
        (item.get(_RELATION) for item in book.iter() if item.get("name") == sheet and item.get(_RELATION)), ""
    )
    target = next((item.get("Target", "") for item in relations.iter() if item.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
