"""OGC API – Features: public layers by address, for QGIS and every other program that speaks it. No language in it."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request, url_for

from gis_app.domain.errors import InputRefused
from gis_app.domain.layers import Layer
from gis_app.domain.lists import LANGUAGES
from gis_app.services.exports import ogc
from gis_app.services.exports.rows import Filter
from gis_app.text.words import Words, words_for
from gis_app.web.context import current_context
from gis_app.web.ogc_description import description
from gis_app.web.security import without_csrf

blueprint = without_csrf(Blueprint("ogc", __name__, url_prefix="/ogc"))

GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_OF_ITEMS = frozenset({"bbox", "bbox-crs", "crs", "datetime", "limit", "offset", "f"})


@blueprint.after_request
def open_to_all(answer: Response) -> Response:
    """Let pages of other hosts read it too: everything here is public."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "Content-Crs, Link"
    answer.headers.setdefault("Cache-Control", "no-cache")
    return answer


@blueprint.get("")
def landing() -> Response:
    """Send the landing page."""
    refuse_unknown({"f"})
    words = _words()
    return jsonify(
        title="Kopienas karte",
        description=words.gettext("Public layers of this community map"),
        links=[
            _link("self", "ogc.landing", "application/json"),
            _link("service-desc", "ogc.api", OPENAPI),
            _link("conformance", "ogc.conformance", "application/json"),
            _link("data", "ogc.collections", "application/json"),
        ],
    )


@blueprint.get("/api")
def api() -> Response:
    """Send the description of the interface (OpenAPI 3.0)."""
    refuse_unknown({"f"})
    found = ogc.collections(current_context())
    text = json.dumps(description(found, server=_address("ogc.landing")), ensure_ascii=False)
    return Response(text, content_type=OPENAPI)


@blueprint.get("/conformance")
def conformance() -> Response:
    """Send the parts of the standard that hold."""
    refuse_unknown({"f"})
    return jsonify(conformsTo=list(ogc.CONFORMANCE))


@blueprint.get("/collections")
def collections() -> Response:
    """Send every public layer."""
    refuse_unknown({"f"})
    found = ogc.collections(current_context())
    return jsonify(
        links=[_link("self", "ogc.collections", "application/json")],
        crs=list(ogc.CRS_URIS),
        collections=[_described(one) for one in found],
    )


@blueprint.get("/collections/<collection_id>")
def collection(collection_id: str) -> Response:
    """Send what there is to know of one layer."""
    refuse_unknown({"f"})
    return jsonify(_described(ogc.collection(current_context(), collection_id)))


@blueprint.get("/collections/<collection_id>/items")
def items(collection_id: str) -> Response:
    """Send features of a layer, page by page."""
    asked, context = request.args, current_context()
    layer = ogc.collection(context, collection_id).layer
    limit = min(_whole("limit", ogc.LIMIT, least=1), ogc.MOST)
    offset = _whole("offset", 0, least=0)
    crs = asked.get("crs", "")
    page = ogc.items(context, collection_id, only=_filter(layer), crs=crs, limit=limit, offset=offset)
    head = {
        "type": "FeatureCollection",
        "timeStamp": f"{context.clock():%Y-%m-%dT%H:%M:%SZ}",
        "numberMatched": page.matched,
        "numberReturned": len(page.members),
        "links": _page_links(collection_id, page, limit),
    }
    return _geojson(f'{json.dumps(head)[:-1]}, "features": [{",".join(page.members)}]}}', crs)


@blueprint.get("/collections/<collection_id>/items/<path:feature_id>")
def item(collection_id: str, feature_id: str) -> Response:
    """Send one feature."""
    refuse_unknown({"f", "crs"})
    crs = request.args.get("crs", "")
    found = ogc.item(current_context(), collection_id, feature_id, crs=crs)
    where = {"collection_id": collection_id}
    links = [
        _link("self", "ogc.item", GEOJSON, **where, feature_id=feature_id),
        _link("collection", "ogc.collection", "application/json", **where),
    ]
    return _geojson(f'{found[:-1]},"links":{json.dumps(links)}}}', crs)


def refuse_unknown(known: set[str] | frozenset[str]) -> None:
    """Refuse a parameter that nobody understands, as the standard asks: silence would look like a working filter."""
    strange = sorted(set(request.args) - known)
    if strange:
        raise InputRefused("ogc_parameter_unknown", value=strange[0][:60], expected=", ".join(sorted(known)))
    if request.args.get("f", "json") not in {"json", "geojson"}:
        raise InputRefused("ogc_format_unknown", value=request.args["f"][:60], expected="json")


def _filter(layer: Layer) -> Filter:
    columns = {column.name for column in layer.fields}
    refuse_unknown(_OF_ITEMS | columns)
    asked = request.args
    box = ogc.box_asked(asked["bbox"], asked.get("bbox-crs", ""), layer) if asked.get("bbox") else None
    return Filter(values={name: asked[name] for name in columns & set(asked)}, bounds=box)


def _whole(name: str, otherwise: int, *, least: int) -> int:
    text = request.args.get(name, str(otherwise))
    if not text.isascii() or not text.isdigit() or int(text[:12]) < least:
        raise InputRefused("ogc_number_refused", key=name, value=text[:20], expected=f"{least} …")
    return int(text[:12])


def _geojson(text: str, crs: str) -> Response:
    answer = Response(text, mimetype=GEOJSON)
    answer.headers["Content-Crs"] = f"<{crs or ogc.CRS84}>"
    return answer


def _page_links(collection_id: str, page: ogc.Page, limit: int) -> list[dict[str, str]]:
    def at(rel: str, offset: int) -> dict[str, str]:
        asked = {**request.args.to_dict(), "limit": limit, "offset": offset}
        address = _address("ogc.items", collection_id=collection_id)
        return {"rel": rel, "type": GEOJSON, "href": f"{address}?{urlencode(asked)}"}

    links = [
        at("self", page.offset),
        _link("collection", "ogc.collection", "application/json", collection_id=collection_id),
    ]
    if page.offset + limit < page.matched:
        links.append(at("next", page.offset + limit))
    if page.offset:
        links.append(at("prev", max(page.offset - limit, 0)))
    return links


def _described(found: ogc.Collection) -> dict[str, Any]:
    layer, words = found.layer, _words()
    note = words.gettext("Invented town: every figure, place and name in it is made up.") if layer.invented else ""
    told: dict[str, Any] = {
        "id": layer.id,
        "title": words.pick(layer.title),
        "description": " ".join(part for part in (note, words.pick(layer.source)) if part),
        "itemType": "feature",
        "license": layer.licence,
        "crs": found.crs,
        "storageCrs": found.storage_crs,
        "links": [
            _link("self", "ogc.collection", "application/json", collection_id=layer.id),
            _link("items", "ogc.items", GEOJSON, collection_id=layer.id),
        ],
    }
    if found.extent is not None:
        told["extent"] = {"spatial": {"bbox": [[round(edge, 6) for edge in found.extent.box]], "crs": ogc.CRS84}}
    return told


def _link(rel: str, endpoint: str, media_type: str, **values: str) -> dict[str, str]:
    return {"rel": rel, "type": media_type, "href": _address(endpoint, **values)}


def _address(endpoint: str, **values: str) -> str:
    return url_for(endpoint, _external=True, **values)


def _words() -> Words:
    return words_for(request.accept_languages.best_match(LANGUAGES) or current_context().settings.language)
