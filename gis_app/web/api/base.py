"""Tiles of the base map that needs no tile server, and whom it names as its sources."""

from flask import Blueprint, Response, jsonify

from gis_app.domain.tiles import Tile
from gis_app.services.basemap import base_layers, base_tile, named_sources
from gis_app.web.context import current_context
from gis_app.web.encoded import send_encoded
from gis_app.web.i18n import current_words

blueprint = Blueprint("api_base", __name__, url_prefix="/api/v1/base")


@blueprint.get("/<project>/<int:zoom>/<int:x>/<int:y>")
def tile(project: str, zoom: int, x: int, y: int) -> Response:
    """Send one tile as JSON (see ``services.basemap`` for its form)."""
    encoded = base_tile(current_context(), project=project, tile=Tile(zoom, x, y))
    return send_encoded(encoded.gzipped, mimetype="application/json", etag=encoded.etag, keep="max-age=300")


@blueprint.get("/<project>/sources")
def sources(project: str) -> Response:
    """Send the names that stand in the corner of every map drawn on this ground."""
    words = current_words()
    named = named_sources(base_layers(current_context(), project=project), words)
    answer = jsonify(sources=named, text=words.gettext("Base map:") + " " + "; ".join(named) if named else "")
    answer.headers["Cache-Control"] = "max-age=300"
    answer.headers["Vary"] = "Accept-Language"
    return answer
