"""The sentences for what is found in the places, shapes, codes and texts of an imported file."""

from gis_app.text.words import N_

NOTES: dict[str, str] = {
    "more_rows_like_these": N_("%(count)d more rows have the same problem; only the first are listed."),
    # CRS and axes
    "crs_guessed": N_(
        "The file does not say its coordinate system. %(value)s was taken: with it %(percent)d %% of the "
        "places fall where they should."
    ),
    "crs_looks_like_degrees": N_(
        "The file does not say its coordinate system. The numbers look like degrees, so %(value)s was taken, "
        "but few of the places fall into Latvia."
    ),
    "crs_unknown": N_(
        "The coordinate system is not known: with none of %(expected)s do the places fall into Latvia. Say which it is."
    ),
    "crs_fits_two_ways": N_(
        "The coordinates can be read in several ways that fit equally well: %(expected)s. %(value)s was taken"
        " for now; please check the map and choose."
    ),
    "crs_wrong": N_(
        "The file says %(value)s, but with it only %(declared_percent)d %% of the places fall where they "
        "should; with %(expected)s it is %(percent)d %%, so that was taken."
    ),
    "axes_swapped": N_(
        "The two coordinates stand the other way round; they were turned, and now %(percent)d %% of the "
        "places fall where they should."
    ),
    "axes_latvian": N_(
        "X holds the northing and Y the easting, as Latvian tables write it; so read, %(percent)d %% of the "
        "places fall where they should."
    ),
    "row_axes_swapped": N_(
        "In this row alone the two coordinates (%(value)s) stand the other way round; they were turned."
    ),
    # places
    "coordinate_unreadable": N_("“%(value)s” is not a coordinate; expected is a number such as %(expected)s."),
    "place_unreadable": N_("“%(value)s” is not a place; expected are two coordinates such as %(expected)s."),
    "place_at_zero": N_("Both coordinates are 0: the place is not known."),
    "place_half": N_("Only one of the two coordinates is filled in."),
    "place_out_of_range": N_("The coordinates are outside everything that %(expected)s can hold."),
    "outside_country": N_("The place (%(value)s) lies outside Latvia."),
    "all_outside_country": N_("Nearly all places (%(count)d) lie outside Latvia."),
    "outside_project": N_("The place (%(value)s) lies outside the area of the project."),
    "all_outside_project": N_("Many places (%(count)d) lie outside the area of the project."),
    "address_ambiguous": N_(
        "The address “%(value)s” may mean several places: %(expected)s. None was taken; write it in full."
    ),
    "address_elsewhere": N_(
        "The only address we know like “%(value)s” is %(expected)s, but it does not lie in the named place; "
        "it was not taken."
    ),
    "no_addresses_here": N_(
        "The project has no layer of addresses, so no address can be found. Import one first, or bring coordinates."
    ),
    "address_not_found": N_("The address “%(value)s” was not found. Nearest to it: %(expected)s."),
    # shapes
    "heights_dropped": N_(
        "%(count)d shapes have heights (the first in row %(first)d); the map is flat, the heights were left out."
    ),
    "collection_opened": N_(
        "The shape is a collection of several kinds; its largest kind was kept (areas before lines before points)."
    ),
    "geometry_repaired": N_(
        "The shape was not valid (%(value)s) and was repaired; its area changed by %(percent).2f %%."
    ),
    "geometry_refused": N_("The shape is not valid (%(value)s) and nothing could be made of it."),
    "geometry_sliver": N_("The area has practically no inside: it is a sliver or a line drawn twice."),
    "geometry_mixed": N_("The file holds several kinds of shapes: %(value)s."),
    # twice
    "row_twice": N_("The whole row stands in the file already, in row %(expected)s."),
    "id_twice": N_("The id %(value)s stands already in row %(expected)s."),
    "name_twice_here": N_("“%(value)s” stands at the same place already, in row %(expected)s."),
    "place_twice": N_("Row %(expected)s has exactly the same place."),
    # texts
    "text_letters": N_("“%(value)s” was written in another encoding; it was read as “%(expected)s”."),
    "text_entities": N_("“%(value)s” holds letters written as HTML; it became “%(expected)s”."),
    "text_tags": N_("“%(value)s” holds HTML; without it the text is “%(expected)s”."),
    "text_blanks": N_("“%(value)s” holds blanks that do not break; they became ordinary ones."),
    "text_control": N_("“%(value)s” holds signs that cannot be seen; they were removed."),
    "formula_like": N_("“%(value)s” begins like a formula; a spreadsheet might calculate it."),
    # codes and zeros
    "code_zeros_restored": N_("The code %(value)s lost its leading zeros; it became %(expected)s."),
    "code_zeros_maybe_lost": N_("The code %(value)s is shorter than the others; perhaps it was %(expected)s."),
    "code_as_power": N_(
        "The code became the number %(value)s and lost its last digits; bring the file with the column as text."
    ),
    "zero_may_be_missing": N_(
        "Here stands 0, while every other value is at least %(expected)s; it may mean that there is no data."
    ),
    # columns
    "decimal_mixed": N_(
        "“%(value)s” is written with another decimal sign than the rest of the column; it was read as %(expected)s."
    ),
    "no_data_signs": N_("%(count)d cells hold %(value)s and count as no data, not as zero."),
    "numbers_as_text": N_("All %(count)d values are numbers stored as text; they became numbers."),
    "date_day_or_month": N_(
        "Nothing shows whether the day or the month stands first in these %(count)d dates; the day was taken."
    ),
    "date_other_form": N_("“%(value)s” is written in another form than the other dates; it was read as %(expected)s."),
}
"""By code of the problem."""
