"""The documents of a kept selection: for staff, for the council; the decision file, and what differs from another."""

import json
from typing import Any

from flask import Response, render_template, request

from gis_app.domain.errors import KarteError
from gis_app.domain.roles import Permission
from gis_app.services.projects import project_or_first
from gis_app.services.selection import workbench
from gis_app.services.selection.diff import decision_of, differences
from gis_app.services.work_areas.documents import print_document
from gis_app.services.work_areas.publish import gate
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.security import current_role, requires

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
    )


@blueprint.get("/selections/<selection_id>/documents/<name>.pdf")
@requires(Permission.SEE_SELECTIONS)
def document(selection_id: str, name: str) -> Response:
    """Send a document in the language of the page."""
    pdf = print_document(current_context(), selection_id, kind=name, language=current_language())
    return Response(pdf, mimetype="application/pdf")


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
