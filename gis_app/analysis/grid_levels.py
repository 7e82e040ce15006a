"""A grid of people for the eye: cells merged as far as a zoom needs, or as far as privacy needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEAST_PEOPLE = 100
"""People in the smallest area that is shown to everybody (``design/domain.md`` §6.2)."""
WIDEST = 16
"""Cells along the side of the largest area that is merged for that; what is still too few is not shown."""


@dataclass(frozen=True, slots=True)
class Merged:
    """People of each cell as everybody may see them.

    ``density`` spreads the people of an area evenly over all its cells, so that nobody sees in which of them somebody
    lives; NaN where there are too few to show. ``people`` is the number in the cell's whole area, ``side`` the cells
    along the area's side, 0 where nothing is shown.
    """

    density: Floats
    people: Floats
    side: Whole


def coarser(values: Floats, factor: int) -> Floats:
    """Return sums of blocks of ``factor`` × ``factor`` cells from the north-west corner; NaN where all are NaN."""
    if factor == 1:
        return values
    blocks = _blocks(values, factor)
    sums = np.nansum(blocks, axis=(1, 3))
    return np.where(np.isnan(blocks).all(axis=(1, 3)), np.nan, sums)


def for_everybody(values: Floats, *, least: int = LEAST_PEOPLE, widest: int = WIDEST) -> Merged:
    """Return the grid in areas of at least ``least`` people, so that no area inside another can be taken from it.

    An area is a square of 1, 2, 4 … cells. A square is kept whole as soon as one of its quarters where somebody lives
    has too few; so the areas never overlap, and no sum of areas differs from another by a handful of people.

    Parameters
    ----------
    values
        People per cell; NaN is *no data* and counts nobody.
    widest
        A power of two.
    """
    rows, columns = (-(-length // widest) * widest for length in values.shape)
    padded = np.zeros((rows, columns))
    padded[: values.shape[0], : values.shape[1]] = np.nan_to_num(values)
    side = np.where(padded >= least, 1, 0)
    people = np.where(side == 1, padded, 0.0)
    factor = 2
    while factor <= widest:
        total = coarser(padded, factor)
        # A quarter is ready when everybody in it is in an area of its own.
        hidden = coarser(np.where(side == 0, padded, 0.0), factor)
        whole = (hidden > 0) & (total >= least)
        grown = np.kron(whole, np.ones((factor, factor), dtype=bool))
        side = np.where(grown, factor, side)
        people = np.where(grown, np.kron(total, np.ones((factor, factor))), people)
        factor *= 2
    density = np.where(side > 0, people / np.maximum(side, 1) ** 2, np.where(padded > 0, np.nan, 0.0))
    cut = (slice(values.shape[0]), slice(values.shape[1]))
    return Merged(density[cut], people[cut], side[cut])


def _blocks(values: Floats, factor: int) -> Floats:
    rows, columns = (-(-length // factor) * factor for length in values.shape)
    padded = np.full((rows, columns), np.nan)
    padded[: values.shape[0], : values.shape[1]] = values
    return padded.reshape(rows // factor, factor, columns // factor, factor)
