"""How much weight must move at least, from any criteria to any others, before a unit changes sides.

Distance is the share of the whole weight that is moved (half of the sum of absolute changes). Weights stay shares: none
below zero, together 1.
"""

import math
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame, Series
from scipy.optimize import Bounds, LinearConstraint, milp

from gis_app.analysis.normalise import Array
from gis_app.analysis.robustness.flips import Linear

TOLERANCE = 1e-9
SECONDS = 10.0
"""Time that the exact search for one unit may take before it says what is known."""
_OPTIMAL, _INFEASIBLE, _SOLVER_FAILED = 0, 2, 4
"""Answers of ``scipy.optimize.milp``; the last one happens with its presolve and is tried without."""


def smallest_moves(given: Linear, *, rank: Series, most: int, near: int = 30) -> DataFrame:
    """Return the smallest share of weight whose moving changes the side of each unit near the limit.

    A unit at place ``r`` outside must draw level with ``r - most`` of those before it, one inside must be caught by
    ``most - r + 1`` of those behind it. What the dearest of the cheapest such pairs costs is a lower bound and, if the
    unit has changed sides there, the answer.

    Parameters
    ----------
    rank
        Ranks of the units; the first ``most`` are chosen.
    near
        How many units on either side of the limit are asked about.

    Returns
    -------
    DataFrame
        One row per unit asked about: ``moved`` (NaN when no weights at all do it), ``exact`` (else a lower bound) and
        ``against``, the unit it draws level with.
    """
    order = rank[given.parts.index].sort_values(kind="stable")
    asked = [*order.index[order <= most][-near:], *order.index[order > most][:near]]
    rows = {unit: _move_of(unit, given, order=order, most=most) for unit in asked}
    return DataFrame.from_dict(rows, orient="index", columns=["moved", "exact", "against"])


def _move_of(unit: str, given: Linear, *, order: Series, most: int) -> dict[str, object]:
    parts, weights = given.parts, given.weights.to_numpy(dtype=float)
    inside = order[unit] <= most
    rivals = parts.loc[[one for one in _beyond(unit, order=order, inside=inside) if one != unit]]
    needed = most - int((order < order[unit]).sum()) if inside else len(rivals) - most + 1
    if needed > len(rivals):
        return {"moved": math.nan, "exact": True, "against": None}
    ahead = parts.loc[unit].to_numpy(dtype=float) - rivals.to_numpy(dtype=float)
    moved, moves = _cheapest(-ahead if inside else ahead, weights)
    decisive = int(np.argsort(np.where(np.isnan(moved), np.inf, moved), kind="stable")[needed - 1])
    if math.isnan(moved[decisive]):
        return {"moved": math.nan, "exact": True, "against": None}
    exact = _changes_sides(parts, unit, weights + moves[decisive], most=most, inside=inside)
    return {"moved": float(moved[decisive]), "exact": exact, "against": rivals.index[decisive]}


@dataclass(frozen=True, slots=True)
class Move:
    """The smallest share of weight to move for one unit, and the weights after it.

    ``moved`` is NaN when no weights at all do it; without ``proven`` the time was over and it is not known.
    """

    moved: float
    weights: Series | None
    proven: bool


def exact_move(given: Linear, *, unit: str, rank: Series, most: int) -> Move:
    """Return the smallest move of weight that changes the side of one unit.

    Method: a mixed-integer programme (HiGHS) over the weights, with one yes-or-no for every unit that some weights put
    before or behind it; a unit it dominates in all criteria is settled beforehand.
    """
    parts = given.parts
    inside = rank[unit] <= most
    gaps = parts.loc[unit].to_numpy(dtype=float) - parts.drop(index=unit).to_numpy(dtype=float)
    gaps = -gaps if inside else gaps
    needed = most if inside else len(parts) - most
    settled = int((gaps >= 0).all(axis=1).sum())
    open_ones = gaps[(gaps > 0).any(axis=1) & (gaps < 0).any(axis=1)]
    if settled + len(open_ones) < needed:
        return Move(math.nan, None, proven=True)
    return _solve(given.weights, open_ones, needed=max(0, needed - settled))


def _beyond(unit: str, *, order: Series, inside: bool) -> list[str]:
    """Return the units behind (or level with) one of the chosen; those before one that is not chosen."""
    place = order[unit]
    return list(order.index[order >= place] if inside else order.index[order < place])


def _solve(weights: Series, gaps: Array, *, needed: int) -> Move:
    """Minimise what is taken away so that at least ``needed`` rows of ``gaps @ w`` are not negative."""
    many, rows = len(weights), len(gaps)
    start = weights.to_numpy(dtype=float)
    # Unknowns: weights w, taken t (t >= start - w), and a choice z per row with gap · w >= -far (1 - z).
    far = np.abs(gaps).max(initial=1.0)
    zeros = np.zeros
    limits = [
        LinearConstraint(np.hstack([np.ones((1, many)), zeros((1, many + rows))]), 1.0, 1.0),
        LinearConstraint(np.hstack([np.eye(many), np.eye(many), zeros((many, rows))]), start, np.inf),
        LinearConstraint(np.hstack([zeros((1, 2 * many)), np.ones((1, rows))]), needed, np.inf),
        LinearConstraint(np.hstack([gaps, zeros((rows, many)), -far * np.eye(rows)]), -far, np.inf),
    ]
    cost = np.concatenate([zeros(many), np.ones(many), zeros(rows)])
    kinds = np.concatenate([zeros(2 * many), np.ones(rows)])
    for presolve in (True, False):
        found = milp(
            cost,
            constraints=limits,
            bounds=Bounds(0.0, 1.0),
            integrality=kinds,
            options={"time_limit": SECONDS, "presolve": presolve},
        )
        if found.status != _SOLVER_FAILED:
            break
    if found.status != _OPTIMAL or found.x is None or found.fun is None:
        return Move(math.nan, None, proven=found.status == _INFEASIBLE)
    return Move(float(found.fun), Series(found.x[:many], index=weights.index), proven=True)


def _cheapest(gains: Array, weights: Array) -> tuple[Array, Array]:
    """Return for each row the least weight to move so that ``gains @ weights`` is not negative, and the move.

    All goes to the criterion with the largest gain, first from the one with the smallest: each unit of weight then
    closes as much of the gap as it can.
    """
    gap = -(gains @ weights)
    target = gains.argmax(axis=1)
    best = gains.max(axis=1)
    order = np.argsort(gains, axis=1, kind="stable")
    step = best[:, None] - np.take_along_axis(gains, order, axis=1)
    room = weights[order]
    closed = np.cumsum(step * room, axis=1) - step * room
    open_gap = np.maximum(gap[:, None] - closed, 0.0)
    taken = np.minimum(room, np.divide(open_gap, step, out=np.zeros_like(step), where=step > 0))
    moves = np.zeros_like(gains)
    np.put_along_axis(moves, order, -taken, axis=1)
    moved = taken.sum(axis=1)
    moves[np.arange(len(gains)), target] += moved
    return np.where(best >= 0, moved, np.nan), moves


def _changes_sides(parts: DataFrame, unit: str, weights: Array, *, most: int, inside: bool) -> bool:
    """Whether the unit stands at the limit or beyond it with these weights (a tie is the limit itself)."""
    index = Series(np.einsum("nk,k->n", parts.to_numpy(dtype=float), weights), index=parts.index)
    slack = TOLERANCE * max(1.0, float(index.abs().max()))
    if inside:
        return int((index.drop(unit) >= index[unit] - slack).sum()) >= most
    return int((index > index[unit] + slack).sum()) < most
