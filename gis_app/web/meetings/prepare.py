"""Preparing a meeting: a template, the form, a copy of an earlier one, what was asked before, a draft thrown away."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.services import meetings
from gis_app.services.preparing import beginning, drafts, earlier, locks, plans, purposes
from gis_app.services.preparing.templates import template_of, templates
from gis_app.services.projects import project_or_first
from gis_app.text.collate import sort_key
from gis_app.text.problems import sentence
from gis_app.web.context import current_context
from gis_app.web.forms import typed_day
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.form import (
    ASKED,
    FORMS,
    NAMED_IN,
    MeetingForm,
    group_of,
    meeting_of,
    purpose_of,
    show,
    take_settled,
    with_choices,
)
from gis_app.web.meetings.shared import local, staff_meeting
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("prepare", __name__)


@blueprint.get("/meetings/new")
@requires(Permission.RUN_MEETINGS)
def new() -> str:
    """Show the choice of a template and a territory, then the form they fill."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    code, territory = request.args.get("template", ""), request.args.get("territory", "")
    if not (code and territory):
        found = sorted(meetings.territories_of(context, project.code), key=lambda area: sort_key(area.name))
        return render_template(
            "meetings/template.html", project=project, templates=templates(), chosen=code, territories=found
        )
    begun = beginning.from_template(
        context, template_of(code), project=project.code, territory_id=territory, language=current_language()
    )
    form = show(MeetingForm(formdata=None), begun, purposes.texts_to_edit(context, None), checked=False)
    return _form_page(form, project.code)


@blueprint.post("/meetings/new")
@requires(Permission.RUN_MEETINGS)
def create() -> AnyResponse | tuple[str, int]:
    """Store a new meeting as a draft."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    form = with_choices(MeetingForm(), context, project.code)
    if not form.validate():
        return _form_page(form, project.code), 400
    try:
        made = drafts.prepare(context, meeting_of(form, project.code), purpose_of(form), account=current_account_id())
    except KarteError as error:
        return _form_page(form, project.code, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.page", meeting_id=made.id))


@blueprint.get("/meetings/<meeting_id>/copy")
@requires(Permission.RUN_MEETINGS)
def copy(meeting_id: str) -> str:
    """Show the form of a new meeting filled from an earlier one."""
    context, old = current_context(), staff_meeting(meeting_id)
    begun = drafts.copied(context, meeting_id)
    form = show(MeetingForm(formdata=None), begun, purposes.texts_to_edit(context, begun.purpose_version), checked=True)
    return _form_page(form, old.project)


@blueprint.get("/meetings/<meeting_id>/edit")
@requires(Permission.RUN_MEETINGS)
def edit(meeting_id: str) -> str:
    """Show the form of a meeting; what is settled can be read only."""
    meeting = staff_meeting(meeting_id)
    texts = purposes.texts_to_edit(current_context(), meeting.purpose_version)
    form = show(MeetingForm(formdata=None), drafts.as_new(meeting), texts, checked=_names_complete(meeting))
    return _form_page(form, meeting.project, meeting=meeting)


@blueprint.post("/meetings/<meeting_id>/edit")
@requires(Permission.RUN_MEETINGS)
def change(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Store what was changed."""
    context, meeting = current_context(), staff_meeting(meeting_id)
    form = with_choices(MeetingForm(), context, meeting.project)
    take_settled(form, drafts.as_new(meeting), _settled(meeting))
    if not form.validate():
        return _form_page(form, meeting.project, meeting=meeting), 400
    new_content, purpose = meeting_of(form, meeting.project), purpose_of(form)
    try:
        drafts.change(context, meeting_id, new_content, purpose, account=current_account_id())
    except KarteError as error:
        problem = sentence(error, current_words())
        return _form_page(form, meeting.project, meeting=meeting, problem=problem), 400
    return redirect(url_for("meetings.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/delete")
@requires(Permission.RUN_MEETINGS)
def delete(meeting_id: str) -> AnyResponse:
    """Throw a draft away."""
    project = drafts.delete_draft(current_context(), meeting_id, account=current_account_id())
    return redirect(url_for("meetings.listing", project=project))


@blueprint.get("/meetings/before")
@requires(Permission.SEE_MEETINGS)
def before() -> str:
    """Show what was asked in a territory before and which plans are decided, alone or as a part of the form."""
    project = project_or_first(current_context(), request.args.get("project"))
    territory = request.args.get("territory", "")
    part = "meetings/_before.html" if request.args.get("part") else "meetings/before.html"
    return render_template(part, project=project, **_before(project.code, territory))


@blueprint.post("/meetings/plans")
@requires(Permission.RUN_MEETINGS)
def add_plan() -> AnyResponse:
    """Store a plan that is decided for a territory."""
    project = project_or_first(current_context(), request.args.get("project"))
    typed, territory = request.form.get("day", ""), request.form.get("territory", "")
    day = typed_day(typed) if typed else None
    text, source = request.form.get("text", ""), request.form.get("source", "")
    plans.add_plan(current_context(), plans.NewPlan(project.code, territory, text, source, day))
    return redirect(url_for("prepare.before", project=project.code, territory=territory))


@blueprint.post("/meetings/plans/<plan_id>/remove")
@requires(Permission.RUN_MEETINGS)
def remove_plan(plan_id: str) -> AnyResponse:
    """Take a decided plan away."""
    project = project_or_first(current_context(), request.args.get("project"))
    territory = plans.remove_plan(current_context(), plan_id, project=project.code)
    return redirect(url_for("prepare.before", project=project.code, territory=territory))


def _settled(meeting: Meeting) -> frozenset[str]:
    return locks.locked(meeting, participants=drafts.participants(current_context(), meeting.id))


def _names_complete(meeting: Meeting) -> bool:
    return any(name.genitive or name.locative for name in meeting.place_names.values())


def _before(project: str, territory: str, but: str | None = None) -> dict[str, object]:
    context = current_context()
    if not territory:
        return {"territory": "", "earlier": [], "plans": []}
    return {
        "territory": territory,
        "earlier": earlier.earlier_meetings(context, project=project, territory_id=territory, but=but),
        "plans": plans.decided_plans(context, project=project, territory_id=territory),
        "local": local,
    }


def _form_page(form: MeetingForm, project: str, *, meeting: Meeting | None = None, problem: str = "") -> str:
    with_choices(form, current_context(), project)
    here = project_or_first(current_context(), project)
    known = {area.id for area in meetings.territories_of(current_context(), project)}
    territory = form.territory_id.data if form.territory_id.data in known else ""
    return render_template(
        "meetings/new.html",
        form=form,
        meeting=meeting,
        settled=_settled(meeting) if meeting else frozenset(),
        group_of=group_of,
        project=here,
        problem=problem,
        asked=ASKED,
        forms=FORMS,
        named_in=NAMED_IN,
        **_before(project, territory, meeting.id if meeting else None),
    )
