"""Layers of a project and their features, as GeoJSON for a view of the map."""

from typing import Any

from flask import Blueprint, Response, request

from gis_app.domain.errors import InputRefused
from gis_app.domain.layers import Layer
from gis_app.domain.tiles import bounds_of_degrees
from gis_app.services.layer_features import ZOOMS, layer_features
from gis_app.services.layers import layers_of
from gis_app.services.projects import project_or_first
from gis_app.services.territory_links import territory_links
from gis_app.web.context import current_context
from gis_app.web.encoded import send_encoded
from gis_app.web.security import current_role

blueprint = Blueprint("api_layers", __name__, url_prefix="/api/v1/layers")


@blueprint.get("")
def listing() -> dict[str, Any]:
    """List the layers of a project that the role may see."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    layers = layers_of(context, project=project.code, role=current_role())
    return {"project": project.code, "invented": project.invented, "layers": [_described(layer) for layer in layers]}


@blueprint.get("/<layer_id>/features")
def features(layer_id: str) -> Response:
    """Send what a view (``bbox`` in degrees, ``zoom``) shows of a layer."""
    context = current_context()
    encoded = layer_features(
        context,
        layer_id,
        project=project_or_first(context, request.args.get("project")).code,
        role=current_role(),
        bounds=bounds_of_degrees(request.args.get("bbox", "")),
        zoom=_whole(request.args.get("zoom", "")),
    )
    # Two roles ask the same address and may get different answers: no shared cache, and always ask.
    return send_encoded(encoded.gzipped, mimetype="application/geo+json", etag=encoded.etag, keep="private, no-cache")


@blueprint.get("/territories")
def territories() -> Response:
    """Send names and boxes of the territories on a project's map."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    encoded = territory_links(context, project=project.code, role=current_role())
    return send_encoded(encoded.gzipped, mimetype="application/json", etag=encoded.etag, keep="private, no-cache")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InputRefused("zoom_refused", value=text[:20], expected=f"{ZOOMS[0]}–{ZOOMS[1]}") from None


def _described(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.id,
        "title": dict(layer.title),
        "theme": layer.theme,
        "role": layer.role,
        "geometry": layer.geometry,
        "source": dict(layer.source),
        "licence": layer.licence,
        "dated": layer.dated and layer.dated.isoformat(),
        "invented": layer.invented,
        "fields": [{"name": field.name, "title": dict(field.title), "unit": field.unit} for field in layer.fields],
    }
