"""What a table's own footnotes say of its signs, its source and its day."""

import re
from collections.abc import Iterable
from datetime import date

from gis_app.catalog.statistics.places import read_day
from gis_app.domain.statistics import NO_DATA, PROVISIONAL, SUPPRESSED
from gis_app.text.fold import fold

_SIGN = re.compile(
    r"^\s*[\"'„“”]?(?P<sign>[….:*–—-]{1,6}|⊗|[a-zA-Z](?=\s*[)=:–—-]))[\"'“”]?\s*\)?\s*[=:–—-]?\s*(?P<words>[^\W\d_].*)"
)
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (SUPPRESSED, "confidential", r"konfidenc|confiden|suppress|not for publication|secret|aizsarg"),
    (PROVISIONAL, "provisional", r"provisional|preliminar|provizor|operativ|sakotneji dati"),
    (NO_DATA, "nil", r"nil\b|magnitude zero|nothing to report|nav noverot|phenomenon|paradib\w* nav|not occur|zero"),
    (NO_DATA, "not_applicable", r"not applicable|nav attiecinam|not relevant|nav iespejam|category not"),
    (
        NO_DATA,
        "not_available",
        r"not available|no data|missing|nav (pieejam|datu)|dati nav|datu nav|trukst|uncertain|unreliable",
    ),
)
_SOURCE = re.compile(r"^\s*(?:source|avots|datu avots|data source)\s*:?\s*(?P<words>.+)", re.IGNORECASE | re.DOTALL)
_UPDATED = re.compile(
    r"^\s*(?:latest update|last updated?|updated|pēdējo reizi atjaunots|atjaunots|atjaunināts|jaunākie dati)"
    r"\s*:?\s*(?P<day>.+)",
    re.IGNORECASE,
)


def legend_of(notes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return sign → (status, meaning) as the notes explain them: ``… dati nav pieejami``, ``.. = confidential``."""
    found = {}
    for note in notes:
        for line in re.split(r"[\n;]|, (?=[….:–—*-]{1,6}\s)", note):
            match = _SIGN.match(line)
            meaning = _meaning(match["words"]) if match else None
            if match and meaning:
                found[match["sign"].lower()] = meaning
    return found


def source_of(notes: Iterable[str]) -> str:
    """Return who made the figures, if a note says so; the words may stand in the next note."""
    return _after(notes, _SOURCE, "words")


def updated_on(notes: Iterable[str]) -> date | None:
    """Return the day of the table if a note says it."""
    text = _after(notes, _UPDATED, "day")
    compact = re.match(r"(\d{4})(\d{2})(\d{2})\b", text)
    return read_day("-".join(compact.groups()) if compact else text) if text else None


def _after(notes: Iterable[str], form: re.Pattern[str], group: str) -> str:
    awaited = False
    for note in notes:
        if awaited:
            return note.strip()
        match = form.match(note)
        if match and match[group].strip(" :"):
            return match[group].strip()
        awaited = form.match(note + " :x") is not None
    return ""


def _meaning(words: str) -> tuple[str, str] | None:
    folded = fold(words)
    return next(((status, meaning) for status, meaning, form in _MEANINGS if re.search(form, folded)), None)
