"""Work areas: the greedy proposal against annealing, annealing against the proven optimum, and the time of each.

Twenty seeded cases of 60–300 units on drawn grids with a smooth index (moderate: the proof takes minutes on larger
zones), then 5,000 units. A case that is not proven within its time counts with what no zone can exceed, which makes
annealing look worse than it is.
"""

import os
from collections.abc import Iterator
from statistics import median

import numpy as np
from scipy.ndimage import gaussian_filter

from gis_app.analysis.zones.adjacency import Adjacency, adjacency
from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.exact import prove
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.lights import broken_limits, lights
from gis_app.analysis.zones.problem import Limits, Units
from tests.benchmarks.frame import Absolute, Ratio, Result, benchmark, seconds_of
from tests.unit.analysis.zones.world import squares

LIMITS = Limits(3000, 8000, (0.3, 0.6))
SHAPES = ((8, 8), (10, 8), (10, 10), (12, 12), (15, 20))
CASES = 20
SECONDS = float(os.environ.get("KARTE_BENCH_PROOF_SECONDS", "120"))
"""For the proof of one case."""


@benchmark("zones")
def work_areas() -> Iterator[Result]:
    """Yield shares of the objective that are reached, limits that are broken, and seconds for 5,000 units."""
    grounds = {shape: adjacency(squares(*shape)) for shape in SHAPES}
    of_optimum, of_annealing, broken, proven = [], [], 0, 0
    for seed in range(CASES):
        shape = SHAPES[seed % len(SHAPES)]
        units = _units(*shape, grounds[shape], seed=seed)
        quick, careful = propose(units, LIMITS).best(), anneal(units, LIMITS, seed=1).best()
        if not careful:
            continue
        broken += sum(bool(broken_limits(units, LIMITS, zone)) for zone, _ in [*quick, *careful])
        proof = prove(units, LIMITS, known=careful[0][0], seconds=SECONDS)
        proven += proof.proven
        of_annealing.append(quick[0][1] / careful[0][1] if quick else 0.0)
        of_optimum.append(careful[0][1] / proof.bound)
    note = f"median of {len(of_annealing)}, least {min(of_annealing):.3f}"
    yield Ratio("zones greedy, objective", median(of_annealing), 1.0, "of annealing", 0.9, "higher", note)
    note = f"median of {len(of_optimum)}, {proven} proven, least {min(of_optimum):.3f}"
    yield Ratio("zones annealing, objective", median(of_optimum), 1.0, "of optimum or bound", 0.99, "higher", note)
    yield Absolute("zones proposed that break a limit", broken, "zones", 0)
    yield from _large()


def _large() -> Iterator[Result]:
    side = 71
    links: list[Adjacency] = []
    areas = squares(side, side)
    yield Absolute("zones 5,041 units, neighbours", _once(lambda: links.append(adjacency(areas))), "s", 2.0)
    units = _units(side, side, links[0], seed=1)
    greedy = seconds_of(lambda: propose(units, LIMITS), rounds=3)
    careful = _once(lambda: anneal(units, LIMITS, seed=1))
    yield Ratio("zones 5,041 units, greedy against annealing", greedy, careful, "s", 20.0)
    zone = propose(units, LIMITS).best()[0][0]
    shown = seconds_of(lambda: lights(units, LIMITS, zone, areas=areas), rounds=3)
    yield Absolute("zones 5,041 units, greedy proposal", greedy, "s", 0.3)
    yield Absolute("zones 5,041 units, lights of a zone", shown, "s", 0.3)


def _once(work: object) -> float:
    return seconds_of(work, rounds=1, warm_up=0)  # type: ignore[arg-type] # a callable


def _units(columns: int, rows: int, links: Adjacency, *, seed: int) -> Units:
    """Return drawn people, a smooth index with a standard deviation of 1, and one or two required types."""
    chance = np.random.default_rng(seed)
    count = columns * rows
    smooth = gaussian_filter(chance.normal(size=(columns, rows)), 1.0).ravel()
    index = smooth / smooth.std()
    people = chance.integers(200, 2000, count).astype(float)
    has = chance.random((count, 1 + seed % 2)) < 1 / 6
    return Units(
        population=people,
        need=people * np.maximum(index, 0.0),
        core=index >= 1.0,
        ordinary=index <= 0.0,
        neighbours=links.neighbours,
        away_m=np.where(has, 0.0, np.inf),
        outer=links.outer,
    )
