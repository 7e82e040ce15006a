"""Residents' pages: a meeting on a phone, and the marks of a card. No login, no cookie."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from gis_app.domain.errors import NotFound
from gis_app.services.afterwards.results import last_time
from gis_app.services.keys import clean_code
from gis_app.services.meeting_page import meeting_page
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.phone_facts import page_facts
from gis_app.web.phone_words import card_words, phone_words

blueprint = language_blueprint("phone", __name__)
short = Blueprint("short", __name__)

LONGEST_CODE = 20
"""Characters of a wrong code that are shown again."""


@short.get("/m/<code>")
def meeting_short(code: str) -> Response:
    """Send a phone that scanned the code to the page in its language."""
    return redirect(f"/{current_language()}/m/{clean_code(code)}")


@short.get("/k")
def card_short() -> Response:
    """Send whoever holds a card to the page in their language."""
    return redirect(f"/{current_language()}/k")


@short.get("/m")
def code_short() -> Response:
    """Send whoever typed a code to its meeting; without a code to the page that asks for one."""
    typed = clean_code(request.args.get("code", ""))
    return redirect(f"/{current_language()}/m/{quote(typed, safe='')}" if typed else f"/{current_language()}/m")


@blueprint.get("/m")
def enter() -> str:
    """Ask for the code of a meeting."""
    return render_template("phone/code.html", problem="", typed="")


@blueprint.get("/m/<code>")
def meeting(code: str) -> str | tuple[str, int]:
    """Show a meeting to a resident; a code of no meeting can be typed again."""
    try:
        found = meeting_page(current_context(), code)
    except NotFound as error:
        problem = sentence(error, current_words())
        return render_template("phone/code.html", problem=problem, typed=clean_code(code)[:LONGEST_CODE]), 404
    about_project(project_or_first(current_context(), found.meeting.project))
    facts = page_facts(found)
    here, context = found.meeting, current_context()
    before = last_time(context, project=here.project, territory_id=here.territory_id, but=here.id)
    return render_template("phone/meeting.html", facts=facts, strings=phone_words(), last_time=before)


@blueprint.get("/k")
def card() -> str:
    """Show the page on which a card's holder sees and removes their marks."""
    return render_template("phone/card.html", strings=card_words())
