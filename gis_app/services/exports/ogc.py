"""Public layers of every project as collections of OGC API – Features (Part 1: Core, Part 2: CRS by reference).

Standards: OGC 17-069r4 and OGC 18-058r1. Only what the public may see is here, whoever asks.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.crs import LKS92, WGS84, northing_first, project_all, swap_axes
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import NEVER_A_FILE, Feature, Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR
from gis_app.services.exports.rows import Filter, Selected, rows_of
from gis_app.services.found import found
from gis_app.services.freshness import stamp_of
from gis_app.services.layers import layers_of
from gis_app.services.projects import projects
from gis_app.services.wiring import Context

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LIMIT, MOST = 100, 10_000
CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)
_DIGITS = {"degrees": 7, "metres": 2}


@dataclass(frozen=True, slots=True)
class Collection:
    """A public layer; ``extent`` in EPSG:4326, None while it has no features with a place."""

    layer: Layer
    count: int
    extent: Bounds | None

    @property
    def crs(self) -> list[str]:
        """URIs of the CRS it can be asked in, the default first."""
        return list(offered(self.layer))

    @property
    def storage_crs(self) -> str:
        """URI of the CRS it is kept in."""
        return uri_of(self.layer.epsg)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the features of a collection, encoded: ``members`` are GeoJSON features."""

    members: Sequence[str]
    matched: int
    offset: int


def uri_of(epsg: int) -> str:
    """Return the URI that OGC gives to an EPSG code."""
    return f"http://www.opengis.net/def/crs/EPSG/0/{epsg}"


CRS_URIS: Mapping[str, int] = {CRS84: WGS84, **{uri_of(epsg): epsg for epsg in (WGS84, LKS92, MERCATOR)}}


def offered(layer: Layer) -> dict[str, int]:
    """Return the CRS a layer can be asked in, by URI: the usual ones and its own."""
    return {**CRS_URIS, uri_of(layer.epsg): layer.epsg}


def collections(context: Context) -> list[Collection]:
    """Return every public layer of every project."""
    return [
        _described(context, layer)
        for project in projects(context)
        for layer in layers_of(context, project=project.code, role=Role.PUBLIC)
        if layer.role not in NEVER_A_FILE
    ]


def collection(context: Context, collection_id: str) -> Collection:
    """Return one public layer.

    Raises
    ------
    NotFound
        If there is none of that id, or it is not public: nobody learns which.
    """
    return _described(context, _layer(context, collection_id))


def epsg_of(uri: str, layer: Layer) -> int:
    """Return the EPSG code of a CRS that a request names; an empty one is CRS84.

    Raises
    ------
    InputRefused
        If the collection cannot be asked in it.
    """
    known = offered(layer)
    if uri and uri not in known:
        raise InputRefused("ogc_crs_unknown", value=uri[:120], expected=", ".join(known))
    return known[uri or CRS84]


def items(
    context: Context, collection_id: str, *, only: Filter, crs: str = "", limit: int = LIMIT, offset: int = 0
) -> Page:
    """Return features of a collection, in the order they are kept.

    Parameters
    ----------
    crs
        URI of the CRS of the answer; axes stand in the order that its definition has.

    Raises
    ------
    NotFound
        If there is no such public layer.
    InputRefused
        If the CRS is not offered, or a filter names an unknown column.
    """
    layer = _layer(context, collection_id)
    epsg = epsg_of(crs, layer)
    rows = rows_of(context, layer.id, project=layer.project, role=Role.PUBLIC, only=only)
    part = slice(offset, offset + limit)
    return Page(_members(rows, rows.features[part], rows.shapes[part], epsg=epsg, crs=crs), len(rows.features), offset)


def item(context: Context, collection_id: str, feature_id: str, *, crs: str = "") -> str:
    """Return one feature as GeoJSON.

    Raises
    ------
    NotFound
        If there is no such public layer or no such feature in it.
    InputRefused
        If the CRS is not offered.
    """
    layer = _layer(context, collection_id)
    epsg = epsg_of(crs, layer)
    rows = rows_of(context, layer.id, project=layer.project, role=Role.PUBLIC)
    for place, feature in enumerate(rows.features):
        if feature.id == feature_id:
            return _members(rows, [feature], rows.shapes[place : place + 1], epsg=epsg, crs=crs)[0]
    raise NotFound("feature_not_found", value=feature_id)


def box_asked(text: str, crs: str, layer: Layer) -> Bounds:
    """Return the box of a ``bbox`` of four or six numbers in ``bbox-crs``, its axes as the definition has them.

    A box whose west lies east of its east goes round the world: such a one is refused, nothing of ours lies there.

    Raises
    ------
    InputRefused
        If it is no box, or the CRS is not offered.
    """
    epsg = epsg_of(crs, layer)
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in {4, 6} or not all(map(np.isfinite, numbers)):
        raise InputRefused("bbox_refused", value=text[:80])
    corners = numbers if len(numbers) == 4 else [*numbers[:2], *numbers[3:5]]
    if crs not in {"", CRS84} and northing_first(epsg):
        corners = [corners[1], corners[0], corners[3], corners[2]]
    west, south, east, north = corners
    return Bounds(west, south, east, north, epsg)


def _layer(context: Context, collection_id: str) -> Layer:
    for project in projects(context):
        for layer in layers_of(context, project=project.code, role=Role.PUBLIC):
            if layer.id == collection_id:
                return layer
    raise NotFound("layer_not_found", value=collection_id)


def _described(context: Context, layer: Layer) -> Collection:
    def make() -> Collection:
        rows = found(context, layer, project=layer.project, role=Role.PUBLIC)
        boxes = rows.boxes(WGS84)
        there = boxes[~np.isnan(boxes).any(axis=1)]
        if not len(there):
            return Collection(layer, len(rows), None)
        west, south = there[:, :2].min(axis=0).tolist()
        east, north = there[:, 2:].max(axis=0).tolist()
        return Collection(layer, len(rows), Bounds(west, south, east, north, WGS84))

    kept: Collection = context.memory.frames.get(
        ("collection", layer.id), stamp=(stamp_of(context, layer), layer.public), make=make
    )
    return kept


def _members(rows: Selected, features: Sequence[Feature], shapes: NDArray[Any], *, epsg: int, crs: str) -> list[str]:
    turned = project_all(shapes, source=rows.epsg, target=epsg)
    digits = _DIGITS["degrees" if epsg == WGS84 else "metres"]
    turned = np.asarray(shapely.transform(turned, lambda points: points.round(digits)), dtype=object)
    if crs not in {"", CRS84} and northing_first(epsg):
        turned = swap_axes(turned)
    return [
        f'{{"type":"Feature","id":{_json(feature.id)},"geometry":{shape or "null"},'
        f'"properties":{_json({name: feature.properties.get(name) for name in rows.columns})}}}'
        for feature, shape in zip(features, shapely.to_geojson(turned), strict=True)
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
