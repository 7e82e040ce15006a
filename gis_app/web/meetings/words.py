"""The words that the scripts of a meeting show: of its page, of the screen, of what saves itself."""

from gis_app.domain.lists import CARD_FIELDS, MARK_CLASSES
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.i18n import current_words, in_words

_LIVE = {
    "lost": N_("No connection to the server; trying again."),
    "live": N_("The page follows the meeting by itself."),
    "failed": N_("This could not be stored. Please try again."),
}
_WALL = {
    "no_pass": N_("This screen has no pass. Open it from the page of the meeting."),
    "refused": N_("The pass of this screen has ended. Open it again from the page of the meeting."),
    "over": N_("The meeting is closed. Thank you!"),
    "away": N_("No connection to the server; trying again."),
    "frozen": N_("The screen is stopped"),
    "people": N_("People who have marked"),
    "few": N_("fewer than 5"),
    "more": N_("at least %(number)s"),
    "soon": N_("Liked places appear here when at least five people have marked theirs."),
    "small": N_("We are ten or fewer: marks stay off the screen, we talk."),
    "draft": N_("The meeting has not begun yet."),
    "paused": N_("A short pause: phones keep what you mark and send it later."),
    "liked_by": N_("liked by %(number)s"),
    "talk_soon": N_("What do we talk about first?"),
    "close_soon": N_("Together we write down what we understood."),
    "next_step": N_("Next step"),
    "who": N_("Who"),
    "by_when": N_("By when"),
    "next_date": N_("We meet again"),
    "invented": N_("Invented example"),
}
_SHORT = {
    "dislike": N_("Not liked or not safe"),
    "missing": N_("Something is missing"),
    "usable": N_("Could be used"),
    "safety": N_("Safety"),
    "movement": N_("Movement"),
    "breaking": N_("Breaking points"),
}
"""Classes in two or three words: read from the last row."""
_AUTOSAVE = {
    "saving": N_("Saving …"),
    "saved": N_("Saved"),
    "kept_here": N_("Not saved on the server yet; the words are kept on this computer and sent again."),
    "refused_login": N_("Please log in again in another tab; the words are kept on this computer."),
    "names": N_("Is this the name of a person? Please write a role instead."),
}


def live_words() -> dict[str, object]:
    """Return the words of the page of a running meeting."""
    words = current_words()
    return {
        **in_words(_LIVE),
        "kinds": {kind: label(words, "mark_class", kind) for kind in MARK_CLASSES},
    }


def wall_words() -> dict[str, object]:
    """Return the words of the screen."""
    words = current_words()
    return {
        **in_words(_WALL),
        "kinds": in_words(_SHORT),
        "fields": [[code, label(words, "card_field", code)] for code in CARD_FIELDS],
    }


def autosave_words() -> dict[str, str]:
    """Return the words of pages that save themselves."""
    return in_words(_AUTOSAVE)
