"""What the work areas of a selection hold and have near, for those who plan the work: internal."""

from flask import render_template

from gis_app.domain.lists import CARD_FIELDS
from gis_app.domain.roles import Permission
from gis_app.services.projects import project_or_first
from gis_app.services.work_areas.join import MINUTES, by_kind, join_selection
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role, requires

blueprint = language_blueprint("area_join", __name__)


@blueprint.get("/selections/<selection_id>/inside")
@requires(Permission.SEE_SELECTIONS)
def page(selection_id: str) -> str:
    """Show area by area what is inside, within ten minutes, and not in our layer."""
    context = current_context()
    kept, joined = join_selection(context, selection_id, role=current_role())
    project = project_or_first(context, kept.project)
    about_project(project)
    return render_template(
        "areas/join.html",
        kept=kept,
        project=project,
        joined=joined,
        rows=by_kind(joined),
        minutes=MINUTES,
        card_fields=CARD_FIELDS,
    )
