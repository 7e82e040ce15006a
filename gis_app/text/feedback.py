"""The short text back to residents, for a message to a group: at most 600 characters."""

from datetime import date

from gis_app.domain.meeting_content import Closing
from gis_app.text.words import N_, Words

LONGEST = 600
_ASKED = N_("What we understood:")
OUTCOMES = {
    "done": N_("It is done."),
    "begun": N_("It has begun."),
    "not_yet": N_("It is not done yet."),
}
"""What came of the next step, by its code."""


def short_text(title: str, day: date, closing: Closing, words: Words, *, address: str = "") -> str:
    """Return title and day, what was understood, the next step with who and by when, and where to see more.

    Where all does not fit, the last sentences are left out first, and then what is left is cut at a word; the address
    stays whole.
    """
    head = words.gettext("%(title)s, %(day)s. Thank you for coming!", title=title, day=words.date(day))
    tail = [part for part in (*_steps(closing, words), address) if part]
    told = list(closing.sentences)
    while told and len(_joined(head, told, tail, words)) > LONGEST:
        told.pop()
    return _cut(_joined(head, told, tail, words), address)


def _joined(head: str, told: list[str], tail: list[str], words: Words) -> str:
    said = [words.gettext(_ASKED), *(f"– {sentence}" for sentence in told)] if told else []
    return "\n".join([head, *said, *tail])


def _steps(closing: Closing, words: Words) -> list[str]:
    lines = []
    if closing.next_step:
        lines.append(words.gettext("Next: %(step)s", step=closing.next_step))
    if closing.who:
        lines.append(words.gettext("Who: %(who)s", who=closing.who))
    if closing.by_when:
        lines.append(words.gettext("By: %(day)s", day=words.date(closing.by_when)))
    if closing.outcome:
        lines.append(
            " ".join(part for part in (words.gettext(OUTCOMES[closing.outcome]), closing.outcome_note) if part)
        )
    if closing.next_date:
        lines.append(words.gettext("We meet again: %(day)s", day=words.date(closing.next_date)))
    return lines


def _cut(text: str, address: str) -> str:
    """Return the text, shortened at a word where one part alone is too long; an address stays whole."""
    if len(text) <= LONGEST:
        return text
    end = f"…\n{address}" if address else "…"
    body = text[: len(text) - len(address)] if address else text
    return body[: LONGEST - len(end)].rsplit(" ", 1)[0].rstrip() + end
