"""The close: sentences edited before the room's eyes, the next step, phones that still wait, the end."""

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import SMALL_MEETING
from gis_app.domain.roles import Permission
from gis_app.services import doors
from gis_app.services.hall import closing
from gis_app.services.meetings import set_headcount
from gis_app.services.waiting_phones import StillWaiting
from gis_app.text.hall_labels import draft_sentence
from gis_app.text.problems import sentence
from gis_app.web.context import current_context
from gis_app.web.forms import typed_count
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.meetings.autosave import saved
from gis_app.web.meetings.shared import staff_meeting
from gis_app.web.meetings.words import autosave_words
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("close", __name__)


@blueprint.get("/meetings/<meeting_id>/close")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """Show what the room agrees at the end."""
    return _page(meeting_id)


@blueprint.post("/meetings/<meeting_id>/close/fields")
@requires(Permission.RUN_MEETINGS)
def save(meeting_id: str) -> AnyResponse | tuple[AnyResponse, int]:
    """Keep some fields of the close; ``back`` names the page whose form this is."""
    endpoint = "talk.page" if request.form.get("back") == "talk" else "close.page"
    return saved(lambda: _keep(meeting_id), back=url_for(endpoint, meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/close/waiting")
@requires(Permission.SEE_MEETINGS)
def waiting(meeting_id: str) -> Response:
    """Answer with what phones still hold, in words."""
    held = _held(staff_meeting(meeting_id).id)
    return jsonify(phones=held.phones, text=waiting_words(held))


@blueprint.post("/meetings/<meeting_id>/close")
@requires(Permission.RUN_MEETINGS)
def end(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Close the meeting if its next step is agreed."""
    anyway = request.form.get("anyway") == "yes"
    try:
        closing.close_meeting(
            current_context(), meeting_id, waiting=_held(meeting_id), anyway=anyway, account=current_account_id()
        )
    except InputRefused as error:
        return _page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("close.page", meeting_id=meeting_id))


def waiting_words(held: StillWaiting) -> str:
    """Return how many phones still hold how many marks, in the language of the request."""
    words = current_words()
    if not held.phones:
        return words.gettext("No phone has said that it still holds marks.")
    phones = words.ngettext("%(num)s phone", "%(num)s phones", held.phones)
    marks = words.ngettext("%(num)s mark", "%(num)s marks", held.marks)
    return words.gettext("Still waiting: %(phones)s, %(marks)s", phones=phones, marks=marks)


def _keep(meeting_id: str) -> None:
    context = current_context()
    if "headcount" in request.form:
        set_headcount(context, meeting_id, typed_count(request.form["headcount"]))
    closing.save_closing(context, meeting_id, request.form.to_dict(flat=False))


def _held(meeting_id: str) -> StillWaiting:
    return current_context().memory.waiting.count(meeting_id)


def _page(meeting_id: str, *, problem: str = "") -> str:
    meeting, words = staff_meeting(meeting_id), current_words()
    held = _held(meeting_id)
    offered = [draft_sentence(draft.kind, draft.values, words) for draft in closing.drafts(current_context(), meeting)]
    return render_template(
        "meetings/close.html",
        meeting=meeting,
        said=meeting.closing,
        offered=[text for text in offered if text not in meeting.closing.sentences],
        lacks=closing.what_lacks(meeting),
        held=held,
        waiting_words=waiting_words(held),
        small=SMALL_MEETING,
        most=closing,
        grace_hours=int(doors.GRACE.total_seconds() // 3600),
        strings=autosave_words(),
        problem=problem,
    )
