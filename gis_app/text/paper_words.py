"""The words by which a line typed from paper names a class of marks, in the three languages of the rooms.

The first of a class is its whole word, the second its initial; accents and case do not matter to the typist.
"""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "like": {
        "lv": ("patīk", "p", "skaists", "skaisti", "lepojos"),
        "ru": ("нравится", "н", "красиво", "горжусь"),
        "en": ("like", "l", "liked", "proud"),
    },
    "dislike": {
        "lv": ("nepatīk", "n", "nedroši", "bail", "baisi", "neglīts", "nesakopts"),
        "ru": ("не нравится", "не", "нн", "страшно", "опасно", "некрасиво"),
        "en": ("dislike", "d", "unsafe", "afraid", "ugly"),
    },
    "missing": {
        "lv": ("trūkst", "t", "pietrūkst", "vajag"),
        "ru": ("не хватает", "х", "хватает", "нужно"),
        "en": ("missing", "m", "need"),
    },
    "usable": {
        "lv": ("izmantot", "i", "varētu", "izmantojams"),
        "ru": ("использовать", "и", "можно"),
        "en": ("use", "u", "usable", "could"),
    },
    "safety": {
        "lv": ("drošība", "dr", "droši"),
        "ru": ("безопасность", "б"),
        "en": ("safety", "s", "safe"),
    },
    "movement": {
        "lv": ("kustība", "k", "kustas"),
        "ru": ("движение", "д"),
        "en": ("movement", "mo", "move"),
    },
    "breaking": {
        "lv": ("lūzums", "lu", "lūzuma"),
        "ru": ("перелом", "п"),
        "en": ("breaking", "b", "break"),
    },
    "home": {
        "lv": ("dzīvoju", "dz", "mājas"),
        "ru": ("живу", "ж"),
        "en": ("home", "h", "live"),
    },
}
SIGNS: Mapping[str, str] = {"+": "like", "-": "dislike", "\u2013": "dislike", "\u2212": "dislike"}
"""Plus for what is liked, minus for what is not (hyphen, dash and minus sign are one)."""
NOT = ("ne", "не")
"""A class may be told in two words: *ne patīk*, *не хватает*."""
LOOKALIKES = str.maketrans("АВСЕНКМавсенкм", "ABCEHKMABCEHKM")
"""Letters of the Russian keyboard that look like the columns of the grid."""
