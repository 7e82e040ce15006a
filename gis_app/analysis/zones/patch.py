"""A growing set of units whose sums are kept up to date."""

from collections.abc import Set

from gis_app.analysis.zones.problem import CLOSE, Limits, Units, Zone


class Patch:
    """A mutable set of units with its population, need, ordinary people, cut border, border units and counts.

    Parameters
    ----------
    units, limits
        The problem.
    start
        The first members.
    blocked
        Units that never stand in ``around``: those of other zones.

    Attributes
    ----------
    plain
        The columns of the units as lists.
    members, around
        The units inside, and those outside that touch it with the number of links; both in the order they came, so
        that a draw by chance is repeatable.
    """

    def __init__(
        self, units: Units, limits: Limits, start: Zone = frozenset(), *, blocked: Set[int] = frozenset()
    ) -> None:
        self.plain = units.plain
        self._blocked = blocked
        self._limits = limits
        self._everything = units.everything
        self._price = limits.compactness * units.border_price
        self.members: dict[int, None] = {}
        self.around: dict[int, int] = {}
        self.people = self.ordinary = self.need = self.cut = self.cost = 0.0
        self.cores = 0
        self._bringing: dict[int, int] = {}
        for unit in sorted(start):
            self.add(unit)

    def add(self, unit: int) -> None:
        """Take a unit in."""
        members, around, blocked = self.members, self.around, self._blocked
        shared = 0.0
        for other, length in self.plain.links[unit]:
            if other in members:
                shared += length
            elif other not in blocked:
                around[other] = around.get(other, 0) + 1
        around.pop(unit, None)
        members[unit] = None
        self.cut += self.plain.border[unit] - 2 * shared
        self._count(unit, 1)

    def remove(self, unit: int) -> None:
        """Let a unit go."""
        members, around, blocked = self.members, self.around, self._blocked
        del members[unit]
        shared, links = 0.0, 0
        for other, length in self.plain.links[unit]:
            if other in members:
                shared += length
                links += 1
            elif other not in blocked:
                around[other] -= 1
                if not around[other]:
                    del around[other]
        if links:
            around[unit] = links
        self.cut -= self.plain.border[unit] - 2 * shared
        self._count(unit, -1)

    def _count(self, unit: int, sign: int) -> None:
        plain = self.plain
        self.people += sign * plain.people[unit]
        self.need += sign * plain.need[unit]
        self.ordinary += sign * plain.ordinary[unit]
        self.cost += sign * plain.cost[unit]
        self.cores += sign * plain.core[unit]
        brings = plain.brings[unit]
        if brings:
            self._bringing[brings] = self._bringing.get(brings, 0) + sign

    def gain(self, unit: int) -> float:
        """Return what one more unit would add to the objective, or a member that leaves would take away."""
        members = self.members
        shared = sum(length for other, length in self.plain.links[unit] if other in members)
        return self.plain.need[unit] - self._price * (self.plain.border[unit] - 2 * shared)

    @property
    def worth(self) -> float:
        """The objective (see ``problem.worth``)."""
        return self.need - self._price * self.cut

    @property
    def missing(self) -> int:
        """The required types that are not inside, as bits."""
        found = 0
        for brings, count in self._bringing.items():
            if count:
                found |= brings
        return self._everything & ~found

    @property
    def lack(self) -> float:
        """How far the limits are broken: 0 when all are kept; each part is a share of its limit."""
        return self.lack_with(self.people, self.ordinary) + (not self.cores) + self.missing.bit_count()

    def lack_with(self, people: float, ordinary: float, *, cost: float | None = None) -> float:
        """Return how far the limits on people, share and cost would be broken with other sums."""
        limits = self._limits
        low, high = limits.ordinary_share
        lack = 0.0
        if people < limits.min_population * (1 - CLOSE):
            lack += 1.0 - people / limits.min_population
        most = limits.most_people
        if people > most * (1 + CLOSE):
            lack += people / max(most, 1.0) - 1.0 + CLOSE
        share = ordinary / people if people > 0 else 0.0
        if share < low - CLOSE:
            lack += low - share
        elif share > high + CLOSE:
            lack += share - high
        money = self.cost if cost is None else cost
        if money > limits.budget_cost * (1 + CLOSE):
            lack += money / max(limits.budget_cost, CLOSE) - 1.0 + CLOSE
        return lack

    def fits(self, unit: int) -> bool:
        """Whether one more unit stays below the largest population and within the budget."""
        limits = self._limits
        return self.people + self.plain.people[unit] <= limits.most_people * (
            1 + CLOSE
        ) and self.cost + self.plain.cost[unit] <= limits.budget_cost * (1 + CLOSE)

    def stays_connected_without(self, unit: int) -> bool:
        """Whether the rest would still hang together (a single unit has no rest)."""
        return len(self.members) > 1 and not self.left_over_without(unit)

    def left_over_without(self, unit: int) -> list[int]:
        """Return the members that would hang together no more with the part of most people, were a unit gone."""
        members, links = self.members, self.plain.links
        inside = [other for other, _length in links[unit] if other in members]
        if len(inside) <= 1:
            return []
        seen, waiting = {unit, inside[0]}, [inside[0]]
        wanted = set(inside[1:])
        while waiting and wanted:
            for other, _length in links[waiting.pop()]:
                if other in members and other not in seen:
                    seen.add(other)
                    wanted.discard(other)
                    waiting.append(other)
        return self._but_the_largest(unit, inside) if wanted else []

    def _but_the_largest(self, unit: int, inside: list[int]) -> list[int]:
        members, links, people = self.members, self.plain.links, self.plain.people
        parts: list[list[int]] = []
        seen = {unit}
        for start in inside:
            if start in seen:
                continue
            seen.add(start)
            part = [start]
            for one in part:
                for other, _length in links[one]:
                    if other in members and other not in seen:
                        seen.add(other)
                        part.append(other)
            parts.append(part)
        parts.sort(key=lambda part: (-sum(people[one] for one in part), min(part)))
        return [one for part in parts[1:] for one in part]

    def frozen(self) -> Zone:
        """Return the members as a zone."""
        return frozenset(self.members)
