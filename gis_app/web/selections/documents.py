"""The documents of a kept selection: for staff, for the council; the decision file, and what differs from another."""

import json
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gis_app.domain.errors import KarteError
from gis_app.domain.jobs import Job
from gis_app.domain.roles import Permission
from gis_app.domain.selections import Selection
from gis_app.services.jobs import enqueue, get_job, result_file
from gis_app.services.keys import seal
from gis_app.services.projects import project_or_first
from gis_app.services.selection import workbench
from gis_app.services.selection.diff import decision_of, differences
from gis_app.services.work_areas import documents
from gis_app.services.work_areas.publish import gate
from gis_app.text.problems import sentence, sentence_of
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires

blueprint = language_blueprint("selection_documents", __name__)
_LONGEST = 200


@blueprint.get("/selections/<selection_id>/documents")
@requires(Permission.SEE_SELECTIONS)
def page(selection_id: str) -> str:
    """Show the documents of a selection, and with ``?with=`` what differs from another decision."""
    context, other = current_context(), request.args.get("with", "")
    kept = workbench.kept_selection(context, selection_id, role=current_role())
    project = project_or_first(context, kept.project)
    about_project(project)
    others = workbench.kept_selections(context, project=kept.project, role=current_role())
    return render_template(
        "selections/documents.html",
        kept=kept,
        project=project,
        others=[one for one in others if one.id != kept.id],
        other=other,
        lines=_lines(selection_id, other) if other else None,
        missing=_missing(selection_id),
        seal=seal(context.secret, kept.sha256),
    )


@blueprint.post("/selections/<selection_id>/documents")
@requires(Permission.SEE_SELECTIONS)
def make(selection_id: str) -> Answer:
    """Queue a document in the language of the page; its page shows how far it is."""
    context = current_context()
    workbench.kept_selection(context, selection_id, role=current_role())
    asked = documents.request_of(selection_id, kind=request.form.get("kind", ""), language=current_language())
    job_id = enqueue(context, documents.KIND, asked, account=current_account_id())
    return redirect(url_for("selection_documents.job", selection_id=selection_id, job_id=job_id))


@blueprint.get("/selections/<selection_id>/documents/<uuid:job_id>")
@requires(Permission.SEE_SELECTIONS)
def job(selection_id: str, job_id: object) -> str:
    """Show how far a document is, then the file."""
    found = _job(selection_id, job_id)
    kept = workbench.kept_selection(current_context(), selection_id, role=current_role())
    about_project(project_or_first(current_context(), kept.project))
    name = (found.result or {}).get("file", "")[: -len(".pdf")]
    address = url_for("selection_documents.file", selection_id=selection_id, job_id=found.id, name=name) if name else ""
    back = url_for("selection_documents.page", selection_id=selection_id)
    return document_page(found, kept=kept, address=address, back=back)


@blueprint.get("/selections/<selection_id>/documents/<uuid:job_id>/<name>.pdf")
@requires(Permission.SEE_SELECTIONS)
def file(selection_id: str, job_id: object, name: str) -> Response:
    """Send the finished document."""
    pdf = result_file(current_context(), _job(selection_id, job_id), f"{name}.pdf").read_bytes()
    return Response(pdf, mimetype="application/pdf")


def document_page(found: Job, *, kept: Selection | None, address: str, back: str) -> str:
    """Return the page of a document that is made as a job: how far it is, then the address of the file."""
    problem = sentence_of(found.problem, current_words()) if found.problem else ""
    return render_template(
        "selections/document.html", kept=kept, job=found, problem=problem, address=address, back=back
    )


def _job(selection_id: str, job_id: object) -> Job:
    found = get_job(current_context(), str(job_id), account=current_account_id())
    documents.check_job(found, selection_id)
    return found


def _lines(selection_id: str, other: str) -> list[dict[str, Any]]:
    """Return what differs, one line a value; what only one decision has stands alone."""
    context, role = current_context(), current_role()
    first, second = (
        decision_of(workbench.kept_selection(context, one, role=role).decision) for one in (selection_id, other)
    )
    return [
        {"where": one.where, "side": one.side, "first": _short(one.first), "second": _short(one.second)}
        for one in differences(first, second)
    ]


def _short(value: object) -> str:
    if value is None:
        return "–"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _missing(selection_id: str) -> str:
    """Return why there is no document for the council yet; empty: there is one."""
    found = gate(current_context(), selection_id)
    if found.standing is not None:
        return ""
    problems: list[KarteError] = list(found.refusals)
    return sentence(problems[0], current_words()) if problems else ""
