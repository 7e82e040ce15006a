"""The shared tablet: the phone's page of a meeting, for one person after another. No login, no cookie."""

from flask import render_template

from gis_app.services.meeting_page import meeting_page
from gis_app.services.projects import project_or_first
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.phone.facts import page_facts
from gis_app.web.phone.words import phone_words, tablet_words

blueprint = language_blueprint("tablet", __name__)


@blueprint.get("/m/<code>/tablet")
def page(code: str) -> str:
    """Show a meeting to whoever stands at the tablet; without the facilitator's pass its script lets nobody begin."""
    found = meeting_page(current_context(), code)
    about_project(project_or_first(current_context(), found.meeting.project))
    facts = {**page_facts(found), "mode": "tablet", "photos": False}
    return render_template("tablet/page.html", facts=facts, strings={**phone_words(), **tablet_words()})
