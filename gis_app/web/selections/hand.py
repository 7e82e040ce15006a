"""Work areas without a calculation, drawn by planners from knowledge of the place; internal until published."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.jobs import Job
from gis_app.domain.roles import Permission
from gis_app.domain.work_areas import WorkArea
from gis_app.services.jobs import enqueue, get_job, result_file
from gis_app.services.projects import project_or_first
from gis_app.services.work_areas import documents
from gis_app.services.work_areas.by_hand import field_of, hand_areas, keep_by_hand
from gis_app.services.work_areas.ready import readiness
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires
from gis_app.web.selections.area_map import hand_map
from gis_app.web.selections.documents import document_page

blueprint: Blueprint = language_blueprint("hand_areas", __name__)


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Forbid browsers and proxies to store drafts."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/areas/by-hand")
@requires(Permission.SEE_SELECTIONS)
def page() -> str:
    """Show the units of a level to draw on, and the areas drawn so far; ``?area=`` takes one in hand."""
    return _page(request.args)


@blueprint.post("/areas/by-hand")
@requires(Permission.MAKE_SELECTIONS)
def keep() -> Answer | tuple[str, int]:
    """Keep what is drawn as a draft or new shape and go on to what it needs; what is refused stays drawn."""
    form = request.form
    try:
        area = keep_by_hand(
            current_context(),
            project_or_first(current_context(), form.get("project")).code,
            level=form.get("level", ""),
            units=form.getlist("unit"),
            name=form.get("name", ""),
            area_id=form.get("area") or None,
            role=current_role(),
            account=current_account_id(),
        )
    except (InputRefused, Conflict) as error:
        return _page(form, problem=sentence(error, current_words())), 400
    return redirect(url_for("area_form.edit", area_id=area.id, kept=1))


@blueprint.post("/areas/by-hand/document")
@requires(Permission.SEE_SELECTIONS)
def make() -> Answer:
    """Queue the document of the council for the areas without a calculation."""
    context = current_context()
    project = project_or_first(context, request.form.get("project")).code
    asked = documents.request_of(None, kind="council", language=current_language(), project=project)
    job_id = enqueue(context, documents.KIND, asked, account=current_account_id())
    return redirect(url_for("hand_areas.job", job_id=job_id))


@blueprint.get("/areas/by-hand/document/<uuid:job_id>")
@requires(Permission.SEE_SELECTIONS)
def job(job_id: object) -> str:
    """Show how far the document is, then the file."""
    found = _job(job_id)
    project = str(found.parameters["project"])
    about_project(project_or_first(current_context(), project))
    address = url_for("hand_areas.file", job_id=found.id) if found.result else ""
    back = url_for("area_publishing.hand_gate", project=project)
    return document_page(found, kept=None, address=address, back=back)


@blueprint.get("/areas/by-hand/document/<uuid:job_id>/darba-teritorijas.pdf")
@requires(Permission.SEE_SELECTIONS)
def file(job_id: object) -> Response:
    """Send the finished document."""
    pdf = result_file(current_context(), _job(job_id), documents.FILES["council"]).read_bytes()
    return Response(pdf, mimetype="application/pdf")


def _job(job_id: object) -> Job:
    found = get_job(current_context(), str(job_id), account=current_account_id())
    documents.check_job(found, None)
    return found


def _page(form: MultiDict[str, str], *, problem: str = "") -> str:
    context = current_context()
    project = project_or_first(context, form.get("project"))
    about_project(project)
    known = hand_areas(context, project.code)
    area = next((one for one in known if one.id == form.get("area")), None)
    field = field_of(context, project.code, level=_level(area) or form.get("level", ""), role=current_role())
    inside = form.getlist("unit") if problem or area is None else area.units
    return render_template(
        "areas/by_hand.html",
        project=project,
        field=field,
        area=area,
        name=form.get("name") or (area.name if area else ""),
        map=hand_map(field, inside=inside, others=[one for one in known if one is not area]),
        lines=[(one, readiness(context, one)) for one in known],
        problem=problem,
    )


def _level(area: WorkArea | None) -> str:
    """Return the level on which a kept area was drawn."""
    links: object = {} if area is None else area.limits.get("links")
    return str(links.get("level") or "") if isinstance(links, dict) else ""
