"""The card of a territory: a page of its own, which the map page shows in a panel."""

from flask import render_template

from gis_app.services.territory_card import territory_card
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role

blueprint = language_blueprint("territories", __name__)


@blueprint.get("/territories/<territory_id>")
def card(territory_id: str) -> str:
    """Show what is known of a territory."""
    return render_template(
        "territories/card.html", card=territory_card(current_context(), territory_id, role=current_role())
    )
