"""The publish gate of a meeting, its public results, and the sheet back to residents."""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from shapely.geometry import mapping
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import InputRefused, KarteError
from gis_app.domain.publications import Talk
from gis_app.domain.roles import Permission
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services.afterwards import publishing, talks
from gis_app.services.afterwards.areas import care_tasks
from gis_app.services.afterwards.feedback import feedback_of
from gis_app.services.afterwards.results import Results, outline_of, published_results
from gis_app.services.kit.feedback_sheet import print_feedback
from gis_app.services.photos.shown import approved_photo
from gis_app.services.projects import project_or_first
from gis_app.text.problems import sentence
from gis_app.web.context import about_project, current_context
from gis_app.web.forms import typed_day
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meeting_views import local, said, site_address, staff_meeting
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("publishing", __name__)
_TICKS = ("areas", "answers")


@blueprint.get("/meetings/<meeting_id>/publish")
@requires(Permission.SEE_MEETINGS)
def gate(meeting_id: str) -> str:
    """Show exactly what the public would see, and what stands in its way."""
    return _gate_page(meeting_id, {name: name in request.args for name in _TICKS} if "ticked" in request.args else None)


@blueprint.post("/meetings/<meeting_id>/publish")
@requires(Permission.PUBLISH_MEETING)
def publish(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Make the results public as the preview showed them."""
    ticks = {name: name in request.form for name in _TICKS}
    seen, account = request.form.get("seen", "none"), current_account_id()
    try:
        if "looked" not in request.form:
            raise InputRefused("publish_not_looked")
        publishing.publish(current_context(), meeting_id, talk=_talk(), seen=seen, account=account, **ticks)
    except KarteError as error:
        return _gate_page(meeting_id, ticks, problem=sentence(error, current_words())), 400
    return redirect(url_for("publishing.gate", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/publish/back")
@requires(Permission.PUBLISH_MEETING)
def take_back(meeting_id: str) -> AnyResponse:
    """Make the results private again."""
    publishing.take_back(current_context(), meeting_id, account=current_account_id())
    return redirect(url_for("publishing.gate", meeting_id=meeting_id))


@blueprint.post("/meetings/<meeting_id>/publish/places/<place>")
@requires(Permission.PUBLISH_MEETING)
def talked(meeting_id: str, place: str) -> AnyResponse | tuple[str, int]:
    """Note a talk with a place that serves vulnerable people."""
    try:
        day, note = typed_day(request.form.get("day")), request.form.get("note", "")
        talks.note_place_talk(current_context(), meeting_id, place, day=day, note=note, account=current_account_id())
    except InputRefused as error:
        return _gate_page(meeting_id, None, problem=sentence(error, current_words())), 400
    return redirect(url_for("publishing.gate", meeting_id=meeting_id))


@blueprint.get("/meetings/<meeting_id>/publish/photos/<name>")
@requires(Permission.SEE_MEETINGS)
def preview_photo(meeting_id: str, name: str) -> Response:
    """Send an approved photo of a meeting to staff, for the preview."""
    content = approved_photo(current_context(), meeting_id, name)
    return Response(content, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})


@blueprint.get("/meetings/<meeting_id>/results")
def results(meeting_id: str) -> str:
    """Show the public results of a meeting."""
    found = published_results(current_context(), meeting_id)
    about_project(project_or_first(current_context(), found.project))
    return render_template("meetings/results.html", **_shown(found))


@blueprint.get("/meetings/<meeting_id>/feedback")
@requires(Permission.SEE_MEETINGS)
def feedback(meeting_id: str) -> str:
    """Show the sheet back to residents and the same as a short text."""
    return _feedback_page(meeting_id)


@blueprint.get("/meetings/<meeting_id>/feedback.pdf")
@requires(Permission.SEE_MEETINGS)
def feedback_print(meeting_id: str) -> Response:
    """Send the sheet for the notice board, in the language of the page."""
    address = site_address() + url_for("publishing.results", meeting_id=meeting_id)
    large = request.args.get("large") == "yes"
    pdf = print_feedback(current_context(), meeting_id, language=current_language(), address=address, large=large)
    return Response(pdf, mimetype="application/pdf", headers={"Cache-Control": "no-store"})


@blueprint.post("/meetings/<meeting_id>/feedback/outcome")
@requires(Permission.PUBLISH_MEETING)
def outcome(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Say what became of the next step."""
    chosen, note = request.form.get("outcome", ""), request.form.get("note", "")
    try:
        talks.say_outcome(current_context(), meeting_id, outcome=chosen, note=note, account=current_account_id())
    except InputRefused as error:
        return _feedback_page(meeting_id, problem=sentence(error, current_words())), 400
    return redirect(url_for("publishing.feedback", meeting_id=meeting_id))


def _talk() -> Talk:
    role, note = (" ".join(request.form.get(name, "").split()) for name in ("role", "note"))
    return Talk(typed_day(request.form.get("day")), role, note)


def _gate_page(meeting_id: str, ticks: dict[str, bool] | None, *, problem: str = "") -> str:
    meeting, context = staff_meeting(meeting_id), current_context()
    if ticks is None:
        shown = publishing.shown_now(context, meeting_id)
        ticks = {"areas": shown.areas, "answers": shown.answers}
    found = publishing.gate(context, meeting_id, **ticks)
    return render_template(
        "meetings/publish.html",
        meeting=meeting,
        gate=found,
        ticks=ticks,
        tasks=care_tasks(context, meeting),
        refusals=[sentence(error, current_words()) for error in found.refusals],
        problem=problem,
        local=local,
        typed=request.form,
        today=context.clock().date(),
        **_shown(found.preview, preview=meeting_id),
    )


def _feedback_page(meeting_id: str, *, problem: str = "") -> str:
    meeting, words = staff_meeting(meeting_id), current_words()
    address = site_address() + url_for("publishing.results", meeting_id=meeting_id)
    sheet = feedback_of(current_context(), meeting_id, words, address=address)
    return render_template(
        "meetings/feedback.html",
        meeting=meeting,
        sheet=sheet,
        address=address,
        label=said,
        problem=problem,
        typed=request.form,
    )


def _shown(results: Results, *, preview: str = "") -> dict[str, Any]:
    """Return what the template of results needs: the same for the public page and for the preview."""

    def photo_url(name: str) -> str:
        if preview:
            return url_for("publishing.preview_photo", meeting_id=preview, name=name)
        return url_for("api_photos.show", name=name)

    return {
        "results": results,
        "results_map": _map(results),
        "photo_url": photo_url,
        "label": said,
        "leaflet_js": LEAFLET_JS,
        "leaflet_css": LEAFLET_CSS,
    }


def _map(results: Results) -> dict[str, Any]:
    outline, box = outline_of(current_context(), results)
    return {
        "project": results.project,
        "outline": mapping(outline),
        "bounds": box,
        "likes": results.liked,
        "areas": [mapping(area) for area in results.areas],
        "places": [
            {"lon": place.lon, "lat": place.lat, "place": place.place}
            for place in results.places
            if place.lon is not None
        ],
    }
