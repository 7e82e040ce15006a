"""What is doubtful in a file of boundaries or in a population grid."""

from gis_app.text.words import N_

NOTES = {
    "territory_not_area": N_("This is not an area (%(value)s), so it cannot be a territory."),
    "territory_without_name": N_("This territory has no name."),
    "territory_code_unreadable": N_("“%(value)s” is not a code of a territory."),
    "territory_code_twice": N_("The code %(value)s stands in row %(other)s already; a code belongs to one territory."),
    "territory_name_twice": N_("“%(value)s” stands in row %(other)s already, and no column of codes tells them apart."),
    "territory_level_unknown": N_(
        "Nothing says what “%(value)s” is (parish, town …): choose a column, or one level for all rows."
    ),
    "territory_codes_mended": N_(
        "%(count)s codes had lost zeros or the letters LV and were put right, for example %(value)s → %(other)s."
    ),
    "territory_schemes_mixed": N_(
        "The column mixes codes of before the reform of 1 July 2021 (%(old)s) with codes of after it (%(new)s)."
    ),
    "territory_codes_older": N_(
        "%(count)s codes, for example %(value)s, went out of use with the reform of 1 July 2021, but the boundaries "
        "are said to begin on %(day)s. Check the day."
    ),
    "territory_codes_newer": N_(
        "%(count)s codes, for example %(value)s, came into use with the reform of 1 July 2021, but the boundaries are "
        "said to begin on %(day)s already. Check the day."
    ),
    "territory_city_called_town": N_(
        "By their codes %(count)s units are state cities inside a municipality, and the file calls them towns: "
        "%(value)s. They stay as the file has them."
    ),
    "territory_name_repeated": N_(
        "The name “%(value)s” belongs to %(count)s units (%(parents)s). "
        "Where a table has only names, you will be asked which one is meant."
    ),
    "territory_outside": N_(
        "“%(value)s” lies outside Latvia, although its code is a Latvian one. Check the coordinates."
    ),
    "territory_overlap": N_("“%(value)s” and “%(other)s” share %(area)s km²."),
    "territory_gap": N_("There is a hole of %(area)s km² between %(value)s."),
    "territory_unlike_units": N_(
        "“%(value)s” differs by %(area)s km² from the %(count)s units of the register that lie in it."
    ),
    "territory_parent_unknown": N_(
        "%(count)s municipalities that the file names are not in the register: %(value)s. The units stay without them."
    ),
    "territory_date_unknown": N_(
        "The day of these boundaries is not known. Without it nobody can tell before and after: "
        "look for it in the source."
    ),
    "territory_version_closes": N_(
        "%(count)s older territories on the same ground end with this version; their last day is %(day)s."
    ),
    "territory_version_ends": N_("There is a newer version of these boundaries: this one ends on %(day)s."),
    "day_from_name": N_("The day %(day)s was read from the name of the file. Check it."),
    "grid_small_cells": N_(
        "%(count)s cells (%(share)s %%) hold 5 people: the statistical bureau publishes every cell of 1 to 10 people "
        "as 5."
    ),
    "grid_fine": N_(
        "Cells of %(side)s m: such grids leave out places where hardly anybody lives, so parishes get too few people. "
        "For the countryside take the grid of 1 km."
    ),
    "grid_without_territories": N_(
        "The project has no boundaries yet, so nothing is summed by territory. Import them first, then the grid again."
    ),
    "grid_conserved": N_(
        "%(value)s (%(units)s): %(inside)s people inside, %(outside)s outside, together %(total)s – nobody is lost."
    ),
    "grid_not_conserved": N_(
        "%(value)s (%(units)s): %(inside)s people inside and %(outside)s outside are not the %(total)s of the grid: "
        "the territories overlap, and some people are counted twice."
    ),
    "grid_without_day": N_("Nobody said of which day the grid is: its figures stand without a year."),
    "territory_of_other_project": N_(
        "%(count)s territories, for example %(value)s, belong to project “%(project)s”; another project may not "
        "replace them. Import into that project."
    ),
}
"""By code; see ``text.import_problems``."""
