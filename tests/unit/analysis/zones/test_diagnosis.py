"""Advice is followed to the letter: with the value it names the search finds a zone; truth from every set."""

from dataclasses import replace

import numpy as np
import pytest

from gis_app.analysis.zones.annealing import anneal
from gis_app.analysis.zones.diagnosis import Relaxation, relaxations, relaxed_together
from gis_app.analysis.zones.problem import Limits, Units
from tests.unit.analysis.zones.every_set import best_worth
from tests.unit.analysis.zones.world import grid

STRICT = {
    "people": Limits(30_000, 31_000, (0.2, 0.6)),
    "few people": Limits(100, 150, (0.2, 0.6)),
    "share": Limits(3000, 8000, (0.97, 1.0)),
    "low share": Limits(3000, 8000, (0.0, 0.01)),
    "money": Limits(3000, 8000, (0.2, 0.6), budget_cost=1.0),
}


def followed(units: Units, limits: Limits, steps: list[Relaxation]) -> tuple[Units, Limits]:
    """Do what the advice says, as somebody at the command line would."""
    low, high = limits.ordinary_share
    for step in steps:
        value = step.value
        if step.limit == "resource":
            units = replace(units, away_m=np.zeros((len(units), 0)))
        elif step.limit == "holes":
            limits = replace(limits, holes=True)
        elif step.limit == "reach_m":
            units = replace(units, reach_m=value)  # type: ignore[arg-type] # a number here
        elif step.limit.startswith("ordinary"):
            low, high = (value, high) if step.limit == "ordinary_low" else (low, value)  # type: ignore[assignment]
            limits = replace(limits, ordinary_share=(low, high))
        else:
            limits = replace(limits, **{step.limit: value})  # type: ignore[arg-type] # a number here
    return units, limits


def with_cost(units: Units) -> Units:
    return replace(units, cost=np.full(len(units), 7.0))


@pytest.mark.parametrize("strict", STRICT)
def test_each_limit_that_is_to_give_way_is_enough_when_it_does(strict: str) -> None:
    told = 0
    for seed in (1, 2):
        units, limits = with_cost(grid(6, 6, seed=seed)), STRICT[strict]
        steps = relaxations(units, limits)
        for step in steps:
            assert anneal(*followed(units, limits, [step]), seed=1, steps=300, starts=2), step
        if not steps:
            together = relaxed_together(units, limits)
            assert together
            assert anneal(*followed(units, limits, together), seed=1, steps=300, starts=2)
        told += 1
    assert told


@pytest.mark.parametrize("strict", ["people", "share"])
def test_of_sixteen_units_the_relaxation_is_the_least_there_is(strict: str) -> None:
    units, limits = with_cost(grid(4, 4, seed=3)), STRICT[strict]
    steps = {step.limit: step for step in relaxations(units, limits)}
    if "min_population" in steps:
        step = steps["min_population"]
        assert step.value is not None
        assert best_worth(*followed(units, limits, [step])) is not None
        assert best_worth(*followed(units, limits, [replace(step, value=step.value + 1)])) is None
    if "ordinary_low" in steps:
        step = steps["ordinary_low"]
        assert step.value is not None
        assert best_worth(*followed(units, limits, [step])) is not None
        assert best_worth(*followed(units, limits, [replace(step, value=step.value + 0.001)])) is None
    assert steps or best_worth(*followed(units, limits, relaxed_together(units, limits))) is not None


def test_where_no_single_limit_is_enough_those_that_together_are_stand_there() -> None:
    units, limits = grid(6, 6, seed=2), Limits(100_000, 200_000, (0.99, 1.0))
    assert relaxations(units, limits) == []
    steps = relaxed_together(units, limits)
    assert {"min_population", "ordinary_low"} <= {step.limit for step in steps}
    assert anneal(*followed(units, limits, steps), seed=1, steps=300, starts=2)
