"""The choice under single other decisions: one criterion left out, another scale or mean."""

from dataclasses import dataclass

from pandas import Series

from gis_app.analysis.composite import Composite
from gis_app.analysis.missing import RANKED
from gis_app.analysis.robustness.simulation import AGGREGATE, NORMALISE, methods_of, scenario, without
from gis_app.domain.criteria import Criteria


@dataclass(frozen=True, slots=True)
class Change:
    """What one other decision changes: who comes in, who goes out, and how alike the two orders are.

    Attributes
    ----------
    name
        The criterion left out, or ``scale/mean``.
    shift
        The largest number of places a unit moves.
    alike
        Spearman's correlation of the two indices; None for fewer than three units or equal indices.
    """

    name: str
    came_in: tuple[str, ...]
    went_out: tuple[str, ...]
    shift: int
    alike: float | None


def leave_one_out(result: Composite, *, most: int) -> list[Change]:
    """Return what leaving out each criterion changes, the others keeping their proportions; last ones are skipped."""
    ways = [(item.column, without(result.criteria, item.column)) for item in result.criteria.used]
    return [_change(name, result, way, most=most) for name, way in ways if way is not None]


def other_methods(result: Composite, *, most: int) -> list[Change]:
    """Return what each other scale and mean that the figures allow changes."""
    ways = methods_of(result, vary=(NORMALISE, AGGREGATE))[1:]
    return [_change(f"{way.normalise}/{way.aggregate}", result, way, most=most) for way in ways]


def _change(name: str, result: Composite, criteria: Criteria, *, most: int) -> Change:
    before = result.rank[result.standing == RANKED].sort_index()
    after = scenario(result, criteria=criteria).index().rank(method="min", ascending=False)
    came, went = ((after <= most) & (before > most)), ((after > most) & (before <= most))
    return Change(
        name=name,
        came_in=tuple(map(str, before.index[came])),
        went_out=tuple(map(str, before.index[went])),
        shift=int((after - before).abs().max()),
        alike=_alike(before, after),
    )


def _alike(before: Series, after: Series) -> float | None:
    places = [ranks.rank(method="average") for ranks in (before, after)]
    if len(before) < 3 or any(ranks.min() == ranks.max() for ranks in places):
        return None
    return float(places[0].corr(places[1]))
