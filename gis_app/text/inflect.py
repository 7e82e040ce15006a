"""Proposals for the forms of a Latvian place name; a person confirms each before any sentence uses it.

The rule looks at the ending of the last word only (*Zosēnu pagasts*: the words before it are genitives and stay). An
ending that does not tell its declension gives no form: a sentence without the name is better than a wrong name.
Declensions after the Latvian grammar of the Academy of Sciences (Latviešu valodas gramatika, 2013).
"""

from gis_app.domain.meeting_content import PlaceName

_SOFTENED = (
    ("dz", "dž"),
    ("ln", "ļņ"),
    ("b", "bj"),
    ("c", "č"),
    ("d", "ž"),
    ("l", "ļ"),
    ("m", "mj"),
    ("n", "ņ"),
    ("p", "pj"),
    ("s", "š"),
    ("t", "š"),
    ("v", "vj"),
    ("z", "ž"),
)
"""How the stem of the second declension changes before the endings of the genitive (*Mīlgrāvis*, *Mīlgrāvja*)."""
_ENDINGS = (
    ("us", "us", "ū"),
    ("as", "u", "ās"),
    ("i", "u", "os"),
    ("a", "as", "ā"),
    ("e", "es", "ē"),
    ("s", "a", "ā"),
)
"""Ending of the nominative, of the genitive, of the locative; the longest that fits counts."""
_CONSONANTS = set("bcčdfgģhjkķlļmnņprŗsštvzž")
_KNOWN = {
    "cēsis": ("Cēsu", "Cēsīs"),
    "brocēni": ("Brocēnu", "Brocēnos"),
}
_SHORT = 3
"""A word of so few letters tells nothing by its ending."""


def proposed_forms(name: str) -> PlaceName:
    """Return a Latvian name with its genitive and locative as far as the ending tells them; else empty forms."""
    words = name.split()
    if not words or not words[-1].replace("-", "").isalpha():
        return PlaceName(name)
    before, parts = words[:-1], [_forms(part) for part in words[-1].split("-")]
    if any(not genitive or not locative for genitive, locative in parts):
        return PlaceName(name)
    genitive, locative = ("-".join(part[place] for part in parts) for place in (0, 1))
    return PlaceName(name, " ".join([*before, genitive]), " ".join([*before, locative]))


def _forms(word: str) -> tuple[str, str]:
    if word.casefold() in _KNOWN:
        return _KNOWN[word.casefold()]
    if len(word) <= _SHORT:
        return "", ""
    if word.endswith("pils"):  # sixth declension: the genitive is like the nominative
        return word, f"{word[:-1]}ī"
    if word.endswith("is"):
        return f"{_soft(word[:-2])}a", f"{word[:-2]}ī"
    for ending, genitive, locative in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and (stem[-1] in _CONSONANTS or ending != "s"):
            return stem + genitive, stem + locative
    return "", ""


def _soft(stem: str) -> str:
    for hard, soft in _SOFTENED:
        if stem.endswith(hard):
            return stem.removesuffix(hard) + soft
    return stem
