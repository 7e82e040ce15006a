"""A population grid becomes a layer of its own and, summed by territory, an indicator computed here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from geopandas import GeoSeries

from gis_app.analysis.zonal import Conservation, conservation, zonal_sum
from gis_app.catalog.rasters import read_grid
from gis_app.domain.crs import project as to_crs
from gis_app.domain.days import day_in
from gis_app.domain.errors import TooLarge
from gis_app.domain.grids import Grid
from gis_app.domain.imports import Problem
from gis_app.domain.layers import NOT_KNOWN, Layer
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import project_for
from gis_app.services.imports.target import NewLayer, Progress, Target
from gis_app.services.wiring import Context
from gis_app.store import territories as register
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.models import IndicatorRow, ObservationRow

if TYPE_CHECKING:
    from gis_app.store.undo import Undo

MOST_CELLS = 50_000_000
EXACT = 1e-6
"""Units and the rest may differ from the whole by this share."""
COARSE_M = 500.0
"""Grids of smaller cells leave out those in which hardly anybody lives."""
ROUNDED = 5.0
"""The statistical bureau publishes every cell of 1 to 10 people as this."""
_TEXTS = {
    "title": {
        "lv": "Iedzīvotāji (summēts no režģa)",
        "en": "Inhabitants (summed from a grid)",
        "ru": "Жители (сумма по сетке)",
    },
    "counts": {
        "lv": "Režģa šūnu iedzīvotāji; šūna, ko robeža šķeļ, dalīta pēc platības.",
        "en": "Inhabitants of the cells of a grid; a cell cut by the border counts by its share of area.",
        "ru": "Жители ячеек сетки; ячейка, которую пересекает граница, делится по площади.",
    },
    "may_mean": {
        "lv": "Aprēķināts šeit, nav oficiāls skaits. Šūnas ar 1–10 cilvēkiem avots publicē kā 5.",
        "en": "Computed here, not an official count. Its source publishes cells of 1 to 10 people as 5.",
        "ru": "Вычислено здесь, это не официальное число. Ячейки с 1–10 людьми источник публикует как 5.",
    },
}


@dataclass(frozen=True, slots=True)
class Check:
    """The sums of one layer of territories, and what lies outside all of them."""

    layer: str
    title: Mapping[str, str]
    units: int
    found: Conservation


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with the grid summed by every layer of territories; nothing is stored.

    Raises
    ------
    TooLarge
        If the raster has more cells than a population grid can have.
    InputRefused
        If it is no grid of counts.
    """
    draft = _completed(draft)
    grid = _grid(draft)
    checks = checks_of(context, grid, project=project_for(context, draft)[0].code)
    filled = grid.values[np.nan_to_num(grid.values) > 0]
    side = (grid.bounds.east - grid.bounds.west) / grid.values.shape[1]
    facts = {
        "total": grid.total,
        "inhabited": len(filled),
        "side_m": side,
        "rounded": int((filled == ROUNDED).sum()),
        "conservation": [_plain(check) for check in checks],
    }
    bounds = grid.bounds.to(4326)
    draft = replace(draft, understanding=replace(draft.understanding, bounds=bounds))
    return draft.with_(*_notable(draft, facts, checks), facts=facts)


def checks_of(context: Context, grid: Grid, *, project: str) -> list[Check]:
    """Return whether units and the rest make the whole grid, by layer of territories; the one of most units first."""
    layers = [layer for layer in context.catalogue.layers() if (layer.role, layer.project) == ("territories", project)]
    found = []
    for layer in layers:
        shapes = context.catalogue.frame(layer.id).geometry.to_crs(epsg=grid.bounds.epsg).make_valid()
        found.append(Check(layer.id, layer.title, len(shapes), conservation(shapes, grid=grid)))
    return sorted(found, key=lambda check: (-check.units, check.layer))


def layers(_context: Context, draft: Draft, folder: Path, progress: Progress) -> Sequence[NewLayer]:
    """Return the grid as a layer, its file as it was brought."""
    choices = draft.choices
    grid = _grid(draft)
    file = folder / "data.tif"
    shutil.copyfile(draft.file, file)
    progress(1.0)
    layer = Layer(
        id=choices.layer,
        title=dict(choices.title),
        project=choices.project,
        theme=choices.theme or "demography",
        role="grid",
        geometry="none",
        epsg=grid.bounds.epsg,
        source=_source(draft),
        licence=choices.licence or NOT_KNOWN["en"],
        dated=choices.dated,
        public=choices.public,
        visible=False,
        made="published",
    )
    return [NewLayer(layer, file=file)]


def put(context: Context, session: Any, draft: Draft, undo: Undo) -> Mapping[str, Any]:
    """Store the sums of every territory of the project, of every day, as figures computed here."""
    choices, grid = draft.choices, _grid(draft)
    known = [row.id for row in register.entries(session, choices.project)]
    shapes = register.shapes(session, known)
    if not shapes:
        return {"figures": 0}
    work, target = context.settings.work_epsg, grid.bounds.epsg
    moved = {key: to_crs(shape, source=work, target=target) for key, shape in shapes.items()}
    sums = zonal_sum(GeoSeries(moved, crs=target).make_valid(), grid=grid)
    indicator = _indicator(draft)
    period = str(choices.dated.year) if choices.dated else NOT_KNOWN["en"]
    facts = [
        Observation(indicator.id, str(key), period, float(value), numerator=float(value), source=choices.source)
        for key, value in sums.items()
    ]
    undo.will_put(session, IndicatorRow, [indicator.id])
    by = ("indicator", "territory_id", "period")
    undo.will_put(session, ObservationRow, [(one.indicator, one.territory_id, one.period) for one in facts], by=by)
    put_indicators(session, [indicator])
    put_observations(session, facts)
    return {"figures": len(facts), "indicator": indicator.id, "period": period}


def _completed(draft: Draft) -> Draft:
    if draft.choices.dated is not None:
        return draft
    day = day_in(draft.name)
    if day is None:
        return draft
    problem = Problem("day_from_name", params={"day": day.isoformat()})
    return replace(draft, choices=replace(draft.choices, dated=day)).with_(problem)


def _grid(draft: Draft) -> Grid:
    if draft.understanding.features > MOST_CELLS:
        raise TooLarge("grid_too_many_cells", value=draft.understanding.features, expected=MOST_CELLS)
    return read_grid(draft.file)


def _indicator(draft: Draft) -> Indicator:
    choices = draft.choices
    return Indicator(
        id=f"{choices.layer}-people",
        project=choices.project,
        title=_TEXTS["title"],
        counts=_TEXTS["counts"],
        may_mean=_TEXTS["may_mean"],
        unit="",
        higher_is="",
        source=_source(draft),
        computed=True,
        licence=choices.licence,
        counting="registered",
        people=True,
        dated=choices.dated,
    )


def _source(draft: Draft) -> dict[str, str]:
    return {language: draft.choices.source or words for language, words in NOT_KNOWN.items()}


def _notable(draft: Draft, facts: Mapping[str, Any], checks: Sequence[Check]) -> Iterator[Problem]:
    if facts["rounded"]:
        share = round(100 * facts["rounded"] / facts["inhabited"])
        yield Problem("grid_small_cells", params={"count": facts["rounded"], "share": share})
    if facts["side_m"] < COARSE_M:
        yield Problem("grid_fine", params={"side": round(facts["side_m"])})
    if not checks:
        yield Problem("grid_without_territories")
    for check in checks:
        found = check.found
        params = {"value": check.title.get("lv", check.layer), "units": check.units}
        people = {"inside": round(found.inside), "outside": round(found.outside), "total": round(found.total)}
        if abs(found.error) <= EXACT:
            yield Problem("grid_conserved", params={**params, **people})
        else:
            yield Problem("grid_not_conserved", params={**params, **people})
    if draft.choices.dated is None:
        yield Problem("grid_without_day")


def _plain(check: Check) -> dict[str, Any]:
    found = check.found
    return {
        "layer": check.layer,
        "units": check.units,
        "inside": found.inside,
        "outside": found.outside,
        "total": found.total,
        "error": found.error,
    }


TARGET = Target(code="population", kinds=("raster",), examine=examine, layers=layers, store=put)
