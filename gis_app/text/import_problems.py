"""The sentence for each problem of an imported file: what is wrong in which cell, and what was or can be done."""

from gis_app.domain.imports import Problem
from gis_app.text import arrival_problems, source_problems, statistics_problems
from gis_app.text.words import N_, Words

SENTENCES: dict[str, str] = {
    "row_without_place": N_("This row has no place, so it cannot stand on a map."),
    "address_columns_unknown": N_("No column with an address or a street was found; say which one it is."),
    "address_empty": N_("This row has no address."),
    "address_repeated": N_("“%(value)s” stands in row %(other)s already; one point of a house is enough."),
    "name_column_unknown": N_("No column with names was found; say which one it is."),
    "personal_code": N_("A personal code stood here; it is hidden."),
    "personal_column": N_(
        "This column looks like names or data of private people and is left out. If it names none, add it to the "
        "option “%(option)s”."
    ),
    "resource_gone": N_(
        "“%(value)s” was imported before and is not in this file; it is kept unless you choose to remove it."
    ),
    "resource_kind_unknown": N_(
        "We do not know which kind of place “%(value)s” is; say it in the option “kinds” or “kind”."
    ),
    "resource_nameless": N_("This row has no name."),
    "resource_repeated": N_("“%(value)s” stands in this file more than once, at the same place; it is taken once."),
    "resources_sensitive": N_("%(value)s of these places house or serve vulnerable people; only staff will see them."),
    **source_problems.NOTES,
    **arrival_problems.NOTES,
    **statistics_problems.PROBLEMS,
}
"""By code. A sentence may name what the problem's ``params`` hold; row and column stand beside it."""

UNNAMED = N_("Something is doubtful here (%(code)s).")


def problem_sentence(problem: Problem, words: Words) -> str:
    """Return what the person is told."""
    message = SENTENCES.get(problem.code)
    if message is None:
        return words.gettext(UNNAMED, code=problem.code)
    return words.gettext(message, **problem.params)
