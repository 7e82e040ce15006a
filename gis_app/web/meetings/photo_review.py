"""Photos and answers of a meeting, as staff look through them."""

import json
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Permission
from gis_app.photos.clean import Box
from gis_app.services.identity_questions import answers_in_review, answers_together, review_answer
from gis_app.services.photos.decide import photo_of, photos_waiting, review_photo
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.meetings.shared import staff_meeting
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("photo_review", __name__)
MOST_BOXES = 60


@blueprint.get("/meetings/<meeting_id>/photos")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """List the photos that wait, and the answers to the identity questions."""
    meeting = staff_meeting(meeting_id)
    return render_template(
        "meetings/photos.html",
        meeting=meeting,
        photos=photos_waiting(current_context(), meeting_id),
        answers=answers_in_review(current_context(), meeting_id),
        together=answers_together(current_context(), meeting),
    )


@blueprint.get("/meetings/<meeting_id>/photos/<uuid>")
@requires(Permission.SEE_MEETINGS)
def one(meeting_id: str, uuid: str) -> str:
    """Show one photo large, with boxes to blur."""
    meeting = staff_meeting(meeting_id)
    mark, _ = photo_of(current_context(), meeting_id, uuid)
    waiting = photos_waiting(current_context(), meeting_id)
    return render_template("meetings/photo.html", meeting=meeting, mark=mark, left=len(waiting))


@blueprint.get("/meetings/<meeting_id>/photos/<uuid>/picture")
@requires(Permission.SEE_MEETINGS)
def picture(meeting_id: str, uuid: str) -> Response:
    """Send a photo to staff; no copy stays on their machine."""
    _, content = photo_of(current_context(), meeting_id, uuid)
    return Response(content, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})


@blueprint.post("/meetings/<meeting_id>/photos/<uuid>")
@requires(Permission.PUBLISH_MEETING)
def decide(meeting_id: str, uuid: str) -> AnyResponse:
    """Approve a photo with its boxes blurred, or refuse it; then on to the next."""
    review_photo(
        current_context(),
        meeting_id,
        uuid,
        decision=request.form.get("decision", ""),
        boxes=_boxes(request.form.get("boxes", "")),
        seen=request.form.get("seen", ""),
        account=current_account_id(),
    )
    waiting = photos_waiting(current_context(), meeting_id)
    if waiting:
        return redirect(url_for("photo_review.one", meeting_id=meeting_id, uuid=waiting[0].uuid))
    return redirect(url_for("photo_review.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/answers/<uuid>")
@requires(Permission.PUBLISH_MEETING)
def decide_answer(meeting_id: str, uuid: str) -> AnyResponse:
    """Approve the words of an answer or delete them."""
    decision, seen = request.form.get("decision", ""), request.form.get("seen", "")
    review_answer(current_context(), meeting_id, uuid, decision=decision, seen=seen, account=current_account_id())
    return redirect(url_for("photo_review.page", meeting_id=meeting_id, _anchor="answers"))


def _boxes(typed: str) -> list[Box]:
    """Return the boxes of a form: ``[[left, top, width, height], …]`` as shares of the picture."""
    try:
        found: Any = json.loads(typed or "[]")
        return [Box(*(float(side) for side in box)) for box in found][:MOST_BOXES]
    except (ValueError, TypeError, RecursionError):
        raise InputRefused("photo_box_refused") from None
