"""The sentences of cards and passes: what a shared tablet, a helper or the screen in the hall is told."""

from gis_app.text.words import N_

SENTENCES = {
    "pass_label_refused": N_("The name may have at most %(expected)s characters, on one line."),
    "pass_too_many": N_("There are %(expected)s of these already. Take some back first."),
    "pass_unknown": N_("This link is not valid any more. Please ask the facilitator for a new one."),
    "unknown_pass_kind": N_("“%(value)s” is not a kind of pass; expected one of: %(expected)s."),
}
