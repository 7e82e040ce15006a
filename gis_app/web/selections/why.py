"""The why-card of a territory in a selection: internal, never stored by a browser, no picture of it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gis_app.domain.roles import Permission
from gis_app.services.selection import drafts, workbench
from gis_app.services.selection.answer import doubt_of_kept, drawn_doubt
from gis_app.services.selection.doubt import Doubt
from gis_app.services.selection.why import WhyCard, kept_unit, why_card
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_role, requires
from gis_app.web.selections.drafting import answer_to, draft_in_hand
from gis_app.web.selections.live import unit_doubt

blueprint = language_blueprint("selection_why", __name__)


def unit_url(unit: str) -> str:
    """Return the address of the card of a territory in the kept selection, or the draft, of the page being shown."""
    asked = request.view_args or {}
    if "draft_id" in asked:
        return url_for("selection_why.drafted", draft_id=asked["draft_id"], unit=unit)
    return url_for("selection_why.kept", selection_id=asked["selection_id"], unit=unit)


@blueprint.get("/selections/<selection_id>/units/<unit>")
@requires(Permission.SEE_SELECTIONS)
def kept(selection_id: str, unit: str) -> str:
    """Show why a territory stands where it does in a stored selection."""
    context, role = current_context(), current_role()
    selection = workbench.kept_selection(context, selection_id, role=role)
    card = kept_unit(context, selection_id, unit, role=role)
    doubt = doubt_of_kept(context, selection, workbench.rank_again(selection))
    return why_page(card, doubt=doubt, back=url_for("selections.one", selection_id=selection_id))


@blueprint.get("/selections/drafts/<draft_id>/units/<unit>")
@requires(Permission.MAKE_SELECTIONS)
def drafted(draft_id: str, unit: str) -> Answer | str:
    """Show why a territory stands where it does in a draft; back to the draft where nothing is ranked yet."""
    draft = draft_in_hand(draft_id)
    back = url_for("selections.draft", draft_id=draft_id)
    found = answer_to(draft, drafts.fields_of(draft))
    if found.ranking is None or found.result is None:
        return redirect(back)
    card = why_card(
        current_context(), found.evidence, ranking=found.ranking, shown=found.result, unit=unit, role=current_role()
    )
    return why_page(card, doubt=drawn_doubt(current_context(), draft, found), back=back)


def why_page(card: WhyCard, *, doubt: Doubt | None, back: str) -> str:
    """Return the page of a card; ``back`` is the address of the selection or draft it belongs to."""
    about_project(card.project)
    doubted = unit_doubt(doubt, card.id, current_words())
    return render_template(
        "selections/why.html", card=card, doubted=doubted, project=card.project, back=back, unit_url=unit_url
    )
