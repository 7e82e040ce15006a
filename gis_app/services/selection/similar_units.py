"""Which territories resemble one: of the same kind, nearest in residents and in how closely people live."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pandas import DataFrame

from gis_app.analysis.similar import nearest_units
from gis_app.domain.geography import Project, Territory
from gis_app.services.selection.grounds import stands_with
from gis_app.services.selection.people import UNKNOWN, people_in
from gis_app.services.wiring import Context

PEOPLE, AREA = "people", "area"
"""By what units were found alike: residents and residents per km²; their area alone where nobody counted residents."""
FEWEST = 2
"""Fewer units than this of a kind make no comparison."""


@dataclass(frozen=True, slots=True)
class Alike:
    """One territory that resembles another; ``people`` is None where nobody counted."""

    id: str
    name: str
    people: float | None


@dataclass(frozen=True, slots=True)
class Similar:
    """The territories that resemble one, the nearest first, and by what they were found.

    Attributes
    ----------
    by
        ``people`` or ``area``.
    same_level
        Whether only territories of its own level were looked at; else there were too few of them.
    people
        Residents of the territory itself; ``source`` and ``period`` say from where.
    """

    units: tuple[Alike, ...]
    by: str
    level: str
    same_level: bool
    people: float | None
    source: str
    period: str


def similar_units(context: Context, project: Project, *, here: Territory, among: Sequence[Territory]) -> Similar:
    """Return the territories of a selection that resemble one of them."""
    alike = [place for place in among if stands_with(place.level) == stands_with(here.level)]
    same_level = len(alike) > FEWEST
    pool = alike if same_level else list(among)
    people = people_in(context, project.code, pool)
    area = {place.id: place.geometry.area / 1e6 for place in pool}
    by = PEOPLE if people.source != UNKNOWN and here.id in people.of else AREA
    features = {
        place.id: (people.of.get(place.id, math.nan), people.of.get(place.id, math.nan) / area[place.id])
        if by == PEOPLE
        else (area[place.id], math.nan)
        for place in pool
    }
    frame = DataFrame.from_dict(features, orient="index", columns=["size", "density"], dtype=float)
    names = {place.id: place.name for place in pool}
    near = nearest_units(frame, unit=here.id)
    return Similar(
        units=tuple(Alike(key, names[key], people.of.get(key)) for key in near),
        by=by,
        level=here.level,
        same_level=same_level,
        people=people.of.get(here.id),
        source=people.source,
        period=people.period,
    )
