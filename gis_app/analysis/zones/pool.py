"""Zones that satisfy every limit, the best of them kept for each core unit."""

from collections.abc import Iterable

from gis_app.analysis.zones.problem import Units, Zone


class Pool:
    """The best feasible zones seen so far: at most ``depth`` for each core unit they hold."""

    def __init__(self, units: Units, *, depth: int = 12) -> None:
        self._units = units
        self._depth = depth
        self._of_core: dict[int, dict[Zone, float]] = {}

    def offer(self, zone: Zone, worth: float) -> None:
        """Keep a feasible zone if it is among the best of one of its core units."""
        for unit in zone:
            if not self._units.core[unit]:
                continue
            kept = self._of_core.setdefault(unit, {})
            kept[zone] = worth
            if len(kept) > 2 * self._depth:
                best = sorted(kept.items(), key=_order)[: self._depth]
                self._of_core[unit] = dict(best)

    def merge(self, others: Iterable["Pool"]) -> None:
        """Take over what other pools hold."""
        for other in others:
            for zone, worth in other.best():
                self.offer(zone, worth)

    def best(self) -> list[tuple[Zone, float]]:
        """Return the distinct zones with their worth, best first, ties by members."""
        found = {zone: worth for kept in self._of_core.values() for zone, worth in kept.items()}
        return sorted(found.items(), key=_order)


def _order(item: tuple[Zone, float]) -> tuple[float, list[int]]:
    return (-item[1], sorted(item[0]))
