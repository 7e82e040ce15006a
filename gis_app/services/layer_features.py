"""The features of a layer for a view of the map: simplified, gathered, encoded once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.generalise import gather, simplify_together
from gis_app.domain.crs import WGS84, project_all
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Feature, Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR, pixel, snapped
from gis_app.services.found import found
from gis_app.services.freshness import stamp_of
from gis_app.services.kept import Encoded, compact, encode
from gis_app.services.layers import layer_of
from gis_app.services.wiring import Context

ZOOMS = (6, 19)
MOST_SINGLE = 300
"""A layer of more points than this is shown in cells until ``SINGLE_FROM``."""
SINGLE_FROM = 16
CELL_PX = 72
WHOLE_FROM = 17
"""From this zoom shapes keep every corner."""
_LINES_OF_PLACES = ("kind", "precision", "address", "hours")
_SHOWN = {
    "places": _LINES_OF_PLACES,
    "communities": ("kind", "description"),
    "marks": ("text", "kind"),
    "territories": (),
}
_MOSTLY = 0.6
"""A cell gets the colour of a kind that more than this share of its places are of."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A layer at one zoom: shapes in EPSG:3857, the same order as ``features``."""

    features: Sequence[Feature]
    shapes: NDArray[Any]
    tree: shapely.STRtree


@dataclass(frozen=True, slots=True)
class _Cell:
    """Places drawn as one: the mean of their positions in EPSG:3857, and their rows."""

    x: float
    y: float
    rows: NDArray[np.int64]


def layer_features(context: Context, layer_id: str, *, project: str, role: Role, bounds: Bounds, zoom: int) -> Encoded:
    """Return GeoJSON in EPSG:4326 of what a view shows of a layer, encoded and kept.

    ``covers`` is the box (whole tiles around the view) that the answer is complete for. Areas and lines are simplified
    to a pixel of the zoom; where a layer has many points they come as cells with ``count`` until zoom 16.

    Parameters
    ----------
    bounds
        The view, in any CRS.
    zoom
        Zoom of the view, 256 pixels to a tile.

    Raises
    ------
    InputRefused
        If the zoom is out of range, or the layer is one of addresses, which only the base map and the search show.
    NotFound
        If there is no such project or layer, or the role may not see it.
    """
    if not ZOOMS[0] <= zoom <= ZOOMS[1]:
        raise InputRefused("zoom_refused", value=zoom, expected=f"{ZOOMS[0]}–{ZOOMS[1]}")
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role == "addresses":
        raise NotFound("layer_not_found", value=layer_id)
    area = snapped(_within_mercator(bounds), zoom - 1)
    stamp = stamp_of(context, layer)
    return context.memory.answers.get(
        ("features", layer_id, project, role, zoom, area.box),
        stamp=stamp,
        make=lambda: _encode(layer, _drawn(context, layer, project, role, zoom), area, zoom),
    )


def _within_mercator(bounds: Bounds) -> Bounds:
    box = bounds.to(WGS84)
    return Bounds(box.west, max(box.south, -85.0), box.east, min(box.north, 85.0), WGS84).to(MERCATOR)


def _drawn(context: Context, layer: Layer, project: str, role: Role, zoom: int) -> _Drawn:
    def make() -> _Drawn:
        read = found(context, layer, project=project, role=role)
        rows = np.flatnonzero(~(shapely.is_missing(read.shapes) | shapely.is_empty(read.shapes)))
        shapes = project_all(read.shapes[rows], source=read.epsg, target=MERCATOR)
        shapes = simplify_together(shapes, tolerance=0 if level >= WHOLE_FROM else pixel(level))
        return _Drawn([read.features[row] for row in rows.tolist()], shapes, shapely.STRtree(shapes))

    level = min(zoom, WHOLE_FROM)
    key = ("drawn", layer.id, project, role, level)
    drawn: _Drawn = context.memory.frames.get(key, stamp=stamp_of(context, layer), make=make)
    return drawn


def _encode(layer: Layer, drawn: _Drawn, area: Bounds, zoom: int) -> Encoded:
    inside = np.sort(drawn.tree.query(shapely.box(*area.box)))
    digits = 5 if zoom < SINGLE_FROM else 6
    many = len(drawn.features) > MOST_SINGLE and zoom < SINGLE_FROM
    alone, cells = _gathered(drawn, inside, CELL_PX * pixel(zoom) if many else 0)
    members = [*_singles(layer, drawn, alone, digits), *_cells(drawn, cells, digits)]
    covers = [round(edge, 6) for edge in area.to(WGS84).box]
    head = compact({"type": "FeatureCollection", "layer": layer.id, "zoom": zoom, "covers": covers})
    return encode(f'{head[:-1]},"features":[{",".join(members)}]}}')


def _singles(layer: Layer, drawn: _Drawn, rows: NDArray[np.int64], digits: int) -> Iterator[str]:
    shapes = shapely.to_geojson(_degrees(drawn.shapes[rows], digits))
    for row, shape in zip(rows, shapes, strict=True):
        feature = drawn.features[row]
        yield _member(compact(feature.id), shape, _properties(layer, feature))


def _gathered(drawn: _Drawn, rows: NDArray[np.int64], size: float) -> tuple[NDArray[np.int64], list[_Cell]]:
    """Return the rows that stand alone, and the cells of ``size`` that hold several; size 0 gathers nothing."""
    points = rows[shapely.get_type_id(drawn.shapes[rows]) == 0] if size else rows[:0]
    if not len(points):
        return rows, []
    cells = gather(shapely.get_coordinates(drawn.shapes[points]), size=size)
    order = np.argsort(cells.cell, kind="stable")
    groups = np.split(points[order], np.cumsum(cells.count)[:-1])
    several = [
        _Cell(xy[0], xy[1], group) for xy, group in zip(cells.xy.tolist(), groups, strict=True) if len(group) > 1
    ]
    together = np.concatenate([cell.rows for cell in several]) if several else rows[:0]
    return np.setdiff1d(rows, together), several


def _cells(drawn: _Drawn, cells: Sequence[_Cell], digits: int) -> Iterator[str]:
    """Yield one point for each cell: how many places it stands for, and their kind where most are of one."""
    points = shapely.to_geojson(_degrees(shapely.points([(cell.x, cell.y) for cell in cells]), digits)) if cells else ()
    for cell, point in zip(cells, points, strict=True):
        kinds = Counter(str(drawn.features[row].properties.get("kind", "")) for row in cell.rows)
        kind, number = kinds.most_common(1)[0]
        shown = {"kind": kind} if kind and number > _MOSTLY * len(cell.rows) else {}
        yield _member("null", point, {"count": len(cell.rows), **shown})


def _member(key: str, shape: str, properties: Mapping[str, Any]) -> str:
    return f'{{"type":"Feature","id":{key},"geometry":{shape},"properties":{compact(properties)}}}'


def _degrees(shapes: NDArray[Any], digits: int) -> NDArray[Any]:
    degrees = project_all(shapes, source=MERCATOR, target=WGS84)
    return np.asarray(shapely.transform(degrees, lambda points: points.round(digits)), dtype=object)


def _properties(layer: Layer, feature: Feature) -> dict[str, Any]:
    """Return what a popup needs, without empty values; never all that the feature has."""
    names = _SHOWN.get(layer.role) or (() if layer.role == "territories" else [field.name for field in layer.fields])
    title = feature.properties.get(layer.name_field or "name")
    shown = {name: feature.properties.get(name) for name in names if name != layer.name_field}
    return {key: value for key, value in {"name": title, **shown}.items() if value not in (None, "")}
