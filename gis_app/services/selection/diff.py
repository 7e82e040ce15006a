"""What differs between two decisions, criteria files or results; ``run`` (date, role, versions) does not count."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gis_app.catalog.tables import parse_table
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.services.selection.criteria_file import parse_criteria
from gis_app.services.selection.output import describe

KEYS = ("id", "column")
"""Keys by which the entries of a list are matched, wherever they stand in it."""
LEFT_OUT = ("run", "sha256")
SUFFIXES = (".json", ".toml", ".csv")
ABSENT = object()
"""Stands where one side has nothing; shown as None with ``side``."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; ``side`` is ``both``, or ``first`` or ``second`` when only that one has it."""

    where: str
    first: Any
    second: Any
    side: str = "both"


def differences(first: Any, second: Any) -> list[Difference]:
    """Return every value that differs, in the order of the first and then what only the second has."""
    return list(_compare(first, second, where=()))


def read_side(path: Path) -> Any:
    """Return a decision file, a criteria file, a result or a folder of these as plain values.

    Raises
    ------
    NotFound
        If there is no such file or folder, or the folder holds none of them.
    InputRefused
        If a file is not what its name says.
    """
    if path.is_dir():
        found = {file.name: _read(file) for file in sorted(path.iterdir()) if file.suffix in SUFFIXES}
        if not found:
            raise NotFound("diff_nothing", file=str(path), expected=", ".join(SUFFIXES))
        return found
    if not path.is_file():
        raise NotFound("table_not_found", file=str(path))
    return _read(path)


def decision_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a decision so that two can be compared: criteria as values, rows by their id, without ``run``."""
    plain = {key: value for key, value in document.items() if key not in LEFT_OUT}
    if isinstance(plain.get("criteria"), str):
        plain["criteria"] = describe(parse_criteria(plain["criteria"].encode(), name="criteria"))
    data = plain.get("data")
    if isinstance(data, Mapping) and {"columns", "rows"} <= set(data):
        plain["data"] = {**data, "rows": [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]}
    return plain


def to_json(found: Sequence[Difference]) -> bytes:
    """Return the differences as JSON."""
    listed = [{"where": one.where, "side": one.side, "first": one.first, "second": one.second} for one in found]
    return (json.dumps({"differences": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def to_text(found: Sequence[Difference]) -> str:
    """Return one line a difference, the same in every language: ``-`` only first, ``+`` only second, ``~`` changed."""
    signs = {"first": "-", "second": "+", "both": "~"}
    lines = []
    for one in found:
        sides = {"first": [one.first], "second": [one.second], "both": [one.first, one.second]}[one.side]
        shown = " -> ".join(json.dumps(value, ensure_ascii=False) for value in sides)
        lines.append(f"{signs[one.side]} {one.where}: {shown}\n")
    return "".join(lines)


def _read(path: Path) -> Any:
    content = path.read_bytes()
    if path.suffix == ".toml":
        return describe(parse_criteria(content, name=path.name))
    if path.suffix == ".json":
        return _decision(content, name=path.name)
    table = parse_table(content, name=path.name)
    ids = table.ids("id" if "id" in table.columns else table.columns[0])
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [{"id": unit, **row} for unit, row in zip(ids, rows, strict=True)]


def _decision(content: bytes, *, name: str) -> Any:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputRefused("diff_not_json", file=name, value=str(error)) from None
    return decision_of(document) if isinstance(document, dict) else document


def _compare(first: Any, second: Any, *, where: tuple[str, ...]) -> Iterator[Difference]:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        for key in dict.fromkeys([*first, *second]):
            yield from _compare(first.get(key, ABSENT), second.get(key, ABSENT), where=(*where, str(key)))
    elif _is_list(first) and _is_list(second):
        yield from _compare(_by_key(first), _by_key(second), where=where)
    elif first is ABSENT:
        yield Difference(".".join(where), None, second, side="second")
    elif second is ABSENT:
        yield Difference(".".join(where), first, None, side="first")
    elif first != second or isinstance(first, bool) is not isinstance(second, bool):
        yield Difference(".".join(where), first, second)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _by_key(listed: Sequence[Any]) -> dict[str, Any]:
    """Return a list as a mapping: by id or column where every entry has one of its own, else by place."""
    for key in KEYS:
        names = [str(item[key]) for item in listed if isinstance(item, Mapping) and key in item]
        if listed and len(names) == len(listed) == len(set(names)):
            return dict(zip(names, listed, strict=True))
    return {str(place): item for place, item in enumerate(listed, start=1)}
