"""Weights from people: comparing pairs (AHP), and what several voices say together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gis_app.domain.errors import InputRefused

RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean consistency index of random matrices by their size: Saaty, *The Analytic Hierarchy Process* (1980)."""
CONSISTENT = 0.1
"""Below this consistency ratio comparisons are usable (Saaty's rule of thumb)."""
LARGEST = len(RANDOM_INDEX) - 1


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Weights that sum to 1, and how far the comparisons contradict each other (0 is not at all)."""

    weights: Mapping[str, float]
    ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the contradictions are small enough."""
        return self.ratio < CONSISTENT


def pairwise(names: Sequence[str], *, said: Mapping[tuple[str, str], float]) -> Pairwise:
    """Return the weights that comparisons of pairs amount to: the principal eigenvector (AHP).

    Parameters
    ----------
    said
        For a pair, how many times the first weighs the second (1/9 to 9); the pair turned round is its inverse, one
        that is missing counts as alike.

    Raises
    ------
    InputRefused
        ``pairwise_too_many`` for more than ten criteria, ``pair_refused`` if a comparison is not between 1/9 and 9.
    """
    size = len(names)
    if size > LARGEST:
        raise InputRefused("pairwise_too_many", value=size, expected=LARGEST)
    matrix = np.ones((size, size))
    for row, first in enumerate(names):
        for column in range(row + 1, size):
            times = _times(said, first, names[column])
            matrix[row, column], matrix[column, row] = times, 1.0 / times
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    shares = (vector / vector.sum()).round(12)
    index = (float(values[largest].real) - size) / (size - 1) if size > 1 else 0.0
    ratio = max(0.0, index / RANDOM_INDEX[size]) if RANDOM_INDEX[size] else 0.0
    return Pairwise(weights=dict(zip(names, shares.tolist(), strict=True)), ratio=ratio)


def _times(said: Mapping[tuple[str, str], float], first: str, second: str) -> float:
    given = said.get((first, second))
    if given is None:
        turned = said.get((second, first), 1.0)
        given = 1.0 / turned if turned else math.nan
    if not 1.0 / 9.0 - 1e-9 <= given <= 9.0 + 1e-9:
        raise InputRefused("pair_refused", value=given)
    return given


@dataclass(frozen=True, slots=True)
class Spread:
    """What the voices give one criterion, as shares of each voice's whole: mean, lowest, highest, deviation (n)."""

    mean: float
    low: float
    high: float
    deviation: float


def spread(voices: Sequence[Mapping[str, float]], *, names: Sequence[str]) -> dict[str, Spread]:
    """Return mean and spread of the voices' shares for each criterion; every voice counts alike."""
    found = {}
    for name in names:
        shares = [voice.get(name, 0.0) for voice in voices]
        if not shares:
            continue
        mean = math.fsum(shares) / len(shares)
        deviation = math.sqrt(math.fsum((share - mean) ** 2 for share in shares) / len(shares))
        found[name] = Spread(mean, min(shares), max(shares), deviation)
    return found
