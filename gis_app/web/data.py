"""The data page: every layer with its source, licence, date and fields."""

from flask import render_template, request

from gis_app.services.described_layers import described_layers
from gis_app.services.indicators import listed_indicators
from gis_app.services.projects import project_or_first
from gis_app.services.search_places import has_names
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role

blueprint = language_blueprint("data", __name__)


@blueprint.get("/data")
def page() -> str:
    """Show the layers of the project by theme block."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    blocks = described_layers(context, project=project.code, role=current_role())
    figures = listed_indicators(context, project=project.code, role=current_role())
    named = has_names(context, project=project.code, role=current_role())
    return render_template("data/page.html", blocks=blocks, figures=figures, project=project, named=named)
