"""The map of reports: for everybody where it is on; its moderation for staff."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError, NotFound
from gis_app.domain.lists import REPORT_STATUSES, REPORT_THEMES
from gis_app.domain.meetings import MAX_TEXT
from gis_app.domain.reports import Report
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services.projects import project_or_first
from gis_app.services.reports import decide, send
from gis_app.services.reports.shown import published_reports
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, limiter, may_now, requires

blueprint = language_blueprint("reports", __name__)
PER_ADDRESS = "20 per hour"
"""A library's machines share an address; the number is kept in memory for the hour and never written."""
PER_CODE = "30 per minute"


@blueprint.get("/reports")
def page() -> str:
    """Show what was reported and what became of it; to staff also where it is switched on."""
    project = _project()
    on = send.reports_on(current_context(), project)
    if not on and not may_now(Permission.RUN_MEETINGS) and not may_now(Permission.MANAGE):
        raise NotFound("reports_off")
    found = published_reports(current_context(), project) if on else []
    return render_template(
        "reports/page.html",
        on=on,
        reports=found,
        project=project,
        leaflet_js=LEAFLET_JS,
        leaflet_css=LEAFLET_CSS,
    )


@blueprint.get("/reports/new")
def new() -> str:
    """Ask for the place, then for the words."""
    return _form()


@blueprint.post("/reports/new")
@limiter.limit(PER_ADDRESS, key_func=get_remote_address)
def create() -> str | tuple[str, int]:
    """Store a message and show its code once."""
    project, form = _project(), request.form
    place, theme, text = form.get("place", ""), form.get("theme", ""), form.get("text", "")
    try:
        sent = send.send_report(current_context(), project=project, place=place, theme=theme, text=text)
    except KarteError as error:
        return _form(problem=sentence(error, current_words())), 400
    return render_template("reports/sent.html", sent=sent, project=project)


@blueprint.get("/reports/mine")
def mine() -> str:
    """Ask for the code of a message."""
    return _mine()


@blueprint.post("/reports/mine")
@limiter.limit(PER_CODE, key_func=get_remote_address)
def follow() -> str | tuple[str, int]:
    """Show what became of a message, or take it back."""
    code = request.form.get("code", "")
    try:
        report = send.my_report(current_context(), code)
        if request.form.get("what") == "take_back":
            send.take_back(current_context(), code)
            return _mine(gone=True)
    except KarteError as error:
        return _mine(code=code, problem=sentence(error, current_words())), 400
    return _mine(code=code, report=report)


@blueprint.get("/reports/review")
@requires(Permission.PUBLISH_MEETING)
def review() -> str:
    """Show staff what waits and what is published."""
    return _review()


@blueprint.post("/reports/review/<report_id>")
@requires(Permission.PUBLISH_MEETING)
def decided(report_id: str) -> AnyResponse | tuple[str, int]:
    """Publish, refuse or answer a message."""
    project, account, form = _project(), current_account_id(), request.form
    try:
        if form.get("decision") == "publish":
            decide.publish_report(
                current_context(), report_id, project=project, seen=form.get("seen", ""), account=account
            )
        elif form.get("decision") == "refuse":
            decide.refuse_report(current_context(), report_id, project=project, account=account)
        else:
            decide.answer_report(current_context(), report_id, _reply(), project=project, account=account)
    except KarteError as error:
        return _review(problem=sentence(error, current_words())), 400
    return redirect(url_for("reports.review", project=project))


@blueprint.post("/reports/switch")
@requires(Permission.MANAGE)
def switch() -> AnyResponse:
    """Switch the map of reports on or off."""
    project = _project()
    on = request.form.get("on") == "yes"
    decide.switch_reports(current_context(), project, on=on, account=current_account_id())
    return redirect(url_for("reports.page", project=project))


def _project() -> str:
    project = project_or_first(current_context(), request.args.get("project"))
    about_project(project)
    return project.code


def _mine(*, code: str = "", report: Report | None = None, problem: str = "", gone: bool = False) -> str:
    about = {"code": code, "report": report, "problem": problem, "gone": gone}
    return render_template("reports/mine.html", project=_project(), **about)


def _reply() -> decide.Reply:
    typed = request.form.get("answered_on", "")
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        day = None
    form = request.form
    return decide.Reply(form.get("status", ""), form.get("institution", ""), form.get("answer", ""), day)


def _form(*, problem: str = "") -> str:
    project, asked = _project(), request.values
    send.refuse_unless_on(current_context(), project)
    text = asked.get("q", "")
    return render_template(
        "reports/new.html",
        project=project,
        q=text,
        places=send.places_for(current_context(), text, project=project),
        asked=asked,
        themes=REPORT_THEMES,
        most=MAX_TEXT,
        problem=problem,
    )


def _review(*, problem: str = "") -> str:
    project = _project()
    return render_template(
        "reports/review.html",
        project=project,
        on=send.reports_on(current_context(), project),
        reports=decide.reports_in_review(current_context(), project),
        statuses=REPORT_STATUSES,
        today=current_context().clock().date(),
        problem=problem,
    )
