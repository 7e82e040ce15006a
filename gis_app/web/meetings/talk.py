"""The talk: the facilitator's list of places, problem cards typed while the room speaks, who is not here."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.lists import CARD_FIELDS, MISSING_GROUPS
from gis_app.domain.problem_cards import MAX_FIELD
from gis_app.domain.roles import Permission
from gis_app.services.hall import cards, phases
from gis_app.services.hall.closing import MAX_MISSING
from gis_app.services.hall.talk_places import other_places, public_place, talk_list
from gis_app.services.meetings import get_meeting
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.meetings.autosave import saved
from gis_app.web.meetings.shared import staff_meeting
from gis_app.web.meetings.words import autosave_words
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("talk", __name__)


@blueprint.get("/meetings/<meeting_id>/talk")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """Show what the room may talk about, and the cards."""
    context, meeting = current_context(), staff_meeting(meeting_id)
    return render_template(
        "meetings/talk.html",
        meeting=meeting,
        found=talk_list(context, meeting),
        others=other_places(context, meeting),
        cards=cards.cards(context, meeting_id),
        fields=CARD_FIELDS,
        groups=MISSING_GROUPS,
        most={"field": MAX_FIELD, "missing": MAX_MISSING},
        strings=autosave_words(),
    )


@blueprint.post("/meetings/<meeting_id>/talk/cards")
@requires(Permission.RUN_MEETINGS)
def pick(meeting_id: str) -> AnyResponse:
    """Begin the card of a public place."""
    context = current_context()
    place, point = public_place(context, get_meeting(context, meeting_id), request.form.get("place", ""))
    card = cards.add_card(context, meeting_id, place=place, point=point)
    return redirect(_at(meeting_id, card.id))


@blueprint.post("/meetings/<meeting_id>/talk/cards/<card_id>")
@requires(Permission.RUN_MEETINGS)
def save(meeting_id: str, card_id: str) -> AnyResponse | tuple[AnyResponse, int]:
    """Keep what was typed into a card; fields that did not come stay as they are."""
    typed = {code: request.form[code] for code in CARD_FIELDS if code in request.form}
    asked = request.form.getlist("public")
    public = "yes" in asked if asked else None
    return saved(
        lambda: cards.edit_card(current_context(), meeting_id, card_id, words=typed, public=public),
        back=_at(meeting_id, card_id),
    )


@blueprint.post("/meetings/<meeting_id>/talk/cards/<card_id>/move")
@requires(Permission.RUN_MEETINGS)
def move(meeting_id: str, card_id: str) -> AnyResponse:
    """Move a card one place up or down."""
    cards.move_card(current_context(), meeting_id, card_id, way=request.form.get("way", ""))
    return redirect(_at(meeting_id, card_id))


@blueprint.post("/meetings/<meeting_id>/talk/cards/<card_id>/remove")
@requires(Permission.RUN_MEETINGS)
def remove(meeting_id: str, card_id: str) -> AnyResponse:
    """Throw a card away."""
    cards.remove_card(current_context(), meeting_id, card_id, account=current_account_id())
    return redirect(url_for("talk.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/talk/in-hand")
@requires(Permission.RUN_MEETINGS)
def in_hand(meeting_id: str) -> AnyResponse:
    """Show a card on the screen, or none."""
    card = request.form.get("card", "")
    phases.take_card_in_hand(current_context(), meeting_id, card)
    return redirect(_at(meeting_id, card) if card else url_for("talk.page", meeting_id=meeting_id))


def _at(meeting_id: str, card_id: str) -> str:
    return url_for("talk.page", meeting_id=meeting_id, _anchor=f"card-{card_id}")
