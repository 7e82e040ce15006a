"""Texts that went through other programs: HTML in them, letters of another encoding, signs nobody sees, formulas."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis_app.analysis.arrivals.cells import BETWEEN
from gis_app.analysis.arrivals.mojibake import BROKEN, mended_text, of_other_page
from gis_app.analysis.arrivals.problems import each, short
from gis_app.domain.imports import Problem

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG_NAMES = (
    "br|p|div|span|b|i|u|em|strong|a|ul|ol|li|h[1-6]|table|tr|td|th|thead|tbody|font|img|hr|sup|sub|small|blockquote"
)
_HIDDEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"\s*<(?:br|/p|/div|/li|/tr|hr)\b[^<>]*>\s*", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES}|script|style)\b[^<>]*>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe]")
_BLANK = re.compile("[\u00a0\u2007\u202f]")
_FORMULA = re.compile(r"\s*(?:=\s*[-+A-Za-z(@\d\"]|@[A-Za-z]+\s*\(|[-+][A-Z]{2,}\(|\+\s*[A-Z]+\d+)")

Mend = Callable[[str], str]
Texts = NDArray[np.object_]


def mended_texts(cells: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the columns with their texts put right (same index), and which cell was changed to what."""
    result, problems = {}, []
    for name in cells.columns:
        column = cells[name]
        if column.dtype.kind in "iufbM":
            result[name] = column
            continue
        result[name], found = _mended(column)
        problems += found
    return pd.DataFrame(result, index=cells.index, columns=cells.columns), problems


def without_html(text: str) -> str:
    """Return a text with HTML entities as letters and without tags; ``<br>`` and ends of paragraphs break the line.

    A text that was escaped twice is read twice; ``a < b`` is no tag and stays.
    """
    plain = html.unescape(html.unescape(text)) if _ENTITY.search(text) else text
    plain = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", plain)))
    return plain if plain == text else plain.strip()


def _mended(column: pd.Series) -> tuple[pd.Series, list[Problem]]:
    column = column.astype(object)
    words, every = _words(column)
    problems: list[Problem] = []
    texts: Texts | None = None
    for code, pattern, mend in _STEPS:
        where = _found(pattern, words, every)
        new = {place: mended for place in where if (mended := mend(words[place])) != words[place]}
        if not new:
            continue
        problems += _changed(code, column, words, new)
        texts = column.to_numpy(dtype=object, copy=True) if texts is None else texts
        for place, text in new.items():
            words[place] = texts[place] = text
        every = " ".join(words)
    problems += _formulas(column, words)
    result = column if texts is None else pd.Series(texts, index=column.index, name=column.name)
    return _turned_page(result, words, problems)


def _words(column: pd.Series) -> tuple[list[str], str]:
    """Return the texts of a column (empty where there is none) and all of them as one long text."""
    words = column.tolist()
    try:
        return words, " ".join(words)
    except TypeError:
        words = [value if isinstance(value, str) else "" for value in words]
        return words, " ".join(words)


def _found(pattern: re.Pattern[str], words: Sequence[str], every: str) -> list[int]:
    """Return the places of the texts in which a pattern is found; one look through all of them together comes first."""
    if _cannot_be(pattern, every):
        return []
    if pattern.search(every) is None:
        return []
    return [place for place, text in enumerate(words) if pattern.search(text)]


def _cannot_be(pattern: re.Pattern[str], every: str) -> bool:
    """Whether a text holds none of the signs a pattern begins with: seen at once, while a search takes its time."""
    if pattern is BROKEN:
        return every.isascii()
    return every.isprintable() if pattern in (_BLANK, _CONTROL) else ("&" if pattern is _ENTITY else "<") not in every


def _changed(code: str, column: pd.Series, words: Sequence[str], new: Mapping[int, str]) -> list[Problem]:
    return each(
        code,
        column.index[list(new)],
        column=str(column.name),
        severity="mended",
        values=[words[place] for place in new],
        expected=[short(text) for text in new.values()],
    )


def _with_blanks(text: str) -> str:
    """Return a text with ordinary blanks; those between the figures of a number are left."""
    return _BLANK.sub(" ", text) if re.search(r"[^\W\d_]", text) else text


_STEPS: tuple[tuple[str, re.Pattern[str], Mend], ...] = (
    ("text_letters", BROKEN, mended_text),
    ("text_entities", _ENTITY, without_html),
    ("text_tags", re.compile(f"{_HIDDEN.pattern}|{_TAG.pattern}", re.IGNORECASE | re.DOTALL), without_html),
    ("text_blanks", _BLANK, _with_blanks),
    ("text_control", _CONTROL, lambda text: _CONTROL.sub("", text)),
)


_ANY_FORMULA = re.compile(f"(?:^|{BETWEEN}){_FORMULA.pattern}")


def _formulas(column: pd.Series, words: Sequence[str]) -> list[Problem]:
    """Notice texts that a spreadsheet would take for formulas."""
    every = BETWEEN.join(words)
    if not any(sign in every for sign in "=@+(") or not _ANY_FORMULA.search(every):
        return []
    where = [place for place, text in enumerate(words) if _FORMULA.match(text)]
    return each("formula_like", column.index[where], column=str(column.name), values=[words[place] for place in where])


def _turned_page(column: pd.Series, words: Sequence[str], problems: list[Problem]) -> tuple[pd.Series, list[Problem]]:
    """Read a column again whose Latvian letters all became those of Western Europe (``Rîga``, ``Ðíûòi``)."""
    read = of_other_page(words)
    if read is None:
        return column, problems
    new = {place: text for place, (old, text) in enumerate(zip(words, read, strict=True)) if old != text}
    texts = column.to_numpy(dtype=object, copy=True)
    for place, text in new.items():
        texts[place] = text
    listed = _changed("text_letters", column, words, new)
    return pd.Series(texts, index=column.index, name=column.name), [*problems, *listed]
