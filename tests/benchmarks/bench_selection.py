"""How firm a choice is under other weights: our simulation against ranking everybody in every draw.

A thousand weightings of 5,000 drawn units and six criteria. The baseline is the straight road, with the tools one would
take: for each draw the weighted mean, then every unit's rank (``scipy.stats.rankdata``), then counts and quantiles. It
multiplies with numpy and is not slowed down in any way. Memory is the most that Python and numpy allocate meanwhile.
"""

import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
from pandas import DataFrame
from scipy.stats import rankdata

from gis_app.analysis.classes import natural_breaks
from gis_app.analysis.robustness.flips import Linear, flips_along
from gis_app.analysis.robustness.tally import INTERVAL, Array, dirichlet, rank_intervals, share_selected
from tests.benchmarks.frame import Absolute, Ratio, Result, alternating, benchmark, seconds_of

UNITS, DRAWS, MOST = 5000, 1000, 500
NAMES = list("abcdef")
MEGABYTE = 2**20


@benchmark("selection")
def doubt_of_a_choice() -> Iterator[Result]:
    """Yield seconds of probabilities and of rank intervals, ours and the loop's, and the memory of ours."""
    units = DataFrame(np.random.default_rng(7).normal(size=(UNITS, len(NAMES))), columns=NAMES)
    weights = dict.fromkeys(NAMES, 1.0)
    drawn = dirichlet(np.ones(len(NAMES)), draws=DRAWS, rng=np.random.default_rng(1))
    told = f"{DRAWS:,} draws, {UNITS:,} units, {len(NAMES)} criteria"

    def probability() -> object:
        return share_selected(units, weights=weights, most=MOST, seed=1, draws=DRAWS)

    def intervals() -> object:
        return rank_intervals(units, weights=weights, most=MOST, seed=1, draws=DRAWS)

    pairs = ((probability, False, 8.0, "probability"), (intervals, True, 1.5, "with 90 % rank intervals"))
    for work, spans, target, name in pairs:
        mine, baseline = alternating(_once(work), _once(_loop(units, drawn, intervals=spans)), rounds=3)
        yield Ratio(f"selection, {name}", mine, baseline, "s", target, note=told)
        yield Absolute(f"selection, {name}: memory", _peak(work), "MB", 100.0, told)
    yield from _exact(units)


def _exact(units: DataFrame) -> Iterator[Result]:
    """Yield the seconds of what is exact and has no baseline: flips of every unit, natural breaks."""
    parts = Linear(units, DataFrame({"w": 1 / len(NAMES)}, index=NAMES)["w"])
    flips = seconds_of(lambda: flips_along(parts, most=MOST), rounds=1, warm_up=0)
    yield Absolute("selection, flips of all units", flips, "s", 5.0, f"{UNITS:,} units, {len(NAMES)} weights, exact")
    breaks = seconds_of(lambda: natural_breaks(units["a"], classes=7), rounds=3)
    yield Absolute("selection, natural breaks", breaks, "s", 1.0, f"{UNITS:,} values, 7 classes, exact")


def _loop(units: DataFrame, drawn: Array, *, intervals: bool) -> Callable[[], object]:
    values = units.to_numpy()

    def work() -> object:
        selected = np.zeros(UNITS)
        ranks = np.empty((DRAWS if intervals else 0, UNITS))
        for draw, weights in enumerate(drawn):
            places = rankdata(-(values @ weights), method="min")
            selected += places <= MOST
            if intervals:
                ranks[draw] = places
        return selected / DRAWS, np.quantile(ranks, INTERVAL, axis=0) if intervals else None

    return work


def _once(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds_of(work, rounds=1, warm_up=0)


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()
