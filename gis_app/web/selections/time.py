"""The years of a kept selection: internal, never stored by a browser."""

from flask import render_template, request

from gis_app.domain.errors import KarteError
from gis_app.domain.roles import Permission
from gis_app.services.selection.time_page import time_page
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_role, requires

blueprint = language_blueprint("selection_time", __name__)


@blueprint.context_processor
def helpers() -> dict[str, object]:
    """Give the template the sentence of a problem."""
    return {"problem_text": problem_text}


@blueprint.get("/selections/<selection_id>/time")
@requires(Permission.SEE_SELECTIONS)
def page(selection_id: str) -> str:
    """Show how the territories of a selection moved through the years."""
    shown = time_page(
        current_context(),
        selection_id,
        role=current_role(),
        span=request.args.get("span", 0, type=int),
        reference=request.args.get("reference", ""),
    )
    about_project(shown.project)
    return render_template("selections/time.html", page=shown, project=shown.project, kept=shown.kept)


def problem_text(problem: KarteError) -> str:
    """Return what stood in the way of a period, in the visitor's language."""
    return sentence(problem, current_words())
