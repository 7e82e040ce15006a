"""One indicator: its figures by territory and period, its map, and what it counts."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from gis_app.domain.layers import COUNTINGS
from gis_app.domain.roles import Permission
from gis_app.services.indicators import describe_indicator, indicator_table
from gis_app.services.projects import project_or_first
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, current_role, requires

blueprint = language_blueprint("indicators", __name__)


@blueprint.after_request
def keep_nothing(answer: Response) -> Response:
    """Forbid browsers and proxies to store figures that staff alone may see."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/data/indicators/<indicator_id>")
@requires(Permission.SEE_INDICATORS)
def page(indicator_id: str) -> str:
    """Show the table and the map of an indicator."""
    context = current_context()
    found = indicator_table(context, indicator_id, role=current_role(), period=request.args.get("period", ""))
    project = project_or_first(context, found.listed.indicator.project)
    about_project(project)
    return render_template("data/indicator.html", found=found, project=project, countings=COUNTINGS)


@blueprint.post("/data/indicators/<indicator_id>")
@requires(Permission.IMPORT)
def describe(indicator_id: str) -> Answer:
    """Keep what is said of an indicator."""
    describe_indicator(
        current_context(),
        indicator_id,
        said=request.form,
        language=current_words().language,
        role=current_role(),
        account=current_account_id(),
    )
    return redirect(url_for("indicators.page", indicator_id=indicator_id, kept=1))
