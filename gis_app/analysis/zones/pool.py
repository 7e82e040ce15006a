"""Zones that satisfy every limit, the best of them kept for each core unit and size."""

from collections.abc import Set

from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.problem import Limits, Units, Zone
from gis_app.analysis.zones.shape import holes

SIZES = 4
"""Zones are kept apart by size, so that a smaller budget finds smaller ones."""

MOST_KEPT = 2_000_000
"""Members of all zones together, about 100 MB; above that the poorer half is forgotten."""


class Pool:
    """The best feasible zones seen so far: at most ``depth`` for each core unit they hold and each of ``SIZES`` sizes.

    A zone may be offered that keeps every limit except that it might enclose others; the pool looks at that itself,
    because most zones that are offered are too poor to be looked at.
    """

    def __init__(self, units: Units, limits: Limits, *, depth: int = 6) -> None:
        self._units, self._limits = units, limits
        self._depth = depth
        self._kept: dict[tuple[int, int], dict[Zone, float]] = {}
        self._floor: dict[tuple[int, int], float] = {}
        self._core = units.plain.core
        self._weight = 0

    def offer(self, zone: Zone, worth: float, people: float) -> None:
        """Keep a zone if it is among the best of one of its core units and its size."""
        size = self._size(people)
        places = [
            (unit, size)
            for unit in sorted(zone)
            if self._core[unit] and worth > self._floor.get((unit, size), float("-inf"))
        ]
        if not places or any(zone in self._kept.get(place, ()) for place in places):
            return
        if not self._limits.holes and holes(self._units, zone):
            return
        for place in places:
            self._keep(place, zone, worth)
        self._weight += len(zone)
        if self._weight > MOST_KEPT:
            self._forget()

    def _size(self, people: float) -> int:
        room = self._limits.max_population - self._limits.min_population
        share = (people - self._limits.min_population) / room if room > 0 else 0.0
        return min(max(int(share * SIZES), 0), SIZES - 1)

    def _keep(self, place: tuple[int, int], zone: Zone, worth: float) -> None:
        kept = self._kept.setdefault(place, {})
        kept[zone] = worth
        if len(kept) > 2 * self._depth:
            best = sorted(kept.items(), key=_order)[: self._depth]
            self._kept[place] = dict(best)
            self._floor[place] = best[-1][1]

    def _forget(self) -> None:
        """Keep the best zones as long as they fill half of the room."""
        found = {zone: value for kept in self._kept.values() for zone, value in kept.items()}
        stay: set[Zone] = set()
        self._weight = 0
        for zone, _value in sorted(found.items(), key=_order):
            if self._weight + len(zone) > MOST_KEPT // 2:
                break
            stay.add(zone)
            self._weight += len(zone)
        self._kept = {
            place: {zone: value for zone, value in kept.items() if zone in stay} for place, kept in self._kept.items()
        }

    def best(self) -> list[tuple[Zone, float]]:
        """Return the distinct zones with their worth, best first, ties by members; sums are made anew."""
        found = {zone for kept in self._kept.values() for zone in kept}
        fresh = [(zone, Patch(self._units, self._limits, zone)) for zone in found]
        return sorted(((zone, patch.worth) for zone, patch in fresh if patch.lack == 0), key=_order)

    def first_apart(self, taken: Set[int]) -> Zone | None:
        """Return the best zone without any of these units, or None."""
        apart = [
            (zone, value) for kept in self._kept.values() for zone, value in kept.items() if taken.isdisjoint(zone)
        ]
        return min(apart, key=_order)[0] if apart else None

    def __bool__(self) -> bool:
        return any(self._kept.values())


def _order(item: tuple[Zone, float]) -> tuple[float, list[int]]:
    return (-item[1], sorted(item[0]))
