"""Preparing a meeting: the form of a new one."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError
from gis_app.domain.roles import Permission
from gis_app.services import meetings
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.meeting_forms import MeetingForm, filled, kept_by_default
from gis_app.web.meeting_views import HERE
from gis_app.web.security import requires

blueprint = language_blueprint("prepare", __name__)


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


def _form_page(form: MeetingForm, project: str, problem: str = "") -> str:
    filled(form, current_context(), project)
    here = project_or_first(current_context(), project)
    return render_template("meetings/new.html", form=form, project=here, problem=problem)
