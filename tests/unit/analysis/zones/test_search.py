"""The searches against each other: every set of a small grid is tried, so the truth is known."""

from functools import cache
from itertools import combinations

import pytest

from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.diagnosis import relaxations
from gis_app.analysis.zones.exact import enumerate_all, prove
from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.lights import broken_limits
from gis_app.analysis.zones.packing import pack
from gis_app.analysis.zones.problem import Limits, Zone, worth
from gis_app.analysis.zones.reasons import worth_bound
from gis_app.analysis.zones.shape import is_connected
from tests.unit.analysis.zones.every_set import best_worth
from tests.unit.analysis.zones.world import grid

LIMITS = Limits(min_population=3000, max_population=8000, ordinary_share=(0.2, 0.6))


@cache
def every_zone(seed: int) -> list[tuple[Zone, float]]:
    return enumerate_all(grid(4, 4, seed=seed), LIMITS).best()


SEEDS = [seed for seed in range(5) if every_zone(seed)]


def test_most_of_the_drawn_grids_have_an_answer() -> None:
    assert len(SEEDS) >= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_annealing_finds_the_best_of_all_sets_of_a_four_by_four_grid(seed: int) -> None:
    units = grid(4, 4, seed=seed)
    _best_zone, best = every_zone(seed)[0]
    assert anneal(units, LIMITS, seed=1, steps=4000, starts=16).best()[0][1] == pytest.approx(best)
    assert best == pytest.approx(best_worth(units, LIMITS))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_programme_and_the_trial_of_all_sets_agree(seed: int) -> None:
    units = grid(4, 4, seed=seed)
    proof = prove(units, LIMITS)
    assert proof.proven
    assert proof.zone is not None
    assert worth(units, LIMITS, proof.zone) == pytest.approx(every_zone(seed)[0][1])


def test_every_zone_that_is_offered_satisfies_every_limit() -> None:
    for seed in range(4):
        units = grid(9, 9, seed=seed)
        offered = [*propose(units, LIMITS).best(), *anneal(units, LIMITS, seed=2, steps=1500, starts=6).best()]
        assert offered
        for zone, value in offered:
            assert broken_limits(units, LIMITS, zone) == ()
            assert worth(units, LIMITS, zone) == pytest.approx(value)


def test_no_choice_is_worth_more_than_the_bound() -> None:
    for seed in SEEDS:
        units = grid(4, 4, seed=seed)
        assert every_zone(seed)[0][1] <= worth_bound(units, LIMITS)


def test_the_same_seed_gives_the_same_pool() -> None:
    units = grid(8, 8, seed=3)
    assert (
        anneal(units, LIMITS, seed=5, steps=800, starts=4).best()
        == anneal(units, LIMITS, seed=5, steps=800, starts=4).best()
    )


def test_packing_takes_the_best_pair_that_does_not_overlap() -> None:
    units = grid(4, 4, seed=SEEDS[0])
    limits = Limits(min_population=1500, max_population=4500, ordinary_share=(0.0, 0.9), max_zones=2)
    zones = enumerate_all(units, limits).best()
    singles = [value for _, value in zones]
    pairs = [a + b for (one, a), (other, b) in combinations(zones, 2) if not one & other]
    packed = pack(units, limits, zones)
    assert sum(worth(units, limits, zone) for zone in packed) == pytest.approx(max([*singles, *pairs]))
    assert len({unit for zone in packed for unit in zone}) == sum(len(zone) for zone in packed)


def test_two_squares_that_touch_at_no_side_are_not_connected() -> None:
    units = grid(3, 3, seed=1)
    assert is_connected(units, {0, 1, 2})
    assert not is_connected(units, {0, 2})
    assert not is_connected(units, frozenset[int]())


def test_an_impossible_share_names_the_limit_to_relax_and_a_value_that_works() -> None:
    units = grid(6, 6, seed=2)
    strict = Limits(min_population=3000, max_population=8000, ordinary_share=(0.97, 1.0))
    assert propose(units, strict).best() == []
    found = {step.limit: step.value for step in relaxations(units, strict)}
    assert "ordinary_low" in found
    value = found["ordinary_low"]
    assert value is not None
    assert 0.3 < value < 0.97
    assert propose(units, Limits(3000, 8000, (value, 1.0))).best()


def test_a_zone_of_core_units_only_is_refused_when_ordinary_places_are_asked_for() -> None:
    units = grid(6, 6, seed=2)
    cores: Zone = frozenset(unit for unit in range(36) if units.core[unit])
    assert "ordinary_low" in broken_limits(units, LIMITS, cores)
