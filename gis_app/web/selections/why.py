"""The why-card of a territory in a selection: internal, never stored by a browser, no picture of it."""

from flask import Response, render_template, url_for

from gis_app.domain.roles import Permission
from gis_app.services.selection.why import WhyCard, kept_unit
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role, requires

blueprint = language_blueprint("selection_why", __name__)


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Forbid browsers and proxies to store what gives reasons."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def kept_unit_url(selection_id: str, unit: str) -> str:
    """Return the address of the card of a territory in a kept selection."""
    return url_for("selection_why.kept", selection_id=selection_id, unit=unit)


@blueprint.get("/selections/<selection_id>/units/<unit>")
@requires(Permission.SEE_SELECTIONS)
def kept(selection_id: str, unit: str) -> str:
    """Show why a territory stands where it does in a stored selection."""
    card = kept_unit(current_context(), selection_id, unit, role=current_role())
    back = url_for("selections.one", selection_id=selection_id)
    return why_page(card, back=back, base=selection_id)


def why_page(card: WhyCard, *, back: str, base: str = "") -> str:
    """Return the page of a card.

    Parameters
    ----------
    back
        Address of the selection or draft it belongs to.
    base
        Id of the kept selection, for links to the cards of similar territories; empty without one.
    """
    about_project(card.project)
    return render_template("selections/why.html", card=card, project=card.project, back=back, selection_id=base)
