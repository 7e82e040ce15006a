"""Staff forms: WTForms with our words, CSRF always on."""

from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm

from gis_app.domain.errors import InputRefused
from gis_app.text.words import N_
from gis_app.web.i18n import current_words

WTFORMS_SAYS = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Not a valid float value."),
    N_("Not a valid date value."),
    N_("Not a valid datetime value."),
    N_("Not a valid time value."),
    N_("Number must be at least %(min)s."),
    N_("Number must be at most %(max)s."),
    N_("Number must be between %(min)s and %(max)s."),
    N_("Date must be at least %(min)s."),
    N_("Invalid input."),
)
"""Sentences of WTForms itself, listed so that our catalogue holds them; a test compares."""


LARGEST = 2**63 - 1
"""The largest number that a database keeps as a whole number."""
LONGEST_COUNT = 7
"""Digits at which a typed count is surely a slip."""


def whole_number(name: str) -> int | None:
    """Return the number that the query of the address names so, from 0 to ``LARGEST``; None if it names none."""
    number = request.args.get(name, type=int)
    return None if number is None else min(max(number, 0), LARGEST)


def typed_count(text: str | None) -> int | None:
    """Return the count that a field sent: None if it is empty, -1, which no count is, if it is no number."""
    typed = (text or "").strip()
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and len(typed) < LONGEST_COUNT else -1


def typed_day(text: str | None) -> date:
    """Return the day that a date field sent.

    Raises
    ------
    InputRefused
        If it sent none.
    """
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise InputRefused("day_refused", value=(text or "")[:20]) from None


class StaffForm(FlaskForm):
    """Base of every staff form."""

    class Meta(FlaskForm.Meta):
        """Sentences from our catalogue, in the language of the request."""

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002 - WTForms' signature
            """Return the catalogue; WTForms calls its gettext and ngettext."""
            return current_words().translations
