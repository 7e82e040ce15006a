"""Layers that come as pictures, tile by tile, and what a grid says of a point."""

from typing import Any

from flask import Blueprint, Response, request

from gis_app.domain.tiles import Tile, bounds_of_degrees
from gis_app.services.grid_tiles import grid_value
from gis_app.services.projects import project_or_first
from gis_app.services.raster_tiles import raster_tile
from gis_app.web.context import current_context
from gis_app.web.encoded import send_picture
from gis_app.web.security import current_role

blueprint = Blueprint("api_raster", __name__, url_prefix="/api/v1/raster")


@blueprint.get("/<layer_id>/<int:zoom>/<int:x>/<int:y>")
def tile(layer_id: str, zoom: int, x: int, y: int) -> Response:
    """Send one tile, 512 pixels wide."""
    context = current_context()
    project = project_or_first(context, request.args.get("project")).code
    picture = raster_tile(context, layer_id, project=project, role=current_role(), tile=Tile(zoom, x, y))
    # Two roles ask the same address and may get different pictures: no shared cache, and ask again after a minute.
    return send_picture(picture.content, mimetype=picture.mimetype, etag=picture.etag, keep="private, max-age=60")


@blueprint.get("/<layer_id>/value")
def value(layer_id: str) -> dict[str, Any]:
    """Send what a grid says of the point ``at=lon,lat``."""
    context = current_context()
    project = project_or_first(context, request.args.get("project")).code
    at = request.args.get("at", "")
    point = bounds_of_degrees(f"{at},{at}")
    found = grid_value(context, layer_id, project=project, role=current_role(), lon=point.west, lat=point.south)
    return {"people": found.people, "side_km": found.side_km, "small": found.small}
