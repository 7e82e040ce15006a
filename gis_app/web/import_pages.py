"""What the pages of an import show beside the draft itself: steps, choices with words, grouped problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gis_app.domain.imports import PLACE_ROLES, Problem
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.registry import TARGETS
from gis_app.services.imports.seen import Seen
from gis_app.services.imports.target import Option, Target
from gis_app.text.import_problems import problem_sentence
from gis_app.text.labels import LABELS, label
from gis_app.text.words import N_, Words

STEPS = (
    ("one", N_("The file")),
    ("purpose", N_("What it is for")),
    ("problems", N_("What is wrong")),
    ("about", N_("Source")),
    ("confirm", N_("Confirm")),
)
"""Endpoints of the blueprint in the order of the pages, and what they are called."""

ONWARD = ("purpose", "problems")
"""Steps that follow a new understanding of the file."""
PROBLEM_HEADER = (N_("Row"), N_("Column"), N_("What was done"), N_("What is wrong"), N_("Code"))

SUFFIXES = (
    ".gpkg,.zip,.shp,.dbf,.shx,.prj,.cpg,.geojson,.json,.fgb,.kml,.kmz,.gpx,"
    ".csv,.tsv,.txt,.xlsx,.ods,.pbf,.tif,.tiff,.px"
)
"""What the file dialogue offers first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a select."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a column with the column that has it, by choice or by guess."""

    code: str
    text: str
    required: bool
    column: str
    examples: Sequence[str]


def listed(words: Words, kind: str, *, guess: str = "") -> list[Choice]:
    """Return a list of ``text.labels`` as lines of a select; the first leaves the guess to us and names it."""
    first = words.gettext("as recognised: %(value)s", value=named(words, kind, guess)) if guess else ""
    return [
        Choice("", first or words.gettext("recognise it")),
        *(Choice(code, named(words, kind, code)) for code in LABELS[kind]),
    ]


def named(words: Words, kind: str, code: str) -> str:
    """Return the label of a code, the code itself where the list does not know it."""
    return label(words, kind, code) if code in LABELS[kind] else code


def crs_name(words: Words, epsg: int | None) -> str:
    """Return the name of a coordinate system as people know it, with its EPSG number."""
    if epsg is None:
        return ""
    known = LABELS["crs"].get(str(epsg))
    return f"{words.gettext(known)}, EPSG:{epsg}" if known else f"EPSG:{epsg}"


def crs_choices(words: Words, seen: Seen | None) -> list[Choice]:
    """Return the coordinate systems to choose from; the first is what was recognised."""
    guess = crs_name(words, seen.understanding.epsg) if seen else ""
    first = words.gettext("as recognised: %(value)s", value=guess) if guess else words.gettext("recognise it")
    return [Choice("", first), *(Choice(code, crs_name(words, int(code))) for code in LABELS["crs"])]


def separators(words: Words, *, guess: str) -> list[Choice]:
    """Return the separators to choose from; a tab is sent as a word, because a form trims it."""
    lines = listed(words, "separator", guess=guess)
    return [Choice("tab", line.text) if line.value == "\t" else line for line in lines]


def place_roles(draft: OpenDraft, seen: Seen | None, words: Words) -> list[Role]:
    """Return the roles that say where a row is, for tables; none when the file holds shapes."""
    if seen is None or seen.understanding.kind not in {"table", "statistics"}:
        return []
    return [
        Role(code, named(words, "import_role", code), False, column, seen.about(column))
        for code in PLACE_ROLES
        for column in (draft.choices.columns.get(code) or seen.choices.columns.get(code, ""),)
    ]


def coordinate_columns(draft: OpenDraft, seen: Seen) -> dict[str, str]:
    """Return the columns with coordinates, chosen or recognised; none where places come from elsewhere."""
    if seen.understanding.places not in {"columns", "one_field"}:
        return {}
    known = {**seen.choices.columns, **draft.choices.columns}
    return {role: known[role] for role in ("x", "y", "place") if known.get(role)}


def fitting(seen: Seen) -> list[Target]:
    """Return the targets that take this kind of file."""
    return [target for target in TARGETS.values() if seen.understanding.kind in target.kinds]


def option_title(words: Words, target: Target, option: Option) -> str:
    """Return what an option is called: by its target where two targets mean different things by one name."""
    own = f"{target.code}.{option.name}"
    return named(words, "import_option", own if own in LABELS["import_option"] else option.name)


def roles_of(target: Target, draft: OpenDraft, seen: Seen, words: Words) -> list[Role]:
    """Return the roles that a target asks for, the required ones first."""
    guessed = {column.role: column.name for column in seen.understanding.columns if column.role}
    known = {**guessed, **seen.choices.columns, **draft.choices.columns}
    found = []
    for code in (*target.required, *target.optional):
        column = known.get(code, "")
        found.append(Role(code, named(words, "import_role", code), code in target.required, column, seen.about(column)))
    return found


def offered(words: Words, unit: Mapping[str, Any]) -> list[Choice]:
    """Return the territories that a name of the table may mean; the first leaves it open."""
    lines = [Choice("", words.gettext("leave it out"))]
    for one in unit["candidates"]:
        beside = ", ".join(filter(None, (one["parent"] or named(words, "level", one["level"]), one["code"])))
        lines.append(Choice(one["id"], f"{one['name']} ({beside})"))
    return lines


def sentences(problems: Sequence[Problem], words: Words) -> list[tuple[Problem, str]]:
    """Return problems with what is said of them."""
    return [(problem, problem_sentence(problem, words)) for problem in problems]


def facts_of(seen: Seen, words: Words) -> list[tuple[str, str]]:
    """Return what the target found, as words: numbers and short lists that have a name."""
    return [
        (named(words, "import_fact", name), _shown(value, words, _WORDS_OF.get(name, "import_fact")))
        for name, value in seen.facts.items()
        if name in LABELS["import_fact"] and value not in (None, "", [], {}) and (value or name in _ALSO_NONE)
    ]


def _shown(value: object, words: Words, kind: str) -> str:
    if isinstance(value, int | float):
        return words.number(value)
    if isinstance(value, Mapping):
        if "name" in value:
            return str(value["name"] or value.get("code", ""))
        parts = [f"{named(words, kind, key)}: {_shown(part, words, kind)}" for key, part in value.items()]
        return _cut(parts)
    if isinstance(value, list):
        text = _cut([_shown(part, words, kind) for part in value])
        return f"{words.number(len(value))} – {text}" if any(isinstance(part, Mapping) for part in value) else text
    return _day(value, words) or str(value)


def _cut(parts: list[str]) -> str:
    rest = len(parts) - _MOST
    return ", ".join(parts[:_MOST]) + (f" … (+{rest})" if rest > 0 else "")


def _day(value: object, words: Words) -> str:
    try:
        return words.date(date.fromisoformat(str(value)))
    except ValueError:
        return ""


_ALSO_NONE = ("matched", "new", "changed")
"""Facts worth a line also when they are 0."""
_WORDS_OF = {"levels": "level", "parts": "import_option", "uses": "resource_kind"}
"""Lists with the words of the keys in a fact."""


_MOST = 12
