"""Tiles of the base map that needs no tile server."""

from flask import Blueprint, Response

from gis_app.domain.tiles import Tile
from gis_app.services.basemap import base_tile
from gis_app.web.context import current_context
from gis_app.web.encoded import send_encoded

blueprint = Blueprint("api_base", __name__, url_prefix="/api/v1/base")


@blueprint.get("/<project>/<int:zoom>/<int:x>/<int:y>")
def tile(project: str, zoom: int, x: int, y: int) -> Response:
    """Send one tile as JSON (see ``services.basemap`` for its form)."""
    encoded = base_tile(current_context(), project=project, tile=Tile(zoom, x, y))
    return send_encoded(encoded.gzipped, mimetype="application/json", etag=encoded.etag, keep="max-age=300")
