"""The purpose text as a person edits it: words in square brackets stand for the facts of the meeting.

What is stored keeps ``%(controller)s``, ``%(contact)s`` and ``%(until)s``, as ``text/purpose.py`` fills them.
"""

import unicodedata
from collections.abc import Mapping

from gis_app.domain.errors import InputRefused, TooLarge

BRACKETS: Mapping[str, Mapping[str, str]] = {
    "lv": {"controller": "[iestāde]", "contact": "[saziņa]", "until": "[datums]"},
    "ru": {"controller": "[учреждение]", "contact": "[контакты]", "until": "[дата]"},
    "en": {"controller": "[institution]", "contact": "[contact]", "until": "[date]"},
}
MAX_LETTERS = 2500
MAX_LINES = 12
_ALWAYS = ("dvi.gov.lv", "112")
"""Where to complain and whom to call in danger: no version goes without them (``design/domain.md`` §6.1)."""


def to_editor(text: str, language: str) -> str:
    """Return a stored text as it is shown for editing."""
    return text % BRACKETS[language]


def from_editor(typed: str, language: str) -> str:
    """Return an edited text as it is stored: one sentence a line, facts as placeholders; empty stays empty.

    Raises
    ------
    TooLarge
        If it has more than ``MAX_LETTERS`` letters or ``MAX_LINES`` lines.
    InputRefused
        If institution, contact or date are gone, or where to complain, or the call to 112; or if it holds markup.
    """
    if len(typed) > MAX_LETTERS:
        raise TooLarge("purpose_long", value=len(typed), expected=MAX_LETTERS)
    lines = [" ".join(_visible(line).split()) for line in typed.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    if len(lines) > MAX_LINES:
        raise InputRefused("purpose_lines", value=len(lines), expected=MAX_LINES)
    text = "\n".join(lines)
    brackets = BRACKETS[language]
    for needed in (*brackets.values(), *_ALWAYS):
        if needed not in text:
            raise InputRefused("purpose_without", value=needed)
    if "<" in text or ">" in text:
        raise InputRefused("purpose_markup")
    text = text.replace("%", "%%")
    for name, bracket in brackets.items():
        text = text.replace(bracket, f"%({name})s")
    return text


def _visible(line: str) -> str:
    return unicodedata.normalize(
        "NFC", "".join(letter if letter == "\t" or unicodedata.category(letter)[0] != "C" else " " for letter in line)
    )
