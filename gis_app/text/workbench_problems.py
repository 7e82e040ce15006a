"""The sentence for each error of the workbench of selections."""

from gis_app.text.words import N_

SENTENCES = {
    "budget_not_spent": N_("The points of this voice add up to %(value)s; share out exactly %(expected)s."),
    "change_reason_needed": N_(
        "The weights are fixed: write why you change something. The reason stays in the decision."
    ),
    "criteria_beyond_page": N_(
        "The file asks for something this page cannot hold, so nothing was taken over: use it with "
        "“gis-app select rank”."
    ),
    "criteria_not_here": N_("There is no indicator “%(column)s” among these figures; expected: %(expected)s."),
    "draft_fixed": N_("The weights are fixed: nothing was changed. Reload the page and give the change a reason."),
    "draft_not_fixed": N_("In blind mode the weights are fixed first; only then a decision can be kept."),
    "draft_troubled": N_("Something above cannot be computed: mend it first. What you typed is kept."),
    "exclusion_reason_needed": N_("Write why “%(unit)s” is left out: for itself, or one reason for all."),
    "number_refused": N_("“%(value)s” is not a number this field takes."),
    "pair_refused": N_("“%(value)s” is not a comparison; expected from 1/9 to 9."),
    "pairwise_too_many": N_("%(value)s criteria are too many to compare in pairs; at most %(expected)s."),
    "voice_unknown": N_("“%(value)s” is not a role; expected one of: %(expected)s."),
    "weights_all_zero": N_("No criterion weighs anything, so there is nothing to compare: move at least one slider."),
    "whole_refused": N_("“%(value)s” is not a whole number from %(expected)s on."),
}
