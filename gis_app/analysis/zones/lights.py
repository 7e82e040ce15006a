"""The lights beside a zone that is drawn: each limit, whether it is kept, and by how much not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from geopandas import GeoSeries

from gis_app.analysis.zones import shape
from gis_app.analysis.zones.problem import CLOSE, Limits, Units, Zone, cost, ordinary_share, population, worth

COMPACT_FROM = 0.2
"""Below this the outline is a ribbon or a star (a strip of five squares has 0.44): advice, never a reason to refuse."""

Measure = Literal["people", "share", "metres", "units", "parts", "money"]


@dataclass(frozen=True, slots=True)
class Light:
    """One limit of a zone.

    Attributes
    ----------
    code
        ``connected``, ``core``, ``min_population``, ``max_population``, ``ordinary_low``, ``ordinary_high``,
        ``resource``, ``holes``, ``budget_population``, ``budget_cost`` or ``compact``.
    value, wanted
        What the zone has, and what the limit asks for.
    lack
        How much is missing or too much, in ``measure``; 0 when the limit is kept.
    hard
        Whether a proposal must keep it; ``compact`` is advice.
    kind
        Position of the required type of resource, where the light is about one.
    among
        Units the light is about: those outside the largest part, those in holes.
    """

    code: str
    met: bool
    value: float
    wanted: float
    lack: float
    measure: Measure
    hard: bool = True
    kind: int | None = None
    among: Zone = frozenset()


def lights(units: Units, limits: Limits, zone: Iterable[int], *, areas: GeoSeries | None = None) -> tuple[Light, ...]:
    """Return the light of each limit; ``compact`` only when the ``areas`` (metres) are given. An empty zone has all."""
    members = frozenset(zone)
    found = [*_people(units, limits, members), *_ordinary(units, limits, members), *_resources(units, members)]
    found += [*_form(units, limits, members), *_budget(units, limits, members)]
    if areas is not None and members:
        value = shape.compactness(areas, members)
        met = value >= COMPACT_FROM
        found.append(Light("compact", met, value, COMPACT_FROM, max(0.0, COMPACT_FROM - value), "share", hard=False))
    return tuple(found)


def broken_limits(units: Units, limits: Limits, zone: Iterable[int]) -> tuple[str, ...]:
    """Return the codes of the limits that a zone breaks, each once; empty when it satisfies all."""
    return tuple(dict.fromkeys(light.code for light in lights(units, limits, zone) if not light.met))


@dataclass(frozen=True, slots=True)
class Edit:
    """A zone after a change by hand: the units, what it is worth and its lights."""

    zone: Zone
    worth: float
    lights: tuple[Light, ...]

    @property
    def kept(self) -> bool:
        """Whether every hard limit is kept."""
        return all(light.met for light in self.lights if light.hard)


def edit(
    units: Units,
    limits: Limits,
    zone: Iterable[int],
    *,
    add: Iterable[int] = (),
    remove: Iterable[int] = (),
    areas: GeoSeries | None = None,
) -> Edit:
    """Return the zone with units added and removed, and its lights; the zone may be broken or empty."""
    changed = (frozenset(zone) | frozenset(add)) - frozenset(remove)
    value = worth(units, limits, changed)
    return Edit(zone=changed, worth=value, lights=lights(units, limits, changed, areas=areas))


def _at_least(code: str, value: float, wanted: float, measure: Measure, *, slack: float) -> Light:
    met = value >= wanted - slack
    return Light(code, met, value, wanted, 0.0 if met else wanted - value, measure)


def _at_most(code: str, value: float, wanted: float, measure: Measure, *, slack: float) -> Light:
    met = value <= wanted + slack
    return Light(code, met, value, wanted, 0.0 if met else value - wanted, measure)


def _people(units: Units, limits: Limits, zone: Zone) -> list[Light]:
    people = population(units, zone)
    return [
        _at_least("min_population", people, limits.min_population, "people", slack=CLOSE * limits.min_population),
        _at_most("max_population", people, limits.max_population, "people", slack=CLOSE * limits.max_population),
    ]


def _ordinary(units: Units, limits: Limits, zone: Zone) -> list[Light]:
    share = ordinary_share(units, zone)
    low, high = limits.ordinary_share
    return [
        _at_least("ordinary_low", share, low, "share", slack=CLOSE),
        _at_most("ordinary_high", share, high, "share", slack=CLOSE),
    ]


def _resources(units: Units, zone: Zone) -> list[Light]:
    members = sorted(zone)
    found = []
    for kind in range(units.away_m.shape[1]):
        away = float(units.away_m[members, kind].min()) if members else float("inf")
        met = away <= units.reach_m
        lack = 0.0 if met else away - units.reach_m
        found.append(Light("resource", met, away, units.reach_m, lack, "metres", kind=kind))
    return found


def _form(units: Units, limits: Limits, zone: Zone) -> list[Light]:
    pieces = shape.parts(units, zone)
    apart = zone - pieces[0] if pieces else zone
    cores = sum(bool(units.core[unit]) for unit in zone)
    found = [
        Light("connected", len(pieces) == 1, len(pieces), 1, abs(len(pieces) - 1), "parts", among=apart),
        _at_least("core", cores, 1, "units", slack=0.0),
    ]
    if not limits.holes:
        inside = frozenset(unit for hole in shape.holes(units, zone) for unit in hole)
        found.append(Light("holes", not inside, len(inside), 0, len(inside), "units", among=inside))
    return found


def _budget(units: Units, limits: Limits, zone: Zone) -> list[Light]:
    found = []
    if limits.budget_population < float("inf"):
        most, people = limits.budget_population, population(units, zone)
        found.append(_at_most("budget_population", people, most, "people", slack=CLOSE * most))
    if limits.budget_cost < float("inf"):
        most, money = limits.budget_cost, cost(units, zone)
        found.append(_at_most("budget_cost", money, most, "money", slack=CLOSE * most))
    return found
