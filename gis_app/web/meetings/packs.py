"""Carrying a hall meeting to the office: pack it, take it over there, erase the laptop's copy."""

import io

from flask import redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import KarteError
from gis_app.domain.roles import Permission
from gis_app.services.packs.erase import erase_meeting
from gis_app.services.packs.seal import new_passphrase
from gis_app.services.packs.take_over import take_over
from gis_app.services.packs.write import pack_meeting
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.meetings.shared import staff_meeting
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("packs", __name__)


@blueprint.before_request
def allow_a_pack() -> None:
    """Let a body of the size of a meeting with photos in."""
    if request.method == "POST":
        request.max_content_length = current_context().settings.import_max_mb * 1_000_000


@blueprint.get("/meetings/<meeting_id>/carry")
@requires(Permission.RUN_MEETINGS)
def page(meeting_id: str) -> str:
    """Explain the three steps and offer the first and the last of them."""
    return _page(meeting_id)


@blueprint.post("/meetings/<meeting_id>/pack")
@requires(Permission.RUN_MEETINGS)
def pack(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Send the meeting as one encrypted file."""
    passphrase, account = request.form.get("passphrase", ""), current_account_id()
    try:
        packed = pack_meeting(current_context(), meeting_id, passphrase=passphrase, account=account)
    except KarteError as error:
        return _page(meeting_id, problem=sentence(error, current_words())), 400
    return send_file(
        io.BytesIO(packed.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=packed.name,
        max_age=0,
    )


@blueprint.post("/meetings/<meeting_id>/erase")
@requires(Permission.RUN_MEETINGS)
def erase(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Erase this machine's copy."""
    meeting = staff_meeting(meeting_id)
    confirmation, account = request.form.get("confirmation", ""), current_account_id()
    try:
        erase_meeting(current_context(), meeting_id, confirmation=confirmation, account=account)
    except KarteError as error:
        return _page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("meetings.listing", project=meeting.project))


@blueprint.get("/meetings/take-over")
@requires(Permission.RUN_MEETINGS)
def arrival() -> str:
    """Ask for a packed meeting and its passphrase."""
    return _arrival()


@blueprint.post("/meetings/take-over")
@requires(Permission.RUN_MEETINGS)
def take() -> str | tuple[str, int]:
    """Take a packed meeting over and say what came."""
    file, passphrase = request.files.get("file"), request.form.get("passphrase", "")
    try:
        content = file.read() if file is not None else b""
        told = take_over(current_context(), content, passphrase=passphrase, account=current_account_id())
    except KarteError as error:
        return _arrival(problem=sentence(error, current_words())), 400
    return _arrival(told=told)


def _page(meeting_id: str, *, problem: str = "") -> str:
    return render_template(
        "meetings/carry.html", meeting=staff_meeting(meeting_id), passphrase=new_passphrase(), problem=problem
    )


def _arrival(*, told: object = None, problem: str = "") -> str:
    project = project_or_first(current_context(), request.args.get("project"))
    about_project(project)
    return render_template("meetings/take_over.html", project=project, told=told, problem=problem)
