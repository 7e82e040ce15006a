"""The look before the evening for staff, and the tiny page by which a second device says that it sees the server."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Permission
from gis_app.services.preparing import preflight, trials
from gis_app.services.preparing.machine import lan_address
from gis_app.text.preflight import TITLES, TO_DO, said
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.shared import only_here, site_address, staff_meeting
from gis_app.web.qr import qr_picture
from gis_app.web.security import is_loopback, limiter, requires, without_csrf

blueprint = language_blueprint("preflight", __name__)
short = without_csrf(Blueprint("trial", __name__))

SECONDS = 30
"""How long a device that opened the check page keeps asking."""
_PER_DEVICE = "120 per minute"
_PER_ADDRESS = "6000 per minute"


@blueprint.get("/meetings/<meeting_id>/prepare")
@requires(Permission.SEE_MEETINGS)
def page(meeting_id: str) -> str:
    """Show how everything stands before the evening."""
    meeting = staff_meeting(meeting_id)
    found = preflight.look(current_context(), meeting_id)
    address = f"{site_address()}/c/{found.trial.token}"
    return render_template(
        "meetings/prepare.html", meeting=meeting, found=found, address=address, only_here=only_here(address), **_words()
    )


@blueprint.get("/meetings/<meeting_id>/prepare/rows")
@requires(Permission.SEE_MEETINGS)
def rows(meeting_id: str) -> str:
    """Show the rows alone, for the page that looks again by itself."""
    meeting = staff_meeting(meeting_id)
    found = preflight.look(current_context(), meeting_id)
    return render_template("meetings/checks.html", meeting=meeting, found=found, **_words())


@blueprint.post("/meetings/<meeting_id>/prepare/tick")
@requires(Permission.RUN_MEETINGS)
def tick(meeting_id: str) -> AnyResponse:
    """Note that somebody has looked at what the machine cannot tell."""
    staff_meeting(meeting_id)
    done = request.form.get("done") == "yes"
    trials.set_tick(current_context(), meeting_id, request.form.get("what", ""), done=done)
    return redirect(url_for("preflight.page", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/prepare/again")
@requires(Permission.RUN_MEETINGS)
def again(meeting_id: str) -> AnyResponse:
    """Begin a new trial of the network under a new address."""
    staff_meeting(meeting_id)
    trials.begin(current_context(), meeting_id)
    return redirect(url_for("preflight.page", meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/prepare/code.svg")
@requires(Permission.SEE_MEETINGS)
def code_picture(meeting_id: str) -> Response:
    """Draw the QR code of the check page."""
    staff_meeting(meeting_id)
    token = trials.trial_of(current_context(), meeting_id).token
    return qr_picture(f"{site_address()}/c/{token}")


@short.get("/c/<token>")
@limiter.limit(_PER_ADDRESS)
def device(token: str) -> Response:
    """Show a device that it sees the server, and let it ask for half a minute; this very machine does not count."""
    here = is_loopback(request.remote_addr) or request.remote_addr == lan_address(current_context().settings.host)
    name = "" if here else trials.new_device(current_context(), token)
    about = {"address": f"/c/{token}/{name}", "seconds": SECONDS} if name else {}
    page = render_template("phone/check.html", here=here, about=about, language=current_language())
    return Response(page, headers={"Cache-Control": "no-store"})


def _device() -> str:
    return str((request.view_args or {}).get("name", ""))[:20]


@short.post("/c/<token>/<name>")
@limiter.limit(_PER_DEVICE, key_func=_device)
def hear(token: str, name: str) -> Response:
    """Note that a device is still there and the slowest answer it had, in milliseconds."""
    try:
        slowest = float(request.form.get("ms", "0"))
    except ValueError:
        raise InputRefused("bad_request") from None
    trials.hear(current_context(), token, name, slowest_ms=slowest)
    return jsonify(heard=True)


def _words() -> dict[str, object]:
    words = current_words()
    return {
        "title_of": lambda check: words.gettext(TITLES[check.code]),
        "said_of": lambda check: said(check.code, check.state, check.facts, words),
        "todo_of": lambda check: words.gettext(TO_DO[check.code]),
    }
