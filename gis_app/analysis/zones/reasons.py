"""Why a unit is in a zone, and what no zone can exceed."""

from collections.abc import Sequence

import numpy as np

from gis_app.analysis.zones.problem import Limits, Units
from gis_app.domain.work_areas import BRIDGE, CORE, MIXED_IN, RESOURCE


def reason(units: Units, unit: int) -> str:
    """Return why a unit is in its zone: it is core, holds a required resource, is ordinary, or joins the others.

    For the internal file only: a published reason would undo the mixing.
    """
    if units.core[unit]:
        return CORE
    if (units.away_m[unit] == 0).any():
        return RESOURCE
    return MIXED_IN if units.ordinary[unit] else BRIDGE


def worth_bound(units: Units, limits: Limits) -> float:
    """Return a worth that no choice of zones exceeds: the neediest people first, as many as fit beside the ordinary.

    Shape and connection are left out, so the bound is generous.
    """
    people = min(limits.max_zones * limits.most_people, limits.budget_population)
    return _bound(units, limits, np.arange(len(units)), people)


def zone_bound(units: Units, limits: Limits, among: Sequence[int]) -> float:
    """Return a worth that no single zone of these units exceeds, as ``worth_bound`` does for all."""
    return _bound(units, limits, np.asarray(among, dtype=int), limits.most_people)


def _bound(units: Units, limits: Limits, among: np.ndarray, people: float) -> float:
    """Fill up with the neediest people: ordinary ones and others each up to their share of the whole."""
    low, high = limits.ordinary_share
    each = np.maximum(units.population[among], 1e-12)
    need, ordinary = units.need[among], units.ordinary[among]
    order = np.argsort(-need / each, kind="stable")
    room = {True: high * people, False: (1.0 - low) * people}
    left, found = people, 0.0
    for unit in order.tolist():
        kind = bool(ordinary[unit])
        taken = min(float(each[unit]), left, room[kind])
        if need[unit] <= 0 or left <= 0:
            break
        found += float(need[unit] / each[unit]) * taken
        left, room[kind] = left - taken, room[kind] - taken
    return found
