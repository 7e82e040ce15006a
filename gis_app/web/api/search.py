"""Search as JSON: addresses, territories, places and services."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.roles import Permission, may
from gis_app.services.projects import project_or_first
from gis_app.services.search import Hit, search
from gis_app.services.search_places import has_names
from gis_app.text.labels import label
from gis_app.text.meaning import codes_meant
from gis_app.text.words import Words, words_for
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words
from gis_app.web.security import current_role

blueprint = Blueprint("api_search", __name__, url_prefix="/api/v1/search")


@blueprint.get("")
def hits() -> Response:
    """Send what fits ``q`` in ``project``; details are worded in ``lang``, else in the browser's language."""
    context, words, text = current_context(), _words(), request.args.get("q", "")
    project = project_or_first(context, request.args.get("project")).code
    found = search(
        context,
        text,
        project=project,
        role=current_role(),
        kinds=codes_meant(words, "resource_kind", text),
    )
    answer = jsonify(hits=[_shown(hit, words) for hit in found], hint="" if found else _hint(project, words))
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _hint(project: str, words: Words) -> str:
    """Return what may be why nothing was found: names of farms and villages that nobody has imported yet."""
    if has_names(current_context(), project=project, role=current_role()):
        return ""
    if may(current_role(), Permission.IMPORT):
        return words.gettext(
            "There are no names of farms and villages here yet: import the state address register (see Data)."
        )
    return words.gettext("There are no names of farms and villages on this map yet. Try a street or a larger place.")


def _words() -> Words:
    asked = request.args.get("lang")
    return words_for(asked) if asked in LANGUAGES else current_words()


def _shown(hit: Hit, words: Words) -> dict[str, Any]:
    point = None if hit.geometry is None else to_crs(hit.geometry, source=hit.epsg, target=WGS84)
    return {
        "kind": hit.kind,
        "id": hit.id,
        "title": hit.title,
        "detail": ", ".join(part for part in _details(hit, words) if part),
        "lon": None if point is None else round(point.x, 6),
        "lat": None if point is None else round(point.y, 6),
        "precision": hit.precision,
    }


def _details(hit: Hit, words: Words) -> list[str]:
    if hit.kind == "territory":
        return [label(words, "level", hit.code)]
    if hit.kind == "address":
        return [hit.detail]
    if hit.kind == "place":
        return [label(words, "place_kind", hit.code), hit.detail]
    doubt = "" if hit.precision == "exact" else label(words, "precision", hit.precision)
    return [label(words, "resource_kind", hit.code), hit.detail, doubt]
