"""Meetings for staff: the list, one that runs, its review, its code to show."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services import meetings
from gis_app.services.doors import home_areas
from gis_app.services.meeting_figures import MOST_LISTED, figures, homes
from gis_app.services.meeting_page import staff_ground
from gis_app.services.preparing.ending import close_ended
from gis_app.services.preparing.templates import templates
from gis_app.services.projects import project_or_first
from gis_app.text.home_names import home_name
from gis_app.text.problems import sentence
from gis_app.web.context import current_context
from gis_app.web.forms import typed_count, whole_number
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.shared import local, meeting_address, only_here, staff_meeting
from gis_app.web.meetings.words import live_words
from gis_app.web.qr import qr_picture
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("meetings", __name__)
api = Blueprint("api_live", __name__, url_prefix="/api/v1")


@blueprint.get("/meetings")
@requires(Permission.SEE_MEETINGS)
def listing() -> str:
    """List the meetings of a project."""
    project = project_or_first(current_context(), request.args.get("project"))
    close_ended(current_context())
    found = meetings.list_meetings(current_context(), project=project.code)
    return render_template(
        "meetings/listing.html",
        project=project,
        groups=_groups(found),
        templates=templates(),
        local=local,
    )


@blueprint.get("/meetings/<meeting_id>")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """Show a meeting while it is prepared, runs and ends."""
    return _meeting_page(meeting_id)


@blueprint.post("/meetings/<meeting_id>/state")
@requires(Permission.RUN_MEETINGS)
def state(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Open or pause a meeting; it is closed where its next step is agreed."""
    wanted = request.form.get("state", "")
    if wanted == "closed":
        return redirect(url_for("close.page", meeting_id=meeting_id, _anchor="end"))
    try:
        meetings.set_state(current_context(), meeting_id, wanted, account=current_account_id())
    except InputRefused as error:
        return _meeting_page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/headcount")
@requires(Permission.RUN_MEETINGS)
def headcount(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Store how many people came."""
    try:
        meetings.set_headcount(current_context(), meeting_id, typed_count(request.form.get("headcount")))
    except InputRefused as error:
        return _meeting_page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/rows")
@requires(Permission.SEE_MEETINGS)
def rows(meeting_id: str) -> str:
    """Show the marks that changed after ``since``, as rows for the page that follows the meeting."""
    since = whole_number("since") or 0
    meeting = meetings.get_meeting(current_context(), meeting_id)
    now = figures(current_context(), meeting_id, since=since)
    return render_template("meetings/rows.html", meeting=meeting, items=now.marks)


@blueprint.get("/meetings/<meeting_id>/show")
@requires(Permission.SEE_MEETINGS)
def show(meeting_id: str) -> str:
    """Show the code of a meeting large, for the screen in the hall or a sheet on the door."""
    meeting = staff_meeting(meeting_id)
    address = meeting_address(meeting)
    return render_template("meetings/show.html", meeting=meeting, address=address, only_here=only_here(address))


@blueprint.get("/meetings/<meeting_id>/code.svg")
@requires(Permission.SEE_MEETINGS)
def code_picture(meeting_id: str) -> Response:
    """Draw the QR code that leads phones to the meeting."""
    return qr_picture(meeting_address(meetings.get_meeting(current_context(), meeting_id)))


@api.get("/meetings/<meeting_id>/changes")
@requires(Permission.SEE_MEETINGS)
def changes(meeting_id: str) -> Response:
    """Answer with the figures of a meeting and the marks that changed after ``since``."""
    since = whole_number("since") or 0
    return jsonify(figures(current_context(), meeting_id, since=since))


def _groups(found: Sequence[Meeting]) -> list[tuple[str, list[Meeting]]]:
    """Return the meetings in the order in which staff look for them; a group without any is left out."""
    words = current_words()
    groups = (
        (words.gettext("Running now"), [one for one in found if one.state in {"open", "paused"}]),
        (words.gettext("Being prepared"), [one for one in reversed(found) if one.state == "draft"]),
        (words.gettext("Over"), [one for one in found if one.state == "closed"]),
    )
    return [(title, meetings_of) for title, meetings_of in groups if meetings_of]


def _home_names(project: str) -> dict[str, str]:
    words = current_words()
    return {key: home_name(area, words) for key, area in home_areas(current_context(), project).items()}


def _meeting_page(meeting_id: str, *, problem: str = "") -> str:
    context = current_context()
    meeting = staff_meeting(meeting_id)
    territory, settings = staff_ground(context, meeting)
    address = meeting_address(meeting)
    return render_template(
        "meetings/page.html",
        meeting=meeting,
        territory=territory,
        settings=settings | {"words": live_words(), "language": current_language()},
        now=figures(context, meeting_id),
        most_listed=MOST_LISTED,
        homes=homes(context, meeting_id),
        home_names=_home_names(meeting.project),
        next_states=meetings.NEXT[meeting.state],
        classes=meeting.questions.classes,
        address=address,
        only_here=only_here(address),
        local=local,
        problem=problem,
        leaflet_js=LEAFLET_JS,
        leaflet_css=LEAFLET_CSS,
    )
