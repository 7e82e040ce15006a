"""How many people live in the units of a work area, and what of that everybody may be told."""

from collections.abc import Collection, Mapping

from gis_app.services.wiring import Context
from gis_app.store.indicators import indicators, observations

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


def people_of(context: Context, project: str, units: Collection[str]) -> dict[str, float]:
    """Return the newest number of residents of each unit that has one, by the largest count of people on record."""
    with context.database.reading() as session:
        counts = [item for item in indicators(session, project) if item.unit != "%"]
        found = observations(session, indicator_ids=[item.id for item in counts], territory_ids=list(units))
    newest: dict[str, dict[str, tuple[str, float]]] = {item.id: {} for item in counts}
    for one in found:
        if one.value is not None and one.numerator is None:
            known = newest[one.indicator].get(one.territory_id)
            if known is None or one.period > known[0]:
                newest[one.indicator][one.territory_id] = (one.period, one.value)
    largest = max(newest.values(), key=lambda each: sum(value for _, value in each.values()), default={})
    return {unit: value for unit, (_period, value) in largest.items()}


def together(people: Mapping[str, float], units: Collection[str]) -> float | None:
    """Return how many people live in the units together; None if it is not known of each."""
    return sum(people[unit] for unit in units) if units and all(unit in people for unit in units) else None
