"""The feedback sheet: what residents said, what happens next, by whom and by when, on one A4 for the notice board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gis_app.prints.ink import SIGN_UNITS
from gis_app.prints.metrics import FAMILY
from gis_app.prints.qr import qr_svg
from gis_app.prints.svg import Drawing
from gis_app.prints.typeset import typeset
from gis_app.text.labels import label
from gis_app.text.mark_symbols import mark_symbol
from gis_app.text.symbols import SHAPES
from gis_app.text.words import Words


@dataclass(frozen=True, slots=True)
class FeedbackSheet:
    """What the sheet says; whoever fills it has already left out what must not be said (``design/domain.md`` §6.7).

    Attributes
    ----------
    people
        How many took part; None: not counted.
    counts
        Number of marks by class; empty for a meeting that publishes sentences only.
    liked
        Names of public places that people like, the most liked first.
    talked
        Public places that were talked about, each with the sentence the room agreed on.
    sentences
        What was understood, in the words of the room.
    outcome
        What came of the next step, in words; empty until it is known.
    address
        Where the results can be seen; printed as address and QR code. Empty: nothing to see there.
    """

    title: str
    day: date
    people: int | None = None
    counts: Sequence[tuple[str, int]] = ()
    liked: Sequence[str] = ()
    talked: Sequence[tuple[str, str]] = ()
    sentences: Sequence[str] = ()
    next_step: str = ""
    who: str = ""
    by_when: date | None = None
    next_date: date | None = None
    outcome: str = ""
    controller: str = ""
    contact: str = ""
    address: str = ""
    invented: bool = False
    large: bool = False


def feedback_pdf(sheet: FeedbackSheet, words: Words) -> bytes:
    """Return the sheet as PDF (A4, upright); the same sheet gives the same bytes."""
    data = {
        "font": FAMILY,
        "factor": 1.25 if sheet.large else 1.0,
        "language": words.language,
        "title": sheet.title,
        "held": words.gettext("Meeting: %(day)s", day=words.date(sheet.day)),
        "people": _people(sheet, words),
        "counts": [_count(kind, number, words) for kind, number in sheet.counts],
        "liked": list(sheet.liked),
        "talked": [{"place": place, "sentence": sentence} for place, sentence in sheet.talked],
        "sentences": list(sheet.sentences),
        "steps": _steps(sheet, words),
        "asks": " · ".join(part for part in (sheet.controller, sheet.contact) if part),
        "address": sheet.address,
        "qr": qr_svg(sheet.address) if sheet.address else "",
        "words": _words(sheet, words),
    }
    return typeset("feedback.typ", data)


def _people(sheet: FeedbackSheet, words: Words) -> str:
    if sheet.people is None:
        return ""
    return words.ngettext("%(num)s person took part", "%(num)s people took part", sheet.people)


def _count(kind: str, number: int, words: Words) -> Mapping[str, str]:
    return {"sign": _sign(kind), "text": label(words, "mark_class", kind), "number": words.number(number)}


def _sign(kind: str) -> str:
    drawing = Drawing(5.0, 5.0)
    symbol = mark_symbol(kind)
    drawing.stamp(SHAPES[symbol.shape], 2.5, 2.5, scale=4.4 / SIGN_UNITS, fill=symbol.colour)
    return drawing.render()


def _steps(sheet: FeedbackSheet, words: Words) -> list[Mapping[str, str]]:
    told = (
        (words.gettext("What happens next"), sheet.next_step),
        (words.gettext("Who does it"), sheet.who),
        (words.gettext("By when"), words.date(sheet.by_when) if sheet.by_when else ""),
        (words.gettext("What came of it"), sheet.outcome),
        (words.gettext("We meet again"), words.date(sheet.next_date) if sheet.next_date else ""),
    )
    return [{"name": name, "text": text} for name, text in told if text]


def _words(sheet: FeedbackSheet, words: Words) -> Mapping[str, str]:
    return {
        "invented": words.gettext("Invented town") if sheet.invented else "",
        "thanks": words.gettext("Thank you for telling us"),
        "collected": words.gettext("What we collected"),
        "understood": words.gettext("What we understood"),
        "liked": words.gettext("Places people like"),
        "talked": words.gettext("What we talked about"),
        "next": words.gettext("Next step"),
        "see": words.gettext("See the results on the map"),
        "remove": words.gettext(
            "You can see and remove your marks with the code of your card. A sheet already printed cannot be recalled."
        ),
        "asks": words.gettext("Questions about this sheet"),
        "qr": words.gettext("QR code of the address"),
    }
