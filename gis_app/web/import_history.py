"""Imports that were confirmed: the wait, the result, the list, the way back."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gis_app.domain.errors import KarteError
from gis_app.domain.roles import Permission
from gis_app.services import jobs
from gis_app.services.imports.lines import Line, line_of, lines_of
from gis_app.services.imports.undo import undo_import
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence, sentence_of
from gis_app.web.context import about_project, current_context
from gis_app.web.errors import STATUS
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.import_pages import named
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("import_history", __name__)


@blueprint.context_processor
def helpers() -> dict[str, object]:
    """Give templates what makes words of codes."""
    words = current_words()
    return {"named": lambda kind, code: named(words, kind, code)}


@blueprint.get("/data/imports")
@requires(Permission.IMPORT)
def listing() -> str:
    """List the imports of a project, or of one layer of it."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    layer = request.args.get("layer", "")
    lines = lines_of(context, project=project.code, layer=layer)
    return render_template("imports/history.html", project=project, lines=lines, layer=layer)


@blueprint.get("/data/imports/job/<uuid:job_id>")
@requires(Permission.IMPORT)
def working(job_id: UUID) -> str | Response:
    """Show how far the storing is; lead on when it is done."""
    job = jobs.get_job(current_context(), str(job_id), account=current_account_id())
    if job.state == "done" and job.result is not None:
        told = "same" if job.result.get("repeated") else "yes"
        return redirect(url_for("import_history.one", import_id=job.result["import"], new=told))
    problem = sentence_of(job.problem, current_words()) if job.problem else ""
    return render_template("imports/working.html", job=job, problem=problem)


@blueprint.get("/data/imports/<import_id>")
@requires(Permission.IMPORT)
def one(import_id: str) -> str:
    """Show one import: what it brought and where it is seen."""
    return render_template("imports/done.html", line=_line(import_id), new=request.args.get("new", ""), problem="")


@blueprint.get("/data/imports/<import_id>/undo")
@requires(Permission.IMPORT)
def ask_undo(import_id: str) -> str:
    """Ask whether the import is really to be undone."""
    return render_template("imports/undo.html", line=_line(import_id))


@blueprint.post("/data/imports/<import_id>/undo")
@requires(Permission.IMPORT)
def undo(import_id: str) -> Response | tuple[str, int]:
    """Undo the import, or say why that is impossible."""
    line = _line(import_id)
    try:
        undo_import(current_context(), line.run.id, account=current_account_id())
    except KarteError as error:
        said = sentence(error, current_words())
        return render_template("imports/done.html", line=line, new="", problem=said), STATUS[type(error)]
    return redirect(url_for("import_history.one", import_id=line.run.id))


def _line(import_id: str) -> Line:
    line = line_of(current_context(), import_id)
    about_project(project_or_first(current_context(), line.run.project))
    return line
