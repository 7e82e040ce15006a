"""A growing set of units whose sums are kept up to date."""

from gis_app.analysis.zones.problem import Limits, Units, Zone


class Patch:
    """A mutable set of units with its population, need, ordinary people, cut border and counts.

    Parameters
    ----------
    units, limits
        The problem.
    start
        The first members.
    """

    def __init__(self, units: Units, limits: Limits, start: Zone = frozenset()) -> None:
        self._units = units
        self._limits = limits
        self._price = limits.compactness * units.border_price
        self.members: set[int] = set()
        self.people = 0.0
        self.ordinary = 0.0
        self.need = 0.0
        self.cut = 0.0
        self.cores = 0
        self.resources = 0
        for unit in sorted(start):
            self.add(unit)

    def add(self, unit: int) -> None:
        """Take a unit in."""
        self.cut += self._cut_change(unit)
        self.members.add(unit)
        self._count(unit, 1)

    def remove(self, unit: int) -> None:
        """Let a unit go."""
        self.members.discard(unit)
        self.cut -= self._cut_change(unit)
        self._count(unit, -1)

    def _cut_change(self, unit: int) -> float:
        """Border the zone would gain by a unit that is outside now."""
        return sum(
            -length if other in self.members else length for other, length in self._units.neighbours[unit].items()
        )

    def _count(self, unit: int, sign: int) -> None:
        people = float(self._units.population[unit])
        self.people += sign * people
        self.need += sign * float(self._units.need[unit])
        self.ordinary += sign * people * bool(self._units.ordinary[unit])
        self.cores += sign * bool(self._units.core[unit])
        self.resources += sign * bool(self._units.resource[unit])

    @property
    def worth(self) -> float:
        """The objective (see ``problem.worth``)."""
        return self.need - self._price * self.cut

    def worth_with(self, unit: int) -> float:
        """Return what the objective would be with one more unit."""
        return self.worth + float(self._units.need[unit]) - self._price * self._cut_change(unit)

    @property
    def lack(self) -> float:
        """How far the limits are broken: 0 when all are kept; each part is a share of its limit."""
        low, high = self._limits.ordinary_share
        people = max(self.people, 1e-9)
        share = self.ordinary / people
        return (
            max(0.0, self._limits.min_population - self.people) / max(self._limits.min_population, 1.0)
            + max(0.0, self.people - self._limits.max_population) / max(self._limits.max_population, 1.0)
            + max(0.0, low - share - 1e-9)
            + max(0.0, share - high - 1e-9)
            + (0.0 if self.cores else 1.0)
            + (0.0 if self.resources else 1.0)
        )

    def border(self) -> list[int]:
        """Return the units outside that touch the zone, in order."""
        return sorted({other for unit in self.members for other in self._units.neighbours[unit]} - self.members)

    def stays_connected_without(self, unit: int) -> bool:
        """Whether the rest would still hang together."""
        inside = [other for other in self._units.neighbours[unit] if other in self.members]
        if len(inside) <= 1:
            return len(self.members) > 1
        seen = {unit, inside[0]}
        waiting = [inside[0]]
        wanted = set(inside[1:])
        while waiting and wanted:
            for other in self._units.neighbours[waiting.pop()]:
                if other in self.members and other not in seen:
                    seen.add(other)
                    wanted.discard(other)
                    waiting.append(other)
        return not wanted

    def frozen(self) -> Zone:
        """Return the members as a zone."""
        return frozenset(self.members)
