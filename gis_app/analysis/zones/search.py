"""The whole way to work areas: propose, search with care, choose under the budget, prove; and the second best."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.diagnosis import cannot_be
from gis_app.analysis.zones.exact import SMALL, enumerate_all, prove
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.packing import LARGEST, Ranked, pack, second_best
from gis_app.analysis.zones.problem import Limits, Units, Zone, worth
from gis_app.analysis.zones.reasons import worth_bound
from gis_app.analysis.zones.together import better_together

LOOK_SECONDS = 30.0
"""For programming to find a zone, or to prove that there is none, where annealing found none."""

Method = Literal["greedy", "annealing"]
Report = Callable[[float], None]

PROVEN, WITHIN, NONE_FOUND, IMPOSSIBLE = "proven", "within", "none_found", "impossible"
"""``within``: at most ``Answer.gap`` below what cannot be exceeded; ``impossible``: proven that there is no zone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found.

    Attributes
    ----------
    zones
        Best first; none overlaps another and each keeps every limit. Empty when none was found.
    worth, bound
        What they are worth together, and a worth that no choice exceeds.
    second, second_worth, second_apart
        The best choice beside them, and whether it shares no unit with them.
    pool
        Every zone the search kept, with its worth, best first: ``choose`` answers for another budget from it.
    method
        ``every_set``, ``greedy`` or ``annealing``.
    """

    zones: tuple[Zone, ...]
    worth: float
    bound: float
    status: str
    second: tuple[Zone, ...]
    second_worth: float
    second_apart: bool
    pool: Ranked
    method: str

    @property
    def gap(self) -> float | None:
        """By how large a share of the bound the answer may be below the best; 0 when proven, None without answer."""
        if not self.zones:
            return None
        return max(0.0, (self.bound - self.worth) / self.bound) if self.bound > 0 else 0.0


def search(
    units: Units,
    limits: Limits,
    *,
    method: Method = "greedy",
    seed: int = 1,
    prove_seconds: float = 0.0,
    report: Report = lambda _share: None,
) -> Answer:
    """Return the best zones found.

    Up to ``exact.SMALL`` units every set is tried, whatever the method. When the greedy proposal finds none, annealing
    looks too; where annealing was asked for and finds none, programming looks. ``prove_seconds`` lets programming
    better or prove the best single zone; its bound also serves several zones.
    """
    if len(units) <= SMALL:
        pool = enumerate_all(units, limits).best()
        return choose(units, limits, pool, method="every_set", proven=True)
    if cannot_be(units, limits):
        return choose(units, limits, [], proven=True)
    share = 0.5 if prove_seconds else 1.0
    ranked, used = _found(units, limits, method=method, seed=seed, report=lambda done: report(share * done))
    if not ranked and method == "annealing":
        prove_seconds = max(prove_seconds, LOOK_SECONDS)
    if not prove_seconds:
        return choose(units, limits, ranked, method=used)
    known = ranked[0][0] if ranked else None
    found = prove(units, limits, known=known, seconds=prove_seconds, report=lambda done: report(share + share * done))
    if found.zone is not None and found.zone != known:
        ranked = [(found.zone, worth(units, limits, found.zone)), *ranked]
    single = found.proven and (limits.max_zones == 1 or found.zone is None)
    return choose(units, limits, ranked, method=used, proven=single, single_bound=found.bound)


def _found(units: Units, limits: Limits, *, method: Method, seed: int, report: Report) -> tuple[Ranked, str]:
    ranked: Ranked = propose(units, limits).best() if method == "greedy" else []
    if ranked:
        return ranked, "greedy"
    several = method == "annealing" and limits.max_zones > 1
    share = 0.7 if several else 1.0
    ranked = anneal(units, limits, seed=seed, report=lambda done: report(share * done)).best()
    if several:
        ranked = better_together(
            units, limits, ranked, seed=seed, report=lambda done: report(share + (1 - share) * done)
        )
    return ranked, "annealing"


def choose(
    units: Units,
    limits: Limits,
    pool: Ranked,
    *,
    method: str = "greedy",
    proven: bool = False,
    single_bound: float = float("inf"),
) -> Answer:
    """Return the best choice out of a pool, for a budget that may differ from the one the pool was found under.

    Parameters
    ----------
    proven
        Whether the pool is known to hold the best choice, or that there is none.
    single_bound
        What no single zone exceeds.
    """
    zones = pack(units, limits, pool, largest=len(pool) if proven else LARGEST)
    total = sum(worth(units, limits, zone) for zone in zones)
    if not zones:
        return Answer((), 0.0, 0.0, IMPOSSIBLE if proven else NONE_FOUND, (), 0.0, False, pool, method)
    second, apart = second_best(units, replace(limits, max_zones=max(len(zones), 1)), pool, zones)
    bound = total if proven else max(min(worth_bound(units, limits), limits.max_zones * single_bound), total)
    closed = proven or bound <= total + 1e-9 * abs(total)
    return Answer(
        zones=tuple(zones),
        worth=total,
        bound=bound,
        status=PROVEN if closed else WITHIN,
        second=tuple(second),
        second_worth=sum(worth(units, limits, zone) for zone in second),
        second_apart=apart,
        pool=pool,
        method=method,
    )
