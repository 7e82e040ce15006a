"""One cell of a table of figures: a number, or a sign that says why there is none."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gis_app.domain.statistics import NO_DATA, PROVISIONAL, PUBLISHED, SUPPRESSED

LARGEST = 1e30
"""A figure beyond this is a slip of the keyboard."""

SIGNS: Mapping[str, tuple[str, str]] = {
    "": (NO_DATA, "empty"),
    "…": (NO_DATA, "not_available"),
    "..": (NO_DATA, "not_available"),
    "...": (NO_DATA, "not_available"),
    "....": (NO_DATA, "not_available"),
    ".....": (NO_DATA, "not_available"),
    "......": (NO_DATA, "not_available"),
    ":": (NO_DATA, "not_available"),
    ".": (NO_DATA, "not_applicable"),
    "z": (NO_DATA, "not_applicable"),
    "-": (NO_DATA, "nil"),
    "–": (NO_DATA, "nil"),
    "—": (NO_DATA, "nil"),
    "x": (SUPPRESSED, "confidential"),
    "c": (SUPPRESSED, "confidential"),
    "(c)": (SUPPRESSED, "confidential"),
    ":c": (SUPPRESSED, "confidential"),
    "⊗": (SUPPRESSED, "confidential"),
    "*": (SUPPRESSED, "confidential"),
    "conf": (SUPPRESSED, "confidential"),
    "konf": (SUPPRESSED, "confidential"),
    ":u": (NO_DATA, "not_available"),
    ":z": (NO_DATA, "not_applicable"),
} | dict.fromkeys(
    (
        "na",
        "n/a",
        "n.a.",
        "nan",
        "null",
        "none",
        "n.d.",
        "nav",
        "nav datu",
        "nav zināms",
        "no data",
        "not available",
    ),
    (NO_DATA, "not_available"),
)
"""What offices put where there is no figure → its status and what it means, unless the table's own legend differs.

PX-Web's six dot signs, the ellipsis of the Latvian office, Eurostat's colon and letters, spreadsheets and R.
"""

_ERROR = re.compile(r"#(n/a|null!|value!|ref!|div/0!|name\?|num!|n/d)", re.IGNORECASE)
_RANGE = re.compile(r"[<≤]=?\s*\d+|\d{1,2}\s*[-–]\s*\d{1,2}")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009 '’", None) | {"\u2212": "-"})
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
_FIGURE = re.compile(
    r"(?P<number>[+\-\u2212]?(?:\d[\d\u00a0\u202f\u2009 '’.,]*|[.,]\d+))"
    r"(?P<percent>\s*%)?"
    r"\s*(?P<flag>\*+|[a-z]{1,2}|\([a-z]{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\d{1,2}\)|(?<=\s)\d\))?",
    re.IGNORECASE,
)
_GROUPED = {",": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"), ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")}


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says: a value, or None with the sign and what it means; a flag is a letter beside a value."""

    value: float | None
    status: str = PUBLISHED
    sign: str = ""
    meaning: str = ""


def read_cell(text: str, *, decimal: str = ".", legend: Mapping[str, tuple[str, str]] | None = None) -> Read | None:
    """Return what a cell says, or None if it is neither a figure nor a known sign.

    Parameters
    ----------
    decimal
        ``.`` or ``,``; the other one may stand between thousands.
    legend
        What signs mean in this table, by its own footnotes; goes before the general meaning.
    """
    plain = text.strip()
    known = (legend or {}).get(plain) or SIGNS.get(plain.casefold())
    if known:
        return Read(None, known[0], plain, known[1])
    if _ERROR.fullmatch(plain):
        return Read(None, NO_DATA, plain, "formula_error")
    match = _FIGURE.fullmatch(plain)
    value = _number(match["number"] if match else plain, decimal)
    if value is None:
        return Read(None, SUPPRESSED, plain, "range") if _RANGE.fullmatch(plain) else None
    flag = (match["flag"] or "").strip("()").lower() if match else ""
    told = (legend or {}).get(flag)
    if told and told[0] != PROVISIONAL and told[0] != PUBLISHED:
        told = None  # a mark beside a figure cannot say that there is none
    return Read(value, told[0] if told else PROVISIONAL if flag == "p" else PUBLISHED, flag)


def is_figure(text: str) -> bool:
    """Whether a cell is a number, or a sign that offices put in place of one; an empty cell is neither."""
    plain = text.strip()
    return bool(plain) and (plain.casefold() in SIGNS or _numeric(plain) or bool(_ERROR.fullmatch(plain)))


def guess_decimal(cells: Iterable[str]) -> str:
    """Return ``.`` or ``,`` by the figures of a table, or an empty text when they can be read both ways.

    ``12,5`` or ``0,125`` shows a comma, ``1,234.5`` a point; a table where every mark stands before exactly three
    digits (``1,234``) says neither.
    """
    doubtful = False
    for text in cells:
        match = _FIGURE.fullmatch(text.strip())
        plain = match["number"].translate(_SPACES) if match else ""
        mark = _decimal_mark(plain)
        if mark:
            return mark
        doubtful = doubtful or "," in plain or "." in plain
    return "" if doubtful else "."


def _decimal_mark(plain: str) -> str:
    """Return the decimal mark that a figure proves, or an empty text."""
    for mark, other in ((".", ","), (",", ".")):
        if mark not in plain:
            continue
        if other in plain:
            return mark if plain.rindex(mark) > plain.rindex(other) else other
        if plain.count(mark) > 1:
            return other
        whole, _, part = plain.partition(mark)
        if len(part) != 3 or len(whole.strip("+-")) > 3 or whole.strip("+-") in {"", "0"}:
            return mark
    return ""


def _numeric(plain: str) -> bool:
    match = _FIGURE.fullmatch(plain)
    number = match["number"] if match else plain
    return _number(number, ".") is not None or _number(number, ",") is not None


def _number(text: str, decimal: str) -> float | None:
    plain = text.translate(_SPACES).rstrip()
    if _SCIENTIFIC.fullmatch(plain):
        return _bounded(plain.replace(",", "."))
    other = "," if decimal == "." else "."
    if other in plain:
        if not _GROUPED[other].fullmatch(plain):
            return None
        plain = plain.replace(other, "")
    plain = plain.replace(decimal, ".")
    return _bounded(plain) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain) else None


def _bounded(plain: str) -> float | None:
    value = float(plain)
    return value if abs(value) <= LARGEST else None
