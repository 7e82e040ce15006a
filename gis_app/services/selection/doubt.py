"""How sure a choice is, beside the map: other weights, criteria left out, another level and base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.robustness.flips import linear, smallest_turns
from gis_app.analysis.robustness.tables import leave_one_out
from gis_app.analysis.robustness.tally import FEW_UNITS, near_misses
from gis_app.domain.errors import InputRefused, KarteError
from gis_app.services.selection.evidence import Evidence, without
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.result import most_of
from gis_app.services.selection.robust import Robustness, robustness
from gis_app.services.selection.wish import Wish
from gis_app.services.selection.workbench import weigh


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a doubt is drawn: seed, number of draws, and what is drawn anew."""

    seed: int
    draws: int
    vary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The smallest change of one weight, as shares of all weights, that brings a territory in or out."""

    criterion: str
    share: float
    flips_at: float


@dataclass(frozen=True, slots=True)
class UnitDoubt:
    """One territory: how often it is chosen, the ranks it has in nine of ten draws, and whether it nearly is."""

    share: float
    low: int | None
    high: int | None
    verdict: str
    near: bool = False
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who comes in and who goes when one criterion is left out, by id."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same criteria at another level or over another base: how many of the chosen would be others.

    At another level a territory counts as the same when it lies, by an inner point, in one that was chosen.
    """

    level: str
    title: Mapping[str, str]
    changed: int
    most: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """The doubt of a choice; ``titles`` and ``names`` are those of its criteria and territories.

    ``vary`` is what was drawn anew (``analysis.robustness.simulation.VARY``).
    """

    most: int
    draws: int
    seed: int
    ranked: int
    always: int
    contested: int
    vary: tuple[str, ...]
    units: Mapping[str, UnitDoubt]
    near: tuple[str, ...]
    left_out: Mapping[str, LeftOut]
    titles: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    elsewhere: tuple[Elsewhere, ...] = field(default=())

    @property
    def nearest_turn(self) -> tuple[str, Turn] | None:
        """The territory that the smallest change of a single weight brings in or out, and that change."""
        turns = [(unit, one.turn) for unit, one in self.units.items() if one.turn is not None]
        return min(turns, key=lambda turn: (abs(turn[1].flips_at - turn[1].share), turn[0]), default=None)

    @property
    def few(self) -> bool:
        """Whether there are so few territories that a plain sentence says it best."""
        return self.ranked < FEW_UNITS


def doubt_of(
    ranking: Ranking,
    *,
    wished: int | None,
    drawn: Drawn,
    names: Mapping[str, str],
    titles: Mapping[str, Mapping[str, str]],
) -> Doubt | None:
    """Return the doubt of a ranking; None with a single criterion, fewer than two territories, or no way to draw.

    Parameters
    ----------
    wished
        How many are chosen, if the planner said so (see ``result.most_of``).
    """
    most, result = most_of(ranking, wished=wished), ranking.result
    if len(result.criteria.used) < 2 or int(result.rank.notna().sum()) < 2:
        return None
    try:
        found = robustness(ranking, most=most, seed=drawn.seed, draws=drawn.draws, vary=drawn.vary)
    except InputRefused:  # a geometric mean of drawn figures that are not above zero
        return None
    near = near_misses(found.shares, rank=result.rank, most=most)
    told = found.statement
    return Doubt(
        most=most,
        draws=found.draws,
        seed=found.seed,
        vary=found.vary,
        ranked=told.ranked,
        always=told.always,
        contested=told.contested,
        units=_units(found, near=near, turns=_turns(ranking, most=most)),
        near=tuple(near),
        left_out={change.name: LeftOut(change.came_in, change.went_out) for change in leave_one_out(result, most=most)},
        titles=titles,
        names=names,
    )


def elsewhere(evidence: Evidence, others: Sequence[Evidence], wish: Wish, *, chosen: frozenset[str]) -> list[Elsewhere]:
    """Return what the same wish chooses from other figures; figures that cannot be ranked are left out."""
    shapes = {place.id: place.geometry for place in evidence.territories}
    found = []
    for other in others:
        try:
            ranking = weigh(other, wish)
        except KarteError:
            continue
        ranks = ranking.result.rank
        if int(ranks.notna().sum()) < 2:
            continue
        most = most_of(ranking, wished=len(chosen) if other.level == evidence.level else wish.most)
        first = [str(unit) for unit in ranks.index[ranks <= most]]
        inside = _inside(first, without(other, wish.areas.excluded), shapes=shapes, chosen=chosen)
        found.append(
            Elsewhere(
                level=_level_of(other) if other.level != evidence.level else "",
                title={} if other.level != evidence.level else _title_of_base(other),
                changed=len(first) - inside,
                most=len(first),
            )
        )
    return found


def _inside(
    first: Sequence[str], other: Evidence, *, shapes: Mapping[str, BaseGeometry], chosen: frozenset[str]
) -> int:
    if set(first) <= set(shapes):
        return len(chosen.intersection(first))
    ground = union_all([shapes[unit] for unit in chosen])
    points = {place.id: place.geometry.representative_point() for place in other.territories}
    return sum(bool(ground.contains(points[unit])) for unit in first)


def _level_of(evidence: Evidence) -> str:
    return next((ground.level for ground in evidence.grounds if ground.key == evidence.level), "")


def _title_of_base(evidence: Evidence) -> Mapping[str, str]:
    return next((base.title for base in evidence.bases if base.id == evidence.base), {})


def _turns(ranking: Ranking, *, most: int) -> dict[str, Turn]:
    try:
        found = smallest_turns(linear(ranking.result), most=most)
    except InputRefused:
        return {}
    rows = zip(found.index, found["criterion"], found["share"], found["flips_at"], strict=True)
    return {str(unit): Turn(name, float(share), float(at)) for unit, name, share, at in rows if isinstance(name, str)}


def _units(found: Robustness, *, near: Sequence[str], turns: Mapping[str, Turn]) -> dict[str, UnitDoubt]:
    rows = found.table.dropna(subset=["selected_share"])
    return {
        str(unit): UnitDoubt(
            share=float(share),
            low=int(low),
            high=int(high),
            verdict=str(verdict),
            near=str(unit) in near,
            turn=turns.get(str(unit)),
        )
        for unit, share, low, high, verdict in zip(
            rows.index, rows["selected_share"], rows["rank_low"], rows["rank_high"], rows["verdict"], strict=True
        )
    }
