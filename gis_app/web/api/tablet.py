"""The shared tablet asks whether its pass is still good; people at it use the requests of phones."""

from flask import Blueprint, Response, jsonify

from gis_app.services.devices.tablet import tablet_of
from gis_app.web.api.joining import small_and_private
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words
from gis_app.web.meetings.shared import local
from gis_app.web.security import bearer, limiter

blueprint = small_and_private(Blueprint("api_tablet", __name__, url_prefix="/api/v1"))


@blueprint.get("/meetings/<code>/tablet")
@limiter.limit("120 per minute")
def state(code: str) -> Response:
    """Answer with the label of the tablet's pass and until when it is good."""
    found, _ = tablet_of(current_context(), code=code, shown=bearer())
    return jsonify(label=found.label, until=current_words().date(local(found.valid_until).date()))
