"""Printing: the form, what the sheet will look like, the wait, the file.

Everybody may print what everybody may see. A forged request could queue no more than that, so the form needs no session
and no cookie; how often one address may ask is limited.
"""

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.prints.sheet import ORIENTATIONS, PAPERS
from gis_app.services import jobs, print_map
from gis_app.services.print_request import LONGEST_TITLE, PALETTES
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence_of
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.print_form import by_name, request_of, scale_options
from gis_app.web.security import current_account_id, limiter, without_csrf

blueprint = without_csrf(language_blueprint("prints", __name__))

PER_ADDRESS = "20 per 5 minutes"


@blueprint.get("/prints")
def page() -> str:
    """Show the form, filled from the address (see ``print_form.request_of``)."""
    wanted = request_of(request.args)
    choices = print_map.choices(current_context(), wanted)
    return render_template(
        "prints/page.html",
        wanted=wanted,
        bbox=request.args.get("bbox", ""),
        choices=choices,
        territories=by_name(choices.territories),
        scales=scale_options(choices, current_words()),
        papers=PAPERS,
        orientations=ORIENTATIONS,
        palettes=PALETTES,
        longest=LONGEST_TITLE,
        query=request.query_string.decode(),
    )


@blueprint.post("/prints")
@limiter.limit(PER_ADDRESS)
def submit() -> AnyResponse:
    """Put the print into the queue."""
    wanted = request_of(request.form)
    print_map.check(current_context(), wanted)
    job_id = jobs.enqueue(current_context(), print_map.KIND, wanted.to_parameters(), account=current_account_id())
    return redirect(url_for("prints.job", job_id=job_id, project=wanted.project))


@blueprint.get("/prints/preview.svg")
def preview() -> Response:
    """Draw the sheet in small."""
    return Response(print_map.preview(current_context(), request_of(request.args)), mimetype="image/svg+xml")


@blueprint.get("/prints/scales")
def scales() -> Response:
    """Say which scales show the whole place, for the form's script."""
    choices = print_map.choices(current_context(), request_of(request.args))
    return jsonify(scales=scale_options(choices, current_words()))


@blueprint.get("/prints/<uuid:job_id>")
def job(job_id: object) -> str:
    """Show how far the print is, then the file."""
    found = jobs.get_job(current_context(), str(job_id), account=current_account_id())
    about_project(project_or_first(current_context(), str(found.parameters["project"])))
    problem = sentence_of(found.problem, current_words()) if found.problem else ""
    return render_template("prints/job.html", job=found, problem=problem)


@blueprint.get("/prints/<uuid:job_id>/karte.pdf")
def file(job_id: object) -> Response:
    """Send the finished file."""
    context = current_context()
    found = jobs.get_job(context, str(job_id), account=current_account_id())
    pdf = jobs.result_file(context, found, print_map.FILE).read_bytes()
    return Response(
        pdf, mimetype="application/pdf", headers={"Content-Disposition": f"inline; filename={print_map.FILE}"}
    )
