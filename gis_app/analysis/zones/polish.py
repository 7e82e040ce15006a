"""Mend and better a zone at its edge: drop, take or exchange one unit while that helps."""

from collections.abc import Set

from gis_app.analysis.zones.patch import Patch
from gis_app.analysis.zones.pool import Pool
from gis_app.analysis.zones.problem import CLOSE, Limits

LOOKED_AT = 2_000
"""Exchanges weighed in one step; in a large zone only the members and neighbours that promise most are tried."""

Value = tuple[float, float]


def polish(limits: Limits, patch: Patch, pool: Pool, *, blocked: Set[int] = frozenset(), steps: int = 40) -> int:
    """Take the best step again and again while it mends a limit or betters the objective; offer what is feasible.

    Returns how many exchanges were weighed.
    """
    weighed = 0
    for _ in range(steps):
        weighed += min(len(patch.members) * len(patch.around), LOOKED_AT)
        step = _best_step(limits, patch, blocked)
        if step is None:
            break
        gone, come = step
        if gone is not None:
            patch.remove(gone)
        if come is not None:
            patch.add(come)
        if patch.lack == 0:
            pool.offer(patch.frozen(), patch.worth, patch.people)
    return weighed


def _best_step(limits: Limits, patch: Patch, blocked: Set[int]) -> tuple[int | None, int | None] | None:
    """Return the drop, the addition or the exchange that betters the patch most, or None; the patch stays as it was."""
    best = _value(patch.lack, patch.worth)
    found: tuple[int | None, int | None] | None = None
    members, around = sorted(patch.members), [unit for unit in sorted(patch.around) if unit not in blocked]
    if len(members) * len(around) > LOOKED_AT:
        members.sort(key=patch.gain)
        around.sort(key=patch.gain, reverse=True)
        few = max(int(LOOKED_AT**0.5), LOOKED_AT // len(around))
        members, around = members[:few], around[: LOOKED_AT // few]
    for gone in [None, *(unit for unit in members if patch.stays_connected_without(unit))]:
        if gone is not None:
            patch.remove(gone)
            value = _value(patch.lack, patch.worth)
            if value > best:
                best, found = value, (gone, None)
        for come in around:
            other = _value_with(limits, patch, come) if come in patch.around else None
            if other is not None and other > best:
                best, found = other, (gone, come)
        if gone is not None:
            patch.add(gone)
    return found


def _value_with(limits: Limits, patch: Patch, come: int) -> Value | None:
    plain = patch.plain
    people = patch.people + plain.people[come]
    if people > limits.most_people * (1 + CLOSE):
        return None
    lack = patch.lack_with(people, patch.ordinary + plain.ordinary[come], cost=patch.cost + plain.cost[come])
    lack += not (patch.cores or plain.core[come])
    lack += (patch.missing & ~plain.brings[come]).bit_count()
    return _value(lack, patch.worth + patch.gain(come))


def _value(lack: float, worth: float) -> Value:
    return (-round(lack, 9), round(worth, 6))
