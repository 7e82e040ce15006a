"""Columns that may not decide where to work, and columns that need a written reason (``design/domain.md`` §6.13)."""

import re
import unicodedata

from gis_app.domain.errors import InputRefused

# Stems of Latvian, English, German, French and Russian words without diacritics, searched in the column's words.
# Looking behind and ahead keeps apart what only sounds alike: uzticība (trust), senior citizens, original.
PROTECTED: dict[str, str] = {
    "nationality": r"nationalit|nacionalit|tautib|etnisk|etnicit|etnos|ethni|ethno|racial|\brace\b|skin ?colou?r|"
    r"herkunftsland|latviesi|latviesu|\bkrievi\b|\bkrievu\b|ukraini\b|ukrainu\b|ebreji|ebreju|cigani|ciganu|"
    r"\bromi\b|\bromani\b|\broma (?:people|share)|\brussians?\b(?! (?:border|federation))|ukrainians?\b|"
    r"\bjew(?:s|ish)?\b|"
    r"национальн|этни|народност|цыган|русски[ех]\b|украинц|евреи|евреев",
    "language": r"languag|mother ?tongue|(?<!loud)speakers|valod(?!niek)|sprach|langue(?!doc)|язык",
    "citizenship": r"(?<!senior )(?<!senior)citizen(?!s? advice)|pilsonib|pilsonu|pilsoni(?!sk)|staatsangeh|"
    r"staatsburger|auslander|nichtdeutsch|citoyennet|foreigner|foreign ?national|non ?national|arvalstniek|arzemniek|"
    r"гражданств|неграждан|иностранц",
    "religion": r"relig(?!ib)|konfes|confession|(?<!uz)ticiba|ticigi|faith(?!ful)|glaube|croyan|muslim|musulman|"
    r"\bislam|catholi|katoli|luteran|orthodox|church ?member|pareiztic|религ|верующ|вероисповед",
    "health": r"health|veselib|\bill\b|illness|\bsick(?!le)|chronic|disease|slimib|slimnieku|diagno|saslim|morbid|"
    r"addict|alcoholi[cs]|alkoholi[kz]|narkoman|drug ?use|(?<!ne)atkarib|psihisk|psychiat|dement|demenc|diabet|cancer|"
    r"\bvez(?:is|a)\b|\bhiv\b|tubercul|tuberkul|gesundheit|krankheit|krankenstand|kranke\b|erkrank|"
    r"pflegebedurf|maladi|\bsante\b|здоров|болезн|больные|больных|заболев|диагноз|психиат",
    "disability": r"disabil|disabled|invalid(?!at)(?! (?:vote|ballot|record|data))|handicap|behinder|wheelchair ?user|"
    r"(?:kustib\w*|redzes|dzirdes|gariga rakstura|funkcional\w*) ?traucejum|инвалид",
}
DELICATE: dict[str, str] = {
    "origin": r"(?<!e)migra(?!in)|(?<!ab)origin(?!al)|izcelsm|herkunft|foreign ?born|country of birth|refugee|"
    r"beglu|begli\b|asylum|иммигр|мигра|происхожд|беженц",
    "child_protection": r"child(?:ren)? ?protect|bernu ?aizsardz|bernu ?(?:un \w+ )?tiesib|barintiesa|kinderschutz|"
    r"kindeswohl|jugendhilfe|foster ?care|защит\w* (?:прав )?дет",
}
_ACCESS = re.compile(
    r"minut|distan|attalum|nearest|access|pieejam|sasniedz|erreichbar|barrierefrei|step ?free|parking|stavviet|"
    r"entfernung|доступн|расстоян"
)
"""How far or how open a place is: a figure about services, whoever they are for."""
_OPEN_TO_ACCESS = frozenset({"health", "disability", "origin", "child_protection"})
"""Topics of which a figure about access is none: minutes to a health centre choose a territory well."""


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
    words = _words(column)
    if _ACCESS.search(words):
        topics = {topic: stems for topic, stems in topics.items() if topic not in _OPEN_TO_ACCESS}
    return next((topic for topic, stems in topics.items() if re.search(stems, words)), "")


def _words(column: str) -> str:
    """Return the column's letters without case and diacritics, one space between words (``MotherTongue`` has two)."""
    parted = re.sub(r"(?<=[^\W\d_])(?=[A-ZĀČĒĢĪĶĻŅŠŪŽА-Я][^\W\d_A-Z])", " ", column)
    plain = unicodedata.normalize("NFKD", parted.casefold().replace("й", "\0"))
    kept = "".join(sign if sign.isalpha() or sign == "\0" else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.replace("\0", "й").split())
