"""Places and services: the list with its filter, and one of them."""

from flask import render_template, request

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.lists import PRECISIONS
from gis_app.services.projects import project_or_first
from gis_app.services.resources import resource_of, resources_of
from gis_app.text.meaning import codes_meant
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.paging import page_number
from gis_app.web.security import current_role

blueprint = language_blueprint("resources", __name__)


@blueprint.get("/resources")
def listing() -> str:
    """List places and services, those that fit the filter."""
    context, asked = current_context(), request.args
    project = project_or_first(context, asked.get("project"))
    text = asked.get("q", "")
    found = resources_of(
        context,
        project=project.code,
        role=current_role(),
        kind=asked.get("kind", ""),
        precision=asked.get("precision", ""),
        text=text,
        meant=codes_meant(current_words(), "resource_kind", text),
        page=page_number(asked),
    )
    return render_template("resources/list.html", found=found, asked=asked, project=project, precisions=PRECISIONS)


@blueprint.get("/resources/<resource_id>")
def page(resource_id: str) -> str:
    """Show one place or service."""
    context = current_context()
    resource = resource_of(context, resource_id, role=current_role())
    project = project_or_first(context, resource.project)
    about_project(project)
    point = resource.geometry and to_crs(resource.geometry, source=resource.epsg, target=WGS84)
    return render_template("resources/one.html", resource=resource, project=project, point=point)
