"""How many people live in the units of a work area, and what of that everybody may be told."""

from collections.abc import Collection, Mapping

from gis_app.services.selection.people import people_in
from gis_app.services.wiring import Context
from gis_app.store.territories import territories

FEWEST = 100
"""An area of fewer people is published without a number."""
_STEPS = ((1_000, 50), (10_000, 100), (float("inf"), 500))
"""Below so many people a published number is rounded to so many: always far more than the 10 that may not follow."""


def told_people(people: float | None) -> int | None:
    """Return the number of people that is published of an area: rounded, none for few or where nobody knows.

    The step is fifty at least, so that the numbers of two areas that differ by one unit of a few people are mostly
    alike, and where they are not, their difference is the step and not the unit.
    """
    if people is None or people < FEWEST:
        return None
    step = next(step for below, step in _STEPS if people < below)
    return int(people / step + 0.5) * step


def people_of(context: Context, project: str, units: Collection[str]) -> Mapping[str, float]:
    """Return how many people live in each unit of which anybody knows."""
    with context.database.reading() as session:
        places = [place for place in territories(session, project) if place.id in units]
    return people_in(context, project, places).of


def together(people: Mapping[str, float], units: Collection[str]) -> float | None:
    """Return how many people live in the units together; None if it is not known of each."""
    return sum(people[unit] for unit in units) if units and all(unit in people for unit in units) else None
