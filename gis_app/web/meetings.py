"""Meetings for staff: the list, a new one, one that runs, its review, its code to show."""

import io
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused, KarteError
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services import meetings, review
from gis_app.services.doors import home_areas
from gis_app.services.meeting_figures import figures, homes
from gis_app.services.meeting_page import staff_ground
from gis_app.services.projects import project_or_first
from gis_app.text.home_names import home_name
from gis_app.text.labels import label
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.forms import whole_number
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meeting_forms import MeetingForm, filled, kept_by_default
from gis_app.web.meeting_words import live_words
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("meetings", __name__)
api = Blueprint("api_live", __name__, url_prefix="/api/v1")
HERE = ZoneInfo("Europe/Riga")


@blueprint.get("/meetings")
@requires(Permission.SEE_MEETINGS)
def listing() -> str:
    """List the meetings of a project."""
    project = project_or_first(current_context(), request.args.get("project"))
    found = meetings.list_meetings(current_context(), project=project.code)
    return render_template("meetings/listing.html", project=project, meetings=found, local=local, label=said)


@blueprint.get("/meetings/new")
@requires(Permission.RUN_MEETINGS)
def new() -> str:
    """Show the form of a new meeting."""
    project = project_or_first(current_context(), request.args.get("project"))
    form = kept_by_default(MeetingForm(formdata=None), current_context())
    return _form_page(form, project.code)


@blueprint.post("/meetings/new")
@requires(Permission.RUN_MEETINGS)
def create() -> AnyResponse | tuple[str, int]:
    """Store a new meeting as a draft."""
    project = project_or_first(current_context(), request.args.get("project"))
    form = filled(MeetingForm(), current_context(), project.code)
    if not form.validate():
        return _form_page(form, project.code), 400
    try:
        made = meetings.create_meeting(current_context(), form.meeting(project.code, HERE))
    except KarteError as error:
        return _form_page(form, project.code, sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=made.id))


@blueprint.get("/meetings/<meeting_id>")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """Show a meeting while it is prepared, runs and ends."""
    return _meeting_page(meeting_id)


@blueprint.post("/meetings/<meeting_id>/state")
@requires(Permission.RUN_MEETINGS)
def state(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Open, pause or close a meeting."""
    try:
        meetings.set_state(current_context(), meeting_id, request.form.get("state", ""), account=current_account_id())
    except InputRefused as error:
        return _meeting_page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/headcount")
@requires(Permission.RUN_MEETINGS)
def headcount(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Store how many people came."""
    typed = request.form.get("headcount", "").strip()
    try:
        number = int(typed) if typed.isdecimal() and len(typed) < 7 else -1
        meetings.set_headcount(current_context(), meeting_id, number if typed else None)
    except InputRefused as error:
        return _meeting_page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/review")
@requires(Permission.SEE_MEETINGS)
def queue(meeting_id: str) -> str:
    """Show what waits for review."""
    meeting = _known(meeting_id)
    items = [item for item in review.review_items(current_context(), meeting_id) if item.waits]
    return render_template("meetings/review.html", meeting=meeting, items=items, label=said)


@blueprint.get("/meetings/<meeting_id>/rows")
@requires(Permission.SEE_MEETINGS)
def rows(meeting_id: str) -> str:
    """Show the marks that changed after ``since``, as rows for the page that follows the meeting."""
    since = whole_number("since") or 0
    meeting = meetings.get_meeting(current_context(), meeting_id)
    now = figures(current_context(), meeting_id, since=since)
    return render_template("meetings/rows.html", meeting=meeting, items=now.marks, label=said)


@blueprint.post("/meetings/<meeting_id>/marks/<uuid>/decision")
@requires(Permission.PUBLISH_MEETING)
def decide(meeting_id: str, uuid: str) -> AnyResponse:
    """Approve or hide a mark, or approve or refuse its words."""
    decision, account = request.form.get("decision", ""), current_account_id()
    verb = review.review_text if request.form.get("what") == "text" else review.review_mark
    verb(current_context(), meeting_id, uuid, decision=decision, seen=request.form.get("seen", ""), account=account)
    back = "meetings.queue" if request.form.get("back") == "review" else "meetings.page"
    return redirect(url_for(back, meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/show")
@requires(Permission.SEE_MEETINGS)
def show(meeting_id: str) -> str:
    """Show the code of a meeting large, for the screen in the hall or a sheet on the door."""
    meeting = _known(meeting_id)
    address = _address(meeting)
    return render_template("meetings/show.html", meeting=meeting, address=address, only_here=_only_here(address))


@blueprint.get("/meetings/<meeting_id>/code.svg")
@requires(Permission.SEE_MEETINGS)
def code_picture(meeting_id: str) -> Response:
    """Draw the QR code that leads phones to the meeting."""
    picture = io.BytesIO()
    address = _address(meetings.get_meeting(current_context(), meeting_id))
    segno.make(address, error="m").save(picture, kind="svg", border=2, scale=8, dark="#000", light="#fff")
    return Response(picture.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"})


@api.get("/meetings/<meeting_id>/changes")
@requires(Permission.SEE_MEETINGS)
def changes(meeting_id: str) -> Response:
    """Answer with the figures of a meeting and the marks that changed after ``since``."""
    since = whole_number("since") or 0
    return jsonify(figures(current_context(), meeting_id, since=since))


def local(moment: datetime) -> datetime:
    """Return a moment as clocks in Latvia show it."""
    return moment.astimezone(HERE)


def said(kind: str, code: str) -> str:
    """Return the label of a code in the language of the request."""
    return label(current_words(), kind, code)


def _known(meeting_id: str) -> Meeting:
    """Return the meeting, and let the page be about its project."""
    meeting = meetings.get_meeting(current_context(), meeting_id)
    about_project(project_or_first(current_context(), meeting.project))
    return meeting


def _only_here(address: str) -> bool:
    """Whether the address leads phones back to themselves, not to this machine."""
    host = urlsplit(address).hostname or ""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _address(meeting: Meeting) -> str:
    base = current_context().settings.public_url or request.host_url
    return f"{base.rstrip('/')}/m/{meeting.code}"


def _form_page(form: MeetingForm, project: str, problem: str = "") -> str:
    filled(form, current_context(), project)
    here = project_or_first(current_context(), project)
    return render_template("meetings/new.html", form=form, project=here, problem=problem)


def _home_names(project: str) -> dict[str, str]:
    words = current_words()
    return {key: home_name(area, words) for key, area in home_areas(current_context(), project).items()}


def _meeting_page(meeting_id: str, *, problem: str = "") -> str:
    context = current_context()
    meeting = _known(meeting_id)
    territory, settings = staff_ground(context, meeting)
    address = _address(meeting)
    return render_template(
        "meetings/page.html",
        meeting=meeting,
        territory=territory,
        settings=settings | {"words": live_words(), "language": current_language()},
        now=figures(context, meeting_id),
        homes=homes(context, meeting_id),
        home_names=_home_names(meeting.project),
        next_states=meetings.NEXT[meeting.state],
        classes=meeting.questions.classes,
        address=address,
        only_here=_only_here(address),
        local=local,
        label=said,
        problem=problem,
        leaflet_js=LEAFLET_JS,
        leaflet_css=LEAFLET_CSS,
    )
