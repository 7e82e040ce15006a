"""The answer to a draft: a ranking by the same road as ``gis-app select rank``, or what stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gis_app.analysis.robustness.tally import DRAWS
from gis_app.analysis.weighing import Spread, spread
from gis_app.domain.drafts import SelectionDraft
from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.services.selection.criteria_file import write_criteria
from gis_app.services.selection.doubt import Doubt, Drawn, doubt_of, elsewhere
from gis_app.services.selection.draft_content import Reading, areas_of, read
from gis_app.services.selection.draft_reader import Fields, Trouble
from gis_app.services.selection.evidence import Evidence, without
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.result import Result, result_of
from gis_app.services.selection.robust import live_draws, seed_of, varied
from gis_app.services.selection.workbench import evidence_of, weigh
from gis_app.services.wiring import Context

FOOTINGS = 3
"""Other levels, and other bases, that a choice is compared with."""

_PLACES = {
    "geometric_needs_positive": "aggregate",
    "nobody_to_compare": "weights",
    "criteria_none": "weights",
    "weights_sum_zero": "weights",
    "whole_is_zero": "normalise",
    "threshold_needed": "aggregate",
    "group_without_figures": "missing",
}
"""The field beside which an error of the engine stands, where it is not that of the criterion it names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a draft amounts to; without a ``result`` there are ``troubles``."""

    evidence: Evidence
    reading: Reading
    ranking: Ranking | None = None
    result: Result | None = None
    spread: Mapping[str, Spread] = field(default_factory=dict)

    def without_ranking(self) -> "Answer":
        """Return the answer as blind mode shows it: what is wrong, what voices say, and nothing of the ranking."""
        return replace(self, ranking=None, result=None)

    @property
    def troubles(self) -> list[Trouble]:
        """Everything that stands in the way, or was passed over."""
        return self.reading.troubles


def evidence_for(
    context: Context, draft: SelectionDraft, fields: Fields, *, role: Role, opened: str | None = None
) -> Evidence:
    """Return the figures a draft is about.

    Parameters
    ----------
    opened
        A mark of the page that asks: while it stays open its figures are read once and kept in memory. Without it they
        are read from the database.
    """
    areas = areas_of(fields)

    def make() -> Evidence:
        return evidence_of(context, project=draft.project, role=role, kind=fields.get("kind", ""), areas=areas)

    stamp = None if opened is None else (opened, fields.get("kind", ""), areas.level, areas.base)
    found: Evidence = context.memory.frames.get(
        ("workbench", draft.id, areas.level, areas.base), stamp=stamp, make=make
    )
    return found


def answer(evidence: Evidence, fields: Fields) -> Answer:
    """Return the ranking of the draft's territories, or the troubles."""
    reading = read(fields, evidence)
    shares = [voice.shares for voice in reading.wish.voices if voice.shares]
    said = spread(shares, names=sorted(evidence.usable)) if len(shares) > 1 else {}
    if any(trouble.field == "weights" for trouble in reading.troubles):
        return Answer(evidence, reading, spread=said)
    try:
        ranking = weigh(evidence, reading.wish)
    except InputRefused as error:
        reading.troubles.append(Trouble(_field_of(error), error))
        return Answer(evidence, reading, spread=said)
    compared = without(evidence, reading.wish.areas.excluded)
    found = result_of(compared, ranking, most=reading.wish.most)
    return Answer(evidence, reading, ranking, found, said)


def _field_of(error: InputRefused) -> str:
    if error.code == "criteria_bad_value":
        group, _, key = str(error.params.get("key", "")).rpartition(": ")
        return f"group_min.{group}" if group else key or "min_criteria"
    if error.code == "group_cycle":
        return f"within.{error.params.get('value', '')}"
    if error.code in _PLACES:
        return _PLACES[error.code]
    column = error.params.get("column", "")
    return f"weight.{column}" if column else "weights"


def doubt_for(
    context: Context, draft: SelectionDraft, fields: Fields, found: Answer, *, role: Role, opened: str | None = None
) -> Doubt | None:
    """Return the doubt of an answer, with other levels and bases beside it; None without a result."""
    if found.ranking is None or found.result is None:
        return None
    evidence, wish = found.evidence, found.reading.wish
    doubt = drawn_doubt(context, draft, found)
    if doubt is None:
        return None
    first = frozenset(row.id for row in found.result.rows if row.rank is not None and row.rank <= doubt.most)
    others = [
        evidence_for(context, draft, {**fields, **other}, role=role, opened=opened) for other in _footings(evidence)
    ]
    return replace(doubt, elsewhere=tuple(elsewhere(evidence, others, wish, chosen=first)))


def drawn_doubt(context: Context, draft: SelectionDraft, found: Answer) -> Doubt | None:
    """Return the doubt of an answer at its own level and base; drawn once while nothing of it changes."""
    if found.ranking is None:
        return None
    ranking, evidence, wish = found.ranking, found.evidence, found.reading.wish
    drawn = Drawn(wish.seed, live_draws(ranking), wish.vary)
    names = {place.id: place.name for place in evidence.territories}
    titles = {item.id: item.title for item in evidence.indicators}

    def make() -> Doubt | None:
        return doubt_of(ranking, wished=wish.most, drawn=drawn, names=names, titles=titles)

    stamp = (ranking.input_sha256, write_criteria(ranking.result.criteria), wish.most, drawn, tuple(names.items()))
    doubt: Doubt | None = context.memory.frames.get(("doubt", draft.id), stamp=stamp, make=make)
    return doubt


def doubt_of_kept(context: Context, selection: Selection, ranking: Ranking) -> Doubt | None:
    """Return the doubt of a stored decision, from its own figures, drawn as its page drew."""
    decision = selection.decision
    data, choice = decision["data"], decision.get("choice", {})
    titles = data.get("titles", {})
    known = {item: titles.get(item, {"lv": item}) for item in data["columns"]}
    drawn = Drawn(seed_of(choice), int(choice.get("draws") or DRAWS), varied(choice))

    def make() -> Doubt | None:
        return doubt_of(ranking, wished=choice.get("most"), drawn=drawn, names=selection.names, titles=known)

    doubt: Doubt | None = context.memory.frames.get(("doubt", selection.id), stamp=selection.sha256, make=make)
    return doubt


def _footings(evidence: Evidence) -> list[dict[str, str]]:
    """Return the other levels over the same base, then the other bases on the same level, a few of each."""
    levels = [{"level": one.key} for one in evidence.grounds if one.key != evidence.level and one.count > 1]
    if len(evidence.grounds) < 2:
        levels = []
    bases = [{"base": name} for name in ("", *(one.id for one in evidence.bases)) if name != evidence.base]
    return [*levels[:FOOTINGS], *bases[:FOOTINGS]]
