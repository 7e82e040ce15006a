"""The sentence for each problem of an imported file: what is wrong in which cell, and what was or can be done."""

from gis_app.domain.imports import Problem
from gis_app.text import (
    arrival_problems,
    osm_problems,
    picture_problems,
    place_problems,
    source_problems,
    statistics_problems,
    territory_problems,
)
from gis_app.text.words import N_, Words

SENTENCES: dict[str, str] = {
    "row_without_place": N_("This row has no place, so it cannot stand on a map."),
    **place_problems.NOTES,
    **osm_problems.NOTES,
    **picture_problems.NOTES,
    **source_problems.NOTES,
    **territory_problems.NOTES,
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
