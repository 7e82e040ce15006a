"""The shared tablet asks whether its pass is still good; people at it use the requests of phones."""

from flask import Blueprint, Response, jsonify, request

from gis_app.services.devices.tablet import tablet_of
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words
from gis_app.web.meetings.shared import local
from gis_app.web.security import limiter, without_csrf

blueprint = without_csrf(Blueprint("api_tablet", __name__, url_prefix="/api/v1"))


@blueprint.get("/meetings/<code>/tablet")
@limiter.limit("120 per minute")
def state(code: str) -> Response:
    """Answer with the label of the tablet's pass and until when it is good."""
    shown = request.headers.get("Authorization", "").partition(" ")[2].strip()
    found, _ = tablet_of(current_context(), code=code, shown=shown)
    answer = jsonify(label=found.label, until=current_words().date(local(found.valid_until).date()))
    answer.headers["Cache-Control"] = "no-store"
    return answer
