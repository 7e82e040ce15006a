"""Photos: a participant's own come in and go, the public ones can be seen. No cookie, no session."""

from flask import Blueprint, Response, jsonify, request

from gis_app.photos.clean import MAX_BYTES
from gis_app.services.photos.keep import keep_photo, remove_photo
from gis_app.services.photos.shown import public_photo
from gis_app.web.api.meetings import by_meeting, by_participant, credential
from gis_app.web.context import current_context
from gis_app.web.security import without_csrf

blueprint = without_csrf(Blueprint("api_photos", __name__))
_CONSENT = "Karte-Photo-Consent"
"""Header with the value *yes*: consent is asked for photos only, and apart from everything else (§6.1)."""


@blueprint.before_request
def allow_a_photo() -> None:
    """Let a body of the size of a photo in; anything larger is refused before it is read."""
    if request.method == "PUT":
        request.max_content_length = MAX_BYTES


@blueprint.put("/api/v1/meetings/<code>/marks/<uuid>/photo")
@by_meeting
@by_participant
def keep(code: str, uuid: str) -> tuple[Response, int]:
    """Store the photo of one's own mark; the same photo again gets the same answer with status 200."""
    kept = keep_photo(
        current_context(),
        code=code,
        token=credential(),
        uuid=uuid,
        content=request.get_data(cache=False),
        consent=request.headers.get(_CONSENT, "").lower() == "yes",
    )
    return _private(jsonify(uuid=kept.uuid, stored=True)), 201 if kept.new else 200


@blueprint.delete("/api/v1/meetings/<code>/marks/<uuid>/photo")
@by_meeting
@by_participant
def remove(code: str, uuid: str) -> Response:
    """Take the photo of one's own mark away."""
    remove_photo(current_context(), code=code, token=credential(), uuid=uuid)
    return _private(jsonify(uuid=uuid, removed=True))


@blueprint.get("/photos/<name>")
def show(name: str) -> Response:
    """Send a photo that everybody may see."""
    content = public_photo(current_context(), name)
    return Response(content, mimetype="image/jpeg", headers={"Cache-Control": "no-cache"})


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
