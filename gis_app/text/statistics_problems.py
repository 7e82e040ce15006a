"""What is said of tables of figures: why a table is refused, and what is doubtful in it."""

from gis_app.text.words import N_

ERRORS = {
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
    "jsonstat_no_dataset": N_(
        "“%(file)s” is JSON-stat without figures inside: it only points to other addresses. Download the "
        "dataset itself."
    ),
    "jsonstat_sizes": N_(
        "“%(file)s” is not whole: its dimensions announce %(expected)s, and it holds %(value)s. Download it again."
    ),
}

PROBLEMS = {
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
