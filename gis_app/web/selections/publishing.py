"""The gate before work areas become public: a preview of exactly what everybody will see, and the act."""

from collections.abc import Collection

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused, KarteError
from gis_app.domain.roles import Permission
from gis_app.services.projects import project_or_first
from gis_app.services.work_areas import publish as acts
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, requires
from gis_app.web.selections.public_areas import shown_parts

blueprint = language_blueprint("area_publishing", __name__)


@blueprint.get("/selections/<selection_id>/publish")
@requires(Permission.SEE_SELECTIONS)
def gate(selection_id: str) -> str:
    """Show exactly what everybody would see, and what stands in its way."""
    return _page(selection_id, request.args.getlist("area") if "ticked" in request.args else None)


@blueprint.post("/selections/<selection_id>/publish")
@requires(Permission.PUBLISH_SELECTION)
def publish(selection_id: str) -> AnyResponse | tuple[str, int]:
    """Make the work areas public as the preview showed them."""
    return _publish(selection_id)


@blueprint.post("/selections/<selection_id>/publish/back")
@requires(Permission.PUBLISH_SELECTION)
def take_back(selection_id: str) -> AnyResponse:
    """Make the work areas private again."""
    acts.take_back(current_context(), selection_id, account=current_account_id())
    return redirect(url_for("area_publishing.gate", selection_id=selection_id))


@blueprint.get("/areas/by-hand/publish")
@requires(Permission.SEE_SELECTIONS)
def hand_gate() -> str:
    """Show exactly what everybody would see of the areas without a calculation, and what stands in its way."""
    return _page(None, request.args.getlist("area") if "ticked" in request.args else None, project=_project())


@blueprint.post("/areas/by-hand/publish")
@requires(Permission.PUBLISH_SELECTION)
def hand_publish() -> AnyResponse | tuple[str, int]:
    """Make areas without a calculation public as the preview showed them."""
    return _publish(None, project=_project())


@blueprint.post("/areas/by-hand/publish/back")
@requires(Permission.PUBLISH_SELECTION)
def hand_take_back() -> AnyResponse:
    """Make the areas without a calculation private again."""
    acts.take_back(current_context(), None, project=_project(), account=current_account_id())
    return redirect(_address("gate", None, _project()))


def _publish(selection_id: str | None, *, project: str = "") -> AnyResponse | tuple[str, int]:
    chosen, seen = request.form.getlist("area"), request.form.get("seen", "")
    try:
        if "looked" not in request.form:
            raise InputRefused("publish_not_looked")
        acts.publish(
            current_context(), selection_id, project=project, chosen=chosen, seen=seen, account=current_account_id()
        )
    except KarteError as error:
        return _page(selection_id, chosen, project=project, problem=sentence(error, current_words())), 400
    return redirect(_address("gate", selection_id, project))


def _page(selection_id: str | None, chosen: Collection[str] | None, *, project: str = "", problem: str = "") -> str:
    context, words = current_context(), current_words()
    found = acts.gate(context, selection_id, project=project, chosen=chosen)
    about = project_or_first(context, found.project)
    about_project(about)
    return render_template(
        "selections/publish.html",
        gate=found,
        kept=found.selection,
        project=about,
        refusals=[sentence(error, words) for error in found.refusals],
        problem=problem,
        address=lambda what: _address(what, selection_id, found.project),
        **shown_parts([found.preview] if found.preview else []),
    )


def _project() -> str:
    return project_or_first(current_context(), request.values.get("project")).code


def _address(what: str, selection_id: str | None, project: str) -> str:
    """Return the address of ``gate``, ``publish`` or ``take_back`` of a selection, or of the areas without one."""
    if selection_id is None:
        return url_for(f"area_publishing.hand_{what}", project=project)
    return url_for(f"area_publishing.{what}", selection_id=selection_id)
