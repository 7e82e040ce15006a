"""What is said of tables of figures: why a table is refused, and what is doubtful in it."""

from gis_app.text.words import N_

ERRORS = {
    "indicator_not_found": N_("There is no such figure: “%(value)s”."),
    "indicator_title_empty": N_("A figure needs a title: write what it is called."),
    "statistics_too_large": N_(
        "“%(file)s” has more than %(expected)s cells. Export fewer years or fewer indicators at a time."
    ),
    "statistics_no_figures": N_(
        "“%(file)s” has no table of figures that we recognise: we look for a row of headings and, below it, "
        "rows that begin with a territory and hold numbers."
    ),
    "statistics_no_column": N_("The table has no column “%(column)s”; it has: %(expected)s."),
    "statistics_no_territory": N_(
        "No column names territories. Say which one holds their names or codes; the table has: %(expected)s."
    ),
    "statistics_no_values": N_("No column holds figures. Say which one does; the table has: %(expected)s."),
    "statistics_period_refused": N_(
        "“%(value)s” is not a period we know. Write a year (2019), a school year (2019/2020), a quarter "
        "(2019Q1) or a month (2019-05)."
    ),
    "statistics_nothing_matched": N_(
        "No territory of “%(file)s” is in the register of this project, or no figure has a period. "
        "Import the boundaries first, say the period, or choose another column."
    ),
    "jsonstat_no_dataset": N_(
        "“%(file)s” is JSON-stat without figures inside: it only points to other addresses. Download the "
        "dataset itself."
    ),
    "jsonstat_sizes": N_(
        "“%(file)s” is not whole: its dimensions announce %(expected)s, and it holds %(value)s. Download it again."
    ),
}

PROBLEMS = {
    "statistics_unmatched": N_("The register has no territory “%(value)s”; its figures are left out."),
    "statistics_ambiguous": N_(
        "“%(value)s” may mean several territories: %(expected)s. Add a column with codes or with the municipality, "
        "or choose one; until then its figures are left out."
    ),
    "statistics_other_date": N_(
        "“%(value)s” is in the register in other boundaries only (%(date)s); its figures are left out. "
        "They can be carried over with the crosswalk between versions of the boundaries."
    ),
    "statistics_old_boundaries": N_(
        "%(count)s territories of the table are of other boundaries than the register of this project. "
        "Make a crosswalk (gis-app crosswalk) and carry counts over by it; rates through numerator and denominator."
    ),
    "statistics_twice": N_(
        "“%(value)s” stands in the table twice with different figures for one period; the first one that holds in "
        "that period is taken."
    ),
    "statistics_until": N_("The row “%(value)s” holds for boundaries until %(date)s; that is kept."),
    "statistics_since": N_("The row “%(value)s” holds for boundaries since %(date)s; that is kept."),
    "statistics_nothing_matched": N_(
        "None of the %(count)s territories of the table is in the register of this project. "
        "Import the boundaries first, or choose another column."
    ),
    "statistics_on_invented_ground": N_(
        "This project is invented: real figures never stand on invented ground. Choose another project."
    ),
    "statistics_other_levels": N_(
        "%(count)s rows are of another level (%(value)s …): the whole, regions and groups. They are not stored."
    ),
    "statistics_gaps": N_("The series has no figures for: %(value)s. The gap stays visible."),
    "statistics_not_described": N_(
        "Nobody has said yet what it counts, or whether more of it is worse or better. It will be shown so, and it "
        "cannot be weighed in a selection until somebody says it on the data page."
    ),
    "statistics_small": N_(
        "%(count)s figures could point at single people (1 to 10). They are marked, and nobody outside sees them."
    ),
    "statistics_nil": N_(
        "A dash stands in %(count)s cells. Many offices mean “none” by it; it is kept as no data unless you say that "
        "it is 0."
    ),
    "statistics_needs_reason": N_(
        "Origin or child protection: it may decide where to work only with a written reason, and is never public."
    ),
    "statistics_never_nationality": N_("Nationality may be shown to staff; it may never decide where to work."),
    "statistics_never_language": N_("Language may be shown to staff; it may never decide where to work."),
    "statistics_never_citizenship": N_("Citizenship may be shown to staff; it may never decide where to work."),
    "statistics_never_religion": N_("Religion may be shown to staff; it may never decide where to work."),
    "statistics_never_health": N_("Health may be shown to staff; it may never decide where to work."),
    "statistics_never_disability": N_("Disability may be shown to staff; it may never decide where to work."),
    "statistics_two_readings": N_(
        "Figures such as “%(value)s” can be read in two ways: as thousands or with decimals. Say which sign "
        "is the decimal one."
    ),
    "statistics_period_guessed": N_(
        "The table says no period for its figures; we take %(value)s from its title or name. Change it if "
        "that is wrong."
    ),
    "statistics_period_missing": N_(
        "The table says no period for %(count)s figures. Say of which year, school year, quarter or month they are."
    ),
    "statistics_not_a_figure": N_(
        "“%(value)s” is neither a number nor a known sign; the cell counts as no data, not as 0."
    ),
    "statistics_formula_error": N_("The cell holds a spreadsheet error (%(value)s); it counts as no data, not as 0."),
}
