"""The sentence for each error of the workbench of selections."""

from gis_app.text.words import N_

SENTENCES = {
    "budget_not_spent": N_("The points of this voice add up to %(value)s; share out exactly %(expected)s."),
    "change_reason_needed": N_(
        "The weights are fixed: write why you change something. The reason stays in the decision."
    ),
    "criteria_beyond_page": N_(
        "The file asks for something this page cannot hold (%(key)s), so nothing was taken over: use it with "
        "“gis-app select rank”."
    ),
    "criteria_not_here": N_("There is no indicator “%(column)s” among these figures; expected: %(expected)s."),
    "draft_fixed": N_("The weights are fixed: nothing was changed. Reload the page and give the change a reason."),
    "draft_not_fixed": N_("In blind mode the weights are fixed first; only then a decision can be kept."),
    "draft_troubled": N_("Something above cannot be computed: mend it first. What you typed is kept."),
    "exclusion_reason_needed": N_("Write why “%(unit)s” is left out: for itself, or one reason for all."),
    "freeze_impossible": N_(
        "The scale of %(value)s cannot be taken: too few territories have all figures, and 20 cases of each, in that "
        "period. Choose more years together."
    ),
    "freeze_other_scale": N_(
        "Places in an order and counts have no scale to freeze. Choose a z-score, the scale from lowest to highest or "
        "the distance from the whole first."
    ),
    "goalposts_refused": N_(
        "“%(value)s” is not a pair of goalposts: write the lowest and the highest value, as 0; 40."
    ),
    "min_events_too_low": N_(
        "Below %(expected)s cases nothing is ranked here: ask for more, or leave the field empty."
    ),
    "number_refused": N_("“%(value)s” is not a number this field takes."),
    "pair_refused": N_("“%(value)s” is not a comparison; expected from 1/9 to 9."),
    "pairwise_too_many": N_("%(value)s criteria are too many to compare in pairs; at most %(expected)s."),
    "population_needed": N_("Choose a count of residents here first; without it people cannot be counted."),
    "reference_minmax_refused": N_(
        "“%(value)s” is not a frozen scale: write the lowest and the highest value, with a semicolon between."
    ),
    "reference_relative_refused": N_("“%(value)s” is not a frozen scale: write the figure of the whole, not zero."),
    "reference_without_scale": N_(
        "This common scale cannot be frozen: empty the field, or choose a z-score, the scale from lowest to highest or "
        "the distance from the whole."
    ),
    "reference_zscore_refused": N_(
        "“%(value)s” is not a frozen scale: write average and deviation (above zero), with a semicolon between."
    ),
    "vary_nothing": N_("Tick at least one thing that varies; until then the weights do."),
    "voice_unknown": N_("“%(value)s” is not a role; expected one of: %(expected)s."),
    "weights_all_zero": N_("No criterion weighs anything, so there is nothing to compare: move at least one slider."),
    "winsorise_refused": N_(
        "“%(value)s” is no drawing in: write a share below one half (0.05), two shares (0.02; 0.9) or a whole number "
        "(5)."
    ),
    "whole_refused": N_("“%(value)s” is not a whole number from %(expected)s on."),
}
