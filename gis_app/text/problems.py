"""The sentence for each error code: what is wrong, and what to do."""

from gis_app.domain.errors import KarteError
from gis_app.text import selection_problems
from gis_app.text.words import N_, Words

SENTENCES = {
    **selection_problems.SENTENCES,
    "bounds_reversed": N_("The box %(value)s is reversed: west must be before east and south below north."),
    "community_polygon_refused": N_(
        "“%(value)s”: only a community bound by place may have an area; others get meeting points or no place."
    ),
    "empty_geometry": N_("“%(value)s” has an empty shape."),
    "higher_is_unknown": N_("“%(value)s” is not a direction; expected one of: %(expected)s."),
    "home_is_never_a_point": N_("Where somebody lives is stored as an area only; coordinates are refused."),
    "home_needs_area": N_("Choose an area or skip the question."),
    "mark_needs_place": N_("The mark has no place on the map."),
    "meeting_without_purpose": N_(
        "“%(value)s” cannot be opened: it needs a responsible institution, a contact and a date of deletion."
    ),
    "bad_request": N_("The request has the wrong form."),
    "body_too_large": N_("This is larger than we take."),
    "failed": N_("Something failed on our side. Nothing you sent before is lost; please try again."),
    "too_many_requests": N_("Too many requests at once. Please wait a moment and try again."),
    "not_found": N_("There is no such page or record."),
    "not_allowed": N_("Your role does not allow this."),
    "not_logged_in": N_("Please log in first."),
    "precision_without_place": N_("“%(value)s”: a place needs a point exactly when its precision is known."),
    "unknown_channel": N_("“%(value)s” is not a channel; expected one of: %(expected)s."),
    "unknown_community_kind": N_("“%(value)s” is not a kind of community; expected one of: %(expected)s."),
    "unknown_geometry": N_("“%(value)s” is not a kind of geometry; expected one of: %(expected)s."),
    "unknown_language": N_("“%(value)s” is not a language we have; expected one of: %(expected)s."),
    "unknown_layer_role": N_("“%(value)s” is not a role of a layer; expected one of: %(expected)s."),
    "unknown_level": N_("“%(value)s” is not a level of territory; expected one of: %(expected)s."),
    "unknown_mark_class": N_("“%(value)s” is not a class of mark; expected one of: %(expected)s."),
    "unknown_meeting_kind": N_("“%(value)s” is not a kind of meeting; expected one of: %(expected)s."),
    "unknown_meeting_state": N_("“%(value)s” is not a state of a meeting; expected one of: %(expected)s."),
    "unknown_precision": N_("“%(value)s” is not a precision; expected one of: %(expected)s."),
    "unknown_resource_kind": N_("“%(value)s” is not a kind of resource; expected one of: %(expected)s."),
    "unknown_theme": N_("“%(value)s” is not a theme block; expected one of: %(expected)s."),
}
UNNAMED = N_("Something went wrong (%(code)s).")


def sentence(error: KarteError, words: Words) -> str:
    """Return what the person is told, with every value the error carries."""
    message = SENTENCES.get(error.code)
    if message is None:
        return words.gettext(UNNAMED, code=error.code)
    return words.gettext(message, **error.params)
