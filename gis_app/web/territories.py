"""The card of a territory: a page of its own, which the map page shows in a panel."""

from flask import render_template

from gis_app.services.projects import project_or_first
from gis_app.services.territory_facts import territory_facts
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role

blueprint = language_blueprint("territories", __name__)


@blueprint.get("/territories/<territory_id>")
def card(territory_id: str) -> str:
    """Show what the visitor's role may know of a territory."""
    context = current_context()
    facts = territory_facts(context, territory_id, role=current_role())
    about_project(project_or_first(context, facts.territory.project))
    return render_template("territories/card.html", facts=facts)
