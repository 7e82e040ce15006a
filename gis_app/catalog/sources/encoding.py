"""Which letters the bytes of a text file mean.

UTF-8 is tried strictly first, because no other text passes for it by chance; byte order marks speak for themselves.
What is left is an old single-byte code page: in Latvia Windows-1257 as a rule, and the letters decide.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1257", "iso8859-13", "cp1252", "cp1251", "cp775", "latin-1")
_LATVIAN = frozenset("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ")
_NEAR = frozenset("ōŗŌŖ" + "ąęėįųĄĘĖĮŲ")
_EVERYWHERE = frozenset("äöüõßéåæøÄÖÜÕÉÅÆØ")
_SIGNS = frozenset("„“”‘’‚–—…°²³§«»€×·±½¼¾®©™†•\u00a0\u00ad´`¨")
_FOREIGN = frozenset("àáâãçèêëìíîïñòóôùúûýÿÀÁÂÃÇÈÊËÌÍÎÏÑÒÓÔÙÚÛÝ")
_CYRILLIC = re.compile("[А-Яа-яЁё]{3,}")
_LIKELY = 0.6
"""What a sign or a letter of a neighbour's alphabet weighs: it may be one, or another code page read wrongly."""
_SAMPLE = 1_000_000
_ENOUGH, _BAD_SHARE = 5, 0.2
"""UTF-8 with a few broken bytes is still UTF-8: its letters hardly occur by chance in another encoding."""


def decode(content: bytes, *, name: str, chosen: str = "") -> tuple[str, str, tuple[Problem, ...]]:
    """Return the text, the name of its encoding, and what was noticed.

    Raises
    ------
    InputRefused
        If the chosen encoding is not one, or the bytes are not of it.
    """
    if chosen:
        return _by_choice(content, name=name, chosen=chosen), chosen, ()
    encoding = encoding_of(content)
    text = content.decode(encoding, errors="replace")
    problems = tuple(_broken(text)) if encoding in ("utf-8", "utf-8-sig") else ()
    return text, encoding, problems


def encoding_of(content: bytes) -> str:
    """Return the encoding whose letters make the most sense."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if wide := _without_mark(content):
        return wide
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _nearly_utf8(content) else _code_page(content)
    return "utf-8"


def _by_choice(content: bytes, *, name: str, chosen: str) -> str:
    try:
        return content.decode(chosen).removeprefix("\ufeff")
    except LookupError:
        raise InputRefused("encoding_unknown", file=name, value=chosen) from None
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise InputRefused("encoding_refused", file=name, value=chosen, row=row) from None


def _without_mark(content: bytes) -> str:
    """UTF-16 of mostly European letters has a zero in every second byte."""
    sample = content[:2000]
    if len(sample) < 4 or 0 not in sample:
        return ""
    odd, even = sample[1::2].count(0) / len(sample[1::2]), sample[0::2].count(0) / len(sample[0::2])
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else ""


def _nearly_utf8(content: bytes) -> bool:
    text = content[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for sign in text if sign > "\x7f") - broken
    return whole >= _ENOUGH and broken <= _BAD_SHARE * whole


def _broken(text: str) -> Iterator[Problem]:
    if "\ufffd" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if "\ufffd" in line:
            yield Problem("letter_unreadable", row=number, params={"value": line.strip()[:60]})


def _code_page(content: bytes) -> str:
    sample = b"\n".join(line for line in content[:_SAMPLE].split(b"\n") if not line.isascii())
    sample = sample or b"\n".join(line for line in content.split(b"\n") if not line.isascii())
    best, found = -1.0, "latin-1"
    for encoding in _CODE_PAGES:
        score = _score(sample, encoding)
        if score > best:
            best, found = score, encoding
    return found


def _score(sample: bytes, encoding: str) -> float:
    """Share of the signs beyond ASCII that a text of this encoding would hold; what it cannot hold weighs against."""
    try:
        signs = [sign for sign in sample.decode(encoding) if sign > "\x7f"]
    except UnicodeDecodeError:
        return -1.0
    if encoding == "cp1251":
        return sum(len(word) for word in _CYRILLIC.findall(sample.decode(encoding))) / max(len(signs), 1)
    half = _SIGNS | (_FOREIGN if encoding == "cp1252" else _NEAR)
    sure = _EVERYWHERE if encoding == "cp1252" else _LATVIAN | _EVERYWHERE
    return sum(1.0 if sign in sure else _LIKELY * (sign in half) for sign in signs) / max(len(signs), 1)
