"""``Words``: everything one language needs, made once for each."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from babel import dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from gis_app import paths
from gis_app.domain.errors import UnknownCode
from gis_app.domain.lists import LANGUAGES

_DATES = {"ru": "d MMMM y 'года'"}
"""Where the long form of Unicode does not fit a sentence: its Russian „г.” would double the full stop."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which the extractor looks for
    """Mark a message for translation where it is written, to be looked up where it is shown."""
    return message


class Words:
    """Messages, numbers and dates of one language.

    Parameters
    ----------
    language
        One of ``domain.lists.LANGUAGES``.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UnknownCode("unknown_language", value=language, expected=", ".join(LANGUAGES))
        self.language = language
        self.translations = catalogue(language)

    def gettext(self, message: str, **values: object) -> str:
        """Return the message in this language, its ``%(name)s`` filled."""
        text = self.translations.gettext(message) if message else ""
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the plural form for ``number``; ``%(num)s`` is the number itself."""
        return self.translations.ngettext(one, many, number) % {"num": self.number(number), **values}

    def number(self, value: float, *, digits: int | None = None) -> str:
        """Return the number as this language writes it, with at most ``digits`` decimals (3 when not given)."""
        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return _with_minus(numbers.format_decimal(value, format=pattern, locale=self.language))

    def percent(self, share: float, *, digits: int = 0) -> str:
        """Return a share (0 to 1) as per cent; the space before the sign never breaks."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "\u00a0%"
        return _with_minus(numbers.format_percent(share, format=pattern, locale=self.language))

    def month(self, day: date) -> str:
        """Return the month of the day as this language writes it, with its year."""
        return str(dates.format_skeleton("yMMMM", day, locale=self.language))

    def date(self, day: date) -> str:
        """Return the day as this language writes it in a sentence."""
        return str(dates.format_date(day, format=_DATES.get(self.language, "long"), locale=self.language))

    def pick(self, titles: Mapping[str, str]) -> str:
        """Return the title in this language from a ``{language: title}`` mapping, else the Latvian, else any."""
        return titles.get(self.language) or titles.get("lv") or next(iter(titles.values()), "")


def _with_minus(number: str) -> str:
    """Return a number for people's eyes: with a minus, where Babel's data have a hyphen."""
    return number.replace("-", "−")


@cache
def words_for(language: str) -> Words:
    """Return the ``Words`` of a language, made once."""
    return Words(language)


@cache
def catalogue(language: str) -> GNUTranslations:
    """Return the messages of a language, compiled in memory from its ``.po`` file."""
    folder = paths.TRANSLATIONS / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
