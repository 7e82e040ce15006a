"""Kinds of resources in somebody else's words: what each means, and what has to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.services.imports.draft import Draft
from gis_app.text.fold import fold
from gis_app.text.resource_words import kind_meant

_APART = re.compile(r"[;\n]|,(?=[^,;\n]*=)")
"""Semicolon, new line, or a comma that another ``word=kind`` follows."""


def kinds_of(draft: Draft, words: Sequence[str]) -> list[str]:
    """Return our kind for each of their words (empty: cannot be told).

    What the person said for a word comes first (option ``kinds``), then a word we know; a word that is empty or
    unknown gets the option ``kind``, and without a column of kinds what the title means.

    Raises
    ------
    UnknownCode
        If an option names a kind that is not in our list.
    """
    said = said_kinds(str(draft.choices.options.get("kinds", "")))
    whole = _checked(str(draft.choices.options.get("kind", "")))
    if not whole and not any(words):
        whole = kind_meant(" ".join([*draft.choices.title.values(), draft.choices.layer]))
    known: dict[str, str] = {}
    for word in dict.fromkeys(words):
        known[word] = said.get(fold(word)) or (word if word in RESOURCE_KINDS else kind_meant(word)) or whole
    return [known[word] for word in words]


def said_kinds(text: str) -> Mapping[str, str]:
    """Return ``{their word, folded: our kind}`` of ``their word=kind, another=kind``.

    Raises
    ------
    InputRefused
        If a part has no ``=``.
    UnknownCode
        If a kind is not in our list.
    """
    found = {}
    for part in filter(None, (part.strip() for part in _APART.split(text))):
        word, sign, kind = part.rpartition("=")
        if not sign:
            raise InputRefused("kinds_unreadable", value=part)
        found[fold(word)] = _checked(kind.strip())
    return found


def _checked(kind: str) -> str:
    if kind and kind not in RESOURCE_KINDS:
        raise UnknownCode("unknown_resource_kind", value=kind, expected=", ".join(RESOURCE_KINDS))
    return kind
