"""The answer while a slider moves: the form of the workbench in, figures already in words out. Planners only."""

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.errors import Conflict
from gis_app.domain.roles import Permission
from gis_app.services.selection import drafts
from gis_app.services.selection.answer import doubt_for
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires
from gis_app.web.selections.drafting import answer_to, draft_in_hand, sent_fields
from gis_app.web.selections.live import live_answer, live_doubt

blueprint: Blueprint = language_blueprint("api_selections", __name__)


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Forbid browsers and proxies to store what ranks territories."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/selections/drafts/<draft_id>/answer")
@requires(Permission.MAKE_SELECTIONS)
def answer(draft_id: str) -> Response:
    """Answer with map, ranking and histogram of the form as it stands; nothing is stored."""
    draft, fields = draft_in_hand(draft_id), sent_fields()
    if draft.fixed_at is not None and drafts.changes(drafts.fields_of(draft), fields):
        raise Conflict("draft_fixed")
    return jsonify(live_answer(answer_to(draft, fields, opened=request.form.get("opened")), current_words()))


@blueprint.post("/selections/drafts/<draft_id>/doubt")
@requires(Permission.MAKE_SELECTIONS)
def doubt(draft_id: str) -> Response:
    """Store the form as it stands and answer with its doubt."""
    draft, fields, opened = draft_in_hand(draft_id), sent_fields(), request.form.get("opened")
    draft = drafts.save(current_context(), draft, fields, account=current_account_id())
    found = answer_to(draft, fields, opened=opened)
    told = doubt_for(current_context(), draft, fields, found, role=current_role(), opened=opened)
    return jsonify(doubt=None if told is None else live_doubt(told, current_words()))
