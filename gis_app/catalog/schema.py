"""The schema of ``layer.toml``: which keys there are, what each takes, and how a file of it is read and written."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.layers import (
    BASE_PARTS,
    COUNTINGS,
    FIELD_KINDS,
    GEOMETRIES,
    MADE,
    ROLES,
    SHAPES,
    TABLES,
    Field,
    Layer,
    Style,
)
from gis_app.domain.lists import LEVELS, THEME_BLOCKS

FILE_NAME = "layer.toml"
NOT_KNOWN = "not known"
EVERY_PROJECT = "*"
"""A layer of the store described once for all projects: ``project = "*"`` and an id that starts with ``*-``."""


@dataclass(frozen=True, slots=True)
class Data:
    """Where the features are: exactly one of a file beside, a table of the store, a member of a wheel."""

    file: str = ""
    table: str = ""
    wheel: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A ``layer.toml`` that was read: the layer, where its data are, and the folder it lies in."""

    layer: Layer
    data: Data
    folder: Path

    @property
    def path(self) -> Path | None:
        """The geodata file, whether it exists or not; None when the data come from elsewhere."""
        return self.folder / self.data.file if self.data.file else None


class _Unfit(ValueError):
    """A value that its key cannot take; the argument says what was expected."""


Reader = Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit("text")
    return value


def _matching(pattern: str, expected: str) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise _Unfit(expected)
        return value

    return read


def _one_of(codes: tuple[str, ...]) -> Reader:
    def read(value: Any) -> str:
        if value not in codes:
            raise _Unfit(", ".join(codes))
        return str(value)

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit("true, false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _Unfit("0, 1, 2 …")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise _Unfit("0, 0.5, 1 …")
    return float(value)


def _day(value: Any) -> date:
    if type(value) is not date:
        raise _Unfit("2021-01-01")
    return value


def _day_or_not_known(value: Any) -> date | None:
    if value == NOT_KNOWN:
        return None
    if type(value) is not date:
        raise _Unfit(f'2021-01-01, "{NOT_KNOWN}"')
    return value


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the schema; a ``table`` holds further keys, ``many`` of them when written ``[[key]]``."""

    read: Reader | None = None
    required: bool = False
    table: "Mapping[str, Key] | None" = None
    many: bool = False


_COLOUR = _matching(r"#[0-9a-f]{6}", "#rrggbb")
_PLAIN_FILE = _matching(r"[^/\\]+", "data.gpkg")
_BY_LANGUAGE = {"lv": Key(_text, required=True), "en": Key(_text, required=True), "ru": Key(_text)}

SCHEMA: Mapping[str, Key] = {
    "id": Key(_matching(r"(\*-)?[a-z0-9]+([-_][a-z0-9]+)*", "a-z, 0-9, -, _"), required=True),
    "project": Key(_matching(r"\*|[a-z0-9]+(-[a-z0-9]+)*", "a-z, 0-9, -"), required=True),
    "theme": Key(_one_of(THEME_BLOCKS), required=True),
    "role": Key(_one_of(ROLES), required=True),
    "geometry": Key(_one_of(GEOMETRIES), required=True),
    "epsg": Key(_whole, required=True),
    "licence": Key(_text, required=True),
    "dated": Key(_day_or_not_known, required=True),
    "retrieved": Key(_day),
    "level": Key(_one_of(LEVELS)),
    "base": Key(_one_of(BASE_PARTS)),
    "counting": Key(_one_of(COUNTINGS)),
    "made": Key(_one_of(MADE)),
    "id_field": Key(_text),
    "name_field": Key(_text),
    "visible": Key(_flag),
    "public": Key(_flag),
    "invented": Key(_flag),
    "title": Key(table=_BY_LANGUAGE, required=True),
    "source": Key(table=_BY_LANGUAGE, required=True),
    "data": Key(
        required=True,
        table={
            "file": Key(_PLAIN_FILE),
            "table": Key(_one_of(TABLES)),
            "wheel": Key(_text),
            "member": Key(_text),
        },
    ),
    "style": Key(
        table={
            "stroke": Key(_COLOUR),
            "fill": Key(_matching(r"#[0-9a-f]{6}|", '#rrggbb, ""')),
            "width": Key(_number),
            "dash": Key(_matching(r"([0-9]+( [0-9]+)*)?", "6 4")),
            "shape": Key(_one_of(SHAPES)),
            "min_zoom": Key(_whole),
            "max_zoom": Key(_whole),
        }
    ),
    "field": Key(
        many=True,
        table={
            "name": Key(_text, required=True),
            "title": Key(table=_BY_LANGUAGE, required=True),
            "unit": Key(_text),
            "kind": Key(_one_of(FIELD_KINDS)),
        },
    ),
}


def read_layer(file: Path, *, version: str = "") -> LayerFile:
    """Return the layer that a ``layer.toml`` describes.

    Raises
    ------
    InputRefused
        For the first problem of the file: which file, key and value, and what was expected.
    """
    found, problems = inspect(file, version=version)
    if problems or found is None:
        raise problems[0]
    return found


def inspect(file: Path, *, version: str = "") -> tuple[LayerFile | None, list[InputRefused]]:
    """Return the layer of a ``layer.toml`` (None if it cannot be made) and every problem of the file at once."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [InputRefused("layer_file_missing", file=str(file))]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [InputRefused("layer_file_unreadable", file=str(file), value=str(error))]
    problems: list[InputRefused] = []
    values = _read_table(content, SCHEMA, at="", file=file, problems=problems)
    if not problems:
        problems += _inconsistencies(values, file)
    if problems:
        return None, problems
    data = Data(**values.pop("data"))
    return LayerFile(layer=_layer(values, data, version), data=data, folder=file.parent), []


def _read_table(
    content: Mapping[str, Any], keys: Mapping[str, Key], *, at: str, file: Path, problems: list[InputRefused]
) -> dict[str, Any]:
    allowed = ", ".join(sorted(keys))
    problems += [
        InputRefused("layer_key_unknown", file=str(file), key=at + name, expected=allowed)
        for name in content
        if name not in keys
    ]
    problems += [
        InputRefused("layer_key_missing", file=str(file), key=at + name)
        for name, key in keys.items()
        if key.required and name not in content
    ]
    return {
        name: _read_value(content[name], key, at=at + name, file=file, problems=problems)
        for name, key in keys.items()
        if name in content
    }


def _read_value(value: Any, key: Key, *, at: str, file: Path, problems: list[InputRefused]) -> Any:
    def refuse(expected: str) -> None:
        problems.append(
            InputRefused("layer_value_refused", file=str(file), key=at, value=str(value), expected=expected)
        )

    if key.table is not None:
        rows = value if key.many else [value]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            refuse(f"[[{at}]]" if key.many else f"[{at}]")
            return None
        read = [_read_table(row, key.table, at=f"{at}.", file=file, problems=problems) for row in rows]
        return read if key.many else read[0]
    try:
        return key.read(value) if key.read is not None else value
    except _Unfit as unfit:
        refuse(str(unfit))
        return None


def _inconsistencies(values: Mapping[str, Any], file: Path) -> list[InputRefused]:
    data = Data(**values["data"])
    every = values["project"] == EVERY_PROJECT
    names = [column["name"] for column in values.get("field", ())]
    rules = (
        (sum(map(bool, (data.file, data.table, data.wheel))) == 1, "data", "file | table | wheel"),
        (bool(data.wheel) == bool(data.member), "data.member", "wheel + member"),
        (every == values["id"].startswith("*-"), "id", 'project = "*" ⇔ id = "*-…"'),
        (not every or bool(data.table), "project", "data.table"),
        (values["role"] != "territories" or bool(values.get("level")), "level", ", ".join(LEVELS)),
        (values["role"] != "territories" or bool(values.get("id_field")), "id_field", "id"),
        (len(set(names)) == len(names), "field.name", ", ".join(sorted(set(names)))),
    )
    return [
        InputRefused("layer_value_refused", file=str(file), key=key, value=_shown(values, key), expected=expected)
        for holds, key, expected in rules
        if not holds
    ]


def _shown(values: Mapping[str, Any], key: str) -> str:
    return str(values.get(key.split(".", maxsplit=1)[0], ""))


def _layer(values: dict[str, Any], data: Data, version: str) -> Layer:
    style = Style(**values.pop("style", {}))
    fields = tuple(Field(**column) for column in values.pop("field", ()))
    try:
        return Layer(**values, style=style, fields=fields, table=data.table, version=version)
    except UnknownCode as error:  # pragma: no cover - the schema reads the same lists
        raise AssertionError(error) from error


def to_document(layer: Layer, *, file: str) -> dict[str, Any]:
    """Return what ``layer.toml`` says of a layer whose features lie in ``file`` beside it."""
    document: dict[str, Any] = {
        name: getattr(layer, name) for name in ("id", "project", "theme", "role", "geometry", "epsg", "licence")
    }
    document["dated"] = layer.dated or NOT_KNOWN
    for name in ("retrieved", "level", "base", "counting", "made", "id_field", "name_field"):
        if getattr(layer, name):
            document[name] = getattr(layer, name)
    document |= {name: getattr(layer, name) for name in ("visible", "public", "invented")}
    document |= {"title": dict(layer.title), "source": dict(layer.source), "data": {"file": file}}
    document["style"] = {name: getattr(layer.style, name) for name in Style.__dataclass_fields__}
    document["field"] = [_column(column) for column in layer.fields]
    return document


def _column(column: Field) -> dict[str, Any]:
    row: dict[str, Any] = {"name": column.name, "kind": column.kind, "title": dict(column.title)}
    return row | ({"unit": column.unit} if column.unit else {})
