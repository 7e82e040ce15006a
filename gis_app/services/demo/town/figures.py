"""Five years of invented figures: a smooth field of hardship, six criteria that follow it each in its own way."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from gis_app.domain.statistics import Observation
from gis_app.services.demo.town.criteria import CRITERIA, POPULATION
from gis_app.services.demo.town.plan import Place
from gis_app.services.demo.town.shapes import chance
from gis_app.services.demo.town.town import SOURCE, Town, id_of

YEARS = (2019, 2020, 2021, 2022, 2023)

_DWELLINGS = {"centre": 9.0, "old": 6.0, "flats": 31.0, "garden": 3.4, "industry": 10.0, "village": 1.05}
"""Dwellings per house by kind of territory."""
_PERSONS = {"centre": 1.8, "old": 2.1, "flats": 2.05, "garden": 2.7, "industry": 1.9, "village": 2.2}
"""Residents per dwelling by kind of territory."""
_HARDSHIP = {"centre": -0.1, "old": 0.25, "flats": 0.15, "garden": -0.65, "industry": 0.8, "village": 0.1}
_SWELLS = ((-60, -1750, 850, 1.5), (1900, 330, 620, 0.9), (-1700, -650, 600, 0.5), (-200, 1900, 1300, -0.6))
"""Where hardship gathers or is rare: east, north, width in metres, height."""


@dataclass(frozen=True, slots=True)
class People:
    """How many a territory counts in a year, by the bases of the criteria."""

    residents: int
    working_age: int
    youth: int
    children: int
    families: int
    dwellings: int


def observations(town: Town) -> list[Observation]:
    """Return every invented figure: six criteria and the population, by territory and year.

    Missing figures are rows without a value; shares are per cent of their base.
    """
    made: list[Observation] = []
    houses = Counter(house.place for house in town.houses)
    for place, _ in town.ground.territories:
        burden = hardship(place)
        for year in YEARS:
            people = _people(place, houses[place], year)
            made.append(_observation(POPULATION, place, year, value=float(people.residents)))
            made += [_share(criterion.code, place, year, people, burden) for criterion in CRITERIA]
    return made


def hardship(place: Place) -> float:
    """Return the invented hardship of a place: its kind, how near it lies to where hardship gathers, and chance."""
    near = sum(
        height * float(np.exp(-((place.x - x) ** 2 + (place.y - y) ** 2) / (2 * width**2)))
        for x, y, width, height in _SWELLS
    )
    return _HARDSHIP[place.kind] + near + float(chance("hardship " + place.name).normal(0.0, 0.28))


def _people(place: Place, houses: int, year: int) -> People:
    random = chance("people " + place.name)
    dwellings = round(houses * _DWELLINGS[place.kind] * random.uniform(0.88, 1.14))
    yearly = 1.0 + (year - YEARS[0]) * (random.normal(-0.006, 0.006) - (0.006 if place.kind == "village" else 0.0))
    residents = round(dwellings * _PERSONS[place.kind] * random.uniform(0.92, 1.08) * yearly)
    young = 0.19 if place.kind in {"flats", "garden"} else 0.155
    return People(
        residents=residents,
        working_age=round(residents * random.uniform(0.60, 0.66)),
        youth=round(residents * random.uniform(0.085, 0.115)),
        children=round(residents * young * random.uniform(0.85, 1.15)),
        families=round(dwellings * young * random.uniform(0.9, 1.2)),
        dwellings=dwellings,
    )


def _share(code: str, place: Place, year: int, people: People, burden: float) -> Observation:
    criterion = next(item for item in CRITERIA if item.code == code)
    base = getattr(people, criterion.base_of)
    own = chance(f"{code} {place.name}").normal(0.0, 0.24)
    drift = criterion.years[YEARS.index(year)] + _stories(code, place, year)
    rate = criterion.rate * float(np.exp(criterion.pull * burden + own + drift))
    expected = base * min(rate, 0.9)
    cases = round(expected + float(chance(f"{code} {place.name} {year}").normal(0.0, 0.35)) * expected**0.5)
    cases = min(max(cases, 0), base)
    if _is_missing(code, place, year):
        return _observation(code, place, year, value=None, base=base)
    return _observation(code, place, year, value=100.0 * cases / base if base else None, cases=cases, base=base)


def _stories(code: str, place: Place, year: int) -> float:
    """Return the drift of local events: a youth centre opens, a mill closes, an old quarter is mended."""
    since = year - YEARS[0]
    if place.name == "Jauncirvas" and code in {"unemployed-young", "child-protection"}:
        return -0.16 * max(0, since - 1)
    if place.name == "Audējgals" and code.startswith("unemployed"):
        return 0.45 * (since == 1) + 0.3 * (since == 2) + 0.2 * (since > 2)
    if place.name == "Plostnieki" and code in {"poor-children", "subsidised"}:
        return -0.08 * since
    return 0.0


def _is_missing(code: str, place: Place, year: int) -> bool:
    never = {
        ("subsidised", "Zvirgzdkrogs"),
        ("subsidised", "Vārpulauki"),
        ("poor-children", "Noliktavgals"),
        ("unemployed-young", "Egļustrazdi"),
    }
    late = code == "poor-children" and place.kind == "village" and year == YEARS[0]
    before_register = (
        code == "origin" and year == YEARS[0] and place.name in {"Sliežmala", "Ķieģeļkrasti", "Lāčupkalns"}
    )
    return (
        (code, place.name) in never or late or before_register or chance(f"gap {code} {place} {year}").random() < 0.012
    )


def _observation(
    code: str, place: Place, year: int, *, value: float | None, cases: int | None = None, base: int | None = None
) -> Observation:
    return Observation(
        indicator=f"paraugpilseta-{code}",
        territory_id=id_of(place),
        period=str(year),
        value=value,
        numerator=None if cases is None else float(cases),
        denominator=None if base is None else float(base),
        invented=True,
        source=SOURCE["lv"],
    )
