"""How much a choice hangs on its weights: the same ranking under many other, equally well-founded weights.

``share_selected`` is the quick answer for a plain weighted mean; ``simulation.simulate`` asks the whole
composite (levels, other methods, sampling error). Both count here. No matrix product of a linear-algebra library is
used: its last digits change with the number of threads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Series

from gis_app.analysis.normalise import ranks_of

Array = NDArray[np.float64]

DRAWS = 1000
SPREAD = 4.0
"""Dirichlet parameter of an average weight: six equal weights then vary by about 45 % of themselves."""
INTERVAL = (0.05, 0.5, 0.95)
"""Quantiles of a unit's ranks: the 90 % interval and its middle, each a rank that did occur."""
FEW_UNITS = 21
"""Below this many ranked units robustness is told as a sentence, not as a cloud (``design/analysis.md`` §1)."""
CHUNK = 2**17
"""Values of the index held at once: a megabyte, so that they stay in the processor's cache."""

ALWAYS, CONTESTED, NEVER = "always", "contested", "never"
COLUMNS = ("selected_share", "rank_low", "rank_median", "rank_high", "verdict")


class Tally:
    """Counts, draw by draw, who is among the first and (if asked) every rank; units in columns.

    Parameters
    ----------
    intervals
        Whether ranks are kept: two bytes per unit and draw (four above 65,535 units).
    """

    def __init__(self, units: int, *, most: int, draws: int, intervals: bool) -> None:
        self.most = most
        self.draws = 0
        self.selected = np.zeros(units, dtype=np.int64)
        kind = np.uint16 if units < 2**16 else np.uint32
        self._ranks = np.empty((draws if intervals else 0, units), dtype=kind)

    def add(self, index: Array) -> None:
        """Count the indices of some draws, one draw a row; a place shared with the last selected is selected too."""
        units = index.shape[1]
        limit = np.partition(index, units - self.most, axis=1)[:, units - self.most]
        self.selected += (index >= limit[:, None]).sum(axis=0)
        if len(self._ranks):
            self._ranks[self.draws : self.draws + len(index)] = ranks_of(index)
        self.draws += len(index)

    def shares(self) -> Array:
        """Return the share of draws in which each unit was among the first."""
        return self.selected / self.draws

    def intervals(self) -> Array:
        """Return the ranks at the quantiles of ``INTERVAL``, one column each."""
        places = [max(0, int(np.ceil(quantile * self.draws)) - 1) for quantile in INTERVAL]
        found = np.empty((self._ranks.shape[1], len(places)))
        step = max(1, CHUNK * 8 // max(1, self.draws))
        for start in range(0, len(found), step):
            block = np.sort(np.ascontiguousarray(self._ranks[: self.draws, start : start + step].T), axis=1)
            found[start : start + step] = block[:, places]
        return found


def dirichlet(given: Array, *, draws: int, rng: np.random.Generator) -> Array:
    """Return weights drawn around the given ones, one draw a row; each row sums to 1."""
    drawn: Array = rng.dirichlet(given / given.sum() * given.size * SPREAD, size=draws)
    return drawn


def weighted_means(parts: Array, *, weights: Array) -> Array:
    """Return the weighted mean of each column of ``parts`` for every row of ``weights``, over the parts it has."""
    known = ~np.isnan(parts)
    top = np.einsum("dk,kn->dn", weights, np.where(known, parts, 0.0))
    if known.all():
        return np.asarray(top / weights.sum(axis=1)[:, None])
    base = np.einsum("dk,kn->dn", weights, known.astype(float))
    return np.asarray(np.divide(top, base, out=np.full_like(top, np.nan), where=base > 0))


def chunks(draws: int, *, units: int) -> Iterator[slice]:
    """Yield slices of the draws that are computed together."""
    step = max(1, CHUNK // max(1, units))
    for start in range(0, draws, step):
        yield slice(start, min(start + step, draws))


def share_selected(
    normalised: DataFrame, *, weights: Mapping[str, float], most: int, seed: int, draws: int = DRAWS
) -> Series:
    """Return for each unit the share of draws in which it is among the first ``most``.

    Weights are drawn from a Dirichlet distribution around the given ones; the index is their weighted mean over the
    criteria a unit has. Units without any figure get NaN. The same seed gives the same shares for every order of rows.

    Parameters
    ----------
    normalised
        One column per criterion with a weight above zero, higher is more disadvantaged.
    """
    shares: Series = rank_intervals(normalised, weights=weights, most=most, seed=seed, draws=draws, intervals=False)[
        "selected_share"
    ]
    return shares


def rank_intervals(
    normalised: DataFrame,
    *,
    weights: Mapping[str, float],
    most: int,
    seed: int,
    draws: int = DRAWS,
    intervals: bool = True,
) -> DataFrame:
    """Return ``COLUMNS`` for each unit of a plain weighted mean (see ``share_selected``).

    Ranks are NaN without ``intervals``; everything is NaN for a unit without any figure.
    """
    compared = normalised.dropna(how="all").sort_index()
    given = np.array([weights[str(name)] for name in compared.columns], dtype=float)
    drawn = dirichlet(given, draws=draws, rng=np.random.default_rng(seed))
    parts = np.ascontiguousarray(compared.to_numpy(dtype=float).T)
    tally = Tally(len(compared), most=most, draws=draws, intervals=intervals)
    for part in chunks(draws, units=len(compared)):
        tally.add(weighted_means(parts, weights=drawn[part]))
    return table_of(tally, units=compared, everyone=normalised, intervals=intervals)


def table_of(tally: Tally, *, units: DataFrame, everyone: DataFrame, intervals: bool) -> DataFrame:
    """Return what a tally counted of ``units`` as ``COLUMNS``, in the order of ``everyone``."""
    found = DataFrame({"selected_share": tally.shares()}, index=units.index)
    ranks = tally.intervals() if intervals else np.full((len(units), len(INTERVAL)), np.nan)
    for place, name in enumerate(COLUMNS[1:4]):
        found[name] = ranks[:, place]
    found = found.reindex(everyone.index)
    found["verdict"] = verdicts(found["selected_share"])
    return found


def verdicts(shares: Series) -> Series:
    """Return ``always``, ``contested`` or ``never`` for each share; None where there is none."""
    named = [None if share != share else _verdict(share) for share in shares.tolist()]  # noqa: PLR0124 - NaN alone differs from itself
    return Series(named, index=shares.index, name="verdict", dtype=object)


def _verdict(share: float) -> str:
    if share >= 1.0:
        return ALWAYS
    return CONTESTED if share > 0.0 else NEVER


@dataclass(frozen=True, slots=True)
class Statement:
    """Robustness in one sentence: with other weights ``contested`` of ``ranked`` units would be chosen or not.

    ``few`` says that there are so few units that the sentence stands alone, without intervals.
    """

    contested: int
    always: int
    ranked: int
    few: bool


def statement(shares: Series) -> Statement:
    """Return the sentence's numbers."""
    counted = verdicts(shares).value_counts()
    ranked = int(shares.notna().sum())
    always, contested = (int(counted.get(name, 0)) for name in (ALWAYS, CONTESTED))
    return Statement(contested=contested, always=always, ranked=ranked, few=ranked < FEW_UNITS)


def near_misses(shares: Series, *, rank: Series, most: int) -> list[str]:
    """Return the units that are not chosen but would be in some draws: the likeliest first, then by rank and id."""
    rows = [
        (-share, place, str(unit))
        for unit, share, place in zip(shares.index, shares.tolist(), rank.reindex(shares.index).tolist(), strict=True)
        if share > 0.0 and place > most
    ]
    return [unit for _share, _place, unit in sorted(rows)]
