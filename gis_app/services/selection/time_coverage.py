"""Former work areas beside those of today: how many of their units and people are still covered."""

from collections.abc import Sequence
from dataclasses import dataclass

from gis_app.domain.geography import Territory
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import DRAFT, PUBLISHED, WITHDRAWN, WorkArea
from gis_app.services.selection.grounds import stands_with
from gis_app.services.selection.people import People, people_in
from gis_app.services.selection.time_figures import pieces_between
from gis_app.services.wiring import Context
from gis_app.store.territories import territories
from gis_app.store.work_areas import areas


@dataclass(frozen=True, slots=True)
class Covered:
    """A former work area.

    Attributes
    ----------
    units, covered
        Its units, and how many of them lie (each by its share) in work areas of today.
    people, covered_people
        Residents, and those of them who are still covered; None where nobody counted.
    carried
        Whether some of its units are of earlier boundaries, so that their shares were computed from shapes.
    """

    name: str
    state: str
    units: int
    covered: float
    people: float | None
    covered_people: float | None
    carried: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Former areas, the names of the areas of today, and where the numbers of people are from."""

    former: tuple[Covered, ...]
    current: tuple[str, ...]
    current_people: float | None
    source: str
    period: str


def coverage(context: Context, kept: Selection) -> Coverage:
    """Return how former work areas are covered by those of today.

    Those of today are the areas of this selection that are not withdrawn, else the published ones of the project;
    former ones are the withdrawn and published areas that are not among them.
    """
    with context.database.reading() as session:
        every = areas(session, kept.project)
        register = {place.id: place for place in territories(session, kept.project)}
    ours = [area for area in every if area.selection == kept.id and area.state != WITHDRAWN]
    current = ours or [area for area in every if area.state == PUBLISHED]
    inside = {unit for area in current for unit in area.units}
    here = {area.id for area in current}
    former = [area for area in every if area.id not in here and area.state != DRAFT]
    units = {unit for area in (*former, *current) for unit in area.units if unit in register}
    project = kept.project
    people = people_in(context, project, [register[unit] for unit in sorted(units)])
    shares = _shares(context, project, [register[unit] for unit in sorted(units)], inside, register)
    return Coverage(
        former=tuple(_covered(area, shares, inside, people) for area in former),
        current=tuple(area.name for area in current),
        current_people=_people(sorted(inside), people, dict.fromkeys(inside, 1.0)),
        source=people.source,
        period=people.period,
    )


def _covered(area: WorkArea, shares: dict[str, float], inside: set[str], people: People) -> Covered:
    each = {unit: 1.0 if unit in inside else shares.get(unit, 0.0) for unit in area.units}
    return Covered(
        name=area.name,
        state=area.state,
        units=len(area.units),
        covered=sum(each.values()),
        people=_people(area.units, people, dict.fromkeys(area.units, 1.0)),
        covered_people=_people(area.units, people, each),
        carried=any(unit in shares for unit in area.units),
    )


def _people(units: Sequence[str], people: People, shares: dict[str, float]) -> float | None:
    """Return the people of units, each by its share; None if one of them was not counted."""
    if not units or any(unit not in people.of for unit in units):
        return None
    return sum(people.of[unit] * shares[unit] for unit in units)


def _shares(
    context: Context, project: str, places: Sequence[Territory], inside: set[str], register: dict[str, Territory]
) -> dict[str, float]:
    """Return, for units of other boundaries than those of today's areas, which share of them lies in these areas."""
    days = {register[unit].valid_from for unit in inside if unit in register}
    former = [place for place in places if place.valid_from not in days]
    kinds = {stands_with(place.level) for place in places}
    today = [place for place in register.values() if place.valid_from in days and stands_with(place.level) in kinds]
    if not former or not today:
        return {}
    table = pieces_between(context, project, former, today)
    within = table[table["new"].isin(inside)]
    found = {place.id: 0.0 for place in former}
    return found | {str(unit): float(share) for unit, share in within.groupby("old")["share"].sum().items()}
