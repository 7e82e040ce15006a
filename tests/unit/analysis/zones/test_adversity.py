"""Unkind grids. Connection and holes are told by ``scipy.ndimage.label``, sums are made here."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import label

from gis_app.analysis.zones.adjacency import Adjacency, adjacency
from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.exact import enumerate_all
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.packing import pack
from gis_app.analysis.zones.problem import Limits, Units, Zone
from gis_app.analysis.zones.together import better_together
from tests.unit.analysis.zones.every_set import best_worth
from tests.unit.analysis.zones.world import squares

KINDS = ("random", "checkerboard", "ring", "rich corner", "nobody lives there", "too big a core", "no figures")


@cache
def links(side: int) -> Adjacency:
    return adjacency(squares(side, side))


def unkind(kind: str, side: int, *, seed: int) -> Units:
    chance, count = np.random.default_rng(seed), side * side
    column, row = np.divmod(np.arange(count), side)
    people, index = chance.integers(100, 2000, count).astype(float), chance.normal(size=count)
    edge = (column % (side - 1) == 0) | (row % (side - 1) == 0)
    if kind == "checkerboard":
        index = np.where((column + row) % 2, 1.5, -0.5)
    elif kind == "ring":
        index = np.where(edge, 1.6, -0.5) * chance.choice([1, -1])
    elif kind == "rich corner":
        index = np.where(np.arange(count) == 0, 3.0, -0.3)
    elif kind == "nobody lives there":
        people[chance.random(count) < 0.4] = 0.0
    elif kind == "too big a core":
        people[int(np.argmax(index))] = 50_000.0
    elif kind == "no figures":
        index[chance.random(count) < 0.3] = np.nan
    kinds = seed % 3
    return Units(
        population=people,
        need=people * np.nan_to_num(np.maximum(index, 0.0)),
        core=index >= 1.0,
        ordinary=index <= 0.0,
        neighbours=links(side).neighbours,
        away_m=np.where(chance.random((count, kinds)) < 0.2, 0.0, np.inf),
        outer=links(side).outer,
    )


def some_limits(seed: int) -> Limits:
    chance = np.random.default_rng(1000 + seed)
    fewest = float(chance.integers(500, 6000))
    low, high = sorted(chance.uniform(0, 1, 2).round(2).tolist())
    return Limits(fewest, fewest + float(chance.integers(300, 4000)), (low, high))


def assert_kept(units: Units, limits: Limits, zone: Zone, side: int) -> None:
    inside: NDArray[np.bool_] = np.zeros(side * side, dtype=bool)
    inside[sorted(zone)] = True
    people = units.population[inside].sum()
    assert limits.min_population <= people <= limits.max_population
    share = units.population[inside & units.ordinary].sum() / people
    assert limits.ordinary_share[0] - 1e-9 <= share <= limits.ordinary_share[1] + 1e-9
    assert (inside & units.core).any()
    assert (units.away_m[inside] == 0).any(axis=0).all()
    grid = inside.reshape(side, side)
    assert label(grid)[1] == 1
    assert label(np.pad(~grid, 1, constant_values=True))[1] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_proposal_keeps_every_limit_on_unkind_grids(kind: str) -> None:
    offered = 0
    for seed in range(12):
        side = 4 + seed % 5
        units, limits = unkind(kind, side, seed=seed), some_limits(seed)
        for zone, _worth in propose(units, limits).best():
            assert_kept(units, limits, zone, side)
            offered += 1
    assert offered


@pytest.mark.parametrize("kind", KINDS)
def test_the_greedy_search_finds_a_zone_where_one_of_all_sets_would_do(kind: str) -> None:
    possible = found = 0
    for seed in range(4):
        units, limits = unkind(kind, 4, seed=seed), some_limits(seed)
        there_is = bool(enumerate_all(units, limits))
        proposed = bool(propose(units, limits))
        assert there_is or not proposed
        possible += there_is
        found += proposed
    assert possible
    assert found == possible


@pytest.mark.parametrize("kind", KINDS)
def test_annealing_finds_the_best_of_all_sets_of_unkind_grids(kind: str) -> None:
    compared = 0
    for seed in range(3):
        units, limits = unkind(kind, 4, seed=seed), some_limits(seed)
        truth = best_worth(units, limits)
        found = anneal(units, limits, seed=1, steps=4000, starts=16).best()
        if truth is None:
            assert found == []
            continue
        assert found[0][1] == pytest.approx(truth)
        assert_kept(units, limits, found[0][0], 4)
        compared += 1
    assert compared


def test_annealing_crosses_from_one_side_of_a_river_to_the_other_and_prices_a_long_outline() -> None:
    units = unkind("no figures", 4, seed=8)
    river = adjacency(squares(4, 4), cut=[(4 + row, 8 + row) for row in range(3)])
    cut = replace(units, neighbours=river.neighbours, outer=river.outer)
    for compactness in (0.0, 3.0):
        limits = Limits(3000, 9000, (0.0, 0.8), compactness=compactness)
        found = anneal(cut, limits, seed=1, steps=4000, starts=16).best()
        assert found[0][1] == pytest.approx(best_worth(cut, limits))


@pytest.mark.parametrize("kind", ["random", "ring"])
def test_several_zones_together_are_worth_what_the_best_of_all_choices_is(kind: str) -> None:
    compared = 0
    for seed in range(2):
        units, limits = unkind(kind, 4, seed=seed), replace(some_limits(seed), min_population=500, max_zones=3)
        every = enumerate_all(units, limits).best()
        if not every:
            continue
        best = sum(dict(every)[zone] for zone in pack(units, limits, every, largest=len(every)))
        single = anneal(units, limits, seed=1, steps=3000, starts=12).best()
        found = pack(units, limits, better_together(units, limits, single, seed=1))
        assert sum(dict(every)[zone] for zone in found) >= 0.97 * best
        compared += 1
    assert compared
