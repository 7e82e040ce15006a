"""The screen in the hall: its page, its feed, and the facilitator's hand on it.

The page itself says nothing: what it shows comes from the feed, which opens to the token in the address behind ``#``
(never sent to a server by itself), so that the projector's machine need not be logged in.
"""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import NotLoggedIn
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services.afterwards.results import last_time
from gis_app.services.devices import passes
from gis_app.services.hall import phases
from gis_app.services.hall.wall import wall_feed
from gis_app.services.meeting_page import staff_ground
from gis_app.services.projects import project_or_first
from gis_app.text.labels import label
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.shared import meeting_address
from gis_app.web.meetings.words import wall_words
from gis_app.web.qr import qr_data
from gis_app.web.security import bearer, current_account_id, requires, without_csrf

blueprint = language_blueprint("wall", __name__)
api = without_csrf(Blueprint("api_wall", __name__, url_prefix="/api/v1/wall"))
_AFTER = {"mark": "meetings.page", "talk": "talk.page", "close": "close.page"}


@blueprint.get("/meetings/<meeting_id>/wall")
def page(meeting_id: str) -> str:
    """Show the screen; it fills itself with what the token in its address opens."""
    return render_template(
        "wall/page.html",
        meeting_id=meeting_id,
        settings={"meeting": meeting_id, "language": current_language(), "words": wall_words()},
        leaflet_js=LEAFLET_JS,
        leaflet_css=LEAFLET_CSS,
    )


@blueprint.post("/meetings/<meeting_id>/wall")
@requires(Permission.RUN_MEETINGS)
def open_screen(meeting_id: str) -> AnyResponse:
    """Open a screen: a pass for it, whose secret stands behind the ``#`` of the address."""
    handed = passes.hand_out(current_context(), meeting_id, kind="wall")
    return redirect(url_for("wall.page", meeting_id=meeting_id, _anchor=handed.secret))


@blueprint.post("/meetings/<meeting_id>/wall/end")
@requires(Permission.RUN_MEETINGS)
def end_screens(meeting_id: str) -> AnyResponse:
    """Take back the passes of every screen."""
    for given in passes.list_passes(current_context(), meeting_id, kind="wall"):
        passes.take_back(current_context(), meeting_id, given.id)
    return redirect(_back(meeting_id))


@blueprint.post("/meetings/<meeting_id>/phase")
@requires(Permission.RUN_MEETINGS)
def phase(meeting_id: str) -> AnyResponse:
    """Lead the room into another phase, and the facilitator to its page."""
    context, account = current_context(), current_account_id()
    meeting = phases.set_phase(context, meeting_id, request.form.get("phase", ""), account=account)
    return redirect(url_for(_AFTER[meeting.phase], meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/freeze")
@requires(Permission.RUN_MEETINGS)
def freeze(meeting_id: str) -> AnyResponse:
    """Stop the screen as it stands, or let it follow again."""
    frozen = request.form.get("frozen") == "yes"
    phases.set_frozen(current_context(), meeting_id, frozen=frozen, account=current_account_id())
    return redirect(_back(meeting_id))


@api.get("/<meeting_id>")
def feed(meeting_id: str) -> Response:
    """Answer with what the screen shows; shortly, when it is what ``since`` names."""
    _passed(meeting_id)
    now = wall_feed(current_context(), meeting_id)
    same = request.args.get("since") == now["version"]
    answer = jsonify({"version": now["version"], "same": True} if same else now)
    answer.headers["Cache-Control"] = "no-store"
    if not same:
        answer.set_etag(now["version"])
        answer.make_conditional(request)
    return answer


@api.get("/<meeting_id>/facts")
def facts(meeting_id: str) -> Response:
    """Answer with what does not change in an evening: the way in for phones, and the ground."""
    meeting = _passed(meeting_id)
    address = meeting_address(meeting)
    _name, ground = staff_ground(current_context(), meeting)
    project = project_or_first(current_context(), meeting.project)
    told = {"code": meeting.code, "address": address, "qr": qr_data(address), "invented": project.invented}
    return jsonify(told | ground | {"last_time": _last_time(meeting)})


def _last_time(meeting: Meeting) -> dict[str, object] | None:
    """Return what the last published meeting of the territory agreed on, and what became of it, in words."""
    words = current_words()
    found = last_time(current_context(), project=meeting.project, territory_id=meeting.territory_id, but=meeting.id)
    if found is None or not found.closing.sentences:
        return None
    said = found.closing
    became = label(words, "outcome", said.outcome) if said.outcome else ""
    lines = (
        (words.gettext("Next step"), said.next_step),
        (words.gettext("What became of it"), " — ".join(filter(None, (became, said.outcome_note)))),
    )
    return {
        "sentences": said.sentences,
        "next": [{"title": title, "text": text} for title, text in lines if text],
    }


def _passed(meeting_id: str) -> Meeting:
    """Return the meeting if the request carries a good pass for its screen."""
    secret = bearer()
    if not secret:
        raise NotLoggedIn("credential_missing")
    _given, meeting = passes.pass_holder(current_context(), secret, kind="wall")
    if meeting.id != meeting_id:
        raise NotLoggedIn("pass_unknown")
    return meeting


def _back(meeting_id: str) -> str:
    endpoint = _AFTER.get(request.form.get("back", ""), "meetings.page")
    return url_for(endpoint, meeting_id=meeting_id)
