"""Why a unit is in a zone, and what no zone can exceed."""

import numpy as np

from gis_app.analysis.zones.problem import Limits, Units

REASONS = ("core", "resource", "mixed_in", "bridge")
"""For the internal file only: a published reason would undo the mixing."""


def reason(units: Units, unit: int, *, resource_required: bool) -> str:
    """Return why a unit is in its zone: it is core, brings a required resource, is ordinary, or joins the others."""
    if units.core[unit]:
        return "core"
    if resource_required and units.resource[unit]:
        return "resource"
    return "mixed_in" if units.ordinary[unit] else "bridge"


def worth_bound(units: Units, limits: Limits) -> float:
    """Return a worth that no choice of zones exceeds: the neediest people first, as many as fit beside the ordinary.

    Ordinary units have no need, and at least ``ordinary_share[0]`` of each zone's people live in them; shape and
    connection are left out, so the bound is generous.
    """
    room = limits.max_zones * limits.max_population * (1.0 - limits.ordinary_share[0])
    people = np.maximum(units.population, 1e-12)
    order = np.argsort(-units.need / people, kind="stable")
    taken = np.clip(room - (np.cumsum(people[order]) - people[order]), 0.0, people[order])
    return float((units.need[order] * taken / people[order]).sum())
