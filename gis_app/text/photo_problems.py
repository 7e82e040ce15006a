"""The sentences of residents' photos and answers: why one was not taken, and what helps."""

from gis_app.text.words import N_

SENTENCES: dict[str, str] = {
    "photo_box_refused": N_("A box to blur lies outside the picture."),
    "photo_changed": N_("There is another photo now; please look at it first."),
    "photo_damaged": N_("The photo is damaged and cannot be opened. Please take it again."),
    "photo_needs_consent": N_("A photo is taken only with your consent: please tick the box first."),
    "photo_not_a_picture": N_("This file is not a photo we can read; expected one of: %(expected)s."),
    "photo_not_asked": N_("This meeting takes no photos."),
    "photo_not_written": N_("The photo could not be stored (%(value)s); your mark is safe. Please try again later."),
    "photo_too_large": N_("The photo is too large; at most %(expected)s MB. Take it with fewer pixels."),
    "photo_too_many_pixels": N_("The photo has too many pixels; at most %(expected)s million."),
    "photo_unknown": N_("There is no such photo."),
    "answer_conflict": N_("Another answer was sent under this number."),
    "answer_empty": N_("The answer is empty; write a few words or skip the question."),
    "answer_key_unknown": N_("“%(value)s” does not belong to an answer; expected: %(expected)s."),
    "answer_not_asked": N_("This meeting does not ask “%(value)s”."),
    "answer_unknown": N_("There is no such answer."),
}
"""By code, for ``text.problems``."""
