"""A ranking made ready to be shown: rows, classes, what weighs how much; no words yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pandas import Series

from gis_app.analysis.classes import between
from gis_app.analysis.missing import FEW_EVENTS, RANKED
from gis_app.analysis.robustness import ALWAYS, CONTESTED
from gis_app.domain.selections import Selection
from gis_app.services.selection.evidence import KNOWN, NO_DATA, Cell, Evidence, base_column
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.robust import core_size, robustness

BREAKS = (-0.5, 0.0, 0.5, 1.0)
"""Limits of the map's classes, in the units of the index (a mean of z-scores)."""

CellOf = Callable[[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One territory.

    ``tone`` is its class on the map, or ``few`` or ``none``; ``over`` of its ``known`` criteria are worse than average.
    """

    id: str
    name: str
    index: float | None
    rank: int | None
    standing: str
    tone: str
    over: int
    known: int
    cells: tuple[Cell, ...]
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Robust:
    """The first ``most`` under ``draws`` other weightings: who is always among them and who sometimes, by name."""

    most: int
    draws: int
    always: tuple[str, ...]
    contested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a ranking, most disadvantaged first.

    ``influence`` is the correlation of a criterion with the index; ``veiled`` says that small counts are stored as 5,
    so that only the mark *small number* may be shown.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    weights: Mapping[str, float]
    influence: Mapping[str, float | None]
    veiled: bool = False
    robust: Robust | None = None

    @property
    def ranked(self) -> int:
        """How many territories have a rank."""
        return sum(row.rank is not None for row in self.rows)


def result_of(evidence: Evidence, ranking: Ranking) -> Result:
    """Return the result of a ranking on the workbench."""
    names = {place.id: place.name for place in evidence.territories}
    columns = tuple(item.id for item in evidence.indicators)
    return _result(evidence.kind, columns, names=names, ranking=ranking, cell=evidence.cell, facts=evidence.facts)


def result_of_kept(selection: Selection, ranking: Ranking) -> Result:
    """Return the result of a stored selection, from what is stored with it."""
    data = selection.decision["data"]
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    by_id = {row["id"]: row for row in rows}
    columns = tuple(name for name in data["columns"] if base_column(name) in data["columns"])
    people = selection.decision["kind"] != "supply"
    units = data.get("units", {})

    def cell(territory: str, indicator: str) -> Cell:
        count, base = by_id[territory][indicator], by_id[territory][base_column(indicator)]
        if not count or not base:
            return Cell(standing=NO_DATA)
        told = units.get(indicator, {"unit": "%", "people": people})
        return Cell(float(count), float(base), KNOWN, people=told["people"], unit=told["unit"])

    names = {row["id"]: row["name"] for row in rows}
    shown = _result(selection.decision["kind"], columns, names=names, ranking=ranking, cell=cell, facts={})
    return replace(shown, veiled=True)


def _result(
    kind: str,
    columns: Sequence[str],
    *,
    names: Mapping[str, str],
    ranking: Ranking,
    cell: CellOf,
    facts: Mapping[str, Mapping[str, float]],
) -> Result:
    result = ranking.result
    tones = between(result.index, breaks=BREAKS)
    worse = (result.normalised > 0).sum(axis=1)
    rows = []
    for unit in result.index.index:
        ranked = result.standing[unit] == RANKED
        rows.append(
            Row(
                id=unit,
                name=names[unit],
                index=float(result.index[unit]) if ranked else None,
                rank=int(result.rank[unit]) if ranked else None,
                standing=str(result.standing[unit]),
                tone=f"tone-{int(tones[unit])}" if ranked else _no_tone(str(result.standing[unit])),
                over=int(worse[unit]),
                known=int(result.known[unit]),
                cells=tuple(cell(unit, column) for column in columns),
                facts=facts.get(unit, {}),
            )
        )
    rows.sort(key=lambda row: (row.rank is None, row.rank))
    used = {item.column: item.weight for item in result.criteria.used}
    total = sum(used.values())
    return Result(
        kind=kind,
        columns=tuple(columns),
        rows=tuple(rows),
        weights={name: weight / total for name, weight in used.items()},
        influence={name: _influence(result.normalised[name], result.index) for name in used},
        robust=_robust(ranking, names),
    )


def _robust(ranking: Ranking, names: Mapping[str, str]) -> Robust | None:
    """Return how firm the core is; None with a single criterion, without a core, or when all are core."""
    most = core_size(ranking)
    ranked = int(ranking.result.rank.notna().sum())
    if len(ranking.result.criteria.used) < 2 or not 0 < most < ranked:
        return None
    found = robustness(ranking, most=most)
    always, contested = (tuple(names[unit] for unit in found.named(verdict)) for verdict in (ALWAYS, CONTESTED))
    return Robust(most=most, draws=found.draws, always=always, contested=contested)


def _no_tone(standing: str) -> str:
    return "few" if standing == FEW_EVENTS else "none"


def _influence(criterion: Series, index: Series) -> float | None:
    known = criterion.notna() & index.notna()
    if known.sum() < 3 or criterion[known].std() == 0 or index[known].std() == 0:
        return None
    return float(criterion[known].corr(index[known]))
