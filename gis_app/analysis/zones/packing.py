"""The best zones that do not overlap, out of a pool: set packing, solved exactly."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from gis_app.analysis.zones.problem import Zone

LARGEST = 4000
"""Zones of the pool that are weighed; the best come first."""


def pack(zones: list[tuple[Zone, float]], *, most: int) -> list[Zone]:
    """Return at most ``most`` zones without a common unit whose worth sums to the most, best first.

    A zone of negative worth is taken only when there is no other (``zones`` are ordered, best first).
    """
    if not zones:
        return []
    if most == 1:
        return [zones[0][0]]
    zones = zones[:LARGEST]
    units = sorted({unit for zone, _ in zones for unit in zone})
    row_of = {unit: row for row, unit in enumerate(units)}
    pairs = [(row_of[unit], column) for column, (zone, _) in enumerate(zones) for unit in sorted(zone)]
    rows, columns = np.array(pairs).T
    overlap = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(units), len(zones)))
    worth = np.array([value for _, value in zones])
    answer = milp(
        -worth,
        integrality=np.ones(len(zones), dtype=int),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(overlap, -np.inf, 1),
            LinearConstraint(np.ones((1, len(zones))), 1, most),
        ],
    )
    chosen = [] if answer.x is None else np.flatnonzero(answer.x > 0.5).tolist()
    return [zones[column][0] for column in chosen]
