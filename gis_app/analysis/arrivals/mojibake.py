"""Letters that were read in the wrong encoding, mended where only one reading makes sense."""

import re
from collections.abc import Sequence

_PAGES = ("cp1252", "cp1257")
_SENSE = re.compile("[āčēģīķļņšūžŗōäöüõ„“”’–—…€°а-яё]", re.IGNORECASE)
_WEST = "âèçìîíïòðûþÂÈÇÌÎÍÏÒÐÛÞ"
"""What cp1252 shows for the Latvian letters ā č ē ģ ī ķ ļ ņ š ū ž of cp1257."""
_LATVIAN = re.compile("[āčēģīķļņšūž]", re.IGNORECASE)


def _letters(page: str) -> list[str]:
    """Return what a program shows for each byte; for a byte that the page lacks, the sign of that number."""
    return [(bytes([byte]).decode(page, errors="ignore") or chr(byte)) for byte in range(256)]


def _sequence(letters: Sequence[str]) -> str:
    """Return the pattern of letters of UTF-8 that were read as single bytes."""
    follow = re.escape("".join(letters[0x80:0xC0]))
    two, three = (re.escape("".join(letters[first:last])) for first, last in ((0xC2, 0xE0), (0xE0, 0xF0)))
    return f"(?:[{two}][{follow}]|[{three}][{follow}]{{2}})"


_READINGS = tuple(
    (re.compile(f"{_sequence(letters)}+"), {letter: byte for byte, letter in enumerate(letters)})
    for letters in map(_letters, _PAGES)
)
BROKEN = re.compile("|".join(pattern.pattern for pattern, _bytes in _READINGS))
"""Finds texts that ``mended_text`` may mend."""


def mended_text(text: str) -> str:
    """Return a UTF-8 text that was read as cp1252 or cp1257 as it was meant: ``RÄ«ga`` → ``Rīga``.

    A text stays as it is when what comes out makes no more sense.
    """
    for pattern, numbers in _READINGS:

        def meant(found: re.Match[str], numbers: dict[str, int] = numbers) -> str:
            plain = bytes(numbers[letter] for letter in found[0]).decode("utf-8", errors="replace")
            return plain if "\ufffd" not in plain and _SENSE.search(plain) else found[0]

        mended = pattern.sub(meant, text)
        if mended != text:
            return mended
    return text


def of_other_page(texts: Sequence[str]) -> list[str] | None:
    """Return texts of cp1257 that were read as cp1252 as they were meant, None when there is no sign of that.

    Only a column as a whole shows it: no Latvian letter at all, and Icelandic letters or many of the set.
    """
    every = "".join(texts)
    if every.isascii():
        return None
    seen = {letter for letter in _WEST if letter in every}
    if not seen or _LATVIAN.search(every) or not (seen & set("ðþÐÞ") or len(seen) >= 4):
        return None
    table = {ord(letter): letter.encode("cp1252").decode("cp1257") for letter in _WEST}
    return [text.translate(table) for text in texts]
