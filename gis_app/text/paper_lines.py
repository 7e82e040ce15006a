"""A line typed from paper: ``C5 nepatīk 3``, ``C5 - 3``, ``c5 patik skaists skats``, ``c5 н 3``, ``dz 4``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gis_app.domain.errors import InputRefused
from gis_app.domain.paper import MOST_MARKS
from gis_app.text.fold import fold
from gis_app.text.paper_words import LOOKALIKES, NOT, SIGNS, WORDS

LONGEST = 400
_CELL = re.compile(r"\s*(?:([A-Za-zА-Яа-я])\s?(\d{1,2})|(\d)([A-Za-z]))(?=$|[\s:;,.·+\-–−])[\s:;,.·]*")
_COUNT = re.compile(r"(?:[x×х]\s?)?(\d{1,6})(?:\s?[x×х])?(?=$|[\s,;:.])")
_SIGN = re.compile(r"[+\-–−]")
_WORD = re.compile(r"[^\s,;:.·\d+]+")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a line says; a *home* names the number of an area of the slip's list instead of a cell."""

    kind: str
    cell: str = ""
    count: int = 1
    words: str = ""
    area: int | None = None


def read_line(text: str, *, classes: Sequence[str], language: str) -> ReadLine:
    """Return what a line says.

    Parameters
    ----------
    classes
        Classes that the meeting asks for, *home* among them if it asks where people live.
    language
        Language in which a refusal names the words it expected; every language is understood.

    Raises
    ------
    InputRefused
        If cell, class or count are missing or cannot be understood; the error says what was expected.
    """
    if len(text) > LONGEST:
        raise InputRefused("line_long", expected=LONGEST)
    line = " ".join(text.split())
    if not line:
        raise InputRefused("line_empty")
    found = _CELL.match(line)
    rest = line[found.end() :] if found else line
    kind, rest = _kind(rest, classes, language)
    if kind == "home":
        return _home(rest)
    if found is None:
        raise InputRefused("line_cell", value=line.split()[0][:20])
    letter, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    count, words = _count(rest)
    return ReadLine(kind=kind, cell=f"{letter.translate(LOOKALIKES).upper()}{number}", count=count, words=words)


def short_words(classes: Sequence[str], language: str) -> str:
    """Return the whole word and the initial of every class: ``patīk (p), nepatīk (n)``."""
    return ", ".join(f"{WORDS[kind][language][0]} ({WORDS[kind][language][1]})" for kind in classes)


def _kind(rest: str, classes: Sequence[str], language: str) -> tuple[str, str]:
    sign = _SIGN.match(rest)
    if sign is not None and SIGNS[sign[0]] in classes:
        return SIGNS[sign[0]], rest[sign.end() :].lstrip(" ,;:.·")
    word = _WORD.match(rest)
    if word is None:
        raise InputRefused("line_class_missing", expected=short_words(classes, language))
    said, after = fold(word[0]), rest[word.end() :].lstrip(" ,;:.·")
    second = _WORD.match(after)
    if said in NOT and second is not None and _meant(said + fold(second[0]), classes):
        said, after = said + fold(second[0]), after[second.end() :].lstrip(" ,;:.·")
    meant = _meant(said, classes)
    if len(meant) == 1:
        return meant[0], after
    code = "line_class_unclear" if meant else "line_class"
    raise InputRefused(code, value=word[0][:20], expected=short_words(meant or classes, language))


def _meant(said: str, classes: Sequence[str]) -> list[str]:
    """Return the classes a folded word can mean: by a whole word or initial, else by the beginning of a word."""
    named = {kind: _known(kind) for kind in classes}
    exact = [kind for kind, words in named.items() if said in words]
    if exact or len(said) < 2:
        return exact
    return [kind for kind, words in named.items() if any(word.startswith(said) for word in words)]


@cache
def _known(kind: str) -> tuple[str, ...]:
    return tuple(fold(word).replace(" ", "") for words in WORDS[kind].values() for word in words)


def _count(rest: str) -> tuple[int, str]:
    found = _COUNT.match(rest)
    if found is None:
        return 1, rest
    number = int(found[1])
    if not 1 <= number <= MOST_MARKS:
        raise InputRefused("line_count", value=number, expected=MOST_MARKS)
    return number, rest[found.end() :].lstrip(" ,;:.·")


def _home(rest: str) -> ReadLine:
    found = re.fullmatch(r"(\d{1,3})", rest.strip())
    if found is None:
        raise InputRefused("line_home", value=rest[:20])
    return ReadLine(kind="home", area=int(found[1]))
