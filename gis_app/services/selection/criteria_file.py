"""The criteria file: TOML under a strict schema, read and written."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gis_app.domain.criteria import (
    AGGREGATE,
    DDOF,
    GROUP_AGGREGATE,
    GROUP_MISSING,
    GROUP_NORMALISE,
    HIGHER_IS,
    MISSING,
    NORMALISE,
    TIES,
    Criteria,
    Criterion,
    Group,
)
from gis_app.domain.errors import InputRefused, NotFound, UnknownCode
from gis_app.domain.refused_columns import delicate_topic


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the criteria file: what it takes, in signs that need no translation, and how it is read."""

    takes: str
    read: Callable[[Any], Any]
    default: Any = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth saying that does not stop the work: a code of ``text.problems`` and its values."""

    code: str
    params: Mapping[str, Any]


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value.strip()


def _pair(value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError
    return (_number(value[0]), _number(value[1]))


def _numbers(value: Any) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_number(item) for item in value)


def _pair_or_many(value: Any) -> tuple[float, float] | int:
    return _pair(value) if isinstance(value, list) else _whole(value)


def _not_negative(value: Any) -> float:
    number = _number(value)
    if not 0 <= number < float("inf"):
        raise TypeError
    return number


def _choice(options: Sequence[object], **default: Any) -> Key:
    def read(value: Any) -> Any:
        for option in options:
            if type(option) is type(value) and option == value:
                return option
        raise TypeError

    return Key(" | ".join(str(item) for item in options), read, default.get("default", options[0]))


TOP: dict[str, Key] = {
    "normalise": _choice(NORMALISE),
    "ddof": _choice(DDOF),
    "aggregate": _choice(AGGREGATE),
    "restandardise": Key("true | false", _flag, False),
    "reference": Key("[mean, deviation]", _numbers),
    "missing": _choice(MISSING),
    "min_criteria": Key("1 … n", _whole),
    "ties": _choice(TIES),
    "population": Key('"column"', _text, ""),
    "min_population": Key("0 … ∞", _not_negative),
    "population_weights": Key("true | false", _flag, False),
    "suppress": Key("true | false", _flag, False),
    "unit_group": Key('"column"', _text, ""),
    "min_events": Key("0 … ∞", _not_negative, 0.0),
    "shift": Key("0 … ∞", _not_negative, 0.0),
    "missing_codes": Key("[number, …]", _numbers, (-9999.0,)),
}
CRITERION: dict[str, Key] = {
    "column": Key('"column"', _text),
    "weight": Key("0 … ∞", _number, 1.0),
    "higher_is": _choice(HIGHER_IS, default=None),
    "goalposts": Key("[low, high]", _pair),
    "threshold": Key("number", _number),
    "reference": Key("[mean, deviation] | [low, high] | [whole]", _numbers),
    "winsorise": Key("[low, high], 0 … 1 | 1 … n", _pair_or_many),
    "limits": Key("[low, high]", _pair),
    "logarithm": Key("[lowest, added]", _pair),
    "denominator": Key('"column"', _text, ""),
    "group": Key('"id"', _text, ""),
    "justification": Key('"text"', _text, ""),
}
GROUP: dict[str, Key] = {
    "id": Key('"id"', _text),
    "weight": Key("0 … ∞", _number, 1.0),
    "group": Key('"id"', _text, ""),
    "aggregate": Key(" | ".join(GROUP_AGGREGATE), _choice(GROUP_AGGREGATE).read, ""),
    "normalise": _choice(GROUP_NORMALISE),
    "min_criteria": Key("1 … n", _whole),
    "missing": _choice(GROUP_MISSING),
}
TABLES = {"criterion": CRITERION, "group": GROUP}
REQUIRED = {"criterion": ("column", "higher_is"), "group": ("id",)}


def read_criteria(path: Path) -> Criteria:
    """Return the criteria of a TOML file.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it is not TOML, has an unknown key or value, or refuses itself (see ``domain.criteria``).
    """
    if not path.is_file():
        raise NotFound("table_not_found", file=str(path))
    return parse_criteria(path.read_bytes(), name=path.name)


def parse_criteria(content: bytes, *, name: str) -> Criteria:
    """Return the criteria in the bytes of a TOML file; ``name`` stands in its errors (see ``read_criteria``)."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputRefused("criteria_not_toml", file=name, value=str(error)) from None
    tables = {key: _tables(document.pop(key, []), key=key, name=name) for key in TABLES}
    values = _read(document, schema=TOP, where=name, others=[f"[[{key}]]" for key in TABLES])
    groups = tuple(Group(**item) for item in tables["group"])
    criteria = tuple(Criterion(**item) for item in tables["criterion"])
    return Criteria(criteria=criteria, groups=groups, **values)


def notes(criteria: Criteria) -> list[Note]:
    """Return what the person should know although nothing is wrong: keys that do nothing, delicate criteria."""
    found = []
    for item in criteria.criteria:
        topic = delicate_topic(item.column)
        if topic and not item.justification:
            found.append(Note(f"delicate_{topic}", {"column": item.column}))
        if item.goalposts is not None and criteria.normalise != "minmax":
            found.append(Note("key_without_effect", {"key": f"{item.column}: goalposts"}))
        if item.weight == 0:
            found.append(Note("criterion_without_weight", {"column": item.column}))
    if _fills(criteria) and not criteria.unit_group:
        found.append(Note("gaps_take_mean_of_all", {"key": "unit_group"}))
    return [*found, *(Note("key_without_effect", {"key": key}) for key in _idle_keys(criteria))]


def _idle_keys(criteria: Criteria) -> list[str]:
    """Return the keys that do nothing beside the others."""
    scales = {criteria.normalise, *(group.normalise for group in criteria.groups)}
    zscores = "zscore" in scales or criteria.restandardise
    idle = {
        "min_criteria": criteria.min_criteria is not None and criteria.missing == "leave_out",
        "[[group]]": bool(criteria.groups) and not criteria.grouped,
        "shift": bool(criteria.shift) and not criteria.has_geometric,
        "reference": criteria.reference is not None and not criteria.restandardise,
        "population_weights": criteria.population_weights and not zscores,
        "min_events": criteria.min_events > 0 and not any(item.denominator for item in criteria.used),
        "unit_group": bool(criteria.unit_group) and not _fills(criteria),
    }
    found = [key for key, does_nothing in idle.items() if does_nothing]
    gaps = [group for group in criteria.groups if group.min_criteria is not None or group.missing != "known"]
    return found if criteria.missing == "at_least" else [*found, *(f"{group.id}: missing" for group in gaps)]


def _fills(criteria: Criteria) -> bool:
    return "group_mean" in {criteria.missing, *(group.missing for group in criteria.groups)}


def write_criteria(criteria: Criteria) -> str:
    """Return the criteria as the text of a criteria file; reading it gives the same criteria."""
    lines = [*_lines(criteria, schema=TOP)]
    for item in criteria.criteria:
        lines += ["", "[[criterion]]", *_lines(item, schema=CRITERION)]
    for group in criteria.groups:
        lines += ["", "[[group]]", *_lines(group, schema=GROUP)]
    return "\n".join(lines) + "\n"


def _tables(value: Any, *, key: str, name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UnknownCode("criteria_bad_value", key=key, value=value, expected=f"[[{key}]]")
    found = []
    for place, item in enumerate(value, start=1):
        where = f"{name}, [[{key}]] {place}"
        values = _read(item, schema=TABLES[key], where=where)
        for needed in REQUIRED[key]:
            if needed not in item:
                raise InputRefused("criteria_key_missing", where=where, key=needed, expected=TABLES[key][needed].takes)
        found.append(values)
    return found


def _read(
    document: Mapping[str, Any], *, schema: Mapping[str, Key], where: str, others: Iterable[str] = ()
) -> dict[str, Any]:
    values = {name: key.default for name, key in schema.items()}
    for name, value in document.items():
        if name not in schema:
            expected = ", ".join([*schema, *others])
            raise UnknownCode("criteria_unknown_key", where=where, key=name, expected=expected)
        try:
            values[name] = schema[name].read(value)
        except TypeError:
            given = to_toml(value) if isinstance(value, str) else value
            raise UnknownCode(
                "criteria_bad_value", key=f"{where}: {name}", value=given, expected=schema[name].takes
            ) from None
    return values


def _lines(item: object, *, schema: Mapping[str, Key]) -> list[str]:
    values = {name: getattr(item, name) for name in schema}
    return [f"{name} = {to_toml(value)}" for name, value in values.items() if value is not None and value != ""]


def to_toml(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in escaped) + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(to_toml(item) for item in value) + "]"
    return repr(value)
