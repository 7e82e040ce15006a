"""Names of territories as tables write them: abbreviations, English words, indents; alike only when they mean one."""

import re
import unicodedata

from gis_app.text.fold import fold

_KINDS = {
    "municipality": r"nov\.?|novads|novada pašvaldība|novada|municipality|county",
    "parish": r"pag\.?|pagasts|pagasta|rural territory|parish",
    "state_city": r"valstspils\.?|valstspilsēta|valstspilsētas pašvaldība|republikas pilsēta|state city|city",
    "town": r"pils\.?|pilsēta|town",
    "neighbourhood": r"apk\.?|apkaime|neighbourhood",
    "region": r"reģions|statistiskais reģions|region|statistical region|rajons|raj\.?",
}
_KIND = re.compile("|".join(f"(?P<{kind}>(?<= )(?:{words}))" for kind, words in _KINDS.items()) + "$")
_INDENT = re.compile(r"^[\s.…·•–—-]+")
_ENDINGS = (
    ("is", ("ja", "u")),
    ("us", ("us", "u")),
    ("as", ("u",)),
    ("es", ("u",)),
    ("a", ("as",)),
    ("e", ("es",)),
    ("i", ("u", "ju")),
    ("s", ("a", "s")),
)
_SOFTENED = (("d", "ž"), ("t", "š"), ("l", "ļ"), ("n", "ņ"), ("s", "š"), ("z", "ž"))


def bare_name(name: str) -> str:
    """Return a name in small letters with Latvian ones kept, one space between words, no indent and no quotes."""
    text = unicodedata.normalize("NFC", _INDENT.sub("", name)).casefold()
    return " ".join(re.sub(r"[\"'„”“«»\xa0\u200b\ufeff]", " ", text).split())


def split_kind(name: str) -> tuple[str, str]:
    """Return a bare name without the word of its kind, and the level that word says (empty when there is none).

    ``"rēzeknes nov."`` → ``("rēzeknes", "municipality")``, ``"rēzekne"`` → ``("rēzekne", "")``.
    """
    text = bare_name(name)
    found = _KIND.search(text)
    if found is None or found.lastgroup is None:
        return text, ""
    return text[: found.start()].strip(), found.lastgroup


def name_key(name: str) -> tuple[str, str]:
    """Return what two spellings of one name share: the folded name and its kind; keeps Rēzekne and its novads apart."""
    text, kind = split_kind(name)
    return fold(text), kind


def genitives(name: str) -> set[str]:
    """Return the folded genitives a Latvian place name may have: English tables write it in the nominative.

    ``"Ādaži"`` → ``{"adazu", …}``; more than one because the ending alone does not tell. The name itself is among
    them: many (Jēkabpils, Saldus) have it alike, and many tables give the genitive at once.
    """
    text = bare_name(name)
    found = {text}
    for ending, others in _ENDINGS:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            stem = text[: -len(ending)]
            found |= {stem + other for other in others}
            found |= {f"{stem[:-1]}{soft}u" for hard, soft in _SOFTENED if stem.endswith(hard)}
            break
    return {fold(form) for form in found}
