"""What the templates of selections show: the draft as filled in, the result, its map and its legend."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from gis_app.domain.drafts import SelectionDraft
from gis_app.domain.errors import KarteError
from gis_app.domain.geography import Project, Territory
from gis_app.domain.roles import Role
from gis_app.domain.selections import PURPOSES, Selection
from gis_app.domain.statistics import Indicator
from gis_app.maps.choropleth import Drawing, draw
from gis_app.services.indicators import topics_of
from gis_app.services.projects import project_or_first
from gis_app.services.selection import workbench
from gis_app.services.selection.answer import Answer
from gis_app.services.selection.draft_content import voice_numbers
from gis_app.services.selection.draft_expert import OF_GROUP, sources_of
from gis_app.services.selection.draft_reader import Fields
from gis_app.services.selection.draft_values import weight_or_none
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.freeze import FROZEN, periods_to_freeze
from gis_app.services.selection.result import BREAKS, Result, Row, result_of_kept
from gis_app.services.selection.wish import REST, WEIGHTS_FROM
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key
from gis_app.text.problems import sentence
from gis_app.text.words import Words

EXPERT = frozenset(
    {
        *("normalise", "aggregate", "missing", "min_criteria", "shift", "most", "seed", "reference_index", "vary"),
        *("freeze", "population", "min_population", "unit_group", "min_events", "missing_codes", "weights_from"),
    }
)
EXPERT_OF = ("winsorise.", "goalposts.", "reference.", "group.", "pair.", *OF_GROUP)
"""Fields of the expert view, and beginnings of those."""
_WEIGHT = re.compile(r"(weight|w\d)\.")
SLIDER, BUDGET_SLIDER = (10.0, 0.5), (100.0, 1.0)
"""Highest value and step of a slider."""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion: its words, what the form says of it, whether there are figures to weigh."""

    id: str
    title: str
    reading: str
    may_mean: str
    base: str
    delicate: bool
    usable: bool
    indicator: Indicator
    higher_is: str
    weight: str = "0"
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a result shows; ``result`` is None while nothing can, or may, be ranked."""

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
    places: Mapping[str, tuple[int, int]]
    names: Mapping[str, str]
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


@dataclass(frozen=True, slots=True)
class Bench:
    """The workbench: a page, and the form beside it.

    Attributes
    ----------
    fields
        What was typed, field by field.
    troubles
        The sentence beside each field that cannot be read or computed.
    voices
        Numbers of the voices beside the planner's.
    territories
        All of the level, also those left out.
    """

    page: Page
    draft: SelectionDraft
    fields: Fields
    answer: Answer
    troubles: Mapping[str, str]
    voices: tuple[int, ...]
    territories: tuple[Territory, ...]
    slider: tuple[float, str] = (10, "0.5")
    ways: tuple[str, ...] = WEIGHTS_FROM
    compared: tuple[str, ...] = ()

    @property
    def groups(self) -> list[str]:
        """The groups that criteria were put in, and those above them."""
        wish = self.answer.reading.wish
        found = {detail.group for detail in wish.details.values() if detail.group}
        above = {group.group for group in wish.groups.values() if group.group}
        return [*sorted((found | above) - {REST}), REST] if found else []

    @property
    def frozen(self) -> bool:
        """Whether some scale is frozen."""
        return any(name.startswith(FROZEN) for name in self.fields)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods whose scale may be frozen."""
        return periods_to_freeze(self.evidence)

    @property
    def sources(self) -> tuple[str, ...]:
        """What can be doubted of these figures."""
        return sources_of(self.evidence)

    @property
    def expert(self) -> bool:
        """Whether the expert view stands open: it is in use, or something in it cannot be read."""
        if self.fields.get("weights_from", "sliders") != "sliders" or self.frozen:
            return True
        return any(name in EXPERT or name.startswith(EXPERT_OF) for name in self.troubles)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every pair of the criteria that some voice weighs."""
        return list(combinations(self.compared, 2))

    @property
    def times(self) -> list[tuple[str, str]]:
        """How many times one criterion may weigh another: the value that is sent, and how it reads."""
        return [(str(n), str(n)) for n in range(9, 0, -1)] + [(f"{1 / n:.12g}", f"1/{n}") for n in range(2, 10)]

    @property
    def fixed(self) -> bool:
        """Whether the weights are fixed: then every change needs a reason."""
        return self.draft.fixed_at is not None

    @property
    def evidence(self) -> Evidence:
        """The figures the draft is about."""
        return self.answer.evidence


def bench_page(draft: SelectionDraft, fields: Fields, answer: Answer, *, words: Words, sort: str = "rank") -> Bench:
    """Return the workbench of a draft; what the answer may show is the caller's to say."""
    evidence = answer.evidence
    purpose = fields.get("purpose", "")
    lines = _lines(evidence, words, fields)
    page = Page(
        project=evidence.project,
        kind=evidence.kind,
        purpose=purpose,
        lines=lines,
        result=answer.result,
        rows=_sorted(answer.result, sort),
        drawing=draw((place.id, place.geometry) for place in evidence.territories),
        sort=sort,
        fits=workbench.fits_purpose(evidence, purpose),
        period=evidence.period,
        places=evidence.places,
        names={place.id: place.name for place in evidence.territories},
    )
    return Bench(
        page=page,
        draft=draft,
        fields=fields,
        answer=answer,
        troubles=told_troubles(answer, words),
        voices=tuple(voice_numbers(fields)),
        territories=tuple(sorted(evidence.territories, key=lambda place: sort_key(place.name))),
        slider=_slider(fields),
        compared=_compared(answer),
    )


def _slider(fields: Fields) -> tuple[float, str]:
    """Return highest value and step of the sliders; a browser would round what does not fit them."""
    highest, step = BUDGET_SLIDER if fields.get("weights_from") == "budget" else SLIDER
    typed = [weight_or_none(text) or 0.0 for name, text in fields.items() if _WEIGHT.match(name)]
    fits = all((value / step).is_integer() for value in typed)
    return max(highest, *typed, 0.0), f"{step:g}" if fits else "any"


def _compared(answer: Answer) -> tuple[str, ...]:
    wish, usable = answer.reading.wish, answer.evidence.usable
    return tuple(
        item.id
        for item in answer.evidence.indicators
        if item.id in usable and any(voice.weights.get(item.id, 0.0) > 0 for voice in wish.voices)
    )


def told_troubles(answer: Answer, words: Words) -> dict[str, str]:
    """Return a sentence for each field in trouble; a criterion is named by its title."""
    titles = {item.id: words.pick(item.title) for item in answer.evidence.indicators}
    return {trouble.field: told(trouble.error, words, titles) for trouble in reversed(answer.troubles)}


def told(error: KarteError, words: Words, titles: Mapping[str, str]) -> str:
    """Return the sentence of an error that may name a criterion."""
    column = error.params.get("column", "")
    params = {**error.params, "column": titles.get(column, column)} if column else error.params
    return sentence(type(error)(error.code, **params), words)


def kept_page(context: Context, kept: Selection, *, words: Words, role: Role, sort: str = "rank") -> Page:
    """Return the page of a stored selection; titles and shapes are those of today, figures those of then."""
    result = result_of_kept(kept, workbench.rank_again(kept))
    evidence = workbench.evidence_of(context, project=kept.project, role=role, kind=result.kind)
    shapes = workbench.shapes_of(context, [row.id for row in result.rows])
    purpose = kept.decision["purpose"]["code"]
    return Page(
        project=project_or_first(context, kept.project),
        kind=result.kind,
        purpose=purpose,
        lines=_lines(evidence, words, {}),
        result=result,
        rows=_sorted(result, sort),
        drawing=draw((row.id, shapes[row.id]) for row in result.rows if row.id in shapes),
        sort=sort,
        fits=workbench.fits_purpose(evidence, purpose),
        period=kept.decision["data"]["period"],
        places=evidence.places,
        names={row.id: row.name for row in result.rows},
    )


def _lines(evidence: Evidence, words: Words, fields: Fields) -> tuple[CriterionLine, ...]:
    return tuple(
        CriterionLine(
            id=item.id,
            title=words.pick(item.title),
            reading=words.pick(item.counts),
            may_mean=words.pick(item.may_mean),
            base=item.base,
            delicate=bool(topics_of(item)[1]),
            usable=item.id in evidence.usable,
            indicator=item,
            higher_is=fields.get(f"higher.{item.id}") or item.higher_is,
            weight=fields.get(f"weight.{item.id}", "0"),
            unit=_unit(evidence.territories, item.id, evidence),
        )
        for item in evidence.indicators
    )


def _unit(places: Iterable[Territory], indicator: str, evidence: Evidence) -> str:
    cells = (evidence.cell(place.id, indicator) for place in places)
    return next((cell.unit for cell in cells if cell.rate is not None), "%")


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
