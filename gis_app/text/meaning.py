"""Which codes of a list are meant by what somebody typed in their language."""

from gis_app.text.fold import fold
from gis_app.text.labels import LABELS
from gis_app.text.words import Words

_SHORTEST = 3


def codes_meant(words: Words, kind: str, typed: str) -> list[str]:
    """Return the codes of a list whose label has a word that begins as typed; nothing for fewer than 3 letters."""
    wanted = fold(typed)
    if len(wanted) < _SHORTEST:
        return []
    return [code for code, message in LABELS[kind].items() if f" {wanted}" in f" {fold(words.gettext(message))}"]
