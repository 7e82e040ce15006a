"""Which figures must be left out so that nobody can work out a small one from the rest (``design/domain.md`` §5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gis_app.domain.statistics import Observation


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
