"""A draft on its page: read from the form, shown with its answer and its doubt."""

import secrets
from collections.abc import Sequence

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from gis_app.domain.drafts import VOICES, SelectionDraft
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.services.projects import project_or_first
from gis_app.services.selection import drafts
from gis_app.services.selection.answer import Answer, answer, doubt_for, evidence_for
from gis_app.services.selection.draft_content import clean
from gis_app.services.selection.draft_reader import Fields, Trouble
from gis_app.services.selection.scatter import scatter_of
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words
from gis_app.web.security import current_role
from gis_app.web.selections import live
from gis_app.web.selections.contents import bench_page


def draft_in_hand(draft_id: str) -> SelectionDraft:
    """Return the draft of the address, and say which project the page is about."""
    draft = drafts.draft_of(current_context(), draft_id, role=current_role())
    about_project(project_or_first(current_context(), draft.project))
    return draft


def sent_fields() -> dict[str, str]:
    """Return the fields of a draft that the request sends."""
    return clean(request.form.to_dict())


def answer_to(draft: SelectionDraft, fields: Fields, *, opened: str | None = None) -> Answer:
    """Return the answer that may be shown: in blind mode no ranking before the weights are fixed."""
    evidence = evidence_for(current_context(), draft, fields, role=current_role(), opened=opened)
    found = answer(evidence, fields)
    return found if drafts.shows_ranking(draft) else found.without_ranking()


def draft_page(
    draft: SelectionDraft, *, fields: Fields | None = None, extra: Sequence[Trouble] = (), status: int = 200
) -> Response:
    """Return the workbench of a draft.

    Parameters
    ----------
    fields
        What was just typed, where it is not what the draft stores; the ranking is always that of the draft.
    extra
        What stands in the way of the act that was asked for.
    """
    opened = secrets.token_hex(8)
    stored = drafts.fields_of(draft)
    found = answer_to(draft, stored, opened=opened)
    found.reading.troubles.extend(extra)
    words, typed = current_words(), stored if fields is None else fields
    bench = bench_page(draft, typed, found, words=words, sort=request.args.get("sort", "rank"))
    doubt = doubt_for(current_context(), draft, stored, found, role=current_role(), opened=opened)
    shown = render_template(
        "selections/bench.html",
        bench=bench,
        page=bench.page,
        live=live.live_answer(found, words),
        doubt=doubt,
        doubted=None if doubt is None else live.live_doubt(doubt, words),
        scatter=scatter_of(found.evidence, typed, excluded=found.reading.wish.areas.excluded),
        method_told="" if found.ranking is None else live.method_words(found.ranking.result.criteria, words),
        opened=opened,
        questions=FIELD_OF_WORK,
        open_questions=FIELD_OF_WORK_WORDS,
        voices=VOICES,
    )
    return make_response(shown, status)
