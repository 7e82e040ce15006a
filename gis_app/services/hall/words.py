"""What staff types in the hall, made clean: its lines stay, what turns or hides letters goes."""

import unicodedata

from gis_app.domain.errors import TooLarge
from gis_app.services.mark_input import TURNS_TEXT


def clean_words(typed: str, *, most: int, lines: bool = False) -> str:
    """Return typed words in NFC without characters that control a screen; on one line unless ``lines``.

    Raises
    ------
    TooLarge
        If they are longer than ``most`` letters.
    """
    kept = "".join(_letter(letter) for letter in typed.replace("\r\n", "\n") if letter not in TURNS_TEXT)
    rows = [" ".join(row.split()) for row in kept.split("\n")]
    words = unicodedata.normalize("NFC", "\n".join(rows).strip() if lines else " ".join(filter(None, rows)))
    if len(words) > most:
        raise TooLarge("hall_words_long", value=len(words), expected=most)
    return words


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter == "\n":
        return letter
    return {"Cc": " ", "Cs": ""}.get(category, letter)
