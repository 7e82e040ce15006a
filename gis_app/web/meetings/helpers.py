"""The staff page of a meeting's helpers and shared tablets: make a link as a QR code, see who has one, take it back."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import Closed, InputRefused, KarteError
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.services.devices.passes import MAX_LABEL, HandedOut, hand_out, list_passes, take_back
from gis_app.text.problems import sentence
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meetings.shared import local, only_here, site_address, staff_meeting
from gis_app.web.qr import qr_data
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("helpers", __name__)
KINDS = ("helper", "tablet")
"""What is handed out here; the pass of the screen in the hall is made where the screen is opened."""


@blueprint.get("/meetings/<meeting_id>/helpers")
@requires(Permission.RUN_MEETINGS)
def page(meeting_id: str) -> str:
    """Show the links that are good now."""
    return _page(staff_meeting(meeting_id))


@blueprint.post("/meetings/<meeting_id>/helpers")
@requires(Permission.RUN_MEETINGS)
def make(meeting_id: str) -> str | tuple[str, int]:
    """Make a link; its code is shown in this answer and never again."""
    meeting = staff_meeting(meeting_id)
    kind = request.form.get("kind", "")
    try:
        if kind not in KINDS:
            raise InputRefused("unknown_pass_kind", value=kind[:20], expected=", ".join(KINDS))
        label = request.form.get("label", "")
        made = hand_out(current_context(), meeting.id, kind=kind, label=label, account=current_account_id())
    except (InputRefused, Closed) as error:
        return _page(meeting, problem=error), 400
    return _page(meeting, fresh=made)


@blueprint.post("/meetings/<meeting_id>/helpers/<pass_id>/end")
@requires(Permission.RUN_MEETINGS)
def end(meeting_id: str, pass_id: str) -> AnyResponse:
    """Take a link back at once."""
    take_back(current_context(), meeting_id, pass_id, account=current_account_id())
    return redirect(url_for("helpers.page", meeting_id=meeting_id))


def _page(meeting: Meeting, *, fresh: HandedOut | None = None, problem: KarteError | None = None) -> str:
    given = {kind: list_passes(current_context(), meeting.id, kind=kind) for kind in KINDS}
    address = _address(meeting, fresh) if fresh else ""
    return render_template(
        "meetings/helpers.html",
        meeting=meeting,
        given=given,
        fresh=fresh.made if fresh else None,
        address=address,
        picture=qr_data(address, border=4) if address else "",
        only_here=only_here(site_address()),
        problem=sentence(problem, current_words()) if problem else "",
        longest=MAX_LABEL,
        local=local,
    )


def _address(meeting: Meeting, handed: HandedOut) -> str:
    # What stands behind the hash is not sent by browsers, so no log can hold the secret of a tablet.
    if handed.made.kind == "tablet":
        return f"{site_address()}/{current_language()}/m/{meeting.code}/tablet#{handed.secret}"
    return f"{site_address()}/h/{handed.secret}"
