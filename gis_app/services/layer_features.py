"""The features of a layer for a view of the map: simplified, gathered, encoded once."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.crs import WGS84, project_all, transformer
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.domain.rows import Floats, Rows
from gis_app.domain.tiles import MERCATOR, pixel, snapped
from gis_app.services.found import found, key_of
from gis_app.services.freshness import stamp_of
from gis_app.services.kept import Encoded, compact, encode
from gis_app.services.layers import layer_of
from gis_app.services.levels import CELL_PX, MOST_IN_VIEW, Gathered, Level, gathered, level_of, nothing
from gis_app.services.wiring import Context

ZOOMS = (6, 19)
_NOT_DRAWN_HERE = ("addresses", "grid")
_LINES_OF_PLACES = ("kind", "precision", "address", "hours")
_SHOWN = {
    "places": _LINES_OF_PLACES,
    "communities": ("kind", "description"),
    "marks": ("text", "kind"),
    "territories": (),
    "work_areas": ("people", "supports", "review_on"),
}
_DIGITS = {6: 2, 7: 3, 8: 3, 9: 4, 10: 4, 11: 4}
"""Decimals of a degree, a quarter of a pixel or finer; five from zoom 12 and six from 16."""


def layer_features(context: Context, layer_id: str, *, project: str, role: Role, bounds: Bounds, zoom: int) -> Encoded:
    """Return GeoJSON in EPSG:4326 of what a view shows of a layer, encoded and kept.

    ``covers`` is the box (whole tiles around the view) that the answer is complete for. Areas and lines are simplified
    to a pixel of the zoom; where a layer has many features, points and shapes smaller than a few pixels come as cells
    with ``count`` until zoom 16, and beyond it where a view would hold more than a screen can show.

    Parameters
    ----------
    bounds
        The view, in any CRS.
    zoom
        Zoom of the view, 256 pixels to a tile.

    Raises
    ------
    InputRefused
        If the zoom is out of range.
    NotFound
        If there is no such project or layer, the role may not see it, or it is drawn otherwise: addresses by the base
        map, a grid as pictures.
    """
    if not ZOOMS[0] <= zoom <= ZOOMS[1]:
        raise InputRefused("zoom_refused", value=zoom, expected=f"{ZOOMS[0]}–{ZOOMS[1]}")
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role in _NOT_DRAWN_HERE:
        raise NotFound("layer_not_found", value=layer_id)
    area = snapped(_within_mercator(bounds), zoom - 1)
    stamp, key = stamp_of(context, layer), key_of(layer, project=project, role=role)

    def make() -> Encoded:
        rows = found(context, layer, project=project, role=role)
        level = level_of(context, layer, rows, zoom=zoom, key=key, stamp=stamp)
        return _encode(layer, rows, level, area, zoom)

    return context.memory.answers.get(("features", *key, zoom, area.box), stamp=stamp, make=make)


def _within_mercator(bounds: Bounds) -> Bounds:
    box = bounds.to(WGS84)
    return Bounds(box.west, max(box.south, -85.0), box.east, min(box.north, 85.0), WGS84).to(MERCATOR)


def _encode(layer: Layer, rows: Rows, level: Level, area: Bounds, zoom: int) -> Encoded:
    digits = 6 if zoom >= 16 else _DIGITS.get(zoom, 5)
    here, cells = _for_a_screen(rows, level, area, zoom)
    members = [*_cells(rows, level.cells.inside(area), digits), *_cells(rows, cells, digits)]
    members = [*_singles(layer, rows, here, digits), *members]
    covers = [round(edge, 6) for edge in area.to(WGS84).box]
    head = compact({"type": "FeatureCollection", "layer": layer.id, "zoom": zoom, "covers": covers})
    return encode(f'{head[:-1]},"features":[{",".join(members)}]}}')


def _for_a_screen(rows: Rows, level: Level, area: Bounds, zoom: int) -> tuple[Level, Gathered]:
    """Return what stands alone in a view, and the cells of the smallest where there is more than a screen can show."""
    here = level.inside(area)
    shapes = None if level.shapes is None else level.shapes[here]
    seen = Level(level.rows[here], level.low[here], level.high[here], shapes, level.cells)
    if len(here) > MOST_IN_VIEW:
        sizes = np.sort((seen.high - seen.low).max(axis=1))
        smaller = np.nextafter(max(sizes[-MOST_IN_VIEW], pixel(zoom)), np.inf)
        seen = gathered(rows, seen, size=CELL_PX / 2 * pixel(zoom), smaller=smaller)
        return seen, seen.cells
    return seen, nothing()


def _singles(layer: Layer, rows: Rows, level: Level, digits: int) -> Iterator[str]:
    shapes = _points(level.low, digits) if level.shapes is None else shapely.to_geojson(_degrees(level.shapes, digits))
    names = [name for name in _names(layer) if name in rows.columns]
    title = layer.name_field or "name"
    for row, shape in zip(level.rows.tolist(), shapes, strict=True):
        shown = {"name": rows.value(title, row), **{name: rows.value(name, row) for name in names}}
        properties = {key: value for key, value in shown.items() if value not in (None, "")}
        yield _member(compact(rows.id(row)), shape, properties)


def _cells(rows: Rows, cells: Gathered, digits: int) -> Iterator[str]:
    """Yield one point for each cell: how many features it stands for, and their kind where most are of one."""
    kinds = rows.codes("kind")[1] if "kind" in rows.columns else ()
    points = _points(cells.xy, digits)
    for point, count, code in zip(points, cells.count.tolist(), cells.kind.tolist(), strict=True):
        kind = kinds[code] if code >= 0 else ""
        yield _member("null", point, {"count": count, "kind": kind} if kind else {"count": count})


def _member(key: str, shape: str, properties: Mapping[str, Any]) -> str:
    return f'{{"type":"Feature","id":{key},"geometry":{shape},"properties":{compact(properties)}}}'


def _points(xy: Floats, digits: int) -> list[str]:
    lon, lat = transformer(MERCATOR, WGS84).transform(xy[:, 0], xy[:, 1])
    pairs = zip(np.round(lon, digits).tolist(), np.round(lat, digits).tolist(), strict=True)
    return [f'{{"type":"Point","coordinates":[{x},{y}]}}' for x, y in pairs]


def _degrees(shapes: NDArray[Any], digits: int) -> NDArray[Any]:
    degrees = project_all(shapes, source=MERCATOR, target=WGS84)
    return np.asarray(shapely.transform(degrees, lambda points: points.round(digits)), dtype=object)


def _names(layer: Layer) -> list[str]:
    """Return what a popup needs, never all that a feature has; the name comes by itself."""
    names = _SHOWN.get(layer.role, [field.name for field in layer.fields])
    return [name for name in names if name not in {layer.name_field, "name"}]
