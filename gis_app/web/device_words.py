"""The words that the scripts of the shared tablet and of helpers' pages show, in the language of the request."""

from gis_app.domain.lists import MARK_CLASSES
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.i18n import current_language, current_words

_CARD = {
    "malformed": N_("A card code has 12 letters and digits, for example 7KQ2-M4XA-90TB."),
    "slip": N_("Something in the code is not right. Please look at the letters and digits again."),
}
_HELPER = {
    "no_link": N_("Ask the facilitator for a link: it opens this page once, on one device."),
    "unreachable": N_("The server cannot be reached just now. Try again in a moment."),
    "offline": N_("No connection just now. Nothing is lost: what you entered waits here and is sent later."),
    "waits": N_("Waiting to be sent: %(number)s"),
    "not_taken": N_("One entry was not accepted. %(message)s"),
    "people": N_("People so far: %(number)s"),
    "person_card": N_("Card %(card)s"),
    "person_new": N_("A person without a card"),
    "chosen": N_("Place: %(name)s"),
    "by_map": N_("where the pin stands"),
    "choose": N_("Find the place by its name, or move closer on the map."),
    "outside": N_("This place is outside the territory."),
    "full": N_("This person has placed as many of these as fit. Choose another or go on."),
    "saved_as": N_("Noted: %(kind)s. The next one?"),
    "undone": N_("Taken back."),
    "answer_kept": N_("The answer is noted."),
    "searching": N_("Looking …"),
    "no_hits": N_("Nothing found. Try another word or the map."),
}
_TABLET = {
    "tablet_waits": N_("waiting: %(number)s"),
    "tablet_lost": N_("Not accepted: %(number)s. Please tell the facilitator."),
    "tablet_closed": N_("This tablet is not let in. Ask the facilitator for its link."),
    "tablet_over": N_("The meeting has ended. Thank you!"),
    "tablet_offline": N_("No connection just now. You can go on: what you place waits here and is sent later."),
    "countdown": N_("Are you still thinking? The page soon begins anew for the next person. Seconds left: %(number)s"),
    "asking": N_("One moment …"),
}


def helper_words() -> dict[str, object]:
    """Return the words of a helper's page, and where its map comes from."""
    words = current_words()
    return {
        **_said({**_CARD, **_HELPER}),
        "language": current_language(),
        "kinds": {kind: label(words, "mark_class", kind) for kind in MARK_CLASSES},
        "leaflet": {"js": LEAFLET_JS, "css": LEAFLET_CSS},
    }


def tablet_words() -> dict[str, object]:
    """Return the words that the shared tablet needs beside those of the phone's page."""
    return _said({**_CARD, **_TABLET})


def _said(messages: dict[str, str]) -> dict[str, object]:
    words = current_words()
    return {key: words.translations.gettext(message) for key, message in messages.items()}
