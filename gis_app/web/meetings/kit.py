"""The kit of a meeting: choose what it holds, wait while its maps are drawn, fetch one PDF.

The file is put together when it is fetched and kept nowhere: the codes of its cards and the password of the network
are in no job, no log and no folder of this machine.
"""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError, NotFound
from gis_app.domain.jobs import Job
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.domain.run_sheet import usual_minutes
from gis_app.domain.wifi import Wifi
from gis_app.prints.grid_map import GridMap
from gis_app.prints.sheet import PAPERS
from gis_app.services import jobs
from gis_app.services.kit import maps
from gis_app.services.kit.choices import LAYOUTS, SECTIONS, KitChoices
from gis_app.services.kit.deck import cards_printed
from gis_app.services.kit.kit import print_kit, ready
from gis_app.services.print_request import PALETTES
from gis_app.text.problems import sentence, sentence_of
from gis_app.web.context import current_context
from gis_app.web.forms import typed_count
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.shared import local, meeting_address, only_here, site_address, staff_meeting
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("kit", __name__)
FILE = "komplekts.pdf"
_NUMBERS = ("cards", "slips", "copies", "tables")


@blueprint.get("/meetings/<meeting_id>/kit")
@requires(Permission.RUN_MEETINGS)
def page(meeting_id: str) -> str:
    """Show the choices; with ``?job=`` how far the maps are, and then the way to the file."""
    meeting = staff_meeting(meeting_id)
    chosen = choices_of(request.args) if "sections" in request.args else _first(meeting)
    return _page(meeting, chosen, job=_job(request.args.get("job", "")), prepared="prepared" in request.args)


@blueprint.post("/meetings/<meeting_id>/kit")
@requires(Permission.RUN_MEETINGS)
def prepare(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Check the choices and let the maps be drawn."""
    meeting = staff_meeting(meeting_id)
    try:
        chosen = choices_of(request.form)
        ready(meeting, chosen)
        job = _enqueue(meeting, chosen) if chosen.needs_maps else ""
    except KarteError as error:
        return _page(meeting, _first(meeting), problem=error), 400
    query: dict[str, Any] = {name: request.form.getlist(name) for name in request.form if name != "csrf_token"}
    return redirect(url_for("kit.page", **{**query, "meeting_id": meeting_id, "job": job or None, "prepared": 1}))


@blueprint.post("/meetings/<meeting_id>/kit/komplekts.pdf")
@requires(Permission.RUN_MEETINGS)
def file(meeting_id: str) -> Response | tuple[str, int]:
    """Put the file together and hand it out; every time with further cards and sheets."""
    meeting = staff_meeting(meeting_id)
    chosen = choices_of(request.form)
    try:
        drawn = _drawn(meeting.id, request.form.get("job", "")) if chosen.needs_maps else []
        starts = local(meeting.starts)
        pdf = print_kit(
            current_context(), meeting.id, chosen, site=site_address(), starts=starts, wifi=_wifi(), maps=drawn
        )
    except KarteError as error:
        return _page(meeting, chosen, job=_job(request.form.get("job", "")), prepared=True, problem=error), 400
    kept = {"Content-Disposition": f"attachment; filename={FILE}", "Cache-Control": "no-store"}
    return Response(pdf, mimetype="application/pdf", headers=kept)


@blueprint.get("/meetings/<meeting_id>/kit/maps/<uuid:job_id>/<int:number>.svg")
@requires(Permission.RUN_MEETINGS)
def picture(meeting_id: str, job_id: object, number: int) -> Response:
    """Draw one of the maps that are ready, in small: its vectors without the names."""
    drawn = _drawn(staff_meeting(meeting_id).id, str(job_id))
    svg = drawn[min(number, len(drawn) - 1)].svg
    return Response(svg, mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=600"})


def choices_of(values: MultiDict[str, str]) -> KitChoices:
    """Return the choices of a form or of the query of an address.

    Raises
    ------
    InputRefused
        If a value is not one of those offered.
    """
    typed = {name: typed_count(values.get(name)) for name in _NUMBERS}
    languages = tuple(part for part in values.get("languages", "lv").split("+") if part)
    return KitChoices(
        sections=tuple(name for name in SECTIONS if name in values.getlist("sections")),
        languages=languages,
        paper=values.get("paper", "a3"),
        layout=values.get("layout", "auto"),
        palette=values.get("palette", "colour"),
        large="large" in values,
        minutes=typed_count(values.get("minutes")),
        **{name: number for name, number in typed.items() if number is not None},
    )


def _first(meeting: Meeting) -> KitChoices:
    return KitChoices(
        languages=(current_language(),), tables=1 if meeting.kind == "point" else 4, minutes=usual_minutes(meeting.kind)
    )


def _wifi() -> Wifi | None:
    name = request.form.get("wifi_name", "").strip()
    return Wifi(name, request.form.get("wifi_password", "")) if name else None


def _enqueue(meeting: Meeting, chosen: KitChoices) -> str:
    parameters = maps.parameters_of(meeting, chosen)
    return jobs.enqueue(current_context(), maps.KIND, parameters, account=current_account_id())


def _job(job_id: str) -> Job | None:
    return jobs.get_job(current_context(), job_id, account=current_account_id()) if job_id else None


def _drawn(meeting_id: str, job_id: str) -> list[GridMap]:
    context = current_context()
    job = jobs.get_job(context, job_id, account=current_account_id())
    if job.parameters.get("meeting") != meeting_id:
        raise NotFound("job_not_found")
    return maps.read_maps(jobs.result_file(context, job, maps.FILE))


def _page(
    meeting: Meeting,
    chosen: KitChoices,
    *,
    job: Job | None = None,
    prepared: bool = False,
    problem: KarteError | None = None,
) -> str:
    words = current_words()
    failed = sentence_of(job.problem, words) if job is not None and job.problem else ""
    address = meeting_address(meeting)
    return render_template(
        "meetings/kit.html",
        meeting=meeting,
        chosen=chosen,
        job=job,
        prepared=prepared,
        problem=sentence(problem, words) if problem else failed,
        sections=SECTIONS,
        speeches=speeches(),
        papers=PAPERS,
        palettes=PALETTES,
        layouts=LAYOUTS,
        printed=cards_printed(current_context(), meeting.id),
        address=address,
        only_here=only_here(address),
    )


def speeches() -> list[str]:
    """Return the ways of languages that a form offers: each alone, and Latvian with each other one."""
    return [*LANGUAGES, *(f"lv+{other}" for other in LANGUAGES if other != "lv")]
