"""Drawing work areas of a kept selection: for planners, never stored by a browser; who may look changes nothing."""

import json
from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Permission
from gis_app.services.jobs import enqueue, get_job
from gis_app.services.work_areas.careful import KIND, check_job, request_of
from gis_app.services.work_areas.edges import RESTORE, change_links
from gis_app.services.work_areas.keep import delete_area, keep_all, keep_area
from gis_app.text.problems import sentence_of
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires
from gis_app.web.selections.area_contents import areas_page, job_fields, job_proposal, limits_in

blueprint: Blueprint = language_blueprint("areas", __name__)
PART = "X-Part"
"""A script that wants only the part of the page that changed says so with this header."""


@blueprint.get("/selections/<selection_id>/areas")
@requires(Permission.SEE_SELECTIONS)
def page(selection_id: str) -> str:
    """Show map, limits and kept areas; ``?area=`` takes a kept one in hand."""
    return _page("areas/draw.html", selection_id, request.args)


@blueprint.post("/selections/<selection_id>/areas/lights")
@requires(Permission.SEE_SELECTIONS)
def lights(selection_id: str) -> str:
    """Show the lights of what is drawn; a script gets that part alone."""
    return _page("areas/_lights.html" if PART in request.headers else "areas/draw.html", selection_id, request.form)


@blueprint.post("/selections/<selection_id>/areas/proposal")
@requires(Permission.SEE_SELECTIONS)
def propose(selection_id: str) -> str:
    """Show the best areas by these limits and the second best; a script gets that part alone."""
    template = "areas/_proposal.html" if PART in request.headers else "areas/draw.html"
    return _page(template, selection_id, request.form, search=True)


@blueprint.post("/selections/<selection_id>/areas")
@requires(Permission.MAKE_SELECTIONS)
def keep(selection_id: str) -> Answer:
    """Keep what is drawn as a draft, or as the new shape of the area in hand."""
    form, role = request.form, current_role()
    area = keep_area(
        current_context(),
        selection_id,
        units=form.getlist("unit"),
        limits=limits_in(current_context(), selection_id, form, role=role),
        name=form.get("name", ""),
        area_id=form.get("area") or None,
        role=role,
        account=current_account_id(),
    )
    return redirect(url_for("areas.page", selection_id=selection_id, area=area.id, kept=1))


@blueprint.post("/selections/<selection_id>/areas/all")
@requires(Permission.MAKE_SELECTIONS)
def keep_proposal(selection_id: str) -> Answer:
    """Keep every area of a proposal as a draft."""
    role = current_role()
    kept = keep_all(
        current_context(),
        selection_id,
        sets=_sets(request.form.get("sets", "")),
        limits=limits_in(current_context(), selection_id, request.form, role=role),
        role=role,
        account=current_account_id(),
    )
    return redirect(url_for("areas.page", selection_id=selection_id, area=kept[0].id if kept else None, kept=1))


@blueprint.post("/selections/<selection_id>/areas/take")
@requires(Permission.SEE_SELECTIONS)
def take(selection_id: str) -> str:
    """Take one proposed area in hand, to go on with it by hand."""
    form = MultiDict([item for item in request.form.items(multi=True) if item[0] not in {"unit", "area", "name"}])
    form.setlist("unit", [unit for units in _sets(request.form.get("take", ""))[:1] for unit in units])
    return _page("areas/draw.html", selection_id, form)


@blueprint.post("/selections/<selection_id>/areas/links")
@requires(Permission.MAKE_SELECTIONS)
def links(selection_id: str) -> str:
    """Cut or bridge two units and show the page as it was drawn."""
    form = request.form
    pair = [form.get("one", ""), form.get("other", "")]
    if "restore" in form:
        pair = [*_sets(f"[{form['restore']}]")[0], "", ""]
    change_links(
        current_context(),
        selection_id,
        one=pair[0],
        other=pair[1],
        change=RESTORE if "restore" in form else form.get("change", ""),
        role=current_role(),
        account=current_account_id(),
    )
    return _page("areas/draw.html", selection_id, form)


@blueprint.post("/selections/<selection_id>/areas/search")
@requires(Permission.MAKE_SELECTIONS)
def search(selection_id: str) -> Answer:
    """Queue a careful search; its page shows how far it is."""
    context, role = current_context(), current_role()
    limits = limits_in(context, selection_id, request.form, role=role)
    asked = request_of(context, selection_id, limits=limits, method=request.form.get("method", ""), role=role)
    job_id = enqueue(context, KIND, asked, account=current_account_id())
    return redirect(url_for("areas.job", selection_id=selection_id, job_id=job_id))


@blueprint.get("/selections/<selection_id>/areas/search/<uuid:job_id>")
@requires(Permission.SEE_SELECTIONS)
def job(selection_id: str, job_id: object) -> str:
    """Show how far a careful search is, or what it found."""
    context = current_context()
    found = get_job(context, str(job_id), account=current_account_id())
    check_job(found, selection_id)
    fields = job_fields(found)
    shown = areas_page(context, selection_id, fields, role=current_role(), words=current_words())
    about_project(shown.project)
    version = shown.terrain.edits.version
    return render_template(
        "areas/job.html",
        page=shown,
        kept=shown.kept,
        job=found,
        fields=fields,
        proposal=job_proposal(context, selection_id, found, role=current_role()),
        problem=sentence_of(found.problem, current_words()) if found.problem else "",
        moved=(found.result or {}).get("links_version", version) != version,
    )


@blueprint.post("/areas/<area_id>/delete")
@requires(Permission.MAKE_SELECTIONS)
def delete(area_id: str) -> Answer:
    """Throw a draft away."""
    area = delete_area(current_context(), area_id, role=current_role(), account=current_account_id())
    if area.selection is None:
        return redirect(url_for("hand_areas.page", project=area.project))
    return redirect(url_for("areas.page", selection_id=area.selection))


def _page(template: str, selection_id: str, form: MultiDict[str, str], *, search: bool = False) -> str:
    shown = areas_page(current_context(), selection_id, form, role=current_role(), words=current_words(), search=search)
    about_project(shown.project)
    return render_template(template, page=shown, kept=shown.kept, proposal=shown.proposal)


def _sets(text: str) -> Sequence[Sequence[str]]:
    """Return sets of unit ids as a button of the page carries them, as JSON.

    Raises
    ------
    InputRefused
        If it is something else.
    """
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not found or not all(_is_set(item) for item in found):
        raise InputRefused("areas_empty")
    return found


def _is_set(item: object) -> bool:
    return isinstance(item, list) and all(isinstance(unit, str) for unit in item)
