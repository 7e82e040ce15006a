"""Cuts that make a programme's relaxation tighter: half a unit far away needs half a way to it.

For a unit ``v`` taken in part, every set of units that separates it from the root must be taken at least as much
(Carvajal and others 2013). The flow of the programme alone allows far thinner ways.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

_FINE = 1_000_000
"""Maximum flow counts in whole numbers: a unit taken whole lets so much through."""

_SLACK = 1_000


def violated(taken: NDArray[np.float64], links: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Return units and the separators that a relaxation takes too little of, shape of ``taken``: ``(n,)``.

    Parameters
    ----------
    taken
        How much of each unit is taken, from 0 to 1; unit 0 is the root and taken whole.
    links
        The neighbours of each unit.
    """
    count = len(taken)
    room = np.maximum((taken * _FINE).astype(np.int32), 0)
    graph = _split(room, links)
    found, passed = [], set[int]()
    for unit in sorted(range(1, count), key=lambda unit: (-taken[unit], unit)):
        if taken[unit] < 1e-3 or unit in passed:
            continue
        flow = maximum_flow(graph, 0, unit)
        if flow.flow_value >= room[unit] - _SLACK:
            continue
        found.append((unit, _separator(graph, flow.flow, count)))
        passed.update(links[unit])
    return found


def _split(room: NDArray[np.int32], links: list[list[int]]) -> csr_array:
    """Return the graph in which unit ``i`` is the arc from ``i`` to ``n + i``; the root is one point."""
    count = len(room)
    arcs = [(unit, count + unit, int(room[unit])) for unit in range(1, count)]
    arcs += [(count + unit if unit else 0, other, 3 * _FINE) for unit in range(count) for other in links[unit] if other]
    rows, columns, capacity = np.array(arcs, dtype=np.int32).T
    return csr_array((capacity, (rows, columns)), shape=(2 * count, 2 * count), dtype=np.int32)


def _separator(graph: csr_array, flow: csr_array, count: int) -> list[int]:
    """Return the units that are full: reached from the root, but not left again."""
    rest = csr_array(graph - flow)
    rest.data = (rest.data > 0).astype(np.int32)
    rest.eliminate_zeros()
    reached = np.zeros(2 * count, dtype=bool)
    reached[breadth_first_order(rest, 0, return_predecessors=False)] = True
    full: list[int] = (1 + np.flatnonzero(reached[1:count] & ~reached[count + 1 :])).tolist()
    return full
