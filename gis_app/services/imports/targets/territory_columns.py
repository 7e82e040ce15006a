"""Which columns of a file say code, name, level and parent of a territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gis_app.domain.atvk import read_code
from gis_app.domain.lists import LEVELS
from gis_app.text.fold import fold
from gis_app.text.place_names import split_kind

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

ROLES = ("code", "name", "level", "parent", "parent_name", "parent_level")
_WORDS = {
    "code": ("code", "kods", "atvk", "atvk code", "atvk kods", "territory code", "id"),
    "name": ("name", "nosaukums", "nosauk", "vards", "title", "apkaime", "pagasts", "teritorija"),
    "level": ("type", "tips", "level", "limenis", "veids"),
}
_SUFFIXES = {"code": ("code", "kods"), "name": ("name", "nosaukums", "nosauk"), "level": ("type", "tips", "level")}
_TYPES = {1: "state_city", 5: "municipality", 6: "town", 7: "parish"}
"""Numbers of types in the boundary files of the statistical bureau."""
_SAMPLE = 1000
"""Cells of a column, spread evenly, by which it is judged: the whole country has 592 units."""
_MOSTLY = 0.9


def guess_columns(frame: GeoDataFrame, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each role that can be told; what a person chose stays, an empty choice means none."""
    found = {role: name for role, name in chosen.items() if role in ROLES}
    names = [str(name) for name in frame.columns if name != frame.geometry.name]
    if "code" not in found or "parent" not in found:
        _guess_codes(frame, names, found)
    _guess_beside(names, found, of="code", roles={"name": "name", "level": "level"})
    _guess_beside(names, found, of="parent", roles={"name": "parent_name", "level": "parent_level"})
    for role in ("name", "level"):
        if role not in found:
            _by_word(frame, names, found, role)
    return {role: name for role, name in found.items() if name}


def levels_of(column: Series) -> list[str]:
    """Return the level that each cell of a column of types or levels names; empty where it names none."""
    numbers = {_whole(cell) for cell in column.dropna().unique()}
    if numbers and numbers <= set(_TYPES):
        return [_TYPES.get(_whole(cell) or 0, "") for cell in column]
    return [level_of_word(cell) for cell in column]


def level_of_word(cell: Any) -> str:
    """Return the level that a word names, in Latvian, in English or as our code."""
    text = str(cell).strip()
    return text if text in LEVELS else split_kind(f"x {text}")[1]


def cell_text(cell: Any) -> str:
    """Return a cell as text: nothing for no value, a whole number without its decimal part."""
    if cell is None or cell != cell:  # noqa: PLR0124 - only NaN is not itself
        return ""
    whole = _whole(cell)
    return str(whole) if whole is not None and not isinstance(cell, str) else str(cell).strip()


def _guess_codes(frame: GeoDataFrame, names: Sequence[str], found: dict[str, str]) -> None:
    """Take the first column of codes that are all different as the units', one with repeated codes as the parents'."""
    for name in names:
        if name in found.values() or not _holds_codes(frame[name]):
            continue
        filled = frame[name].dropna()
        if filled.duplicated().mean() < 1 - _MOSTLY:
            found.setdefault("code", name)
        elif "parent" not in found and filled.nunique() > 1:
            found["parent"] = name
    if "code" not in found:
        _by_word(frame, names, found, "code")


def _holds_codes(column: Series) -> bool:
    filled = column.dropna()
    filled = filled.iloc[:: max(1, len(filled) // _SAMPLE)]
    return len(filled) > 0 and sum(read_code(cell) is not None for cell in filled) >= _MOSTLY * len(filled)


def _guess_beside(names: Sequence[str], found: dict[str, str], *, of: str, roles: Mapping[str, str]) -> None:
    """Take ``L1_name`` and ``L1_type`` beside a column of codes called ``L1_code``."""
    code = found.get(of, "")
    ending = next((ending for ending in _SUFFIXES["code"] if code.lower().endswith(ending)), "")
    stem = code[: len(code) - len(ending)].lower()
    if not ending or not stem:
        return
    for kind, role in roles.items():
        wanted = {stem + suffix for suffix in _SUFFIXES[kind]}
        beside = next((name for name in names if name.lower() in wanted and name not in found.values()), None)
        if role not in found and beside is not None:
            found[role] = beside


def _by_word(frame: GeoDataFrame, names: Sequence[str], found: dict[str, str], role: str) -> None:
    folded = {fold(name.replace("_", " ")): name for name in reversed(names) if name not in found.values()}
    for word in _WORDS[role]:
        if word in folded and (role != "level" or any(levels_of(frame[folded[word]]))):
            found[role] = folded[word]
            return


def _whole(cell: Any) -> int | None:
    if isinstance(cell, bool):
        return None
    try:
        number = float(cell)
    except (TypeError, ValueError):
        return None
    return int(number) if number == number and number.is_integer() else None  # noqa: PLR0124 - only NaN is not itself
