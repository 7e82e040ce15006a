"""The sentence for each error of tables, criteria files and rankings."""

from gis_app.text.words import N_

SENTENCES = {
    "missing_crs": N_("The layer has no coordinate system, so nothing in it can be measured."),
    "crosswalk_crs_differs": N_(
        "Old and new boundaries need one coordinate system in metres, not %(value)s and %(other)s."
    ),
    "crosswalk_no_territories": N_("“%(value)s” is not a layer of territories."),
    "crosswalk_without_figures": N_("“%(value)s” has no figures for the units of the layer “%(layer)s”."),
    "crosswalk_rate_without_parts": N_(
        "“%(value)s” is a rate without numerators and denominators; a rate alone cannot be carried to other boundaries."
    ),
    "crosswalk_rate_form": N_("The rate “%(value)s” is not written as %(expected)s."),
    "crosswalk_unknown_unit": N_("%(file)s, column “%(column)s”: no old unit is called %(value)s."),
    "raster_negative": N_("%(file)s holds negative counts (%(value)s): is its “no data” value set?"),
    "raster_not_readable": N_("%(file)s cannot be read as a raster: %(value)s."),
    "raster_without_grid": N_("%(file)s needs a projected coordinate system with an EPSG code and straight rows."),
    "zonal_crs_differs": N_("The areas are in EPSG:%(value)s and the grid in EPSG:%(expected)s."),
    "max_zones_below_one": N_("At least one area must be allowed, not %(value)s."),
    "metric_crs_needed": N_("Distances need a projected system in metres; the areas have %(value)s."),
    "ordinary_share_reversed": N_(
        "The share of ordinary places is %(value)s; expected two numbers from 0 to 1, the smaller first."
    ),
    "population_limits_reversed": N_(
        "The limits of population are %(value)s; expected two numbers from 0, the smaller first."
    ),
    "population_not_a_number": N_("The column of population must hold a number from 0 for every unit."),
    "vector_not_readable": N_("%(file)s cannot be read as a map layer: %(value)s."),
    "vector_without_crs": N_(
        "%(file)s does not say its coordinate system: save it again with one, for example EPSG:3059."
    ),
    "zones_ids_differ": N_(
        "%(file)s and %(other)s do not name the same units. Only in %(file)s: %(only_areas)s. "
        "Only in %(other)s: %(only_scores)s."
    ),
    "column_not_numbers": N_(
        "%(file)s: the column “%(column)s” must hold numbers, or 1 and 0 for yes and no; row %(row)s has “%(value)s”."
    ),
    "cost_missing": N_("%(count)s units have no cost, or one below zero: %(value)s."),
    "cost_not_a_number": N_("The cost must be a number from 0 for every unit."),
    "population_missing": N_(
        "%(count)s units have no population, or one below zero: %(value)s. Write 0 where nobody lives."
    ),
    "zones_change_unknown": N_("%(file)s, row %(row)s: “%(value)s” is not a change; expected one of: %(expected)s."),
    "zones_cut_without_link": N_("“%(value)s” and “%(other)s” do not touch, so there is no link to cut."),
    "zones_impossible": N_("No area can satisfy all limits. Any one of these would have to give way: %(value)s."),
    "zones_infeasible": N_(
        "No area was found that satisfies all limits. Any one of these would have to give way: %(value)s."
    ),
    "zones_infeasible_together": N_(
        "No area satisfies all limits, and relaxing a single one is not enough. Together these would do: %(value)s."
    ),
    "zones_limit_negative": N_("The price of the outline and the budgets must be numbers from 0."),
    "zones_link_to_itself": N_("“%(value)s” cannot be linked to itself."),
    "zones_no_memory": N_("There is not enough memory for so many units: take a part of them, or search with --quick."),
    "zones_pair_refused": N_("“%(value)s” does not name two units; expected A-B, or A,B where an id holds a dash."),
    "zones_thresholds_reversed": N_(
        "Ordinary up to an index of %(value)s and core from %(expected)s: the first must be smaller."
    ),
    "zones_too_many": N_("%(value)s units are too many for one search; at most %(expected)s. Take a part of them."),
    "areas_no_memory": N_(
        "The search would need more memory than it may take. Choose fewer units, or ask for smaller areas."
    ),
    "zones_not_polygons": N_("%(file)s: units must be areas; these have none: %(value)s."),
    "zones_without_shape": N_("%(file)s: these units have no shape: %(value)s."),
    "zones_unit_unknown": N_("No unit is called “%(value)s”."),
    "zones_no_core": N_(
        "No unit has an index of %(value)s or more, so no area can begin: lower --core-above (the highest index is "
        "%(highest)s)."
    ),
    "output_not_written": N_("%(file)s cannot be written: %(value)s."),
    "criteria_bad_value": N_("“%(key)s” is %(value)s; expected: %(expected)s."),
    "criteria_key_missing": N_("%(where)s: the key “%(key)s” is missing; expected: %(expected)s."),
    "criteria_needs_key": N_("%(key)s works only together with the key “%(expected)s”: add it."),
    "criteria_none": N_("The criteria file has no [[criterion]]: add at least one."),
    "criteria_not_toml": N_("%(file)s is not a TOML file in UTF-8: %(value)s."),
    "criteria_twice": N_("“%(value)s” stands twice as “%(key)s”: keep one."),
    "criteria_unknown_key": N_("%(where)s: there is no key “%(key)s”; expected one of: %(expected)s."),
    "criterion_equal": N_("“%(column)s” is the same for every unit compared, so it tells none apart."),
    "criterion_refused_citizenship": N_(
        "Column “%(column)s” is refused as a criterion: citizenship does not show where support is missing, "
        "and it would "
        "mark people. Choose a figure about living conditions instead."
    ),
    "criterion_refused_disability": N_(
        "Column “%(column)s” is refused as a criterion: disability does not show where support is missing, "
        "and it would "
        "mark people. Choose a figure about access or services instead."
    ),
    "criterion_refused_health": N_(
        "Column “%(column)s” is refused as a criterion: people’s health does not choose a territory, and such figures "
        "would mark people. Choose a figure about access or services instead."
    ),
    "criterion_refused_language": N_(
        "Column “%(column)s” is refused as a criterion: the language people speak does not show where "
        "support is missing, "
        "and it would mark people. Choose a figure about living conditions instead."
    ),
    "criterion_refused_nationality": N_(
        "Column “%(column)s” is refused as a criterion: nationality does not show where support is missing, "
        "and it would "
        "mark people. Choose a figure about living conditions instead."
    ),
    "criterion_refused_religion": N_(
        "Column “%(column)s” is refused as a criterion: religion does not show where support is missing, and it would "
        "mark people. Choose a figure about living conditions instead."
    ),
    "criterion_without_weight": N_("Column “%(column)s” has weight 0 and takes no part."),
    "delicate_child_protection": N_(
        "Column “%(column)s” is about child protection: write in “justification” why it is needed; it never "
        "becomes public."
    ),
    "delicate_origin": N_(
        "Column “%(column)s” is about where people come from: write in “justification” why it is needed; it "
        "never becomes "
        "public."
    ),
    "geometric_needs_positive": N_(
        "A geometric mean needs figures above zero, but “%(column)s” of “%(unit)s” is %(value)s: use another "
        "aggregate or "
        "normalise, or a “shift”."
    ),
    "gaps_take_mean_of_all": N_(
        "Gaps take the mean of all units compared: name a column of groups in “%(key)s” for the mean of their own "
        "group."
    ),
    "group_cycle": N_("Group “%(value)s” lies inside itself."),
    "group_empty": N_("Group “%(value)s” has no criteria: remove it or give it some."),
    "group_needed": N_("Criterion “%(column)s” stands in no group while others do; expected one of: %(expected)s."),
    "group_unknown": N_("There is no group “%(value)s”; expected one of: %(expected)s."),
    "group_without_figures": N_(
        "In group “%(value)s” no unit has a figure in “%(column)s”, so there is no group mean."
    ),
    "indicator_constant": N_(
        "“%(column)s” is the same for every unit, so it cannot tell them apart: remove it from the criteria."
    ),
    "indicator_without_figures": N_(
        "“%(column)s” has no figure for any unit compared: remove it or bring the figures."
    ),
    "key_without_effect": N_("“%(key)s” has no effect with these settings."),
    "most_refused": N_("%(value)s units cannot be chosen from these; expected: %(expected)s."),
    "flips_need_a_mean": N_(
        "The smallest change of weights is known only for weighted means of figures without gaps, with one “aggregate” "
        "on all levels and groups without a scale of their own."
    ),
    "diff_nothing": N_("%(file)s has no file to compare; expected some of: %(expected)s."),
    "diff_not_json": N_("%(file)s is not a JSON file: %(value)s."),
    "out_of_memory": N_("There is not enough memory for this: take fewer rows, criteria or draws."),
    "pair_missing": N_("The pair “%(column)s” is not compared yet; every two criteria are compared once."),
    "pair_out_of_scale": N_("“%(column)s” is %(value)s; expected 1/9 (much less important) to 9 (much more)."),
    "pair_twice": N_("The pair “%(column)s” is compared twice or with itself; every two criteria are compared once."),
    "pair_unknown": N_("“%(value)s” is none of the criteria; expected one of: %(expected)s."),
    "pairs_too_many": N_("%(value)s criteria are too many to compare in pairs; expected at most %(expected)s."),
    "points_none": N_("Nobody has given points yet."),
    "points_not_hundred": N_(
        "The points of “%(value)s” are not a hundred: give every criterion 0 or more, %(expected)s together."
    ),
    "robustness_geometric_needs_positive": N_(
        "A geometric mean needs figures above zero on every level: use another “aggregate” or “normalise”, or a "
        "“shift”."
    ),
    "robustness_too_large": N_(
        "%(value)s draws of %(units)s units do not fit into memory; take at most %(expected)s draws."
    ),
    "vary_unknown": N_("“%(value)s” cannot be varied; expected some of: %(expected)s."),
    "nobody_to_compare": N_(
        "None of the %(value)s units can be compared: each lacks a figure or is too small. See “missing” and "
        "“min_population”."
    ),
    "purpose_unknown": N_("“%(value)s” is not a purpose; expected one of: %(expected)s."),
    "reason_needed": N_("“%(column)s” is a delicate criterion: write why it is needed, or give it weight 0."),
    "selection_not_found": N_("There is no such selection."),
    "selftest_not_run": N_("Not run: there is no %(file)s. Give the folder of the published tables with --data."),
    "table_column_twice": N_("%(file)s: column “%(column)s” stands twice; rename one."),
    "table_dash": N_(
        "%(file)s, row %(row)s, column “%(column)s”: “%(value)s” means zero in some tables and no data in others: "
        "write 0, or leave the cell empty."
    ),
    "table_duplicate_id": N_(
        "%(file)s, row %(row)s, column “%(column)s”: “%(value)s” already stands in row %(other)s; expected "
        "each id once."
    ),
    "table_empty": N_("%(file)s has no rows; expected a line of column names and at least one line of figures."),
    "table_empty_id": N_("%(file)s, row %(row)s, column “%(column)s” is empty; expected an id."),
    "table_no_column": N_("%(file)s has no column “%(column)s”; expected one of: %(expected)s."),
    "table_not_a_number": N_(
        "%(file)s, row %(row)s, column “%(column)s”: “%(value)s” is not a number; expected a number such as "
        "12.5 or 12,5, "
        "or an empty cell."
    ),
    "table_not_csv": N_("%(file)s, row %(row)s cannot be read as CSV: %(value)s."),
    "table_not_found": N_("There is no file %(file)s."),
    "table_not_utf8": N_("%(file)s, row %(row)s is not UTF-8: save the table as “CSV UTF-8”."),
    "table_row_width": N_("%(file)s, row %(row)s has %(value)s cells; expected %(expected)s, as many as column names."),
    "table_two_readings": N_(
        "%(file)s, row %(row)s, column “%(column)s”: “%(value)s” may be a decimal or thousands: write "
        "thousands without a sign between, and a decimal with other than three places (1.2340)."
    ),
    "threshold_needed": N_("Counting criteria needs a “threshold” for “%(column)s”."),
    "weight_refused": N_("“%(value)s” is not a weight; expected a number from 0 to 100."),
    "words_too_long": N_("One answer is longer than %(expected)s characters: shorten it."),
    "unit_not_in_selection": N_("There is no territory “%(value)s” in this selection."),
    "unit_twice": N_("Unit “%(value)s” stands twice."),
    "units_left_out": N_("Without a rank: %(value)s of %(expected)s units; the column “standing” says why."),
    "weights_sum_zero": N_("The weights under “%(value)s” add up to zero: at least one must be above zero."),
    "whole_is_zero": N_("“%(column)s” is zero for all units together, so nothing can be compared with the whole."),
}
