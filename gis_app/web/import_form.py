"""The forms of an import become ``Choices``, one page after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from gis_app.domain.errors import InputRefused, TooLarge, UnknownCode
from gis_app.domain.imports import PLACE_ROLES, Choices
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.services.imports.naming import slug
from gis_app.services.imports.target import Option, Target

BESIDE_THE_FILE = 100_000
"""Bytes that a request may hold beside the file itself."""
OWN_LICENCE, NOT_KNOWN = "own", "unknown"
LICENCES = (
    "CC0 1.0",
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "ODbL 1.0",
    "© pašvaldība",
)
"""Licences that open data of Latvia usually have, and what a municipality's own data are."""
LONGEST_WORDS = 300
UNITS = "units"
"""Option with the territories that a person named, by the name or code of the table."""
_TAB = "tab"

Form = MultiDict[str, str]


def corrected(choices: Choices, form: Form) -> Choices:
    """Return the choices of the page of what was understood; an empty control leaves a guess to us."""
    places = {role: form[f"column.{role}"] for role in PLACE_ROLES if form.get(f"column.{role}")}
    others = {role: name for role, name in choices.columns.items() if role not in PLACE_ROLES}
    separator = form.get("separator", "")
    return replace(
        choices,
        encoding=form.get("encoding", ""),
        separator="\t" if separator == _TAB else separator,
        decimal=form.get("decimal", ""),
        part=form.get("part", ""),
        epsg=_epsg(form),
        axes=form.get("axes", ""),
        columns={**others, **places},
    )


def mapped(choices: Choices, form: Form, target: Target, *, places: Mapping[str, str]) -> Choices:
    """Return the choices of the page of columns: the target, its roles (empty means none), what else it asks.

    Parameters
    ----------
    places
        Columns the coordinates were read from: a target that asks for an address must not take their place.
    """
    asked = (*target.required, *target.optional)
    columns = {role: form.get(f"column.{role}", "") for role in asked}
    options = {one.name: _answer(one, form.get(f"option.{one.name}", "")) for one in target.options}
    given = {name: value for name, value in options.items() if value not in {"", None}}
    known = {name: choices.options[name] for name in (UNITS,) if name in choices.options}
    return replace(choices, target=target.code, columns={**places, **columns}, options={**known, **given})


def turned_to(choices: Choices, target: Target) -> Choices:
    """Return the choices for another target: what only the former one asked is forgotten."""
    places = {role: name for role, name in choices.columns.items() if role in PLACE_ROLES}
    return replace(choices, target=target.code, columns=places, options={})


def answered(choices: Choices, form: Form, ambiguous: Sequence[Mapping[str, Any]]) -> Choices:
    """Return the choices with the territories that a person named for those the table leaves open.

    Parameters
    ----------
    ambiguous
        What the target found: each with ``name`` or ``code`` and its ``candidates``; the form answers by their order.
    """
    units = dict(choices.options.get(UNITS) or {})
    for place, unit in enumerate(ambiguous):
        answer = form.get(f"unit.{place}", "")
        if answer in {one["id"] for one in unit["candidates"]}:
            units[unit["code"] or unit["name"]] = answer
    return replace(choices, options={**choices.options, UNITS: units})


def described(choices: Choices, form: Form) -> Choices:
    """Return the choices of the page of the source.

    Raises
    ------
    InputRefused
        If a date or theme is none.
    TooLarge
        If a text is longer than ``LONGEST_WORDS``.
    """
    licence = form.get("licence", "")
    lv, en = _words(form, "title_lv"), _words(form, "title_en")
    theme = form.get("theme", "")
    if theme and theme not in THEME_BLOCKS:
        raise UnknownCode("unknown_theme", value=theme, expected=", ".join(THEME_BLOCKS))
    return replace(
        choices,
        layer=form.get("layer") or slug(lv),
        title={"lv": lv, "en": en or lv} if lv or en else {},
        theme=theme,
        source=_words(form, "source"),
        licence=_words(form, "own_licence") if licence == OWN_LICENCE else licence if licence in LICENCES else "",
        dated=_day(form.get("dated", ""), "dated"),
        public=form.get("public") == "yes",
    )


def lacking(choices: Choices, target: Target) -> tuple[str, ...]:
    """Return the roles and options that the target must have and nobody named."""
    roles = tuple(f"column.{role}" for role in target.required if not choices.columns.get(role))
    options = (f"option.{one.name}" for one in target.options if one.required and one.name not in choices.options)
    return (*roles, *options)


def undescribed(choices: Choices, form: Form) -> tuple[str, ...]:
    """Return the controls of the page of the source that are empty, unless it says that nobody knows."""
    asked: Mapping[str, Any] = {
        "title_lv": choices.title.get("lv"),
        "source": choices.source,
        "licence": choices.licence or form.get("licence") == NOT_KNOWN,
        "dated": choices.dated or form.get("dated_unknown") == "yes",
    }
    return tuple(name for name, value in asked.items() if not value)


def _words(form: Form, name: str) -> str:
    text = " ".join(form.get(name, "").split())
    if len(text) > LONGEST_WORDS:
        raise TooLarge("import_words_too_long", expected=LONGEST_WORDS)
    return text


def _epsg(form: Form) -> int | None:
    text = form.get("own_epsg", "").strip().upper().removeprefix("EPSG:").strip() or form.get("epsg", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1000 <= int(text) <= 999_999):
        raise InputRefused("import_epsg_refused", value=text[:20])
    return int(text)


def _day(text: str, name: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputRefused("import_day_refused", value=text[:20], column=name) from None


def _answer(option: Option, text: str) -> Any:
    text = text.strip()[:LONGEST_WORDS]
    if option.kind == "flag":
        return text == "yes"
    if option.kind == "choice" and text and text not in option.codes:
        raise UnknownCode("import_option_unknown", value=text, expected=", ".join(option.codes))
    if option.kind == "date":
        found = _day(text, option.name)
        return found and found.isoformat()
    if option.kind == "number" and text:
        return _number(text)
    return text


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        raise InputRefused("import_number_refused", value=text[:20]) from None
