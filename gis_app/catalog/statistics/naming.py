"""What an indicator of a table is called and in which unit it is, by title, heading and division."""

import re
from collections.abc import Sequence

from gis_app.text.fold import fold

_GENERIC = re.compile(
    r"(skaits|kopskaits|skaitlis|numbers?|count|antal|value|vertiba|obs value|observation"
    r"|figure|data|pavisam|kopa|total|per ?cent|percentage|procenti|ipatsvars|share)?"
)
_UNIT = re.compile(
    r"[(\[]\s*(?P<unit>[^()\[\]]{1,24})\s*[)\]]\s*$|,\s*(?P<tail>%|‰|km|km2|km²|ha|eur|euro|tūkst\.? \w+)\s*$",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(r"\d{4}|no\b|līdz|from|until|before|after|before|pārskata|nace", re.IGNORECASE)
_SHARE = re.compile(r"%|percent|procent|ipatsvar|share of|proportion|‰")


def plain_title(title: str, *, stub: Sequence[str]) -> str:
    """Return a title without the list of divisions PX-Web adds: ``Roads (km) - Territory, Indicator and Time``."""
    heads = [fold(name) for name in stub if fold(name)]
    best = title
    for joint in re.finditer(r"\s[-–—]\s|\s+by\s+|\s+pēc\s+|\.\s+|,\s+", title):
        tail = fold(title[joint.end() :])
        if any(tail.startswith(head) for head in heads):
            best = title[: joint.start()]
            break
    return re.sub(r"\s+(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$", "", best.strip().strip('"')).strip(" ,.;:")


def unit_of(text: str) -> str:
    """Return the unit at the end of a text, ``(km)`` or ``, %``; an empty text when there is none."""
    match = _UNIT.search(text)
    found = ((match["unit"] or match["tail"]) if match else "") or ""
    if found and not _NO_UNIT.search(found):
        return found.strip()
    return "%" if _SHARE.search(fold(text) + text) else ""


def is_generic(label: str) -> bool:
    """Whether a heading such as *Number* or *%* says nothing of what is counted."""
    return _GENERIC.fullmatch(fold(label)) is not None


def full_label(label: str, title: str, *, alone: bool) -> str:
    """Return what the indicator is called by itself: a heading such as *Number* says nothing without the title."""
    if not title or title == label:
        return label
    if is_generic(label):
        return title if alone or not label else f"{title}: {label}"
    return label if alone and len(fold(label)) > 20 else f"{title}: {label}"


def without_generic(labels: Sequence[str]) -> dict[str, str]:
    """Return each label without a last word such as *Number* that all of them share: ``Males, Number`` is ``Males``."""
    tails = {label.rpartition(", ")[2] for label in labels if ", " in label}
    shared = len(tails) == 1 and all(", " in label for label in labels) and _GENERIC.fullmatch(fold(next(iter(tails))))
    return {label: label.rpartition(", ")[0] if shared else label for label in labels}
