"""Selections: made by the planner, looked at by workers and administrators, never stored by a browser."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.roles import Permission
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS, PURPOSES
from gis_app.services.projects import project_or_first
from gis_app.services.selection import drafts, workbench
from gis_app.services.selection.answer import doubt_of_kept
from gis_app.services.selection.downloads import FILES, download
from gis_app.services.selection.draft_files import DRAFT_FILES, draft_file, load
from gis_app.services.selection.draft_values import weight_or_none
from gis_app.text.change_words import changed_words
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires
from gis_app.web.selections.actions import act as act_on
from gis_app.web.selections.actions import beside
from gis_app.web.selections.contents import kept_page
from gis_app.web.selections.drafting import draft_in_hand, draft_page, sent_fields
from gis_app.web.selections.live import live_doubt, method_words, shown_result
from gis_app.web.selections.moments import here
from gis_app.web.selections.why import unit_url

blueprint: Blueprint = language_blueprint("selections", __name__)


@blueprint.context_processor
def helpers() -> dict[str, object]:
    """Give templates what reads a stored decision, and the address of the why-card of a territory."""
    return {
        "day": date.fromisoformat,
        "here": here,
        "unit_url": unit_url,
        "changed_words": _changed,
        "slider_value": _slider_value,
    }


def _changed(what: str, titles: Mapping[str, str], names: Mapping[str, str]) -> str:
    return changed_words(current_words(), what, titles={**names, **titles})


def _slider_value(text: str) -> str:
    value = weight_or_none(text)
    return text if value is None else current_words().number(value)


@blueprint.get("/selections")
@requires(Permission.SEE_SELECTIONS)
def listing() -> str:
    """List the stored selections of a project, and the drafts for who may make them."""
    context, role = current_context(), current_role()
    project = project_or_first(context, request.args.get("project"))
    kept = workbench.kept_selections(context, project=project.code, role=role)
    begun = drafts.drafts_of(context, project=project.code, role=role)
    return render_template("selections/list.html", project=project, kept=kept, drafts=begun)


@blueprint.get("/selections/new")
@requires(Permission.MAKE_SELECTIONS)
def bench() -> str:
    """Ask what the selection is for, before anything else."""
    project = project_or_first(current_context(), request.args.get("project"))
    return render_template(
        "selections/new.html",
        project=project,
        purposes=PURPOSES,
        kind=request.args.get("kind", ""),
        questions=FIELD_OF_WORK,
        open_questions=FIELD_OF_WORK_WORDS,
        fields={},
    )


@blueprint.post("/selections/drafts")
@requires(Permission.MAKE_SELECTIONS)
def begin() -> Answer:
    """Begin a draft."""
    draft = drafts.begin(
        current_context(),
        project=request.form.get("project"),
        form=request.form.to_dict(),
        blind=request.form.get("blind") == "yes",
        role=current_role(),
        account=current_account_id(),
    )
    return redirect(url_for("selections.draft", draft_id=draft.id))


@blueprint.get("/selections/drafts/<draft_id>")
@requires(Permission.MAKE_SELECTIONS)
def draft(draft_id: str) -> Answer:
    """Show the workbench of a draft."""
    return draft_page(draft_in_hand(draft_id))


@blueprint.post("/selections/drafts/<draft_id>")
@requires(Permission.MAKE_SELECTIONS)
def act(draft_id: str) -> Answer:
    """Do what a button of the workbench says; the page comes again where it cannot be done."""
    found = draft_in_hand(draft_id)
    try:
        return redirect(act_on(found, request.form.get("do", "show")))
    except InputRefused as error:
        again = draft_in_hand(draft_id)
        return draft_page(again, fields=sent_fields(), extra=[beside(error)], status=400)


@blueprint.post("/selections/drafts/<draft_id>/criteria")
@requires(Permission.MAKE_SELECTIONS)
def load_criteria(draft_id: str) -> Answer:
    """Take weights and method from a criteria file."""
    found, file = draft_in_hand(draft_id), request.files.get("file")
    try:
        content = file.read() if file else b""
        load(current_context(), found, content, role=current_role(), account=current_account_id())
    except InputRefused as error:
        return draft_page(found, extra=[beside(error)], status=400)
    return redirect(url_for("selections.draft", draft_id=draft_id, _anchor="weights"))


@blueprint.get("/selections/drafts/<draft_id>/<name>")
@requires(Permission.MAKE_SELECTIONS)
def file_of_draft(draft_id: str, name: str) -> Response:
    """Send the figures or the criteria of a draft, for the command line."""
    if name not in DRAFT_FILES:
        raise NotFound("not_found")
    content = draft_file(current_context(), draft_in_hand(draft_id), name, role=current_role())
    return _attached(content, name, FILES[name])


@blueprint.get("/selections/<selection_id>")
@requires(Permission.SEE_SELECTIONS)
def one(selection_id: str) -> str:
    """Show a stored selection, ranked again from what is stored."""
    context, words = current_context(), current_words()
    kept = workbench.kept_selection(context, selection_id, role=current_role())
    page = kept_page(context, kept, words=words, role=current_role(), sort=request.args.get("sort", "rank"))
    about_project(page.project)
    ranking = workbench.rank_again(kept)
    doubt = doubt_of_kept(context, kept, ranking)
    return render_template(
        "selections/kept.html",
        page=page,
        kept=kept,
        questions=FIELD_OF_WORK,
        open_questions=FIELD_OF_WORK_WORDS,
        live=shown_result(page.result, words),
        method_told=method_words(ranking.result.criteria, words),
        reasons={item.column: item.justification for item in ranking.result.criteria.criteria},
        doubt=doubt,
        doubted=None if doubt is None else live_doubt(doubt, words),
    )


@blueprint.get("/selections/<selection_id>/<name>")
@requires(Permission.MAKE_SELECTIONS)
def file(selection_id: str, name: str) -> Response:
    """Send a file of a stored selection."""
    if name not in FILES:
        raise NotFound("not_found")
    kept = workbench.kept_selection(current_context(), selection_id, role=current_role())
    return _attached(download(kept, name), name, FILES[name])


def _attached(content: bytes, name: str, mimetype: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
