"""The words that the scripts of phones, of the shared tablet and of helpers show, in the language of the request."""

from gis_app.domain.lists import MARK_CLASSES, MEETING_PHASES
from gis_app.domain.meetings import MAX_TEXT
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.i18n import current_language, current_words, in_words

_BOTH = {
    "saved": N_("saved"),
    "waiting": N_("waiting to be sent"),
    "refused": N_("not accepted"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "change": N_("Change"),
    "changed": N_("Changed."),
    "words": N_("A few words, if you like"),
    "keep_words": N_("Keep the words"),
    "nothing": N_("Nothing here yet."),
}
_PHONE = {
    "card_brought": N_("Your marks are with the new card now."),
    "card_later": N_("No connection just now. Your marks can be brought to the card when it is back."),
    "language_later": N_("No connection just now: the language can be changed when it is back."),
    "offline": N_("No connection just now. Nothing is lost: what you placed waits on this phone and is sent later."),
    "placed": N_("Placed: %(words)s"),
    "count": N_("Placed %(number)s of %(most)s"),
    "progress": N_("Step %(number)s of %(all)s"),
    "full": N_("You have placed as many as fit here. Go on, or remove one."),
    "choose": N_("Choose a place in the list first."),
    "zoom": N_("Move closer so that the place is clear: use the + button."),
    "outside": N_("This place is outside the territory. Move the map back."),
    "here": N_("Mark it exactly here"),
    "keep_place": N_("Keep the change"),
    "to_list": N_("To the list"),
    "cancel": N_("Do not change"),
    "move": N_("Move on the map"),
    "near": N_("near: %(name)s"),
    "undone": N_("Taken back."),
    "all_saved": N_("Everything is saved."),
    "nothing_yet": N_("Nothing is placed yet."),
    "some_wait": N_("Waiting to be sent: %(number)s"),
    "some_refused": N_("Not accepted: %(number)s"),
    "my_marks": N_("My marks"),
    "my_marks_number": N_("My marks (%(number)s)"),
    "go_on": N_("Go on"),
    "thanks": N_("Thank you!"),
    "no_hits": N_("Nothing found. Try another word or show the map."),
    "hits": N_("Places found: %(number)s"),
    "show_all": N_("Show all: %(number)s"),
    "no_known": N_("No places are known here by name. Show the map."),
    "no_homes": N_("Homes and farms are not named here. Choose the road or a public place beside it."),
    "search_any": N_("Farm, stop, shop or street"),
    "search_public": N_("Public place or street, not a home"),
    "dislike_help": N_("Ugly, neglected, frightening"),
    "kept_as_road": N_("If there is a home here, we keep the place as a road or area, never as a house."),
    "long_street": N_("This place is large: move the map if you know where exactly."),
    "answer_kept": N_("The answer is noted."),
    "home_saved": N_("Your area is noted."),
    "memory_only": N_("This browser keeps nothing: please do not close the page until everything is saved."),
    "phone_full": N_("The phone has no room left: please do not close the page until everything is saved."),
    "walk_add": N_("Pictures you took"),
    "walk_next": N_("Next picture (%(number)s)"),
    "walk_place": N_("place from the picture"),
    "walk_check": N_("The camera wrote this place down: check it and move the map if need be."),
    "walk_outside": N_("The picture was taken elsewhere. Show the place on the map or choose it in the list."),
    "walk_without_place": N_("The picture does not say its place. Show it on the map or choose it in the list."),
    "walk_too_many": N_("Only %(number)s pictures fit here."),
    "photo_add": N_("Add a picture"),
    "photo_other": N_("Another picture"),
    "photo_shrinking": N_("Making the picture smaller…"),
    "photo_waiting": N_("picture waiting to be sent"),
    "photo_saved": N_("picture saved"),
    "photo_refused": N_("picture not accepted."),
    "photo_no_room": N_("The picture does not fit on this phone. The mark is kept without it."),
    "photo_too_large": N_("The picture is too large."),
    "photo_not_a_picture": N_("This file is not a picture we can take."),
}
_MALFORMED = N_("A card code has 12 letters and digits, for example 7KQ2-M4XA-90TB.")
_CARD = {
    "malformed": _MALFORMED,
    "remove_all": N_("Remove all my marks"),
    "really": N_("Really remove all? Press once more."),
    "found": N_("Your marks: %(number)s"),
    "offline_card": N_("No connection just now. Please try again when it is back."),
    "closer": N_("Closer"),
    "farther": N_("Farther"),
}
_TYPED_CARD = {
    "malformed": _MALFORMED,
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
_GROUPS = {
    "public": N_("Public places"),
    "village": N_("Villages and parts"),
    "street": N_("Streets and roads"),
    "farm": N_("Farms"),
}
_ONE = {
    "public": N_("public place"),
    "village": N_("village or part"),
    "street": N_("street or road"),
    "farm": N_("farm or address"),
}


def phone_words() -> dict[str, object]:
    """Return the words of the meeting's page, and where its map comes from."""
    groups = {"groups": in_words(_GROUPS), "groups_one": in_words(_ONE)}
    words = current_words()
    phases = {"phases": {phase: label(words, "meeting_phase", phase) for phase in MEETING_PHASES}}
    return {**in_words({**_BOTH, **_PHONE}), **groups, **phases, **_shared()}


def card_words() -> dict[str, object]:
    """Return the words of the card's page."""
    return {**in_words({**_BOTH, **_CARD}), "max_text": MAX_TEXT, **_shared()}


def helper_words() -> dict[str, object]:
    """Return the words of a helper's page."""
    return {**in_words({**_TYPED_CARD, **_HELPER}), **_shared()}


def tablet_words() -> dict[str, str]:
    """Return the words that the shared tablet needs beside those of the phone's page."""
    return in_words({**_TYPED_CARD, **_TABLET})


def _shared() -> dict[str, object]:
    words = current_words()
    return {
        "language": current_language(),
        "kinds": {kind: label(words, "mark_class", kind) for kind in MARK_CLASSES},
        "leaflet": {"js": LEAFLET_JS, "css": LEAFLET_CSS},
    }
