"""Infeasible is a normal answer: which limit to relax, and to what."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from gis_app.analysis.zones.greedy import propose
from gis_app.analysis.zones.problem import Limits, Units

HALVINGS = 8
"""Steps towards the least relaxation: the value is within 1/256 of the way."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A limit which, set to ``value``, lets a zone exist; ``value`` is None for a yes-or-no limit."""

    limit: str
    value: float | None


def relaxations(units: Units, limits: Limits) -> list[Relaxation]:
    """Return the single limits that would have to give way; empty when no single one is enough."""
    if not units.core.any():
        return [Relaxation("core", None)]
    low, high = limits.ordinary_share
    everybody = max(float(units.population.sum()), limits.max_population)
    tries: list[tuple[str, float, float, Callable[[float], Limits]]] = [
        ("min_population", limits.min_population, 0.0, lambda value: replace(limits, min_population=value)),
        ("max_population", limits.max_population, everybody, lambda value: replace(limits, max_population=value)),
        ("ordinary_low", low, 0.0, lambda value: replace(limits, ordinary_share=(value, high))),
        ("ordinary_high", high, 1.0, lambda value: replace(limits, ordinary_share=(low, value))),
    ]
    found = [
        Relaxation(code, value)
        for code, strict, loose, relaxed in tries
        if loose != strict and (value := _least(units, relaxed, strict, loose)) is not None
    ]
    if propose(replace(units, resource=np.ones(len(units), dtype=bool)), limits).best():
        found.append(Relaxation("resource", None))
    return found


def _least(units: Units, relaxed: Callable[[float], Limits], strict: float, loose: float) -> float | None:
    """Return the value nearest to ``strict`` with which the greedy search finds a zone, or None."""
    if not propose(units, relaxed(loose)).best():
        return None
    for _ in range(HALVINGS):
        middle = (strict + loose) / 2
        if propose(units, relaxed(middle)).best():
            loose = middle
        else:
            strict = middle
    return loose
