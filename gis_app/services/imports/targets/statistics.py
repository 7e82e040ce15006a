"""Target ``statistics``: a table of figures becomes indicators and observations of the project's territories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gis_app.catalog.statistics.frame import Statistics
from gis_app.catalog.statistics.read import read_statistics
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.imports import Choices
from gis_app.domain.layers import COUNTINGS
from gis_app.domain.lists import LEVELS
from gis_app.domain.statistics import Observation
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import slug
from gis_app.services.imports.target import NewLayer, Option, Progress, Target
from gis_app.services.imports.targets.statistics_checks import compared, facts_of, problems_of
from gis_app.services.imports.targets.statistics_figures import Figures, figures_of
from gis_app.services.imports.targets.statistics_units import Units, match, units_of
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store import indicators as store_indicators
from gis_app.store.models import IndicatorRow, ObservationRow
from gis_app.store.territories import entries
from gis_app.text.fold import fold

KEY = ("indicator", "territory_id", "period")


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with what the table holds: territories matched or not, indicators, periods, signs, changes."""
    project = _project(context, draft.choices)
    table = _read(context, draft, project)
    choices = _completed(draft, table, project)
    units, figures = _figures(context, table, choices)
    with context.database.reading() as session:
        stored = _stored(session, figures)
    found = replace(draft, choices=choices, frame=None)
    problems = (*table.problems, *problems_of(table, units, figures, invented=bool(project and project.invented)))
    return found.with_(*problems, facts=facts_of(table, units, figures, stored))


def layers(_context: Context, _draft: Draft, _folder: Path, _progress: Progress) -> Sequence[NewLayer]:
    """Return nothing: figures stand on the territories of the register."""
    return ()


def store(context: Context, session: Any, draft: Draft, undo: Any) -> Mapping[str, Any]:
    """Put the indicators and observations; those of the same indicator, territory and period are replaced.

    Raises
    ------
    InputRefused
        If no territory of the table is in the register, or real figures are meant for invented ground.
    """
    project = _project(context, draft.choices)
    table = _read(context, draft, project)
    _units, figures = _figures(context, table, draft.choices)
    if not figures.observations:
        raise InputRefused("statistics_nothing_matched", file=draft.name)
    before = {one.id: one for one in store_indicators.indicators(session, draft.choices.project)}
    counts = compared(figures.observations, _stored(session, figures))
    undo.will_put(session, IndicatorRow, [one.id for one in figures.indicators])
    undo.will_put(session, ObservationRow, [_key(one) for one in figures.observations], by=KEY)
    kept = [store_indicators.described_as(one, before.get(one.id)) for one in figures.indicators]
    store_indicators.put_indicators(session, kept)
    store_indicators.put_observations(session, figures.observations)
    return {"indicators": [one.id for one in figures.indicators], "observations": len(figures.observations), **counts}


def _project(context: Context, choices: Choices) -> Project | None:
    """Return the project of the choices, the first one when none is chosen, or None when there is none yet."""
    known = projects(context)
    return next((one for one in known if choices.project in {"", one.code}), None)


def _read(context: Context, draft: Draft, project: Project | None) -> Statistics:
    seen, options = draft.understanding, draft.choices.options
    with context.database.reading() as session:
        rows = entries(session, project.code if project else "")
    return read_statistics(
        draft.file,
        name=draft.name,
        encoding=draft.choices.encoding,
        separator=draft.choices.separator or seen.separator,
        decimal=draft.choices.decimal,
        part=draft.choices.part,
        columns=draft.choices.columns,
        period=str(options.get("period") or ""),
        known=frozenset(fold(row.name) for row in rows),
    )


def _completed(draft: Draft, table: Statistics, project: Project | None) -> Choices:
    """Return the choices with what the table says of itself: title, source and day."""
    choices = draft.choices
    guessed = all(slug(text) == slug(Path(draft.name).stem) for text in choices.title.values())
    label = table.measures[0].label if len(table.measures) == 1 else table.title
    title = dict.fromkeys(("lv", "en"), label) if guessed and label else choices.title
    return replace(
        choices,
        project=project.code if project else choices.project,
        title=title,
        source=choices.source or table.source,
        dated=choices.dated or table.updated,
    )


def _figures(context: Context, table: Statistics, choices: Choices) -> tuple[Units, Figures]:
    answers = choices.options.get("units")
    units = match(
        context,
        units_of(table.frame),
        project=choices.project,
        level=str(choices.options.get("level") or ""),
        last_period=table.periods[-1] if table.periods else "",
        chosen=answers if isinstance(answers, Mapping) else None,
    )
    return units, figures_of(table, units, choices, invented=False)


def _stored(session: Any, figures: Figures) -> list[Observation]:
    return store_indicators.observations(session, indicator_ids=[one.id for one in figures.indicators])


def _key(one: Observation) -> tuple[str, str, str]:
    return (one.indicator, one.territory_id, one.period)


TARGET = Target(
    code="statistics",
    kinds=("statistics", "table"),
    examine=examine,
    layers=layers,
    store=store,
    optional=("territory", "code", "parent", "period", "indicator", "unit", "value", "numerator", "denominator"),
    options=(
        Option("period"),
        Option("unit"),
        Option("base"),
        Option("higher_is", "choice", ("worse", "better"), "higher_is"),
        Option("counts"),
        Option("may_mean"),
        Option("counting", "choice", COUNTINGS, "counting"),
        Option("people", "choice", ("yes", "no"), "counts_people"),
        Option("nil", "choice", ("no_data", "zero"), "nil_means"),
        Option("level", "choice", LEVELS, "level"),
    ),
)
