"""What must hold of a prepared meeting before it is stored; every refusal says what to mend."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.domain.lists import RESIDENT_CLASSES, SPECIALIST_CLASSES
from gis_app.domain.meeting_content import PlaceName, Questions
from gis_app.services.meetings import NewMeeting

MAX_NAME = 80
MAX_WORDING = 160
MAX_STEP = 300
MINUTES = (10, 720)
LONGEST_POINT_DAYS = 366
_FORMS = ("nominative", "genitive", "locative")
_MARKUP = set("<>{}[]%&\\")


def checked(new: NewMeeting, *, today: date, held: bool = False) -> NewMeeting:
    """Return what was filled in, its words on one line and without empty ones.

    Parameters
    ----------
    today
        The day on which it is filled in.
    held
        Whether the meeting has begun already: its day may then lie in the past.

    Raises
    ------
    InputRefused
        If a day, a class, a name or a wording cannot be.
    TooLarge
        If words are too long.
    """
    first = new.starts.date()
    if first < today and not held:
        raise InputRefused("meeting_in_past", value=first.isoformat())
    last = _last_day(new, first)
    if new.retention_on is not None and new.retention_on < last:
        raise InputRefused("meeting_retention_early", value=new.retention_on.isoformat(), expected=last.isoformat())
    if not MINUTES[0] <= new.questions.minutes <= MINUTES[1]:
        raise InputRefused("meeting_minutes", value=new.questions.minutes, expected=f"{MINUTES[0]}–{MINUTES[1]}")
    return replace(
        new,
        questions=checked_questions(new.kind, new.questions),
        ask_home=new.ask_home and new.kind != "specialists",
        place_names=checked_names(new.place_names),
        next_step=one_line(new.next_step, most=MAX_STEP),
    )


def checked_questions(kind: str, asked: Questions) -> Questions:
    """Return the questions of a kind of meeting in the order of the pages; residents' and specialists' never mix.

    Raises
    ------
    InputRefused
        If nothing is asked, or a class belongs to the other ones.
    """
    known = SPECIALIST_CLASSES if kind == "specialists" else RESIDENT_CLASSES[:-1]
    if not asked.classes or not set(asked.classes) <= set(known):
        raise InputRefused("meeting_classes")
    wording = {
        code: said
        for code, texts in asked.wording.items()
        if code in asked.classes and (said := {lang: one_line(text, most=MAX_WORDING) for lang, text in texts.items()})
    }
    return replace(
        asked,
        classes=tuple(code for code in known if code in asked.classes),
        wording={code: spoken for code, texts in wording.items() if (spoken := _said(texts))},
        identity=() if kind == "specialists" else asked.identity,
    )


def checked_names(names: Mapping[str, PlaceName]) -> dict[str, PlaceName]:
    """Return the names of a place by language; a language without a nominative has none.

    Raises
    ------
    InputRefused
        If a form holds what no name of a place has.
    TooLarge
        If it is too long.
    """
    found = {}
    for language, name in names.items():
        forms = {form: one_line(getattr(name, form), most=MAX_NAME) for form in _FORMS}
        if forms["nominative"]:
            found[language] = PlaceName(**forms)
        elif any(forms.values()):
            raise InputRefused("place_name_without_first", value=next(filter(None, forms.values())))
    return found


def one_line(text: str, *, most: int) -> str:
    """Return words on one line, no longer than ``most`` letters, without markup or signs that cannot be seen.

    Raises
    ------
    InputRefused
        If they hold markup.
    TooLarge
        If they are too long.
    """
    words = unicodedata.normalize("NFC", " ".join("".join(map(_visible, text)).split()))
    if len(words) > most:
        raise TooLarge("words_long", value=len(words), expected=most)
    if _MARKUP & set(words):
        raise InputRefused("words_markup", value=words[:60])
    return words


def _visible(letter: str) -> str:
    return " " if unicodedata.category(letter)[0] == "C" else letter


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _last_day(new: NewMeeting, first: date) -> date:
    """Return the last day of a meeting; only a collection point has another one than its first."""
    if new.kind != "point":
        if new.ends is not None:
            raise InputRefused("meeting_ends_for_point")
        return first
    if new.ends is None or not 0 <= (new.ends - first).days <= LONGEST_POINT_DAYS:
        raise InputRefused("meeting_ends", expected=LONGEST_POINT_DAYS)
    return new.ends
