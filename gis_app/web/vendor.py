"""Leaflet, under our own address."""

from flask import Blueprint, Response

from gis_app.maps.assets import asset
from gis_app.web.encoded import send_encoded

blueprint = Blueprint("vendor", __name__, url_prefix="/static/vendor")

_YEAR = f"max-age={365 * 24 * 3600}, immutable"


@blueprint.get("/<name>")
def file(name: str) -> Response:
    """Send a file that the map needs; its name holds its version, so it may be kept for a year."""
    found = asset(name)
    return send_encoded(found.gzipped, mimetype=found.mimetype, etag=found.etag, keep=_YEAR)
