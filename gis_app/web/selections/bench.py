"""Selections: made by the planner, looked at by workers and administrators, never stored by a browser."""

from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gis_app.domain.errors import NotFound
from gis_app.domain.roles import Permission
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.services.projects import project_or_first
from gis_app.services.selection import workbench
from gis_app.services.selection.downloads import FILES, download
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires
from gis_app.web.selections.contents import bench_page, kept_page, wish_of

blueprint: Blueprint = language_blueprint("selections", __name__)


@blueprint.context_processor
def helpers() -> dict[str, object]:
    """Give templates what reads a stored decision."""
    return {"day": date.fromisoformat}


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Forbid browsers and proxies to store what ranks territories."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/selections")
@requires(Permission.SEE_SELECTIONS)
def listing() -> str:
    """List the stored selections of a project."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    kept = workbench.kept_selections(context, project=project.code, role=current_role())
    return render_template("selections/list.html", project=project, kept=kept)


@blueprint.get("/selections/new")
@requires(Permission.MAKE_SELECTIONS)
def bench() -> str:
    """Show the workbench: purpose first, then criteria, map and table."""
    asked = request.args
    evidence = workbench.evidence_of(
        current_context(), project=asked.get("project"), role=current_role(), kind=asked.get("kind", "")
    )
    return render_template(
        "selections/bench.html",
        page=bench_page(evidence, asked.to_dict(), words=current_words()),
        questions=FIELD_OF_WORK,
        open_questions=FIELD_OF_WORK_WORDS,
    )


@blueprint.post("/selections")
@requires(Permission.MAKE_SELECTIONS)
def keep() -> Answer:
    """Store a decision."""
    kept = workbench.keep(
        current_context(),
        project=request.form.get("project"),
        wish=wish_of(request.form.to_dict()),
        kind=request.form.get("kind", ""),
        role=current_role(),
        account=current_account_id(),
    )
    return redirect(url_for("selections.one", selection_id=kept.id))


@blueprint.get("/selections/<selection_id>")
@requires(Permission.SEE_SELECTIONS)
def one(selection_id: str) -> str:
    """Show a stored selection, ranked again from what is stored."""
    context = current_context()
    kept = workbench.kept_selection(context, selection_id, role=current_role())
    page = kept_page(context, kept, request.args.to_dict(), words=current_words(), role=current_role())
    about_project(page.project)
    return render_template(
        "selections/kept.html", page=page, kept=kept, questions=FIELD_OF_WORK, open_questions=FIELD_OF_WORK_WORDS
    )


@blueprint.get("/selections/<selection_id>/<name>")
@requires(Permission.MAKE_SELECTIONS)
def file(selection_id: str, name: str) -> Response:
    """Send a file of a stored selection."""
    if name not in FILES:
        raise NotFound("not_found")
    kept = workbench.kept_selection(current_context(), selection_id, role=current_role())
    answer = Response(download(kept, name), mimetype=FILES[name])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
