"""The name of a territory as a table gives it: depth by dots, code, footnote marks, dates of validity."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from gis_app.text.fold import fold

_DOTS = re.compile(r"^[\s.\u00a0·•…]+")
_CODE = r"(?:LV[- ]?)?\d{6,8}|[A-Z]{2}[A-Z]{0,3}\d{1,9}[A-Z]?"
_LEADING_CODE = re.compile(rf"(?P<code>{_CODE})\s*[\s:;–—_-]\s*(?P<name>[^\W\d].*)")
_TRAILING_CODE = re.compile(rf"(?P<name>.*\w.*?)\s*[(\[](?P<code>{_CODE})[)\]]")
_MARKS = re.compile(r"(?:\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\s+\d{1,2}\)|\s*\*+)$")
_BEFORE = r"before|pirms|до"
_UNTIL = r"until|till|up to|to|through|līdz|lidz|по"
_SINCE = r"from|since|after|as of|no|kopš|kops|pēc|с|от"
_VALIDITY = re.compile(
    rf"\s*[(\[,]\s*(?P<how>{_BEFORE}|{_UNTIL}|{_SINCE})\s+(?P<day>[^()\[\]]*?\d{{4}}[^()\[\]]*?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec")
_KINDS = re.compile(
    r"\b(novad\w*|pagast\w*|pilset\w*|valstspilset\w*|apkaim\w*|ciem\w*|region\w*|latvija|latvia|municipalit\w*"
    r"|parish\w*|county|city|town|cities|towns|district\w*|rajon\w*|apvieniba|kopa|pavisam|total)\b"
)
_OTHER_LEVELS = re.compile(
    r"^(latvija|latvia|latvijas republika|lv|valsts|valsti|whole country|country|kopa|kopa valsti|pavisam|total"
    r"|all territories|visas teritorijas|valstspilsetas( un novadi)?|republikas pilsetas|state cities|novadi|novados"
    r"|municipalities|pilsetas|pagasti|cities|towns|parishes|counties|lauki|rural areas?|urban areas?"
    r"|lauku teritorijas|pilsetu teritorijas|pieriga|vidzeme|kurzeme|zemgale|latgale|abroad|unknown|nav zinams"
    r"|arvalstis|nav noradits|not stated)$"
    r"|\bregion\w*\b|\bstatistical region|\bplanosanas region|^lv0?0?\d?$|\bregions?$"
)


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A territory as the table names it.

    Attributes
    ----------
    depth
        How many signs (dots, spaces) push the name in: a parish stands deeper than its municipality.
    valid_from, valid_to
        First and last day of the boundary for which the row holds, as the label says; None when it says nothing.
    """

    name: str
    code: str = ""
    depth: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def read_place(text: str) -> PlaceLabel:
    """Return the parts of a label: ``..Talsu novads``, ``LV0022000 Talsu novads``, ``Rīga (līdz 01.01.2024.)``."""
    pushed = _DOTS.match(text)
    depth = len(pushed.group()) if pushed else 0
    plain = _DOTS.sub("", text).strip()
    valid_from, valid_to, plain = _validity(plain)
    plain = _MARKS.sub("", plain).strip()
    if is_code(plain):
        return PlaceLabel("", plain, depth, valid_from, valid_to)
    match = _LEADING_CODE.fullmatch(plain) or _TRAILING_CODE.fullmatch(plain)
    if match:
        return PlaceLabel(match["name"].strip(), match["code"], depth, valid_from, valid_to)
    return PlaceLabel(plain, "", depth, valid_from, valid_to)


def is_code(text: str) -> bool:
    """Whether a text is a code of a territory: ATVK in any form, CSP, NUTS or LAU."""
    return re.fullmatch(_CODE, text.strip()) is not None


def looks_like_place(text: str, *, known: Collection[str] = ()) -> bool:
    """Whether a text names a territory: by a word such as *novads* or *parish*, by a code, or as a known name."""
    label = read_place(text)
    folded = fold(label.name)
    return bool(label.code) or folded in known or bool(_KINDS.search(folded)) or bool(_OTHER_LEVELS.search(folded))


def is_other_level(name: str) -> bool:
    """Whether a name is a total, a region or a group: a figure of another level, not a mistake."""
    return _OTHER_LEVELS.search(fold(name)) is not None


def _validity(text: str) -> tuple[date | None, date | None, str]:
    match = _VALIDITY.search(text)
    day = read_day(match["day"]) if match else None
    if match is None or day is None:
        return None, None, text
    name = text[: match.start()].strip()
    how = match["how"].casefold()
    if re.fullmatch(_SINCE, how):
        return day, None, name
    # A boundary that holds "līdz 01.07.2021." ends as the new one begins: on the first of a month the day before.
    last = day - timedelta(days=1) if re.fullmatch(_BEFORE, how) or (day.day == 1 and day.month in {1, 7}) else day
    return None, last, name


def read_day(text: str) -> date | None:
    """Return the day in a text (``01.07.2021.``, ``2021-07-01``, ``2021. gada 1. jūlijam``, ``1 July 2021``, ``2021``).

    A year alone is its first day.
    """
    iso = re.search(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    dotted = re.search(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted:
        return _day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    year = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)
    if year is None:
        return None
    number = re.search(r"(?<!\d)(\d{1,2})(?!\d)", text)
    return _day(int(year[1]), _month(text), int(number[1]) if number else 1)


def _month(text: str) -> int:
    words = fold(text).split()
    for number, stems in enumerate(_MONTHS, start=1):
        if any(word.startswith(stem) for word in words for stem in stems.split()):
            return number
    return 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
