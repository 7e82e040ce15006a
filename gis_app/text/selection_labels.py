"""The words of the codes of selections: purposes, the checklist, reasons, classes."""

from gis_app.text.words import N_

LABELS: dict[str, dict[str, str]] = {
    "purpose": {
        "families": N_("Work with children and families"),
        "youth": N_("Work with young people"),
        "seniors": N_("Work with older people"),
        "neighbours": N_("Bringing neighbours together"),
        "meeting_place": N_("A place to meet or a community centre"),
        "other": N_("Something else"),
    },
    "selection_kind": {
        "graz": N_("Graz, six criteria"),
        "supply": N_("Thin supply"),
        "own": N_("Own figures"),
    },
    "field_of_work": {
        "touches_many": N_("Does it touch many people?"),
        "residents_can": N_("Can residents themselves make it smaller?"),
        "resources_exist": N_("Are there resources to build on?"),
        "at_once": N_("Must something be done at once?"),
        "our_job": N_("Is it our job and not another department’s?"),
        "capacity": N_("What is the community’s capacity?"),
        "who_works": N_("Which institutions and organisations already work there?"),
        "asked_before": N_("What have people there been asked before, and when?"),
    },
    "field_answer": {
        "yes": N_("yes"),
        "no": N_("no"),
        "unknown": N_("not known yet"),
        "strong": N_("strong"),
        "weak": N_("weak"),
    },
    "standing": {
        "ranked": N_("ranked"),
        "missing_criterion": N_("no data"),
        "few_events": N_("not enough cases"),
        "small_number": N_("not enough cases"),
        "small_population": N_("too few residents"),
    },
    "verdict": {
        "always": N_("always included"),
        "contested": N_("borderline"),
        "never": N_("not included"),
    },
    "vary": {
        "weights": N_("the weights"),
        "normalise": N_("the common scale"),
        "aggregate": N_("how criteria are put together"),
        "leave_one_out": N_("one criterion less"),
        "sampling": N_("chance in counts of cases"),
    },
    "unit_group": {
        "": N_("the average of all"),
        "level": N_("the average of its level"),
        "part_of": N_("the average of the municipality or parish it belongs to"),
    },
    "group_aggregate": {
        "": N_("as for all"),
        "arithmetic": N_("weighted mean: a good figure makes up for a bad one"),
        "geometric": N_("geometric mean: makes up only in part"),
        "median": N_("weighted median"),
    },
    "group_normalise": {
        "none": N_("as it comes"),
        "zscore": N_("z-score: distance from the average in standard deviations"),
        "minmax": N_("from 0 (lowest) to 1 (highest)"),
        "percentile": N_("percentile rank"),
        "rank": N_("rank"),
        "exponential": N_("exponential rank, as in the English index"),
    },
    "group_missing": {
        "known": N_("the index goes by the other groups"),
        "leave_out": N_("the territory has no rank"),
        "group_mean": N_("the average of the others stands in its place"),
    },
    "normalise": {
        "zscore": N_("z-score: distance from the average in standard deviations"),
        "minmax": N_("from 0 (lowest) to 1 (highest)"),
        "percentile": N_("percentile rank"),
        "rank": N_("rank"),
        "exponential": N_("exponential rank, as in the English index"),
        "relative": N_("distance from the whole, as a share of it"),
        "none": N_("the figure as it is"),
    },
    "aggregate": {
        "arithmetic": N_("weighted mean: a good figure makes up for a bad one"),
        "geometric": N_("geometric mean: makes up only in part"),
        "median": N_("weighted median"),
        "count": N_("number of criteria over their threshold"),
    },
    "missing_rule": {
        "leave_out": N_("a territory without one of the figures has no rank"),
        "at_least": N_("at least so many figures are enough"),
        "group_mean": N_("the average of the others stands in its place"),
    },
    "weights_from": {
        "sliders": N_("free weights"),
        "budget": N_("100 points to share out"),
        "pairwise": N_("comparing pairs (AHP)"),
        "equal": N_("all alike"),
    },
    "why_standing": {
        "ranked": N_("This territory is compared."),
        "missing_criterion": N_(
            "There is no figure for some criterion, so this territory is neither selected nor rejected: find out first."
        ),
        "few_events": N_("There are too few cases to compare this territory by figures: talk with the people there."),
        "small_number": N_("There are too few cases to compare this territory by figures: talk with the people there."),
        "small_population": N_("Too few people live here to compare this territory by figures: talk with them."),
    },
    "move": {
        "0": N_("less than elsewhere"),
        "1": N_("as elsewhere"),
        "2": N_("more than elsewhere"),
    },
    "cell_standing": {
        "no_data": N_("no data"),
        "few_years": N_("fewer than three years"),
        "few_events": N_("not enough cases"),
        "no_base": N_("no base"),
        "outside_survey": N_("not enough data"),
        "place_not_located": N_("not enough data"),
        "none_located": N_("not enough data"),
    },
    "cell_reason": {
        "no_data": N_("There is no figure for this territory."),
        "few_years": N_("The figure covers fewer than three years."),
        "few_events": N_("Fewer than 20 cases in all years: a talk, and no rank."),
        "no_base": N_("A count of people says nothing without a base: import it with numerator and denominator."),
        "outside_survey": N_("Nobody collected the places of this neighbourhood yet."),
        "place_not_located": N_("The exact place of one such place is not known, and it may be near."),
        "none_located": N_("No such place in the layer has a known location."),
    },
}
