"""One or two coordinates as text: degrees, minutes and seconds in their spellings, pairs, hemispheres, WKT, links."""

import re
from dataclasses import dataclass
from math import isnan

from gis_app.analysis.arrivals.numerals import number

_QUOTES = str.maketrans(
    {**dict.fromkeys("º˚∘", "°"), **dict.fromkeys("’′´`‘ʹʼ‵", "'"), **dict.fromkeys("”″“„ʺ‟", '"'), "\u2212": "-"}
    | dict.fromkeys("\u00a0\u202f\u2009\t", " ")
)
_EAST = (
    r"\b(?:east|eastern|austrumi|austrumu|a\.?\s?g(?:ar)?\b\.?|в\.?\s?д\b\.?"
    r"|longitude|long|lon|lng|garums|долгота)\b\.?"
)
_LETTERS = (  # Latvian: ziemeļi, dienvidi, austrumi, rietumi; Russian: север, юг, восток, запад
    (r"\b(?:north|northern|ziemeļi|ziemeļu|z\.?\s?pl(?:at)?\b\.?|с\.?\s?ш\b\.?|latitude|lat|platums|широта)\b\.?", "N"),
    (r"\b(?:south|dienvidi|dienvidu|d\.?\s?pl(?:at)?\b\.?|ю\.?\s?ш\b\.?)\b\.?", "S"),
    (_EAST, "E"),
    (r"\b(?:west|rietumi|rietumu|r\.?\s?g(?:ar)?\b\.?|з\.?\s?д\b\.?)\b\.?", "W"),
)
_WORDS = [(re.compile(pattern, re.IGNORECASE), letter) for pattern, letter in _LETTERS]
_ALONE = re.compile(r"(?<![A-Za-zĀ-žА-я])([NSEWZARDСЮВЗ])(?![A-Za-zĀ-žА-я])", re.IGNORECASE)
_LATIN = {"Z": "N", "D": "S", "A": "E", "R": "W", "С": "N", "Ю": "S", "В": "E", "З": "W"}
_UNITS = (
    (re.compile(r"(?<=\d)\s*(?:deg(?:rees?)?|grādi|grad|гр)\b\.?", re.IGNORECASE), "°"),
    (re.compile(r"(?<=\d)\s*(?:min(?:utes?)?|мин)\b\.?", re.IGNORECASE), "'"),
    (re.compile(r"(?<=\d)\s*(?:sec(?:onds?)?|сек)\b\.?", re.IGNORECASE), '"'),
    (re.compile(r"(?<=\d)d(?=\s*\d)"), "°"),
    (re.compile(r"(?<=\d)m(?=\s*\d)"), "'"),
    (re.compile(r"(?<=[\d.])s\b"), '"'),
)
_NUM = r"\d+(?:[.,]\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>[NSEW])?[\s:=]*(?P<sign>[-+])?\s*(?P<deg>{_NUM})\s*(?:[°:\s]\s*"
    rf"(?:(?P<min>{_NUM})\s*(?:['’:\s]\s*(?:(?P<sec>{_NUM})\s*(?:\"|'')?)?)?)?)?\s*(?P<after>[NSEW])?"
)
_WKT = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*Z?M?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+){0,2}\s*\)", re.IGNORECASE)
_LINK = re.compile(r"(?:[@=/]|geo:|q=|loc:|point=)(-?\d{1,3}\.\d{3,})\s*(?:,|%2C|/)\s*\+?(-?\d{1,3}\.\d{3,})")


@dataclass(frozen=True, slots=True)
class Angle:
    """A coordinate in degrees or metres; ``axis`` is ``lat``, ``lon`` or empty when the text does not say."""

    value: float
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coordinates in the order of the text; ``order`` is ``xy``, ``yx`` or empty when the text does not say."""

    first: float
    second: float
    order: str = ""


def angle(text: str) -> Angle | None:
    """Return one coordinate: ``56°57'07"N``, ``N 56 57.117``, ``56.95 z. pl.``; None when it is none."""
    return _angle(_plain(text))


def pair(text: str) -> Pair | None:
    """Return both coordinates of one field, None when it cannot be read in one way.

    Takes ``56.9, 24.1``, ``56,9; 24,1``, ``POINT (24.1 56.9)``, ``56°57'07"N 24°06'30"E``, ``506 000; 312 000``,
    ``lat: 56.9 lon: 24.1``, links of map sites and ``geo:``.
    """
    wkt = _WKT.fullmatch(text.strip())
    if wkt:
        return _pair(number(wkt[1]), number(wkt[2]), "xy")
    link = _LINK.search(text) if "/" in text or ":" in text else None
    if link:
        return Pair(float(link[1]), float(link[2]), "yx")
    plain = _plain(text).strip("()[]{} ;,")
    if re.search(r"[NSEW°'\"]", plain):
        return _angles(plain)
    if re.search(r"[^\d\s.,;:|/+\-]", plain):
        return None
    return _numbers(plain)


def _plain(text: str) -> str:
    """Return the text with one sign for each thing: ``° ' "`` and the letters N S E W."""
    plain = text.translate(_QUOTES).strip()
    for pattern, sign in _UNITS:
        plain = pattern.sub(sign, plain)
    for pattern, letter in _WORDS:
        plain = pattern.sub(letter, plain)
    return _ALONE.sub(lambda found: _LATIN.get(found[1].upper(), found[1].upper()), plain)


def _angle(text: str) -> Angle | None:
    found = _ANGLE.fullmatch(text.strip(" ,;:"))
    if found is None or (found["before"] and found["after"]):
        return None
    degrees, minutes, seconds = (number(found[part] or "0") for part in ("deg", "min", "sec"))
    if minutes >= 60 or seconds >= 60 or (found["min"] and degrees != int(degrees)):
        return None
    letter = found["before"] or found["after"] or ""
    sign = -1 if (found["sign"] == "-") != (letter in ("S", "W")) else 1
    return Angle(sign * (degrees + minutes / 60 + seconds / 3600), _axis(letter))


def _axis(letter: str) -> str:
    return {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}.get(letter, "")


def _angles(text: str) -> Pair | None:
    for parts in _halves(text):
        found = [_angle(part) for part in parts]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            axes = (found[0].axis, found[1].axis)
            if axes[0] and axes[0] == axes[1]:
                return None
            order = "xy" if "lon" in axes[:1] or "lat" in axes[1:] else "yx" if any(axes) else ""
            return Pair(found[0].value, found[1].value, order)
    return None


def _halves(text: str) -> list[list[str]]:
    """Return the ways to cut a text with letters or signs of degrees into two coordinates."""
    ways = []
    if re.match(r"\s*[NSEW]", text):
        ways.append(re.split(r"(?<=.)(?=[NSEW])", text))
    elif re.search(r"[NSEW]", text):
        ways.append([part for part in re.split(r"(?<=[NSEW])", text) if part.strip()])
    ways += [
        re.split(pattern, text) for pattern in (r"[;|/]", r",(?=\D)", r",", r"(?<=[°'\"])\s+(?=[-+]?\d+(?:\.\d+)?°)")
    ]
    return [[part for part in way if part.strip(" ,;")] for way in ways]


def _pair(first: float, second: float, order: str = "") -> Pair | None:
    return None if isnan(first) or isnan(second) else Pair(first, second, order)


def _numbers(text: str) -> Pair | None:
    for pattern in (r"[;|/]", r",\s+", r"\s+", r","):
        parts = [part for part in re.split(pattern, text) if part.strip(" ,")]
        if len(parts) == 2:
            found = _pair(number(parts[0].strip(" ,")), number(parts[1].strip(" ,")))
            if found is not None and (pattern != "," or "." in text or len(text) > 12):
                return found  # "56,9467" is one number with a decimal comma, not two
        if len(parts) in (4, 6) and (whole := _regrouped(parts, comma=pattern == ",")):
            return whole
    return None


def _regrouped(parts: list[str], *, comma: bool) -> Pair | None:
    """Return the pair of ``56,94,24,10`` (commas for both) and of ``312 000 506 000`` (blanks between thousands)."""
    half = len(parts) // 2
    first, second = parts[:half], parts[half:]
    if comma:
        return _pair(number(".".join(first)), number(".".join(second))) if half == 2 else None
    if all(re.fullmatch(r"\d{3}(?:[.,]\d+)?", part) for part in (*first[1:], *second[1:])):
        return _pair(number("".join(first)), number("".join(second)))
    return None
