"""The words that the scripts of residents' pages show, in the language of the request."""

from gis_app.domain.lists import MARK_CLASSES
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.i18n import current_language, current_words

_BOTH = {
    "saved": N_("saved"),
    "waiting": N_("waiting to be sent"),
    "refused": N_("not accepted"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "nothing": N_("Nothing here yet."),
    "offline": N_("No connection just now. Nothing is lost: what you placed waits on this phone and is sent later."),
}
_PHONE = {
    "placed": N_("Placed: %(words)s"),
    "count": N_("Placed %(number)s of %(most)s"),
    "full": N_("You have placed as many as fit here. Go on, or remove one."),
    "zoom": N_("Move closer so that the place is clear: use the + button."),
    "outside": N_("This place is outside the territory. Move the map back."),
    "here": N_("Place it here"),
    "undone": N_("Taken back."),
    "all_saved": N_("Everything is saved."),
    "some_wait": N_("Saved on this phone, not sent yet: %(number)s"),
    "no_hits": N_("Nothing found. Move the map with a finger."),
    "dislike_help": N_("Ugly, neglected, frightening"),
    "moved_to": N_("The map shows: %(name)s"),
    "home_saved": N_("Your area is noted."),
    "memory_only": N_("This browser keeps nothing: please do not close the page until everything is saved."),
}
_CARD = {
    "malformed": N_("A card code has 12 letters and digits, for example 7KQ2-M4XA-90TB."),
    "remove_all": N_("Remove all my marks"),
    "found": N_("Your marks: %(number)s"),
}


def phone_words() -> dict[str, object]:
    """Return the words of the meeting's page."""
    return {**_said({**_BOTH, **_PHONE}), **_shared()}


def card_words() -> dict[str, object]:
    """Return the words of the card's page."""
    return {**_said({**_BOTH, **_CARD}), **_shared()}


def _said(messages: dict[str, str]) -> dict[str, object]:
    words = current_words()
    return {key: words.translations.gettext(message) for key, message in messages.items()}


def _shared() -> dict[str, object]:
    words = current_words()
    return {
        "language": current_language(),
        "kinds": {kind: label(words, "mark_class", kind) for kind in MARK_CLASSES},
    }
