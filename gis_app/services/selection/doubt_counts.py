"""How much a kept choice hangs on its weights, as counts of territories: no name, no order, no unit."""

from dataclasses import dataclass

from gis_app.analysis.robustness import ALWAYS, CONTESTED
from gis_app.domain.errors import InputRefused
from gis_app.domain.selections import Selection
from gis_app.services.selection.robust import SEED, core_size, robustness
from gis_app.services.selection.workbench import rank_again


@dataclass(frozen=True, slots=True)
class DoubtCounts:
    """Of ``of`` territories ranked, ``always`` are chosen under all ``draws`` weightings, ``changing`` under some."""

    of: int
    always: int
    changing: int
    draws: int
    most: int
    seed: int


def doubt_counts(selection: Selection) -> DoubtCounts | None:
    """Return the counts of a kept selection; None where weights cannot change what is chosen, or nothing is."""
    ranking = rank_again(selection)
    choice = selection.decision.get("choice", {})
    seed = int(choice.get("seed") or SEED)
    ranked = int(ranking.result.rank.notna().sum())
    most = int(choice.get("most") or core_size(ranking))
    if len(ranking.result.criteria.used) < 2 or not 0 < most < ranked:
        return None
    try:
        found = robustness(ranking, most=most, seed=seed)
    except InputRefused:  # an index that is no weighted mean
        return None
    always, changing = len(found.named(ALWAYS)), len(found.named(CONTESTED))
    return DoubtCounts(ranked, always, changing, found.draws, most, seed)
