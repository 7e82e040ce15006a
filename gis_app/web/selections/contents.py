"""What the templates of selections show: the wish as filled in, the result, its map and its legend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.roles import Role
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS, PURPOSES, Selection
from gis_app.domain.statistics import Indicator
from gis_app.maps.choropleth import Drawing, draw
from gis_app.services.indicators import topics_of
from gis_app.services.projects import project_or_first
from gis_app.services.selection import workbench
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.result import BREAKS, Result, Row, result_of, result_of_kept
from gis_app.services.selection.workbench import Wish
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key
from gis_app.text.words import Words

MAX_WEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of the form: its words, its weight as filled in, whether there are figures to weigh."""

    id: str
    title: str
    reading: str
    may_mean: str
    base: str
    source: str
    weight: float
    reason: str
    delicate: bool
    usable: bool
    indicator: Indicator
    higher_is: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a selection page shows; ``result`` is None until the purpose is said."""

    project: Project
    kind: str
    purpose: str
    lines: tuple[CriterionLine, ...]
    result: Result | None
    rows: tuple[Row, ...]
    drawing: Drawing
    sort: str
    fits: bool
    period: str
    form: Mapping[str, Any]
    places: Mapping[str, tuple[int, int]]
    purposes: tuple[str, ...] = PURPOSES
    breaks: tuple[float, ...] = BREAKS

    @property
    def tones(self) -> dict[str, Row]:
        """The row of each territory, for the map."""
        return {row.id: row for row in self.rows}

    @property
    def shown(self) -> tuple[str, ...]:
        """The criteria worth a column: those with figures."""
        columns = self.result.columns if self.result else ()
        return tuple(
            name for place, name in enumerate(columns) if any(row.cells[place].rate is not None for row in self.rows)
        )

    @property
    def facts(self) -> bool:
        """Whether more figures stand beside."""
        return any(row.facts for row in self.rows)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each criterion."""
        return {line.id: line.title for line in self.lines}


def wish_of(form: Mapping[str, str], *, weights: Mapping[str, float] | None = None) -> Wish:
    """Return the wish in a form: ``weight.<id>``, ``reason.<id>``, ``answer.<question>``, purpose.

    Raises
    ------
    InputRefused
        If a weight is not a number from 0 to 100.
    """
    filled = {name.removeprefix("weight."): text for name, text in form.items() if name.startswith("weight.")}
    return Wish(
        purpose=form.get("purpose", ""),
        purpose_words=form.get("purpose_words", ""),
        weights={**(weights or {}), **{name: _weight(text) for name, text in filled.items()}},
        reasons={name.removeprefix("reason."): text for name, text in form.items() if name.startswith("reason.")},
        answers={name: form.get(f"answer.{name}", "") for name in (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)},
    )


def bench_page(evidence: Evidence, form: Mapping[str, str], *, words: Words) -> Page:
    """Return the workbench; without a purpose there is no result yet, and without figures there is none either."""
    weights = workbench.default_weights(evidence)
    purpose = form.get("purpose", "")
    wish = wish_of(form, weights=weights) if purpose else Wish("other", "", weights, {}, {})
    weighed = any(weight > 0 and name in evidence.usable for name, weight in wish.weights.items())
    result = result_of(evidence, workbench.weigh(evidence, wish)) if purpose and weighed else None
    sort = form.get("sort", "rank")
    return Page(
        project=evidence.project,
        kind=evidence.kind,
        purpose=purpose,
        lines=_lines(evidence, wish, words),
        result=result,
        rows=_sorted(result, sort),
        drawing=draw((place.id, place.geometry) for place in evidence.territories),
        sort=sort,
        fits=workbench.fits_purpose(evidence, purpose) if purpose else True,
        period=evidence.period,
        form=form,
        places=evidence.places,
    )


def kept_page(context: Context, kept: Selection, form: Mapping[str, str], *, words: Words, role: Role) -> Page:
    """Return the page of a stored selection; titles and shapes are those of today, figures those of then."""
    result = result_of_kept(kept, workbench.rank_again(kept))
    evidence = workbench.evidence_of(context, project=kept.project, role=role, kind=result.kind)
    sort = form.get("sort", "rank")
    wish = Wish(kept.decision["purpose"]["code"], "", dict(result.weights), {}, {})
    return Page(
        project=project_or_first(context, kept.project),
        kind=result.kind,
        purpose=wish.purpose,
        lines=_lines(evidence, wish, words),
        result=result,
        rows=_sorted(result, sort),
        drawing=draw((place.id, place.geometry) for place in evidence.territories if place.id in _ids(result)),
        sort=sort,
        fits=workbench.fits_purpose(evidence, wish.purpose),
        period=kept.decision["data"]["period"],
        form=form,
        places=evidence.places,
    )


def _ids(result: Result) -> set[str]:
    return {row.id for row in result.rows}


def _weight(text: str) -> float:
    try:
        weight = float(text.strip().replace(",", ".") or "0")
    except ValueError:
        raise InputRefused("weight_refused", value=text) from None
    if not 0 <= weight <= MAX_WEIGHT:
        raise InputRefused("weight_refused", value=text)
    return weight


def _lines(evidence: Evidence, wish: Wish, words: Words) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(
            id=item.id,
            title=words.pick(item.title),
            reading=words.pick(item.counts),
            may_mean=words.pick(item.may_mean),
            base=item.base,
            source=words.pick(item.source),
            weight=wish.weights.get(item.id, 0.0),
            reason=wish.reasons.get(item.id, ""),
            delicate=bool(topics_of(item)[1]),
            higher_is=item.higher_is,
            usable=item.id in evidence.usable,
            indicator=item,
        )
        for item in evidence.indicators
    )


def _sorted(result: Result | None, sort: str) -> tuple[Row, ...]:
    """Return the rows by rank, by name, or by a criterion from high to low; those without a figure come last."""
    if result is None:
        return ()
    if sort == "name":
        return tuple(sorted(result.rows, key=lambda row: sort_key(row.name)))
    if sort in result.columns:
        place = result.columns.index(sort)
        return tuple(
            sorted(result.rows, key=lambda row: -1.0 if (rate := row.cells[place].rate) is None else rate)[::-1]
        )
    return result.rows
