"""The queue of review: one mark in hand, the rest a list; decisions by keyboard or by plain forms."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.lists import CHANNELS, MARK_CLASSES
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services.afterwards import review
from gis_app.services.afterwards.queue import QueueItem, approve_harmless, one_mark, review_queue
from gis_app.services.meeting_page import staff_ground
from gis_app.services.photos.decide import review_photo
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.meeting_views import said, staff_meeting
from gis_app.web.paging import page_number
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("review", __name__)


@blueprint.get("/meetings/<meeting_id>/review")
@requires(Permission.SEE_MEETINGS)
def queue(meeting_id: str) -> str:
    """Show what waits for review, the most delicate first."""
    meeting, context, asked = staff_meeting(meeting_id), current_context(), _asked(request.args)
    chosen = request.args.get("mark", "")
    found = review_queue(context, meeting_id, **asked, page=page_number(request.args), chosen=chosen)
    _, ground = staff_ground(context, meeting)
    return render_template(
        "meetings/review.html",
        meeting=meeting,
        queue=found,
        asked=asked,
        ground=ground,
        last=_last(),
        label=said,
        text_reasons=review.TEXT_REASONS,
        leaflet_js=LEAFLET_JS,
        leaflet_css=LEAFLET_CSS,
    )


@blueprint.post("/meetings/<meeting_id>/marks/<uuid>/decision")
@requires(Permission.PUBLISH_MEETING)
def decide(meeting_id: str, uuid: str) -> AnyResponse:
    """Decide about a mark, its words or its photo; or put a decision back."""
    what, decision = request.form.get("what", "mark"), request.form.get("decision", "")
    _decide(meeting_id, uuid, what, decision)
    if request.form.get("back") != "review":
        return redirect(url_for("meetings.page", meeting_id=meeting_id))
    undone = decision == "undo"
    still = uuid if undone or _waits(one_mark(current_context(), meeting_id, uuid)) else ""
    can_be_undone = not undone and (what == "mark" or (what == "text" and "reason" not in request.form))
    return redirect(_queue_url(meeting_id, mark=still, last=f"{what}:{uuid}" if can_be_undone else ""))


@blueprint.post("/meetings/<meeting_id>/review/batch")
@requires(Permission.PUBLISH_MEETING)
def batch(meeting_id: str) -> AnyResponse:
    """Approve all likes on listed public places that have neither words nor a photo."""
    approve_harmless(current_context(), meeting_id, account=current_account_id())
    return redirect(_queue_url(meeting_id))


@blueprint.get("/meetings/<meeting_id>/marks/<uuid>/urgent")
@requires(Permission.PUBLISH_MEETING)
def urgent(meeting_id: str, uuid: str) -> str:
    """Tell whom to call when a mark speaks of violence or danger to a child."""
    meeting = staff_meeting(meeting_id)
    return render_template(
        "meetings/urgent.html",
        meeting=meeting,
        mark=one_mark(current_context(), meeting_id, uuid),
        reasons=review.URGENT_REASONS,
        contact=current_context().settings.urgent_contact,
        asked=_asked(request.args),
        label=said,
    )


@blueprint.post("/meetings/<meeting_id>/marks/<uuid>/urgent")
@requires(Permission.PUBLISH_MEETING)
def hand_over(meeting_id: str, uuid: str) -> AnyResponse:
    """Note the hand-over, delete the words and hide the mark."""
    reason, account = request.form.get("reason", ""), current_account_id()
    review.hand_over(current_context(), meeting_id, uuid, reason=reason, account=account)
    return redirect(_queue_url(meeting_id))


def _decide(meeting_id: str, uuid: str, what: str, decision: str) -> None:
    context, account, seen = current_context(), current_account_id(), request.form.get("seen", "")
    if decision == "undo":
        review.undo(context, meeting_id, uuid, what=what, account=account)
    elif what == "text":
        reason = request.form.get("reason", "")
        decision, reason = ("refuse", reason) if reason else (decision, "")
        review.review_text(context, meeting_id, uuid, decision=decision, reason=reason, seen=seen, account=account)
    elif what == "photo":
        review_photo(context, meeting_id, uuid, decision=decision, seen=seen, account=account)
    else:
        review.review_mark(context, meeting_id, uuid, decision=decision, seen=seen, account=account)


def _waits(mark: QueueItem) -> bool:
    return mark.item.waits or (mark.photo_state == "waiting" and mark.item.state != "hidden")


def _asked(sent: Any) -> dict[str, str]:
    """Return the filter of the queue: class and channel, those that are in the lists."""
    kind, channel = sent.get("kind", ""), sent.get("channel", "")
    return {
        "kind": kind if kind in MARK_CLASSES else "",
        "channel": channel if channel in CHANNELS else "",
    }


def _last() -> dict[str, str] | None:
    """Return what the last decision was about, as the address tells it, so that it can be put back."""
    what, _, uuid = request.args.get("last", "").partition(":")
    return {"what": what, "uuid": uuid} if what in {"mark", "text"} and uuid else None


def _queue_url(meeting_id: str, **more: str) -> str:
    kept = {**_asked(request.form), "page": request.form.get("page", ""), **more}
    query: dict[str, Any] = {name: value for name, value in kept.items() if value}
    return url_for("review.queue", meeting_id=meeting_id, **query)
