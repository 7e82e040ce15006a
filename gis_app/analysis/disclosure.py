"""Which figures must be left out so that nobody can work out a small one from the rest (``design/domain.md`` §5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.statistics import SMALL, Observation


@dataclass(frozen=True, slots=True)
class _Family:
    """The observations of one indicator and period whose territories have the same parent."""

    total: Observation | None
    parts: tuple[Observation, ...]


def withheld(given: Iterable[Observation], *, parents: Mapping[str, str | None]) -> set[tuple[str, str, str]]:
    """Return ``(indicator, territory, period)`` of every figure that may not be shown outside.

    A small figure is withheld. Where it is the only one withheld among the parts of a territory whose own figure is
    known, the whole less the other parts would give it away: the smallest other part is withheld with it.

    Method: primary suppression by count, secondary suppression of one more cell (complementary cell suppression).

    Parameters
    ----------
    parents
        Territory → the territory it is a part of, if any.
    """
    every = list(given)
    left_out = {_key(item) for item in every if item.is_small}
    for family in _families(every, parents):
        if family.total is None or _size(family.total) is None:
            continue
        shown = [part for part in family.parts if _key(part) not in left_out and _size(part) is not None]
        if len(family.parts) - len(shown) == 1 and shown and any(_key(part) in left_out for part in family.parts):
            left_out.add(_key(min(shown, key=lambda part: (_size(part) or 0.0, part.territory_id))))
    return left_out


def _families(every: Iterable[Observation], parents: Mapping[str, str | None]) -> list[_Family]:
    by_place = {_key(item): item for item in every}
    parts: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for item in by_place.values():
        parent = parents.get(item.territory_id)
        if parent:
            parts[(item.indicator, parent, item.period)].append(item)
    return [_Family(by_place.get(whole), tuple(found)) for whole, found in sorted(parts.items())]


def _size(item: Observation) -> float | None:
    """Return the count that could be subtracted; None where there is no figure to subtract from."""
    return None if item.value is None else item.value if item.numerator is None else item.numerator


def _key(item: Observation) -> tuple[str, str, str]:
    return (item.indicator, item.territory_id, item.period)


def small_remainders(sets: Sequence[AbstractSet[str]], *, people: Mapping[str, float]) -> list[frozenset[str]]:
    """Return the groups of 1 to 10 people whose number follows when the totals of published sets of units are known.

    A group is what a set holds and another does not, or what only the same sets hold. It follows when its indicator
    is a linear combination of those of the sets: then its total is the same combination of their totals. Totals count
    as exact here although they are published rounded; a unit of which ``people`` says nothing counts as empty.
    """
    known = list(dict.fromkeys(frozenset(one) for one in sets if one))
    units = sorted(set().union(*known)) if known else []
    matrix = np.array([[unit in one for unit in units] for one in known], dtype=float)
    alike: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for unit in units:
        alike[tuple(unit in one for one in known)].add(unit)
    groups = [frozenset(atom) for atom in alike.values()]
    groups += [first - second for first in known for second in known]
    few = {group for group in groups if 0 < sum(people.get(unit, 0.0) for unit in group) <= SMALL}
    return sorted((group for group in few if _follows(group, units, matrix)), key=sorted)


def telling_parts(
    first: AbstractSet[str], second: AbstractSet[str], *, reasons: Mapping[str, str], core: str, strict: bool
) -> list[frozenset[str]]:
    """Return the parts that two published sets of units cut each other into and that tell why their units are inside.

    What both hold tells it when it is core alone: whoever lays the two over each other is left with the core. So does
    what only one holds. With ``strict`` (the sets come from two selections, so that criteria and not hands may have
    moved a unit) what only one holds must be of at least two kinds, of which nobody can say which unit is which.
    Sets that share nothing, or are the same, tell nothing.

    Method: every part that can be told apart must be diverse (l-diversity with l = 2; Machanavajjhala et al., 2007).
    """
    if not first & second or first == second:
        return []

    def kinds(part: AbstractSet[str]) -> set[str]:
        return {reasons.get(unit, "") for unit in part}

    shared = frozenset(first & second)
    told = [shared] if kinds(shared) == {core} else []
    moved = [only for only in (frozenset(first - second), frozenset(second - first)) if only]
    return told + [only for only in moved if kinds(only) == {core} or (strict and len(kinds(only)) == 1)]


def _follows(group: AbstractSet[str], units: Sequence[str], matrix: NDArray[np.float64]) -> bool:
    wanted = np.array([unit in group for unit in units], dtype=float)
    combined, *_ = np.linalg.lstsq(matrix.T, wanted, rcond=None)
    return bool(np.allclose(matrix.T @ combined, wanted, atol=1e-6))
