"""Which territories resemble one: of the same kind, nearest in residents and in how closely people live."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pandas import DataFrame

from gis_app.analysis.similar import nearest_units
from gis_app.domain.geography import Project, Territory
from gis_app.services.selection.grounds import stands_with
from gis_app.services.selection.people import UNKNOWN, People, people_in
from gis_app.services.wiring import Context

PEOPLE, ADDRESSES, AREA = "people", "addresses", "area"
"""By what units were found alike: residents and residents per km²; addresses and addresses per km² where nobody counted
residents; their area alone where nobody counted either."""
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
        ``people``, ``addresses`` or ``area``.
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


def similar_units(
    context: Context,
    project: Project,
    *,
    here: Territory,
    among: Sequence[Territory],
    addresses: Mapping[str, float],
) -> Similar:
    """Return the territories of a selection that resemble one of them.

    Parameters
    ----------
    addresses
        Addresses by territory, as far as they were counted.
    """
    alike = [place for place in among if stands_with(place.level) == stands_with(here.level)]
    same_level = len(alike) > FEWEST
    pool = alike if same_level else list(among)
    people = people_in(context, project.code, pool)
    by, sizes = _sizes(people, addresses, here)
    names = {place.id: place.name for place in pool}
    near = nearest_units(_features(pool, sizes), unit=here.id)
    return Similar(
        units=tuple(Alike(key, names[key], people.of.get(key)) for key in near),
        by=by,
        level=here.level,
        same_level=same_level,
        people=people.of.get(here.id),
        source=people.source,
        period=people.period,
    )


def _sizes(people: People, addresses: Mapping[str, float], here: Territory) -> tuple[str, Mapping[str, float]]:
    """Return by what to compare, and the size of each unit by that; nothing where only its area is known."""
    if people.source != UNKNOWN and people.of.get(here.id):
        return PEOPLE, people.of
    if addresses.get(here.id):
        return ADDRESSES, addresses
    return AREA, {}


def _features(pool: Sequence[Territory], sizes: Mapping[str, float]) -> DataFrame:
    area = {place.id: place.geometry.area / 1e6 for place in pool}
    if not sizes:
        return DataFrame({"size": area}, dtype=float)
    known = {place.id: sizes.get(place.id, math.nan) for place in pool}
    density = {key: size / area[key] for key, size in known.items()}
    return DataFrame({"size": known, "density": density}, dtype=float)
