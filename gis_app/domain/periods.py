"""Periods of statistics: written in many ways in tables, kept in one.

Kept forms: ``2019``, ``2019/2020``, ``2019H1``, ``2019Q1``, ``2019-05``, ``2019-05-01``. They sort by time as text
within one kind.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_GADS = r"(?:\.?\s*(?:gads|gadā|gada|g\.|gadu|year))?"
_MOMENT = r"(?:\s+(?:sākumā|sakuma|beigās|beigas))?"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_MONTHS = (
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("mai", "may", "maj", "мая", "май"),
    ("jūn", "jun", "июн"),
    ("jūl", "jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("okt", "oct", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
)
_MONTH = "|".join(stem for stems in _MONTHS for stem in stems)

# The first form that fits counts, so that the narrower ones stand first.
_FORMS: tuple[tuple[str, str], ...] = (
    ("day", _YEAR.format("y") + r"-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)"),
    ("day", r"(?P<d>[0-3]?\d)\.(?P<m>0?[1-9]|1[0-2])\." + _YEAR.format("y") + r"\.?"),
    ("span", _YEAR.format("y") + r"\.?\s*[/–—-]\s*" + _YEAR.format("z") + r"\.?" + _GADS),
    ("quarter", _YEAR.format("y") + _GADS + r"\s*[-./,]?\s*[QqCcKk](?P<q>[1-4])\b"),
    ("quarter", r"[QqCcKk](?P<q>[1-4])[-./ ]+" + _YEAR.format("y")),
    ("quarter", _YEAR.format("y") + _GADS + r"\s*(?P<q>[1-4]|IV|I{1,3})\.?\s*(?:cet\.|ceturksn\w+|quarter)"),
    ("quarter", r"(?P<q>[1-4]|IV|I{1,3})\.?\s*(?:cet\.|ceturksn\w+|quarter)\s*" + _YEAR.format("y")),
    ("half", _YEAR.format("y") + r"\s*-?\s*[HhSs](?P<h>[12])\b"),
    ("month", _YEAR.format("y") + r"[Mm](?P<m>0[1-9]|1[0-2])\b"),
    ("month", _YEAR.format("y") + r"[-.](?P<m>0[1-9]|1[0-2])\b(?![-.]\d)"),
    ("month", r"(?P<m>0[1-9]|1[0-2])[./]" + _YEAR.format("y")),
    ("named", _YEAR.format("y") + _GADS + rf"\s*(?P<n>{_MONTH})\w*\.?"),
    ("named", rf"(?P<n>{_MONTH})\w*\.?\s+" + _YEAR.format("y")),
    ("short", _YEAR.format("y") + r"\s*[/–-]\s*(?P<s>\d\d)\b"),
    ("year", r"(?:(?:gads|year)\s+)?" + _YEAR.format("y") + _GADS + _MOMENT + r"\.?"),
)
_MARK = r"\s*(?P<mark>\*+|\(?[pP]\)?|\((?:provisional|preliminary|provizoris\w+|operatīv\w+)\))?"
_WHOLE = [(kind, re.compile(form + _MARK, re.IGNORECASE)) for kind, form in _FORMS]
_INSIDE = [(kind, re.compile(rf"(?<![\d.,-]){form}(?:\*+)?(?![\w-])", re.IGNORECASE)) for kind, form in _FORMS]
_EDGES = " ,;:|/_–—-"
_START = re.compile(
    r"gada sākum|gada sakum|beginning of (?:the )?year|start of (?:the )?year|1\. ?janvār|1 january", re.I
)
_END = re.compile(r"gada beig|end of (?:the )?year|31\. ?decemb|31 december", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A period read in a text: its kept form, what else the text says, whether it is marked as provisional."""

    period: str
    rest: str = ""
    provisional: bool = False


def read_period(text: str) -> Found | None:
    """Return the period that the whole text is, or None: ``2019. gada sākumā`` is ``2019``, ``2019M05`` ``2019-05``."""
    plain = " ".join(text.split())
    for kind, form in _WHOLE:
        match = form.fullmatch(plain)
        period = _kept(kind, match) if match else ""
        if match and period:
            mark = match["mark"] or ""
            return Found(period, provisional=bool(mark) and not mark.startswith("*"))
    return None


def find_period(label: str) -> Found | None:
    """Return the period that stands at either end of a label, and the rest: ``2020 Skaits`` is 2020 and ``Skaits``."""
    whole = read_period(label)
    if whole:
        return whole
    plain = " ".join(label.split())
    for kind, form in _INSIDE:
        for match in form.finditer(plain):
            period = _kept(kind, match)
            before, after = plain[: match.start()].strip(_EDGES), plain[match.end() :].strip(_EDGES)
            if period and not (before.strip("()") and after.strip("()")):
                return Found(period, _bare(before or after))
    return None


def periods_in(text: str) -> tuple[str, ...]:
    """Return every single year named in a free text, in order and once: for guessing, never for storing unasked."""
    return tuple(dict.fromkeys(re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)))


def moment_of(text: str) -> str:
    """Return ``start`` or ``end`` if a text says that its figures are of one day of the year, else an empty text."""
    if _START.search(text):
        return "start"
    return "end" if _END.search(text) else ""


def gaps(periods: Iterable[str]) -> tuple[str, ...]:
    """Return the years that are missing between the first and the last of yearly periods; nothing for other kinds."""
    known = sorted(set(periods))
    if len(known) < 2 or not all(re.fullmatch(r"\d{4}", period) for period in known):
        return ()
    return tuple(str(year) for year in range(int(known[0]), int(known[-1])) if str(year) not in known)


def _bare(rest: str) -> str:
    """Return the rest without brackets that held only the period: ``Births ()`` is ``Births``."""
    return re.sub(r"\(\s*\)|\[\s*\]", "", rest).rstrip("([").lstrip(")]").strip(_EDGES)


def _kept(kind: str, match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = parts["y"]
    return _MAKE[kind](year, parts)


def _span(year: str, parts: dict[str, str]) -> str:
    return f"{year}/{parts['z']}" if int(parts["z"]) > int(year) else ""


def _short(year: str, parts: dict[str, str]) -> str:
    return f"{year}/{int(year) + 1}" if int(parts["s"]) == (int(year) + 1) % 100 else ""


def _named(year: str, parts: dict[str, str]) -> str:
    name = parts["n"].casefold()
    month = next(number for number, stems in enumerate(_MONTHS, start=1) if name in stems)
    return f"{year}-{month:02}"


_MAKE: Mapping[str, Callable[[str, dict[str, str]], str]] = {
    "day": lambda year, parts: f"{year}-{int(parts['m']):02}-{int(parts['d']):02}",
    "span": _span,
    "quarter": lambda year, parts: f"{year}Q{_ROMAN.get(parts['q'].casefold(), parts['q'])}",
    "half": lambda year, parts: f"{year}H{parts['h']}",
    "month": lambda year, parts: f"{year}-{int(parts['m']):02}",
    "named": _named,
    "short": _short,
    "year": lambda year, _parts: year,
}
