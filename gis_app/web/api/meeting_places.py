"""Where is it? The places of a meeting's ground that fit what somebody types on a phone."""

from flask import Blueprint, Response, jsonify, request

from gis_app.services.find_place import find_place
from gis_app.text.meaning import codes_meant
from gis_app.web.api.joining import small_and_private
from gis_app.web.api.meetings import by_meeting
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words
from gis_app.web.phone.facts import place_facts

blueprint = small_and_private(Blueprint("api_meeting_places", __name__, url_prefix="/api/v1"))


@blueprint.get("/meetings/<code>/places")
@by_meeting
def places(code: str) -> Response:
    """Answer with places that fit ``q``; for ``class=dislike`` public places and streets only."""
    words, text = current_words(), request.args.get("q", "")
    found = find_place(
        current_context(),
        text,
        code=code,
        disliked=request.args.get("class") == "dislike",
        kinds=codes_meant(words, "resource_kind", text),
    )
    hint = ""
    if found.dwellings:
        hint = words.gettext("Homes and farms are not named here. Choose the road or a public place beside it.")
    return jsonify(places=[place_facts(place, words) for place in found.places], hint=hint)
