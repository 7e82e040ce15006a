"""A ranking made ready to be shown: rows, classes, what weighs how much; no words yet."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from pandas import Series

from gis_app.analysis.classes import between
from gis_app.analysis.missing import FEW_EVENTS, RANKED
from gis_app.analysis.normalise import exact_mean
from gis_app.domain.criteria import Criteria
from gis_app.domain.selections import Selection
from gis_app.services.selection.evidence import KNOWN, NO_DATA, Cell, Evidence, base_column
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.robust import core_size

BREAKS = (-0.5, 0.0, 0.5, 1.0)
"""Limits of the map's classes: of the index where it is a mean of z-scores, else of its standard deviations."""
BINS = 12
INDEX, DEVIATIONS = "index", "deviations"

CellOf = Callable[[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One territory.

    ``tone`` is its class on the map, or ``few`` or ``none``; ``over`` of its ``known`` criteria reach their threshold,
    or are worse than the average of the territories compared where there is no threshold.
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
class Bin:
    """A bar of the histogram: how many territories lie between two values of the index, and their class."""

    low: float
    high: float
    count: int
    tone: str


BY_INDEX, BY_FIFTH, BY_NUMBER = "index", "fifth", "number"
"""Why so many territories are chosen."""


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a ranking, most disadvantaged first.

    ``influence`` is the correlation of a criterion with the index; ``veiled`` says that small counts are stored as 5,
    so that only the mark *small number* may be shown; ``scale`` says what ``BREAKS`` are measured in; ``most`` how many
    are chosen and ``rule`` why so many (``BY_INDEX``, ``BY_FIFTH`` or ``BY_NUMBER``); ``centred`` whether 0 is the
    average of the territories compared.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    weights: Mapping[str, float]
    influence: Mapping[str, float | None]
    most: int
    bins: tuple[Bin, ...] = ()
    scale: str = INDEX
    veiled: bool = False
    centred: bool = True
    rule: str = BY_NUMBER

    @property
    def ranked(self) -> int:
        """How many territories have a rank."""
        return sum(row.rank is not None for row in self.rows)


def most_of(ranking: Ranking, *, wished: int | None = None) -> int:
    """Return how many territories are chosen: as many as wished, else those with index 1 or more, else a fifth."""
    ranked = int(ranking.result.rank.notna().sum())
    most = wished or core_size(ranking) or max(1, ranked // 5)
    return max(1, min(most, ranked - 1))


def rule_of(ranking: Ranking, most: int) -> str:
    """Return which rule gives so many: all with index 1 or more, else a fifth, else a number that somebody set."""
    core = core_size(ranking)
    ranked = int(ranking.result.rank.notna().sum())
    if core:
        return BY_INDEX if core == most else BY_NUMBER
    return BY_FIFTH if most == max(1, ranked // 5) else BY_NUMBER


def _choosing(shown: Result, ranking: Ranking, *, wished: int | None) -> Result:
    most = most_of(ranking, wished=wished)
    return replace(shown, most=most, rule=rule_of(ranking, most))


def result_of(evidence: Evidence, ranking: Ranking, *, most: int | None = None) -> Result:
    """Return the result of a ranking on the workbench."""
    names = {place.id: place.name for place in evidence.territories}
    columns = tuple(item.id for item in evidence.indicators)
    shown = _result(evidence.kind, columns, names=names, ranking=ranking, cell=evidence.cell, facts=evidence.facts)
    return _choosing(shown, ranking, wished=most)


def result_of_kept(selection: Selection, ranking: Ranking) -> Result:
    """Return the result of a stored selection, from what is stored with it."""
    data = selection.decision["data"]
    by_id = {row["id"]: row for row in selection.rows}
    columns = tuple(name for name in data["columns"] if base_column(name) in data["columns"])
    people = selection.decision["kind"] != "supply"
    units = data.get("units", {})

    def cell(territory: str, indicator: str) -> Cell:
        count, base = by_id[territory][indicator], by_id[territory][base_column(indicator)]
        if not count or not base:
            return Cell(standing=NO_DATA)
        told = units.get(indicator, {"unit": "%", "people": people})
        return Cell(float(count), float(base), KNOWN, people=told["people"], unit=told["unit"])

    shown = _result(selection.decision["kind"], columns, names=selection.names, ranking=ranking, cell=cell, facts={})
    chosen = selection.decision.get("choice", {}).get("most")
    return _choosing(replace(shown, veiled=True), ranking, wished=chosen)


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
    scale, scaled = _scaled(ranking)
    tones = between(scaled, breaks=BREAKS)
    parts = (result.index, result.rank, result.standing, tones, _over(ranking), result.known)
    rows = [
        Row(
            id=unit,
            name=names[unit],
            index=index if standing == RANKED else None,
            rank=int(rank) if standing == RANKED else None,
            standing=standing,
            tone=f"tone-{int(tone)}" if standing == RANKED else _no_tone(standing),
            over=over,
            known=known,
            cells=tuple(cell(unit, column) for column in columns),
            facts=facts.get(unit, {}),
        )
        for unit, index, rank, standing, tone, over, known in zip(
            result.index.index, *(part.tolist() for part in parts), strict=True
        )
    ]
    rows.sort(key=lambda row: (row.rank is None, row.rank))
    used = {item.column: item.weight for item in result.criteria.used}
    total = sum(used.values())
    return Result(
        kind=kind,
        columns=tuple(columns),
        rows=tuple(rows),
        weights={name: weight / total for name, weight in used.items()},
        influence={name: _influence(result.normalised[name], result.index) for name in used},
        most=most_of(ranking),
        bins=_bins(result.index, scaled),
        scale=scale,
        centred=centred(result.criteria),
    )


def centred(criteria: Criteria) -> bool:
    """Whether 0 is the average of the units compared: not on a frozen scale, nor where residents make the average."""
    frozen = any(item.reference is not None for item in criteria.used) or criteria.reference is not None
    return criteria.normalise == "zscore" and not frozen and not criteria.population_weights


def _scaled(ranking: Ranking) -> tuple[str, Series]:
    """Return what the map's classes are measured in, and the index so measured."""
    index, criteria = ranking.result.index, ranking.result.criteria
    if criteria.normalise == "zscore" and criteria.aggregate in {"arithmetic", "median"} and not criteria.groups:
        return INDEX, index
    known = index.dropna()
    deviation = math.sqrt(math.fsum((known - exact_mean(known)) ** 2) / len(known)) if len(known) else 0.0
    if not deviation > 0:
        return DEVIATIONS, index * 0.0
    return DEVIATIONS, (index - exact_mean(index)) / deviation


def _over(ranking: Ranking) -> Series:
    """Return how many criteria of each unit reach their threshold; one without a threshold has the average for it."""
    result = ranking.result
    over = Series(0, index=result.index.index)
    for item in result.criteria.used:
        figure = result.rates[item.column]
        limit = exact_mean(result.treated[item.column]) if item.threshold is None else item.threshold
        beyond = figure > limit if item.threshold is None else figure >= limit
        if item.higher_is == "better":
            beyond = figure < limit if item.threshold is None else figure <= limit
        over += beyond.astype(int)
    return over


def _bins(index: Series, scaled: Series) -> tuple[Bin, ...]:
    """Return the histogram of the index: bars of one width from the lowest to the highest."""
    known = index.dropna()
    if len(known) < 2 or known.min() == known.max():
        return ()
    counts, edges = np.histogram(known.to_numpy(dtype=float), bins=BINS)
    slope = (float(scaled.max()) - float(scaled.min())) / (float(known.max()) - float(known.min()))
    middles = Series((edges[:-1] + edges[1:]) / 2)
    tones = between((middles - known.min()) * slope + scaled.min(), breaks=BREAKS)
    return tuple(
        Bin(float(low), float(high), int(count), f"tone-{int(tone)}")
        for low, high, count, tone in zip(edges[:-1], edges[1:], counts, tones, strict=True)
    )


def _no_tone(standing: str) -> str:
    return "few" if standing == FEW_EVENTS else "none"


def _influence(criterion: Series, index: Series) -> float | None:
    known = criterion.notna() & index.notna()
    if known.sum() < 3 or criterion[known].std() == 0 or index[known].std() == 0:
        return None
    return float(criterion[known].corr(index[known]))
