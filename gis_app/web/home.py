"""The two addresses without a language: the front door and the health check."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from gis_app.web.i18n import current_language

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def front_door() -> Response:
    """Send the visitor to the map in their language."""
    return redirect(f"/{current_language()}/")


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the server answers."""
    return {"status": "ok"}
