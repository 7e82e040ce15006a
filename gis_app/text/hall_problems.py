"""The sentences of the evening in the hall: phases, cards, the close."""

from gis_app.text.words import N_

SENTENCES = {
    "cards_too_many": N_("There are %(expected)s cards already; an evening cannot talk about more."),
    "closing_agreed": N_("The meeting is closed: what the room said and agreed stays as it was."),
    "closing_day_past": N_("%(value)s lies before the meeting. Choose the day on which it will happen."),
    "closing_incomplete": N_("The meeting cannot be closed yet: fill in what the list below names."),
    "closing_phones_wait": N_(
        "Phones that still hold marks: %(value)s; marks they hold: %(expected)s. Wait a moment, or close all the same."
    ),
    "hall_words_long": N_("The text has %(value)s characters; at most %(expected)s are kept."),
    "meeting_not_running": N_("The meeting is not running now. Open it first."),
    "talk_place_unknown": N_("This place is not on the list of public places."),
    "unknown_card_field": N_("“%(value)s” is not a field of a problem card; expected one of: %(expected)s."),
    "unknown_missing_group": N_("“%(value)s” is not a group of people on the list; expected one of: %(expected)s."),
}
