"""How much a choice hangs on its weights: the same ranking under many other, equally well-founded weights."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame, Series

DRAWS = 1000
SPREAD = 4.0
"""Dirichlet parameter of an average weight: six equal weights then vary by about 45 % of themselves."""

ALWAYS, CONTESTED, NEVER = "always", "contested", "never"


def share_selected(
    normalised: DataFrame, *, weights: Mapping[str, float], most: int, seed: int, draws: int = DRAWS
) -> Series:
    """Return for each unit the share of draws in which it is among the first ``most``.

    Weights are drawn from a Dirichlet distribution around the given ones; the index is their weighted mean over the
    criteria a unit has. Units without any figure get NaN. The same seed gives the same shares for every order of rows.

    Parameters
    ----------
    normalised
        One column per criterion with a weight above zero, higher is more disadvantaged.
    """
    compared = normalised.dropna(how="all").sort_index()
    given = np.array([weights[str(name)] for name in compared.columns], dtype=float)
    drawn = np.random.default_rng(seed).dirichlet(given / given.sum() * given.size * SPREAD, size=draws)
    known = compared.notna().to_numpy(dtype=float)
    index = (compared.fillna(0.0).to_numpy() @ drawn.T) / (known @ drawn.T)
    limit = -np.partition(-index, most - 1, axis=0)[most - 1]
    shares = Series((index >= limit).mean(axis=1), index=compared.index, name="selected_share")
    return shares.reindex(normalised.index)


def verdicts(shares: Series) -> Series:
    """Return ``always``, ``contested`` or ``never`` for each share; None where there is none."""
    named = [None if share != share else _verdict(share) for share in shares.tolist()]  # noqa: PLR0124 - NaN alone differs from itself
    return Series(named, index=shares.index, name="verdict", dtype=object)


def _verdict(share: float) -> str:
    if share >= 1.0:
        return ALWAYS
    return CONTESTED if share > 0.0 else NEVER
