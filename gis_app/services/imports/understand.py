"""A file is understood: where its places are, in which CRS, what its columns hold, what is wrong in which row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from gis_app.analysis.arrivals.check import checked
from gis_app.analysis.arrivals.columns import PlaceColumns, find_places
from gis_app.analysis.arrivals.coordinates import from_columns, from_field
from gis_app.analysis.arrivals.crs import Area, Told
from gis_app.analysis.arrivals.placing import Placed, bounds_of, place_points, place_shapes
from gis_app.analysis.arrivals.shapes import kinds_of
from gis_app.analysis.arrivals.texts import mended_texts
from gis_app.catalog.sources import Limits, Source, read_source
from gis_app.domain.crs import is_known
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Problem, Understanding
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.geocode import geocoded
from gis_app.services.projects import projects
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

Progress = Callable[[float], None]
_PLACES_OPTIONAL = ("resources", "statistics")
"""Targets that keep a row whose place cannot be read, without a place."""
_PLACE_PROBLEMS = frozenset(
    {"coordinate_unreadable", "place_unreadable", "place_at_zero", "place_half", "place_out_of_range"}
)


def understand(
    context: Context, file: Path, *, name: str, choices: Choices, progress: Progress = lambda _done: None
) -> Draft:
    """Return what a file holds with every guess filled in and every problem listed; nothing is stored.

    Parameters
    ----------
    name
        As the person knows the file.
    choices
        What the person decided; whatever is empty is guessed. The same file with the same choices gives the same draft.

    Raises
    ------
    InputRefused
        If the file cannot be read, a chosen column is not in it, or the chosen EPSG code is unknown.
    NotFound
        If there is no such file.
    """
    if choices.epsg is not None and not is_known(choices.epsg):
        raise InputRefused("epsg_unknown", value=choices.epsg)
    limits = Limits(context.settings.import_max_mb, context.settings.import_unpacked_mb)
    source = read_source(file, name=name, choices=choices, limits=limits)
    progress(0.3)
    draft = Draft(
        file=file,
        name=name,
        sha256=_digest(file),
        choices=replace(choices, part=choices.part or source.part, epsg=choices.epsg or source.epsg),
        understanding=_as_read(source),
        problems=tuple(source.problems),
    )
    told = Told(epsg=source.epsg, reason=source.epsg_reason, chosen=choices.epsg, axes=choices.axes)
    work = _Work(context, source, told, Area.of(_bounds_of(context, choices.project)), progress)
    if source.frame is not None:
        draft = _of_features(work, draft, source.frame)
    elif source.table is not None:
        _refuse_unknown_columns(source.table.cells, choices, name)
        draft = _of_rows(work, draft, source.table.cells)
    progress(1.0)
    return draft


@dataclass(frozen=True, slots=True)
class _Work:
    """What every step of understanding one file needs."""

    context: Context
    source: Source
    told: Told
    area: Area
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the places of a table stand and what came out of it."""

    columns: PlaceColumns
    placed: Placed | None = None
    problems: tuple[Problem, ...] = ()
    facts: dict[str, object] | None = None


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _bounds_of(context: Context, code: str) -> Bounds | None:
    """Return the bounds of the project the file is for; of the first one when none is chosen."""
    known = projects(context)
    return next((one.bounds for one in known if one.code == code), known[0].bounds if known and not code else None)


def _as_read(source: Source) -> Understanding:
    return Understanding(
        format=source.format,
        kind=source.kind,
        encoding=source.encoding,
        separator=source.separator,
        decimal=source.decimal,
        parts=tuple(source.parts),
        part=source.part,
        epsg=source.epsg,
        epsg_reason=source.epsg_reason,
        features=source.features,
    )


def _refuse_unknown_columns(cells: DataFrame, choices: Choices, name: str) -> None:
    for column in choices.columns.values():
        if column and column not in cells.columns:
            known = ", ".join(map(str, cells.columns))
            raise InputRefused("table_no_column", file=name, column=column, expected=known)


def _of_features(work: _Work, draft: Draft, frame: GeoDataFrame) -> Draft:
    rows = frame.index.to_numpy(dtype=np.int64)
    placed = place_shapes(frame.geometry.to_numpy().astype(object), rows, told=work.told, area=work.area)
    cells, mended = mended_texts(frame.drop(columns=frame.geometry.name))
    way = "geometry" if placed.epsg or kinds_of(placed.shapes) != "none" else "none"
    return _completed(draft.with_(*mended), work.source, cells, _Found(PlaceColumns(way), placed))


def _of_rows(work: _Work, draft: Draft, cells: DataFrame) -> Draft:
    if work.source.kind == "statistics" or draft.choices.target == "statistics":
        return _completed(draft, work.source, cells, _Found(PlaceColumns()))
    cells, mended = mended_texts(cells)
    work.progress(0.4)
    columns = find_places(cells, chosen=draft.choices.columns, decimal=work.source.decimal)
    found = _look_for(work, draft, cells, columns)
    work.progress(0.8)
    return _completed(draft.with_(*mended), work.source, cells, found)


def _look_for(work: _Work, draft: Draft, cells: DataFrame, columns: PlaceColumns) -> _Found:
    roles = columns.roles or {}
    rows = cells.index.to_numpy(dtype=np.int64)
    if columns.way == "columns":
        found = from_columns(cells, x=roles["x"], y=roles["y"], decimal=work.source.decimal)
        pair = roles["x"], roles["y"]
    elif columns.way == "one_field":
        found = from_field(cells[roles["place"]])
        pair = roles["place"], roles["place"]
    elif columns.way == "address":
        places = geocoded(
            work.context,
            cells[roles["address"]],
            project=draft.choices.project,
            progress=lambda done: work.progress(0.4 + 0.4 * done),
        )
        return _Found(columns, places.placed, places.problems, {"addresses": places.counts})
    else:
        return _Found(columns)
    said = found.names_swapped if found.names_swapped is not None else columns.names_swapped
    told = replace(work.told, names_swapped=said, way=columns.way)
    return _Found(columns, place_points(found, rows, told=told, area=work.area, roles=pair))


def _completed(draft: Draft, source: Source, cells: DataFrame, found: _Found) -> Draft:
    placed = found.placed
    keep_text = source.kind == "statistics" or draft.choices.target == "statistics"
    content = checked(
        cells,
        shapes=None if placed is None else placed.shapes,
        lonlat=None if placed is None else (placed.lon, placed.lat),
        decimal=source.decimal,
        typed=source.kind == "vector",
        as_text=keep_text,
        places=tuple((found.columns.roles or {}).values()),
    )
    problems = (*draft.problems, *_softened(placed, draft.choices.target), *found.problems, *content.problems)
    frame = _frame(content.cells, placed)
    refused = {problem.row for problem in problems if problem.severity == "refused" and problem.row is not None}
    roles = {column: role for role, column in (found.columns.roles or {}).items()}
    understanding = replace(
        draft.understanding,
        places=found.columns.way,
        columns=tuple(replace(column, role=roles.get(column.name, "")) for column in content.columns),
    )
    choices = replace(draft.choices, columns={**(found.columns.roles or {}), **draft.choices.columns})
    if placed is not None:
        if found.columns.way == "one_field" and not choices.axes:
            placed = replace(placed, swapped=False, some_swapped=True)
        understanding = _with_places(understanding, placed)
        choices = replace(choices, epsg=placed.epsg, axes=choices.axes or _axes(placed))
    return replace(
        draft,
        choices=choices,
        understanding=understanding,
        problems=problems,
        frame=frame[~frame.index.isin(refused)] if refused else frame,
        facts={**draft.facts, **(found.facts or {})},
    )


def _axes(placed: Placed) -> str:
    """Return the choice that gives the same places again; rows turned one by one are guessed again."""
    return "" if placed.some_swapped else "swapped" if placed.swapped else "as_is"


def _with_places(understanding: Understanding, placed: Placed) -> Understanding:
    return replace(
        understanding,
        epsg=placed.epsg,
        epsg_reason=placed.reason if placed.epsg else "",
        axes_swapped=placed.swapped,
        geometry=kinds_of(placed.shapes),
        bounds=bounds_of(placed),
    )


def _softened(placed: Placed | None, target: str) -> list[Problem]:
    """Return the problems of places; a target that takes rows without a place keeps such rows."""
    if placed is None:
        return []
    if target not in _PLACES_OPTIONAL:
        return list(placed.problems)
    return [
        replace(problem, severity="notice") if problem.code in _PLACE_PROBLEMS else problem
        for problem in placed.problems
    ]


def _frame(cells: DataFrame, placed: Placed | None) -> GeoDataFrame:
    shapes = np.full(len(cells), None, dtype=object) if placed is None else placed.shapes
    crs = placed.epsg if placed is not None else None
    name = next(name for name in ("geometry", "geometry_", "geometry__") if name not in cells.columns)
    return gpd.GeoDataFrame(cells, geometry=gpd.GeoSeries(shapes, index=cells.index, crs=crs, name=name))
