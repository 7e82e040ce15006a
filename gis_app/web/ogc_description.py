"""The OpenAPI 3.0 description of ``/ogc``, made from the collections there are."""

from collections.abc import Sequence
from typing import Any

from gis_app.services.exports.ogc import CRS_URIS, LIMIT, MOST, Collection

_JSON = {"application/json": {"schema": {"type": "object"}}}
_GEOJSON = {"application/geo+json": {"schema": {"type": "object"}}}


def description(found: Sequence[Collection], *, server: str) -> dict[str, Any]:
    """Return the description; ``server`` is the address of the landing page."""
    plain = {"/": "landing page", "/conformance": "parts of the standard", "/collections": "public layers"}
    paths = {path: _get(text, [], _JSON) for path, text in plain.items()}
    for one in found:
        paths |= _of_collection(one)
    return {
        "openapi": "3.0.3",
        "info": {"title": "Kopienas karte", "version": "1", "description": "OGC API – Features"},
        "servers": [{"url": server}],
        "paths": paths,
    }


def _of_collection(one: Collection) -> dict[str, Any]:
    root, layer = f"/collections/{one.layer.id}", one.layer
    columns = [_parameter(column.name, {"type": "string"}, text=column.title.get("en", "")) for column in layer.fields]
    feature = {**_parameter("featureId", {"type": "string"}), "in": "path", "required": True}
    return {
        root: _get(f"about {layer.id}", [], _JSON),
        f"{root}/items": _get(f"features of {layer.id}", [*_paging(), *columns], _GEOJSON),
        f"{root}/items/{{featureId}}": _get(f"one feature of {layer.id}", [feature, _crs("crs")], _GEOJSON),
    }


def _paging() -> list[dict[str, Any]]:
    corners = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    return [
        {**_parameter("bbox", corners), "style": "form", "explode": False},
        _crs("bbox-crs"),
        _crs("crs"),
        _parameter("datetime", {"type": "string"}, text="accepted; these features have no time"),
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}),
        _parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
    ]


def _crs(name: str) -> dict[str, Any]:
    return _parameter(name, {"type": "string", "format": "uri"}, text=", ".join(CRS_URIS))


def _parameter(name: str, schema: dict[str, Any], *, text: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": text or name}


def _get(summary: str, parameters: list[dict[str, Any]], content: dict[str, Any]) -> dict[str, Any]:
    answers = {"200": {"description": "OK", "content": content}, "400": {"description": "Bad request"}}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {**answers, "404": {"description": "Not found"}},
        }
    }
