"""What ``select zones`` reads: areas, scores, resources and changed links become one problem."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pandas import Series, isna, to_numeric
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.zones.access import away_from_places, away_from_units
from gis_app.analysis.zones.ground import NAMED, Edges, Ground, Thresholds, ground
from gis_app.analysis.zones.problem import Floats
from gis_app.catalog.tables import Table
from gis_app.catalog.vectors import unit_ids
from gis_app.domain.errors import InputRefused

LARGEST = 50_000
"""Units; more would not fit into two gigabytes of memory."""

CUT, BRIDGE = "cut", "bridge"

WEB_MERCATOR = 3857


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns of the areas.

    Attributes
    ----------
    resources
        Yes/no columns, one for each required type.
    cost
        What a unit costs of the budget.
    """

    id: str
    population: str
    resources: tuple[str, ...] = ()
    cost: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Points of resources in a file of their own: the column of their kind, and the kinds that are required."""

    frame: GeoDataFrame
    kind: str
    required: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A problem as read: ids and shapes in the order of the file, the ground, and what the report says of the input.

    The shapes are in the CRS of the file, repaired where they crossed themselves.
    """

    ids: list[str]
    shapes: GeoSeries
    ground: Ground
    facts: dict[str, Any]


def read_ground(
    areas: GeoDataFrame,
    scores: Table,
    *,
    columns: Columns,
    thresholds: Thresholds,
    within_minutes: float = 0.0,
    edges: Edges = Edges(),  # noqa: B008 (frozen)
    places: Places | None = None,
    name: str = "areas",
) -> Reading:
    """Return the problem.

    Raises
    ------
    InputRefused
        If the areas or scores cannot be used.
    """
    if len(areas) > LARGEST:
        raise InputRefused("zones_too_many", value=len(areas), expected=LARGEST)
    ids = unit_ids(areas, columns.id, file=name)
    index = Series(_index_of(ids, scores, name=name), index=ids)
    whole, repaired = _repaired(areas.geometry.set_axis(ids), name=name)
    metric = whole if _in_metres(whole) else whole.to_crs(whole.estimate_utm_crs())
    people = Series(_figures(areas, columns.population, name=name), index=ids)
    away = {column: _away(areas, metric, column, name=name) for column in columns.resources}
    away |= _from_places(metric, places)
    cost = None if columns.cost is None else Series(_figures(areas, columns.cost, name=name), index=ids)
    found = ground(
        metric,
        index=index,
        population=people,
        away_m={kind: Series(metres, index=ids) for kind, metres in away.items()},
        reach_minutes=within_minutes,
        cost=cost,
        edges=edges,
        thresholds=thresholds,
    )
    facts = {
        "core_above": thresholds.core_above,
        "ordinary_below": thresholds.ordinary_below,
        "highest_index": None if index.isna().all() else float(index.max()),
        "within_minutes": within_minutes,
        "geometry_repaired": repaired,
        "hashes": {"areas": _areas_hash(metric, people), "scores": _rows_hash(index)},
    }
    return Reading(ids=ids, shapes=whole, ground=found, facts=facts)


def _repaired(shapes: GeoSeries, *, name: str) -> tuple[GeoSeries, list[str]]:
    """Return polygons that do not cross themselves, and the ids of those that did."""
    missing = shapes.isna() | shapes.is_empty
    if missing.any():
        raise InputRefused("zones_without_shape", file=name, value=_few(shapes.index[missing].tolist()))
    wrong = ~shapes.is_valid
    whole = shapes.where(~wrong, GeoSeries(shapely.make_valid(shapes.to_numpy()), index=shapes.index, crs=shapes.crs))
    flat = Series(shapely.area(whole.to_numpy()) <= 0, index=whole.index)
    if flat.any():
        raise InputRefused("zones_not_polygons", file=name, value=_few(shapes.index[flat].tolist()))
    mixed = wrong & (whole.geom_type == "GeometryCollection")
    whole = whole.where(~mixed, GeoSeries([_surface(shape) for shape in whole], index=whole.index, crs=whole.crs))
    return whole, sorted(shapes.index[wrong])


def _surface(shape: BaseGeometry) -> BaseGeometry:
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.area > 0])


def _in_metres(shapes: GeoSeries) -> bool:
    """Whether lengths on the map are metres on the ground; those of web maps are twice as long here."""
    crs = shapes.crs
    return bool(crs.is_projected and crs.to_epsg() != WEB_MERCATOR and crs.axis_info[0].unit_name == "metre")


def read_edges(table: Table | None, cut: Sequence[str] = (), bridge: Sequence[str] = ()) -> Edges:
    """Return the links changed in a table (columns ``from,to,change``) and by options of the form ``A,B``.

    Raises
    ------
    InputRefused
        If a change is neither ``cut`` nor ``bridge``, or an option does not name two units.
    """
    found: dict[str, list[tuple[str, str]]] = {
        CUT: [_pair(text) for text in cut],
        BRIDGE: [_pair(text) for text in bridge],
    }
    if table is not None:
        rows = zip(table.numbers, table.texts("from"), table.texts("to"), table.texts("change"), strict=True)
        for row, one, other, change in rows:
            if change.strip() not in found:
                raise InputRefused(
                    "zones_change_unknown", file=table.name, row=row, value=change, expected=f"{CUT}, {BRIDGE}"
                )
            found[change.strip()].append((one.strip(), other.strip()))
    return Edges(cut=tuple(found[CUT]), bridges=tuple(found[BRIDGE]))


def _pair(text: str) -> tuple[str, str]:
    separator = "," if "," in text else "-"
    parts = [part.strip() for part in text.split(separator)]
    if len(parts) != 2 or not all(parts):
        raise InputRefused("zones_pair_refused", value=text)
    return parts[0], parts[1]


def _index_of(ids: list[str], scores: Table, *, name: str) -> list[float]:
    known = dict(zip(scores.ids("id"), scores.figures("index"), strict=True))
    only_areas, only_scores = sorted(set(ids) - set(known)), sorted(set(known) - set(ids))
    if only_areas or only_scores:
        few = {"only_areas": _few(only_areas), "only_scores": _few(only_scores)}
        raise InputRefused("zones_ids_differ", file=name, other=scores.name, **few)
    return [known[unit] for unit in ids]


def _few(names: list[str]) -> str:
    more = f" … (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more if names else "–"


def _figures(areas: GeoDataFrame, column: str, *, name: str) -> Floats:
    if column not in areas.columns:
        raise InputRefused("table_no_column", file=name, column=column, expected=", ".join(areas.columns))
    try:
        return np.asarray(areas[column].to_numpy(dtype=float, na_value=np.nan))
    except (TypeError, ValueError):
        bad = to_numeric(areas[column], errors="coerce").isna() & ~isna(areas[column])
        row = int(np.argmax(bad.to_numpy()))
        value = str(areas[column].iloc[row])[:40]
        raise InputRefused("column_not_numbers", file=name, column=column, row=row + 1, value=value) from None


def _away(areas: GeoDataFrame, metric: GeoSeries, column: str, *, name: str) -> Floats:
    return away_from_units(metric, np.nan_to_num(_figures(areas, column, name=name)) > 0)


def _from_places(metric: GeoSeries, places: Places | None) -> dict[str, Floats]:
    if places is None:
        return {}
    if places.kind not in places.frame.columns:
        names = ", ".join(column for column in places.frame.columns if column != places.frame.geometry.name)
        raise InputRefused("table_no_column", file=places.name, column=places.kind, expected=names)
    kinds = places.frame[places.kind].astype(str)
    points = places.frame.geometry.to_crs(metric.crs)
    return {kind: away_from_places(metric, points[(kinds == kind).to_numpy()]) for kind in places.required}


def _areas_hash(metric: GeoSeries, people: Series) -> str:
    rows = (f"{unit}\t{people[unit]!r}\t{hashlib.sha256(metric[unit].wkb).hexdigest()}" for unit in metric.index)
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def _rows_hash(figures: Series) -> str:
    rows = (f"{unit}\t{value!r}" for unit, value in figures.items())
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
