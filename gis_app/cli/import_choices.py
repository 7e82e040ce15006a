"""What a person said on the command line, as choices of an import; what is still asked on a terminal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from gis_app.domain.imports import Choices
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import TARGETS, guess_target
from gis_app.text.words import N_, Words

NOT_KNOWN = {
    "source": N_("The source is not known; it is kept so. Say it with --source."),
    "licence": N_("The licence is not known; it is kept so. Say it with --licence."),
    "dated": N_("The date of the data is not known; it is kept so. Say it with --date."),
}
"""What is said of each thing that should be known and is not."""
_ASKED = {
    "source": N_("Source: who made the data"),
    "licence": N_("Licence: what may be done with it"),
    "dated": N_("Date: the day the data describe (2026-01-31)"),
}
_SEPARATORS = {"tab": "\t", "\\t": "\t"}
_FLAGS = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}


def choices_of(given: Mapping[str, Any]) -> Choices:
    """Return the choices that the options of ``gis-app import`` say.

    Raises
    ------
    click.UsageError
        If a column or an option is not ``name=value``, or the date is none.
    """
    title = {language: given[key] for language, key in (("lv", "title"), ("en", "title_en")) if given[key]}
    options: dict[str, Any] = dict(pairs(given["option"], "--option"))
    if given["project_title"]:
        options["project_title"] = given["project_title"]
    plain = ("project", "target", "layer", "theme", "source", "licence", "encoding", "decimal", "part", "axes")
    return Choices(
        **{name: given[name] or "" for name in plain},
        title=title,
        dated=_day(given["dated"]) if given["dated"] else None,
        public=given["public"],
        separator=_SEPARATORS.get(given["separator"] or "", given["separator"] or ""),
        epsg=given["epsg"],
        columns=dict(pairs(given["column"], "--column")),
        options=options,
    )


def pairs(texts: Sequence[str], name: str) -> list[tuple[str, str]]:
    """Return ``role=name`` texts as pairs.

    Raises
    ------
    click.UsageError
        If a text has no ``=``.
    """
    found = []
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise click.UsageError(f"{name} {text}: expected name=value")
        found.append((key.strip(), value.strip()))
    return found


def typed(draft: Draft) -> Draft:
    """Return the draft with each option as the kind its target asks for.

    Raises
    ------
    click.UsageError
        If an option is not of its kind.
    """
    target = TARGETS.get(draft.choices.target or guess_target(draft.understanding))
    kinds = {option.name: option.kind for option in target.options} if target else {}
    options = {name: _typed(name, value, kinds.get(name, "text")) for name, value in draft.choices.options.items()}
    return replace(draft, choices=replace(draft.choices, options=options))


def ask(choices: Choices, words: Words) -> Choices:
    """Ask on the terminal for source, licence and date where they are not given; an empty answer means not known."""
    answers: dict[str, Any] = {}
    for name, question in _ASKED.items():
        if not getattr(choices, name):
            read = _day_or_none if name == "dated" else str.strip
            answers[name] = click.prompt(
                words.gettext(question), default="", show_default=False, value_proc=read, err=True
            )
    return replace(choices, **answers)


def not_known(choices: Choices, words: Words) -> list[str]:
    """Return a sentence for each thing that should be known of the data and is not."""
    return [words.gettext(message) for name, message in NOT_KNOWN.items() if not getattr(choices, name)]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"--date {text}: expected a day such as 2026-01-31") from None


def _day_or_none(text: str) -> date | None:
    return _day(text.strip()) if text.strip() else None


def _typed(name: str, value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return _READ.get(kind, str)(value)
    except (KeyError, ValueError):
        raise click.UsageError(f"--option {name}={value}: expected a {kind}") from None


def _flag(text: str) -> bool:
    return _FLAGS[text.lower()]


_READ: Mapping[str, Callable[[str], Any]] = {"number": float, "flag": _flag}
