"""The words that the script of a running meeting shows, in the language of the request."""

from gis_app.domain.lists import MARK_CLASSES, MARK_STATES
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.i18n import current_words

_LIVE = {
    "lost": N_("No connection to the server; trying again."),
    "live": N_("The page follows the meeting by itself."),
    "near": N_("near a dwelling: never drawn here"),
    "dislike": N_("to be talked about, never a public point"),
    "drawn": N_("approved: public once the meeting is published"),
    "may_be_drawn": N_("if approved: public once the meeting is published"),
    "words_waiting": N_("words wait"),
    "words_approved": N_("words approved"),
    "words_refused": N_("words deleted"),
    "failed": N_("This could not be stored. Please try again."),
}


def live_words() -> dict[str, object]:
    """Return the words of the page of a running meeting."""
    words = current_words()
    return {
        **{key: words.translations.gettext(message) for key, message in _LIVE.items()},
        "kinds": {kind: label(words, "mark_class", kind) for kind in MARK_CLASSES},
        "states": {state: label(words, "mark_state", state) for state in MARK_STATES},
    }
