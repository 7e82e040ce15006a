"""Whether a ranking would choose the same units under other weights."""

import csv
import io
from dataclasses import dataclass

from pandas import Series

from gis_app.analysis.missing import RANKED
from gis_app.analysis.robustness import DRAWS, share_selected, verdicts
from gis_app.domain.errors import InputRefused
from gis_app.services.selection.rank import Ranking

CORE_ABOVE = 1.0
"""A unit with this index or more is core (``design/contracts.md``)."""
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Robustness:
    """Shares of draws in which each unit is among the first ``most``, and what that is called."""

    most: int
    draws: int
    seed: int
    shares: Series
    verdicts: Series

    def named(self, verdict: str) -> list[str]:
        """Return the ids of the units with a verdict."""
        return [str(unit) for unit in self.verdicts.index if self.verdicts[unit] == verdict]


def core_size(ranking: Ranking, *, core_above: float = CORE_ABOVE) -> int:
    """Return how many units are core."""
    return int((ranking.result.index >= core_above).sum())


def robustness(ranking: Ranking, *, most: int, draws: int = DRAWS, seed: int = SEED) -> Robustness:
    """Return how often each unit is among the first ``most`` under other weights.

    Raises
    ------
    InputRefused
        If the index is no plain weighted mean, or ``most`` is not between 1 and one less than the units ranked.
    """
    criteria = ranking.result.criteria
    if criteria.aggregate != "arithmetic" or criteria.grouped:
        raise InputRefused("robustness_needs_a_mean")
    ranked = ranking.result.standing == RANKED
    if not 0 < most < int(ranked.sum()):
        raise InputRefused("most_refused", value=most, expected=f"1 … {int(ranked.sum()) - 1}")
    weights = {item.column: item.weight for item in criteria.used}
    shares = share_selected(ranking.result.normalised, weights=weights, most=most, seed=seed, draws=draws)
    return Robustness(most=most, draws=draws, seed=seed, shares=shares, verdicts=verdicts(shares))


def to_csv(ranking: Ranking, robust: Robustness) -> bytes:
    """Return UTF-8 CSV in the order of the input: ``id,rank,selected_share,verdict``; empty without a rank."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["id", "rank", "selected_share", "verdict"])
    result = ranking.result
    rows = zip(result.index.index, result.rank.tolist(), robust.shares.tolist(), robust.verdicts.tolist(), strict=True)
    for unit, rank, share, verdict in rows:
        writer.writerow([unit, "", "", ""] if verdict is None else [unit, int(rank), repr(share), verdict])
    return target.getvalue().encode()
