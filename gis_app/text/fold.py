"""Text as people type it when they search: no case, no diacritics, no punctuation."""

import re
import unicodedata

_APART = re.compile(r"[^0-9a-z/\u0400-\u04ff]+")


def fold(text: str) -> str:
    """Return the text in small letters without diacritics, its words apart by one space.

    ``fold("Dārziņu 1. līnija")`` is ``"darzinu 1 linija"``; a slash stays (house numbers like 2/4), Cyrillic stays.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _APART.sub(" ", letters).strip()
