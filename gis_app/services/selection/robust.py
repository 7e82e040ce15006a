"""Whether a ranking would choose the same units under other weights and methods, and what it hangs on."""

import csv
import io
import json
import math
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pandas import DataFrame, Series

from gis_app.analysis.missing import RANKED
from gis_app.analysis.robustness.flips import linear, smallest_turns
from gis_app.analysis.robustness.shift import smallest_moves
from gis_app.analysis.robustness.simulation import VARY, WEIGHTS, simulate
from gis_app.analysis.robustness.tables import Change, leave_one_out, other_methods
from gis_app.analysis.robustness.tally import DRAWS, Statement, near_misses, statement
from gis_app.domain.errors import InputRefused, TooLarge, UnknownCode
from gis_app.domain.selections import Selection
from gis_app.services.selection.rank import Ranking

CORE_ABOVE = 1.0
"""A unit with this index or more is core (``design/contracts.md``)."""
SEED = 20260101
LIVE_CELLS = 1_200_000
"""Units times draws that a page waits for; above it fewer draws are made, and the page says how many."""
LIVE_DRAWS = 100
"""The fewest draws that a page makes."""
CELLS = 200_000_000
"""Units times draws whose ranks are held: 400 MB."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """Shares of draws in which each unit is among the first ``most``, what that is called, and its ranks.

    ``table`` has the columns of ``analysis.robustness.COLUMNS``.
    """

    most: int
    draws: int
    seed: int
    vary: tuple[str, ...]
    table: DataFrame

    @property
    def methods(self) -> bool:
        """Whether not the weights alone were drawn anew."""
        return self.vary != (WEIGHTS,)

    @property
    def shares(self) -> Series:
        """The share of draws in which each unit is chosen."""
        return self.table["selected_share"]

    @property
    def verdicts(self) -> Series:
        """``always``, ``contested`` or ``never``."""
        return self.table["verdict"]

    @property
    def statement(self) -> Statement:
        """The numbers of the one sentence that says it."""
        return statement(self.shares)

    def named(self, verdict: str) -> list[str]:
        """Return the ids of the units with a verdict."""
        return [str(unit) for unit in self.verdicts.index if self.verdicts[unit] == verdict]


@dataclass(frozen=True, slots=True)
class Hinges:
    """What the choice hangs on: units just outside, single decisions, and the smallest changes of weights.

    ``turns`` and ``moves`` are None where the index is not linear in its weights.
    """

    near_misses: tuple[str, ...]
    left_out: tuple[Change, ...]
    methods: tuple[Change, ...]
    turns: DataFrame | None
    moves: DataFrame | None


def core_size(ranking: Ranking, *, core_above: float = CORE_ABOVE) -> int:
    """Return how many units are core."""
    return int((ranking.result.index >= core_above).sum())


def robustness(
    ranking: Ranking, *, most: int, draws: int = DRAWS, seed: int = SEED, vary: Collection[str] = (WEIGHTS,)
) -> Robustness:
    """Return how often each unit is among the first ``most`` when what ``vary`` names is drawn anew.

    Raises
    ------
    InputRefused
        If ``most`` is not between 1 and one less than the units ranked, or ``vary`` names an unknown source of doubt.
    TooLarge
        If the ranks of all draws would not fit.
    """
    ranked = check_most(ranking, most=most)
    for name in vary:
        if name not in VARY:
            raise UnknownCode("vary_unknown", value=name, expected=", ".join(VARY))
    if ranked * draws > CELLS:
        raise TooLarge("robustness_too_large", value=draws, units=ranked, expected=CELLS // ranked)
    table = simulate(ranking.result, most=most, seed=seed, draws=draws, vary=vary)
    kept = tuple(name for name in VARY if name in vary)
    return Robustness(most=most, draws=draws, seed=seed, vary=kept, table=table)


def live_draws(ranking: Ranking) -> int:
    """Return how many draws a page makes of a ranking."""
    ranked = int((ranking.result.standing == RANKED).sum())
    return max(LIVE_DRAWS, min(DRAWS, LIVE_CELLS // max(1, ranked)))


def varied(choice: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the doubt of a stored choice draws anew; one that does not say varies the weights alone."""
    return tuple(name for name in VARY if name in choice.get("vary", (WEIGHTS,)))


def robustness_of_kept(selection: Selection, ranking: Ranking) -> Robustness | None:
    """Return how sure a stored choice is, drawn as its page drew; None where nothing can change it or is chosen.

    Parameters
    ----------
    ranking
        That of the selection (``workbench.rank_again``).
    """
    choice = selection.decision.get("choice", {})
    ranked = int(ranking.result.rank.notna().sum())
    most = int(choice.get("most") or core_size(ranking))
    if len(ranking.result.criteria.used) < 2 or not 0 < most < ranked:
        return None
    try:
        return robustness(
            ranking, most=most, seed=seed_of(choice), draws=int(choice.get("draws") or DRAWS), vary=varied(choice)
        )
    except InputRefused:  # an index that is no weighted mean
        return None


def seed_of(choice: Mapping[str, Any]) -> int:
    """Return the seed of a stored choice; 0 is a seed too."""
    seed = choice.get("seed")
    return SEED if seed is None else int(seed)


def check_most(ranking: Ranking, *, most: int) -> int:
    """Return how many units are ranked.

    Raises
    ------
    InputRefused
        ``most_refused`` if ``most`` of them are none or all.
    """
    ranked = int((ranking.result.standing == RANKED).sum())
    if not 0 < most < ranked:
        raise InputRefused("most_refused", value=most, expected=f"1 … {ranked - 1}")
    return ranked


def hinges(ranking: Ranking, found: Robustness) -> Hinges:
    """Return what the choice of the first ``found.most`` hangs on."""
    result, most = ranking.result, found.most
    turns, moves = None, None
    if len(result.criteria.used) > 1:
        try:
            parts = linear(result)
            turns = smallest_turns(parts, most=most)
            moves = smallest_moves(parts, rank=result.rank, most=most)
        except InputRefused:
            turns, moves = None, None
    return Hinges(
        near_misses=tuple(near_misses(found.shares, rank=result.rank, most=most)),
        left_out=tuple(leave_one_out(result, most=most)),
        methods=tuple(other_methods(result, most=most)),
        turns=turns,
        moves=moves,
    )


def to_csv(ranking: Ranking, robust: Robustness) -> bytes:
    """Return UTF-8 CSV in the order of the input: share, verdict and ranks of each unit; empty without a rank."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["id", "rank", "selected_share", "verdict", "rank_low", "rank_median", "rank_high"])
    result, table = ranking.result, robust.table
    spans = table[["rank_low", "rank_median", "rank_high"]].to_numpy(dtype=float).tolist()
    firsts = zip(
        result.index.index, result.rank.tolist(), robust.shares.tolist(), robust.verdicts.tolist(), strict=True
    )
    for (unit, rank, share, verdict), span in zip(firsts, spans, strict=True):
        known = [int(rank), repr(share), verdict, *map(int, span)] if verdict is not None else [""] * 6
        writer.writerow([unit, *known])
    return target.getvalue().encode()


def to_json(ranking: Ranking, robust: Robustness, hanging: Hinges) -> bytes:
    """Return everything about the doubt as JSON; no data is ``null``. The same input gives the same bytes."""
    document = {
        "input_sha256": ranking.input_sha256,
        "most": robust.most,
        "draws": robust.draws,
        "seed": robust.seed,
        "vary": list(robust.vary),
        "statement": asdict(robust.statement),
        "near_misses": list(hanging.near_misses),
        "leave_one_out": [asdict(change) for change in hanging.left_out],
        "other_methods": [asdict(change) for change in hanging.methods],
        "smallest_turns": _records(hanging.turns),
        "smallest_moves": _records(hanging.moves),
        "units": _records(robust.table.assign(rank=ranking.result.rank)),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _records(table: DataFrame | None) -> list[dict[str, Any]] | None:
    if table is None:
        return None
    rows = zip(table.index.tolist(), *(table[name].tolist() for name in table.columns), strict=True)
    return [dict(zip(["id", *table.columns], map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
