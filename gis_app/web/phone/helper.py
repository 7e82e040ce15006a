"""The page of a helper, opened by a one-time link. No login, no cookie; the link is used up by the page's script."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from gis_app.web.i18n import current_language, language_blueprint
from gis_app.web.phone.words import helper_words

blueprint = language_blueprint("helper", __name__)
short = Blueprint("short_helper", __name__)


@short.get("/h/<link>")
def short_link(link: str) -> Response:
    """Send a device that scanned the code to the page in its language."""
    return redirect(f"/{current_language()}/h/{link}")


@blueprint.get("/h")
@blueprint.get("/h/<link>")
def page(link: str = "") -> str:  # noqa: ARG001 - read by the page's script: asking for a page must not use a link up
    """Show the helper's page; whose it is, and of which meeting, its script asks with the link."""
    return render_template("helper/page.html", strings=helper_words())
