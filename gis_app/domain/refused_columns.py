"""Columns that may not decide where to work, and columns that need a written reason (``design/domain.md`` §6.13)."""

import re
import unicodedata

from gis_app.domain.errors import InputRefused

# Stems of Latvian, English and Russian words, without diacritics, searched in the column's letters.
# A look-behind keeps apart words that only sound alike: uzticība (trust), pilsoniskā (civic), senior citizens.
PROTECTED: dict[str, str] = {
    "nationality": r"nationalit|nacionalit|tautib|etnisk|etnicit|etnos|ethni|ethno|racial|herkunftsland|"
    r"latviesi|latviesu|cigani|ciganu|национальн|этни|народност|цыган",
    "language": r"languag|mothertongue|speakers|valod|sprach|langue|язык",
    "citizenship": r"(?<!senior)citizen|pilsonib|pilsonu|pilsoni(?!sk)|staatsangeh|staatsburger|auslander|citoyennet|"
    r"гражданств|неграждан",
    "religion": r"relig|konfes|confession|(?<!uz)ticiba|ticigi|faith|glaube|croyan|muslim|musulman|catholi|katoli|"
    r"luteran|pareiztic|религ|верующ|вероисповед",
    "health": r"health|veselib|illness|disease|slimib|slimnieku|diagno|saslim|morbid|addict|(?<!ne)atkarib|psihisk|"
    r"psychiat|gesundheit|krankheit|krankenstand|erkrank|maladi|sante(?![hk])|здоров|болезн|заболев|диагноз|психиат",
    "disability": r"disabil|disabled|invalid|handicap|behinder|инвалид",
}
DELICATE: dict[str, str] = {
    "origin": r"migra|origin|izcelsm|иммигр|мигра|происхожд",
    "child_protection": r"childprotect|bernuaizsardz|bernutiesib|barintiesa|защитадет",
}


def refuse_protected(column: str) -> None:
    """Refuse a column that describes who people are and not where help is missing.

    Raises
    ------
    InputRefused
        With the code ``criterion_refused_<topic>``.
    """
    topic = protected_topic(column)
    if topic:
        raise InputRefused(f"criterion_refused_{topic}", column=column)


def protected_topic(column: str) -> str:
    """Return the topic for which the column is refused, else an empty text."""
    return _topic(column, PROTECTED)


def delicate_topic(column: str) -> str:
    """Return ``origin`` or ``child_protection`` if the column needs a written reason, else an empty text."""
    return _topic(column, DELICATE)


def _topic(column: str, topics: dict[str, str]) -> str:
    letters = _letters(column)
    return next((topic for topic, stems in topics.items() if re.search(stems, letters)), "")


def _letters(column: str) -> str:
    plain = unicodedata.normalize("NFKD", column.casefold().replace("й", "\0"))
    return "".join(sign for sign in plain if sign.isalpha() or sign == "\0").replace("\0", "й")
