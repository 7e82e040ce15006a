"""The sentences of cards and passes: what a shared tablet, a helper or the screen in the hall is told."""

from gis_app.text.words import N_

SENTENCES = {
    "card_has_marks": N_("There are marks with this card already. Are they yours, too?"),
    "card_of_another": N_("Another card was used on this page. Its owner must finish first."),
    "card_unknown": N_("There is no such card at this meeting. Please look at the letters and digits again."),
    "helper_link_used": N_("This link has been used or is not valid any more. Please ask for a new one."),
    "helper_over": N_("Your turn as a helper is over. Thank you! If the meeting goes on, ask for a new link."),
    "meeting_not_begun": N_("The meeting has not begun yet. Keep this page open."),
    "pass_label_refused": N_("The name may have at most %(expected)s characters, on one line."),
    "pass_too_many": N_("There are %(expected)s of these already. Take some back first."),
    "pass_unknown": N_("This link is not valid any more. Please ask the facilitator for a new one."),
    "unknown_pass_kind": N_("“%(value)s” is not a kind of pass; expected one of: %(expected)s."),
}
