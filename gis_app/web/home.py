"""The two addresses without a language: the front door and the health check."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from gis_app.domain.roles import Role
from gis_app.services.preparing.front_door import hall_meeting
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language
from gis_app.web.security import current_role

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def front_door() -> Response:
    """Send the visitor to the map in their language; in a hall straight to its only open meeting.

    Staff who are logged in still reach the map, and everybody does under the address with a language.
    """
    code = hall_meeting(current_context()) if current_role() is Role.PUBLIC else None
    answer = redirect(f"/{current_language()}/m/{code}" if code else f"/{current_language()}/")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the server answers."""
    return {"status": "ok"}
