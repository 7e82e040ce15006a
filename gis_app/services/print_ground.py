"""The ground of a printed sheet: the base map's features of its scale, and where the names of streets may stand."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis_app.analysis.line_labels import anchors
from gis_app.analysis.streets import street_labels
from gis_app.domain.crs import project_all
from gis_app.domain.geography import Bounds
from gis_app.domain.ground_look import zoom_of_scale
from gis_app.domain.layers import Feature, Layer
from gis_app.prints.content import DrawnLayer, StreetName
from gis_app.prints.ground import FINER
from gis_app.services.base_names import weight_of
from gis_app.services.wiring import Context

_LETTER_MM = 1.25
"""About the width of a letter of a street's name on paper."""
_EVERY_MM = 65.0


def base_features(context: Context, layer: Layer, *, bounds: Bounds, scale: int) -> list[Feature]:
    """Return what a sheet of a scale shows of one part of the base map, in the CRS of ``bounds``.

    A generalised layer of a whole country (one with a ``max_zoom``) is left out of larger scales.
    """
    zoom = zoom_of_scale(scale) + FINER
    if layer.style.max_zoom and zoom > layer.style.max_zoom + 1:
        return []
    columns = [column.name for column in layer.fields if column.name not in {"id", "zoom"}]
    frame = context.catalogue.window(layer.id, bounds=bounds, columns=columns, zoom=int(zoom))
    shapes = project_all(np.asarray(frame.geometry.to_numpy(), dtype=object), source=layer.epsg, target=bounds.epsg)
    rows = frame[columns].to_dict("records")
    return [Feature(str(place), shape, row) for place, (shape, row) in enumerate(zip(shapes, rows, strict=True))]


def street_names(drawn: Sequence[DrawnLayer], *, scale: int) -> tuple[StreetName, ...]:
    """Return where the names of streets may stand: along the roads where these are known, else along the houses."""
    roads = [feature for one in drawn if one.layer.base == "roads" for feature in one.features]
    return _along_roads(roads, scale) if roads else _along_houses(drawn)


def _along_roads(roads: Sequence[Feature], scale: int) -> tuple[StreetName, ...]:
    named: dict[str, list[Feature]] = {}
    for road in roads:
        if road.properties.get("name") and road.geometry is not None:
            named.setdefault(str(road.properties["name"]), []).append(road)
    found = []
    for name, here in sorted(named.items()):
        weight = max(weight_of(str(road.properties.get("kind"))) for road in here)
        length = len(name) * _LETTER_MM * scale / 1000
        parts = shapely.get_parts([road.geometry for road in here])
        joined = shapely.line_merge(shapely.MultiLineString(list(parts)))
        for line in shapely.get_parts(joined):
            every = max(_EVERY_MM * scale / 1000, 2 * length)
            found += [
                StreetName(name, weight, at.angle, at.x, at.y) for at in anchors(line, length=length, every=every)
            ]
    return tuple(found)


def _along_houses(drawn: Sequence[DrawnLayer]) -> tuple[StreetName, ...]:
    houses = [feature for one in drawn if one.layer.role == "addresses" for feature in one.features]
    known = [house for house in houses if house.geometry is not None]
    if not known:
        return ()
    columns = {name: [house.properties.get(name) for house in known] for name in ("street", "number", "rotation")}
    names = street_labels(gpd.GeoDataFrame(pd.DataFrame(columns), geometry=[house.geometry for house in known]))
    return tuple(
        StreetName(row.name, row.houses, row.angle, row.geometry.x, row.geometry.y)
        for row in names.itertuples(index=False)
    )
